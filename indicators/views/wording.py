"""Numbers of a frame in the unit they are shown in, and beside them the words for them."""

from collections.abc import Sequence

import pandas as pd

from indicators import periods, words

LATEST, UNDATED, NEVER = "latest", "undated", words.NEVER


def period_label(code: str) -> str:
    """The label of a period selection."""
    return {LATEST: "各项最新", UNDATED: "年份未注明"}.get(code) or periods.label(code)


def period_text(period: str | None, page_period: str) -> str:
    """The label of a value's period; nothing where it is the page's own."""
    return "" if period == page_period else periods.label(period)


def plain_rows(frame: pd.DataFrame) -> list[dict]:
    """The rows of a frame as dicts, every missing value as None."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def shown_in(row: dict, values: Sequence[str], more: Sequence[float | None] = ()) -> words.Scale:
    """The scale in which all `values` of a row (and `more` beside them) are shown."""
    return words.scale(row["unit"], row["decimals"], [*(row[c] for c in _ends(values)), *more])


def text(row: dict, name: str, shown: words.Scale) -> str:
    """One value of a row as officials write it; `name` is its columns' prefix, may be empty."""
    prefix = f"{name}_" if name else ""
    return words.figure(
        row[f"{prefix}lo"], row[f"{prefix}hi"], shown,
        lo_open=bool(row.get(f"{prefix}lo_open")),
        hi_open=bool(row.get(f"{prefix}hi_open")),
        flag=row.get(f"{prefix}flag"),
    )  # fmt: skip


def scaled(row: dict, names: Sequence[str], shown: words.Scale) -> dict:
    """The ends of these values and differences in the shown unit; NaN where there is none."""
    return {
        column: float("nan") if row[column] is None else row[column] * shown.factor
        for column in _ends(names)
    }


def _ends(names: Sequence[str]) -> list[str]:
    return [f"{name}_{end}".removeprefix("_") for name in names for end in ("lo", "hi")]


def worded(row: dict, values: Sequence[str], shown: words.Scale, page_period: str) -> dict:
    """A gap or profile row with its numbers scaled and the texts that say them.

    Adds {value}_text for each value, gap_text, change_text and own_period_text.
    """
    texts = {f"{name}_text": text(row, name, shown) for name in values}
    texts["gap_text"] = words.gap(
        row["gap_lo"], row["gap_hi"], row["verdict"], shown, row["direction"]
    )
    texts["change_text"] = words.change(row["change_lo"], row["change_hi"], shown, row["direction"])
    texts["own_period_text"] = own_period_text(row, "own", page_period)
    numbers = scaled(row, [*values, "gap", "change"], shown)
    return row | numbers | texts | {"unit": shown.unit, "decimals": shown.decimals}


def own_period_text(row: dict, name: str, page_period: str) -> str:
    """The period of one value of a row, nothing where there is no value."""
    known = row[f"{name}_observation"] is not None
    return period_text(row[f"{name}_period"], page_period) if known else ""


def numbers(listed: str | None) -> list[int]:
    """The observation numbers of a text such as 12,15,18."""
    return [int(number) for number in listed.split(",")] if listed else []


def framed(rows: list[dict], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a frame that keeps its columns when it is empty."""
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else list(columns))
