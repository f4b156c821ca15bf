"""Where a number comes from: the panel behind every number, and the list of a page's sources."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators import views, words
from indicators.session.frame import ROOT
from indicators.session.reading import read

_ROUND = "_chart_round"
# columns that stay even where every row leaves them empty
_ALWAYS = ("数值", "出处", "变化")
_PAGES = ROOT / "pages" / "1_benchmark"


def round_number() -> int:
    """Part of the key of everything that opens the panel, so that it can be clicked again."""
    return st.session_state.setdefault(_ROUND, 0)


def unselect() -> None:
    """Forget what was clicked: everything clickable is drawn anew in the next run."""
    st.session_state[_ROUND] = round_number() + 1


def open_panel(numbers: Sequence[int]) -> None:
    """Show one record with everything known of its origin, or the records a number is made of."""
    if len(numbers) == 1:
        _one(numbers[0])
    else:
        _several(numbers)


@st.dialog("这个数出自哪里", width="medium", on_dismiss=unselect)
def _one(number: int) -> None:
    _panel(number)


@st.dialog("这个数出自哪里", width="large", on_dismiss=unselect)
def _several(numbers: Sequence[int]) -> None:
    _panel(_choice(numbers))


def _panel(number: int) -> None:
    found = read(views.observation, number)
    if found is None:
        st.info("这个数已不在库中。请关闭后刷新页面，看现在用的数。")
        return
    _record(found)
    _history(number)
    _links(found)


@st.dialog("这一批的数", width="large", on_dismiss=unselect)
def open_batch(batch: int) -> None:
    """List what one batch brought, in the order of its file; a row shows its record."""
    rows = read(views.of_batch, batch)
    first = "前" if len(rows) == views.BATCH_ROWS else ""
    st.caption(f"第{batch}批{first}{len(rows)}条记录，与文件里的顺序一样；点一行，看那一条的来历。")
    picked = table(rows, "batch_table", height=250)
    if picked is not None:
        _panel(picked)


@st.dialog("两批对照", width="large", on_dismiss=unselect)
def open_diff(first: int, second: int) -> None:
    """List what two batches say differently; a row shows its record."""
    rows = read(views.batch_diff, first, second)
    if rows.empty:
        st.caption(f"第{first}批和第{second}批说的完全一样。")
        return
    n = rows["变化"].value_counts()
    counted = "，".join(f"{word}{n[word]}个" for word in ("新增", "减少", "改变") if word in n)
    st.caption(f"从第{first}批到第{second}批：{counted}。点一行，看那一条的来历。")
    picked = table(rows, "diff_table", height=250)
    if picked is not None:
        _panel(picked)


def sources(numbers: Sequence[int]) -> None:
    """The fold at a page's end: every number of the page with its origin; a row opens the panel."""
    wanted = tuple(sorted(set(numbers)))
    if not wanted:
        return
    with st.expander(f"本页各数的出处（{len(wanted)}个）", key="sources"):
        picked = table(read(views.listed, wanted), "sources_table")
    if picked is not None:
        open_panel([picked])


def table(rows: pd.DataFrame, key: str, *, height: int = 400) -> int | None:
    """A table of records; returns the number of the record whose row was clicked."""
    shown = rows.drop(columns="observation")
    filled = [name for name in shown if name in _ALWAYS or (shown[name] != "").any()]
    event = st.dataframe(
        shown[filled], hide_index=True, key=f"{key}_{round_number()}", on_select="rerun",
        selection_mode="single-cell", height=min(height, 38 + 35 * len(rows)),
        column_config={"数值": st.column_config.TextColumn(alignment="right")},
    )  # fmt: skip
    picked = event.selection.cells
    return int(rows.iloc[picked[0][0]]["observation"]) if picked else None


def of_gap(gap: pd.DataFrame) -> list[int]:
    """The numbers of the records behind a gap or profile frame."""
    names = ("own", "previous", "standard", "reference", "missing")
    columns = [f"{name}_observation" for name in names if f"{name}_observation" in gap]
    found = [int(number) for name in columns for number in gap[name].dropna()]
    lists = [name for name in ("median_observations", "rank_observations") if name in gap]
    return found + [number for name in lists for listed in gap[name] for number in listed]


def _choice(numbers: Sequence[int]) -> int:
    rows = read(views.listed, tuple(numbers))
    st.caption(f"这个数由下面{len(rows)}条记录得出；点一行，看那一条的来历。")
    picked = table(rows, "panel_table", height=250)
    return int(rows.iloc[0]["observation"]) if picked is None else picked


def _record(found: dict) -> None:
    st.markdown(f"**{words.plain(found['area_name'])}　{words.plain(found['indicator_name'])}**")
    unit = found["shown_unit"] if found["state"] == "value" else f"缺数：{found['reason']}"
    st.title(f"{found['text']}　:gray[:small[{words.plain(unit)}]]", anchor=False)
    with st.container(gap=None):
        for label, value in _origin(found):
            name, text = st.columns([1, 6], gap="small")
            name.caption(label)
            text.markdown(words.plain(value))


def _origin(found: dict) -> list[tuple[str, str]]:
    sheet = f"工作表“{found['sheet']}”的" if found["sheet"] else ""
    imported = f"{found['imported_by']}于{found['imported_at']:%Y-%m-%d %H:%M}导入"
    rows = [
        ("原文", f"“{found['raw']}”" if found["raw"] else "（空白）"),
        ("期间", found["period_text"]),
        ("性质", found["nature"]),
        ("口径", found["scope"]),
        ("来源", found["source"]),
        ("可信度", found["confidence"]),
        ("换算", "" if found["is_entry"] else found["conversion"]),
        (
            "文件",
            found["file"] if found["is_entry"] else f"{found['file']}，{sheet}{found['cell']}格",
        ),
        ("批次", f"第{found['batch']}批，{imported}"),
        ("现状", "" if found["status"] in ("现行", "缺数") else found["status"]),
        ("备注", found["note"]),
    ]
    return [(label, value) for label, value in rows if value]


def _history(number: int) -> None:
    """The other records of the same indicator, area and period."""
    rows = read(views.history, number)
    if len(rows) < 2:
        st.caption("同一指标、同一地区、同一期间没有别的记录。")
        return
    st.caption(f"同一指标、同一地区、同一期间的全部{len(rows)}条记录：")
    filled = [name for name in rows if (rows[name] != "").any()]
    st.dataframe(rows[filled], hide_index=True)


def _links(found: dict) -> None:
    with st.container(horizontal=True):
        asked = {"indicator": found["indicator_name"]} | _selection()
        st.page_link(_PAGES / "3_indicator.py", label="看这项指标", query_params=asked)


def _selection() -> dict:
    kept = ("own", "reference", "period")
    return {key: st.query_params.get_all(key) for key in kept if key in st.query_params}
