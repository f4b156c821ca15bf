"""New indicators and areas, and new versions of old ones, written in a dialog."""

from collections.abc import Callable

import streamlit as st

from indicators import store
from indicators.catalogue import Area, Catalogue, Indicator
from indicators.session.reading import cursor

_DIRECTIONS = {"higher": "越高越好", "lower": "越低越好", "none": "不分优劣"}
_ROLLUPS = {"sum": "相加", "mean": "平均", "none": "不汇总"}
_RATES = ("%", "‰", "倍")


@st.dialog("新增一项指标")
def new_indicator(known: Catalogue, label: str, unit: str, settle: Callable[[str], None]) -> None:
    """Ask what an indicator is; ``settle`` gets its code once it is in the catalogue."""
    name = label.rpartition("/")[2]
    with st.form("new_indicator", border=False, enter_to_submit=False):
        row = {"name": st.text_input("名称", name), "aliases": label if label != name else ""}
        left, right = st.columns(2)
        themes = list(dict.fromkeys(one.theme for one in known.indicators.values()))
        row["theme"] = left.selectbox("主题", themes)
        row["unit"] = right.text_input("单位", unit)
        row["direction"] = left.selectbox("方向", list(_DIRECTIONS), format_func=_DIRECTIONS.get)
        row["rollup"] = right.selectbox(
            "下级汇总", list(_ROLLUPS), index=2, format_func=_ROLLUPS.get
        )
        row["definition"] = st.text_area("定义", placeholder="算什么、不算什么，截至何时")
        if st.form_submit_button("加入目录", type="primary"):
            _write(known, Indicator, row, settle)


@st.dialog("新增一个地区")
def new_area(known: Catalogue, label: str, settle: Callable[[str], None]) -> None:
    """Ask what an area is; ``settle`` gets its code once it is in the catalogue."""
    with st.form("new_area", border=False, enter_to_submit=False):
        row = {"name": st.text_input("全称", label), "aliases": label}
        levels = {code: one.name for code, one in known.levels.items() if one.depth > 1}
        left, right = st.columns(2)
        row["level"] = left.selectbox("级别", list(levels), index=2, format_func=levels.get)
        areas = {code: one.name for code, one in known.areas.items()}
        own = st.session_state.get("own")
        row["parent"] = right.selectbox(
            "上级", list(areas), format_func=areas.get,
            index=list(areas).index(own) if own in areas else 0,
        )  # fmt: skip
        if st.form_submit_button("加入目录", type="primary"):
            _write(known, Area, row, settle)


def _write(
    known: Catalogue, kind: type[Indicator | Area], row: dict, settle: Callable[[str], None]
) -> None:
    row = {name: value.strip() for name, value in row.items()}
    missing = [word for name, word in _NEEDED[kind].items() if not row[name]]
    if missing:
        st.error(f"请填写{'、'.join(missing)}。")
        return
    filled = _area(known, row) if kind is Area else _indicator(known, row)
    try:
        settle(store.add(cursor(), kind, filled, user=store.this_user()))
    except store.ImportRefusedError as error:
        st.error(str(error))
        return
    st.rerun()


def _indicator(known: Catalogue, row: dict) -> dict:
    number = sum(code.startswith("own_") for code in known.indicators) + 1
    measure = "rate" if row["unit"] in _RATES else "count" if row["rollup"] == "sum" else "level"
    fixed = {"indicator": f"own_{number}", "topic": "", "decimals": "1", "plausible_min": ""}
    rest = {"plausible_max": "", "denominator": "", "tolerance": "0", "measure": measure}
    if row["unit"] == "%":
        rest |= {"plausible_max": "100"}
        fixed |= {"plausible_min": "0"}
    aliases = "" if row["aliases"] == row["name"] else row["aliases"]
    return row | fixed | rest | {"aliases": aliases, "sort": str(50_000 + number)}


def _area(known: Catalogue, row: dict) -> dict:
    number = sum(code.startswith("own_") for code in known.areas) + 1
    parent = known.areas[row["parent"]]
    kind = "sample" if parent.kind == "sample" else "real"
    aliases = "" if row["aliases"] == row["name"] else row["aliases"]
    fixed = {"area": f"own_{number}", "short": row["name"], "kind": kind, "aliases": aliases}
    return row | fixed | {"sort": str(900_000 + number)}


_NEEDED = {
    Indicator: {"name": "名称", "unit": "单位", "definition": "定义"},
    Area: {"name": "全称"},
}
