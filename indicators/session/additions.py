"""New indicators and areas, and new versions of old ones, written in a dialog."""

from collections.abc import Callable
from dataclasses import asdict

import pandas as pd
import streamlit as st

from indicators import catalogue, store
from indicators.catalogue import Area, Catalogue, Indicator
from indicators.session.past import only_now
from indicators.session.reading import as_of, cursor

_DIRECTIONS = {"higher": "越高越好", "lower": "越低越好", "none": "不分优劣"}
_ROLLUPS = {"sum": "相加", "mean": "平均", "weighted": "加权平均", "none": "不汇总"}
_RATES = ("%", "‰", "倍")
_NEEDED = {
    Indicator: {"name": "名称", "unit": "单位", "definition": "定义"},
    Area: {"name": "全称"},
}
Settle = Callable[[str], None]


def catalogue_bar() -> None:
    """Buttons to add an indicator or an area or to edit an indicator, and what was written so."""
    if as_of() is not None:
        return
    known = store.known(cursor())
    names = {code: one.name for code, one in known.indicators.items()}
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("新增指标", key="add_indicator", icon=":material/add:"):
            new_indicator(known, "", "", _nothing)
        if st.button("新增地区", key="add_area", icon=":material/add_location:"):
            new_area(known, "", _nothing)
        code = st.selectbox(
            "改一项指标", list(names), index=None, format_func=names.get, key="edit_which",
            placeholder="改一项指标…", label_visibility="collapsed", width=260,
        )  # fmt: skip
        if st.button("改", key="edit_indicator", disabled=code is None):
            edit_indicator(known, code)
    _written()


@st.dialog("新增一项指标")
def new_indicator(known: Catalogue, label: str, unit: str, settle: Settle) -> None:
    """Ask what an indicator is; ``settle`` gets its code once it is in the catalogue."""
    name = label.rpartition("/")[2]
    number = sum(code.startswith("own_") for code in known.indicators) + 1
    base = {
        "indicator": f"own_{number}", "name": name, "topic": "", "unit": unit, "decimals": "1",
        "direction": "higher", "rollup": "none", "denominator": "", "tolerance": "0",
        "aliases": label if label != name else "", "definition": "", "sort": str(50_000 + number),
    }  # fmt: skip
    _indicator_form(known, base, settle)


@st.dialog("改一项指标")
def edit_indicator(known: Catalogue, code: str) -> None:
    """Write a new version of an indicator; the old one stays on record."""
    one = asdict(known.indicators[code])
    base = {key: "" if value is None else str(value) for key, value in one.items()}
    base |= {"indicator": code, "aliases": "|".join(one["aliases"])}
    st.caption("以前写入的数不变，口径和判定按新的算；旧的一版留在记录里。")
    _indicator_form(known, base, _nothing)


@st.dialog("新增一个地区")
def new_area(known: Catalogue, label: str, settle: Settle) -> None:
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
            _write(Area, row, _area(known, row), settle)


def _indicator_form(known: Catalogue, base: dict[str, str], settle: Settle) -> None:
    themes = list(dict.fromkeys(one.theme for one in known.indicators.values()))
    theme = themes.index(base["theme"]) if base.get("theme") in themes else 0
    with st.form("indicator_form", border=False, enter_to_submit=False):
        row = {"name": st.text_input("名称", base["name"])}
        left, right = st.columns(2)
        row["theme"] = left.selectbox("主题", themes, index=theme)
        row["unit"] = right.text_input("单位", base["unit"])
        row["direction"] = left.selectbox(
            "方向", list(_DIRECTIONS), index=list(_DIRECTIONS).index(base["direction"]),
            format_func=_DIRECTIONS.get,
        )  # fmt: skip
        kinds = [kind for kind in _ROLLUPS if kind != "weighted" or base["denominator"]]
        row["rollup"] = right.selectbox(
            "下级汇总", kinds, index=kinds.index(base["rollup"]), format_func=_ROLLUPS.get
        )
        row["definition"] = st.text_area(
            "定义", base["definition"], placeholder="算什么、不算什么，截至何时"
        )
        row["aliases"] = st.text_input("别的叫法，用|隔开", base["aliases"])
        if st.form_submit_button("加入目录", type="primary"):
            _write(Indicator, row, _completed(base, row), settle)


def _completed(base: dict[str, str], row: dict[str, str]) -> dict[str, str]:
    """Fill in what the form does not ask: how it is measured and what is plausible."""
    is_rate = row["unit"] in _RATES
    usual = "rate" if is_rate else "count" if row["rollup"] == "sum" else "level"
    bounds = {"plausible_min": "", "plausible_max": ""}
    if row["unit"] == "%":
        bounds = {"plausible_min": "0", "plausible_max": "100"}
    return {"measure": usual} | bounds | base | row


def _area(known: Catalogue, row: dict[str, str]) -> dict[str, str]:
    number = sum(code.startswith("own_") for code in known.areas) + 1
    kind = "sample" if known.areas[row["parent"]].kind == "sample" else "real"
    aliases = "" if row["aliases"] == row["name"] else row["aliases"]
    fixed = {"area": f"own_{number}", "short": row["name"], "kind": kind, "aliases": aliases}
    return row | fixed | {"sort": str(900_000 + number)}


def _write(
    kind: type[Indicator | Area], asked: dict[str, str], row: dict[str, str], settle: Settle
) -> None:
    only_now()
    missing = [word for name, word in _NEEDED[kind].items() if not asked[name].strip()]
    if missing:
        st.error(f"请填写{'、'.join(missing)}。")
        return
    plain = {name: value.strip() for name, value in row.items()}
    try:
        settle(store.add(cursor(), kind, plain, user=store.this_user()))
    except store.ImportRefusedError as error:
        st.error(str(error))
        return
    st.rerun()


def _written() -> None:
    folder = store.own_folder(cursor())
    rows = [
        {"种类": word, "名称": row["name"], "写入": row["written_at"], "写入人": row["written_by"]}
        for file, word in (("indicators.csv", "指标"), ("areas.csv", "地区"))
        for row in (catalogue.own_rows(folder, file) if folder else [])
    ]
    if rows:
        with st.expander(f"本单位写入目录的（{len(rows)}次）"):
            st.dataframe(pd.DataFrame(rows[::-1]), hide_index=True)


def _nothing(code: str) -> None:
    """Nobody waits for the new code."""
