"""What the analyst decides about a report: what a column measures, its unit, whose row it is."""

import json
from collections.abc import Callable

import streamlit as st

from indicators import store, views, words
from indicators.catalogue import Catalogue
from indicators.session.additions import new_area, new_indicator
from indicators.session.reading import cursor
from indicators.spreadsheet import layouts, units

NEW, SKIP = "+", ""
_ASKED = 5
_HEADS = 20
_LOOKED_AT = 20_000
_SIDES = {"rows": "行", "columns": "列"}
_UNITS = (
    "元", "万元", "亿元", "元/月", "元/年", "万元/月", "万元/年", "%", "‰", "㎡", "万㎡", "公顷",
    "人", "万人", "个", "万个", "户", "万户", "年", "月", "天",
)  # fmt: skip


def decided(digest: str, document: dict) -> layouts.Decisions:
    """What counts for this file: what was kept for its layout, then what was chosen here."""
    chosen = st.session_state.setdefault("_decided", {}).get(digest)
    if chosen is not None and chosen.get("alone"):
        return chosen["decisions"]
    kept = views.layout(cursor(), layouts.fingerprint(document)) or {}
    return layouts.merged(kept, chosen["decisions"] if chosen else {})


def keep(digest: str, document: dict) -> None:
    """Remember what was chosen for this file for the next one of its layout."""
    if digest in st.session_state.get("_decided", {}):
        found = decided(digest, document)
        user = store.this_user()
        store.remember_layout(cursor(), layouts.fingerprint(document), found, user=user)


def recalled(digest: str, document: dict) -> None:
    """Say that earlier decisions were followed, and offer to read the file without them."""
    found = decided(digest, document)
    n = sum(map(len, found.values()))
    if not n:
        return
    kept = views.layout(cursor(), layouts.fingerprint(document))
    by = f"，沿用{kept['decided_by']}{kept['decided_at']:%Y-%m-%d}的" if kept else "按你的"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"这份表{by}{n}处指定读取。")
        st.button("都不用", key="undecide", type="tertiary", on_click=_forget, args=(digest,))


def on_mapping(digest: str, document: dict, sheet: str, key: str) -> Callable[[], None]:
    """A choice in the sheet's first row: the column's indicator, none, or one to be added."""

    def answer() -> None:
        told = st.session_state[key]["mapping"]
        for column in _columns(document, sheet, told["column"]):
            if told["indicator"] == NEW:
                st.session_state["_adding"] = ("items", column["item"], column["unit"] or "")
            else:
                decide(digest, "items", column["item"], told["indicator"] or SKIP)

    return answer


def on_unit(digest: str, document: dict, sheet: str, key: str) -> Callable[[], None]:
    """A choice in the sheet's second row: the unit of a column."""

    def answer() -> None:
        told = st.session_state[key]["unit"]
        for column in _columns(document, sheet, told["column"]):
            decide(digest, "units", "/".join(column["label"]), told["unit"])

    return answer


def offered(known: Catalogue) -> tuple[list[dict], dict[str, list[str]]]:
    """The indicators to choose from, by theme, and the units each of them can come in."""
    added = {"indicator": NEW, "name": "新增一项指标…"}
    items = [
        {"indicator": one.code, "name": one.name, "group": one.theme}
        for one in known.indicators.values()
    ]
    return [added, *items], {one.code: _alternatives(one.unit) for one in known.indicators.values()}


def questions(digest: str, document: dict) -> None:
    """Ask about rows whose place or indicator is not known, a few at a time."""
    known = store.known(cursor())
    asked = [("places", label, "") for label in _unknown(document, "rows")]
    asked += [("items", label, unit) for label, unit in _unknown(document, "columns").items()]
    for kind, label, unit in asked[:_ASKED]:
        _ask(digest, kind, label, unit, known)
    if len(asked) > _ASKED:
        st.caption(f"还有{len(asked) - _ASKED}行没有对上，答完这些再问。")


def arrangement(digest: str, document: dict, sheet: str) -> None:
    """Let the analyst say which rows are the header and on which side places stand."""
    table = next((one for one in document["tables"] if one["sheet"] == sheet), None)
    rows = next((one["rows"] for one in document["sheets"] if one["name"] == sheet), [])
    if table is None or table["orientation"] == "long" or len(rows) < 3:
        return
    heads = f"heads_{digest[:8]}_{sheet}"
    sides = f"sides_{digest[:8]}_{sheet}"

    def answer() -> None:
        first, last = st.session_state[heads]
        name = layouts.timeless(sheet)
        if [first, last] != [table["header_rows"][0], table["header_rows"][-1]]:
            decide(digest, "heads", name, f"{first}-{last}")
        if st.session_state[sides] != table["orientation"]:
            decide(digest, "sides", name, st.session_state[sides])

    with st.expander("表头或方向读错了？"):
        st.slider(
            "表头在第几行到第几行", 1, min(len(rows) - 1, _HEADS), key=heads, on_change=answer,
            value=(table["header_rows"][0], min(table["header_rows"][-1], _HEADS)),
        )  # fmt: skip
        st.segmented_control(
            "地区在", list(_SIDES), format_func=_SIDES.get, key=sides, required=True,
            default=table["orientation"], on_change=answer,
        )  # fmt: skip


def adding(digest: str, known: Catalogue) -> None:
    """Open the form for a new indicator or area where one was asked for."""
    wanted = st.session_state.pop("_adding", None)
    if wanted is None:
        return
    kind, label, unit = wanted

    def settle(code: str) -> None:
        decide(digest, kind, label, code)

    if kind == "items":
        new_indicator(known, label, unit, settle)
    else:
        new_area(known, label, settle)


def decide(digest: str, kind: str, words_: str, code: str) -> None:
    """Note one decision about the file being looked at."""
    chosen = st.session_state.setdefault("_decided", {}).setdefault(digest, {"decisions": {}})
    chosen["decisions"].setdefault(kind, {})[words_] = code


def stamp(digest: str, document: dict) -> str:
    """The decisions as one text: what a reading of the file is cached by."""
    return json.dumps(decided(digest, document), ensure_ascii=False, sort_keys=True)


def _forget(digest: str) -> None:
    st.session_state["_decided"][digest] = {"decisions": {}, "alone": True}


def _columns(document: dict, sheet: str, letter: str) -> list[dict]:
    return [
        column
        for table in document["tables"]
        if table["sheet"] == sheet
        for column in table["columns"]
        if column["column"] == letter
    ]


def _unknown(document: dict, orientation: str) -> dict[str, str]:
    """Labels of rows that are no total and could not be told, with the unit printed there."""
    found: dict[str, str] = {}
    what = "area" if orientation == "rows" else "indicator"
    for table in document["tables"]:
        if table["orientation"] == orientation:
            for cell in table["observations"][:_LOOKED_AT]:
                if cell["row_kind"] == "unknown" and not cell[what] and cell["row_label"]:
                    found.setdefault(cell["row_label"], cell["unit"] or "")
    return found


def _ask(digest: str, kind: str, label: str, unit: str, known: Catalogue) -> None:
    table = known.areas if kind == "places" else known.indicators
    names = {NEW: "新增一个地区…" if kind == "places" else "新增一项指标…", SKIP: "不导入"}
    names |= {code: one.name for code, one in table.items()}
    key = f"ask_{digest[:8]}_{kind}_{label}"

    def answer() -> None:
        chosen = st.session_state[key]
        if chosen == NEW:
            st.session_state["_adding"] = (kind, label, unit)
        elif chosen is not None:
            decide(digest, kind, label, chosen)

    st.selectbox(
        f"“{words.plain(label)}”是哪{'个地区' if kind == 'places' else '项指标'}？", list(names),
        format_func=names.get, index=None, key=key, on_change=answer, placeholder="输入名称查找",
    )  # fmt: skip


def _alternatives(unit: str) -> list[str]:
    found = [other for other in _UNITS if units.factor(other, unit) is not None]
    return list(dict.fromkeys([unit, *found]))
