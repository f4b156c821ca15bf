"""Own area, reference areas and period: chosen once, in the URL, kept across pages."""

from dataclasses import dataclass

import streamlit as st

from indicators import views
from indicators.session.frame import ROOT, phone, scale
from indicators.session.reading import read

DEFAULT_REFERENCES = 8
# characters of names that fit beside 对标：…等8地
_ROOM = 8


@dataclass(frozen=True, slots=True)
class Selection:
    """The shared selection: area codes, their names, and a period code of views."""

    own: str
    own_name: str
    is_sample: bool
    references: tuple[str, ...]
    reference_names: tuple[str, ...]
    period: str


def header(title: str) -> None:
    """Draw the title row: page title, sample badge and the three filters."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(title, anchor=False, width="content")
        badge = st.container(width="content")
        st.space("stretch")
        if phone():
            with st.popover("", icon=":material/tune:"):
                chosen = _filters(240)
        else:
            chosen = _filters(round(150 * scale()))
    st.session_state["_selection"] = chosen
    if chosen and chosen.is_sample:
        badge.badge("示例数据", color="gray")


def selection() -> Selection:
    """The selection of this run; without any data the page ends with the way to get some."""
    chosen = st.session_state.get("_selection")
    if chosen is None:
        st.header("库里还没有数据：导入一份报表，就能看到与参照城市的差距。", anchor=False)
        st.page_link(ROOT / "pages" / "2_data" / "1_import.py", label="去导入数据")
        st.stop()
    return chosen


def _filters(width: int) -> Selection | None:
    areas = read(views.own_areas)
    if areas.empty:
        return None
    names = dict(zip(areas["area"], areas["name"], strict=True))
    own = st.selectbox(
        "本地区", list(names), format_func=names.get, key="own", bind="query-params",
        label_visibility="collapsed", width=width,
    )  # fmt: skip
    references = _references(own)
    period = st.selectbox(
        "期间", [views.LATEST, *read(views.own_periods, own)], format_func=views.period_label,
        key="period", bind="query-params", label_visibility="collapsed", width=width - 10,
    )  # fmt: skip
    is_sample = areas.set_index("area").loc[own, "kind"] == "sample"
    return Selection(own, names[own], bool(is_sample), *references, period)


def _references(own: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    partners = read(views.partners, own)
    names = dict(zip(partners["reference_area"], partners["reference_name"], strict=True))
    shorts = dict(zip(partners["reference_area"], partners["reference_short"], strict=True))
    known = [code for code in st.session_state.get("reference", []) if code in names]
    used = known or list(views.default_references(partners, DEFAULT_REFERENCES))
    with st.popover(
        _summary([shorts[code] for code in used]), width=round(270 * scale()), key="reference_box"
    ):
        st.multiselect(
            "对标地区", list(names), format_func=names.get, key="reference", bind="query-params",
            placeholder=f"未选时取最可比的{DEFAULT_REFERENCES}地",
        )  # fmt: skip
        st.caption("按与本地同有数据的指标数排列。")
    return tuple(used), tuple(shorts[code] for code in used)


def _summary(shorts: list[str]) -> str:
    if not shorts:
        return "没有可对标的地区"
    named = [name for n, name in enumerate(shorts) if len("、".join(shorts[: n + 1])) <= _ROOM]
    more = f"等{len(shorts)}地" if len(named) < len(shorts) else ""
    return f"对标：{'、'.join(named or shorts[:1])}{more}"
