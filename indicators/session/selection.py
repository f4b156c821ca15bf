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
    _restore("own", list(names))
    own = st.selectbox(
        "本地区", list(names), format_func=names.get, key="own", bind="query-params",
        label_visibility="collapsed", width=width,
    )  # fmt: skip
    references = _references(own)
    periods = [views.LATEST, *read(views.own_periods, own)]
    _restore("period", periods)
    period = st.selectbox(
        "期间", periods, format_func=views.period_label,
        key="period", bind="query-params", label_visibility="collapsed", width=width - 10,
    )  # fmt: skip
    st.session_state["_kept"] = {"own": own, "period": period, "reference": list(references[2])}
    is_sample = areas.set_index("area").loc[own, "kind"] == "sample"
    return Selection(own, names[own], bool(is_sample), *references[:2], period)


def _references(own: str) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    partners = read(views.partners, own)
    names = dict(zip(partners["reference_area"], partners["reference_name"], strict=True))
    shorts = dict(zip(partners["reference_area"], partners["reference_short"], strict=True))
    usual = list(views.default_references(partners, DEFAULT_REFERENCES))
    _restore("reference", list(names))
    picked = st.multiselect(
        "对标地区", list(names), format_func=names.get, key="reference", bind="query-params",
        placeholder=_summary([shorts[code] for code in usual]), label_visibility="collapsed",
        width=round(270 * scale()), wrap=False, select_all=False,
        help="不选时取与本地同有数据的指标最多的地区。",
    )  # fmt: skip
    used = picked or usual
    return tuple(used), tuple(shorts[code] for code in used), picked


def _restore(key: str, options: list[str]) -> None:
    """Bring back a choice that Streamlit drops when a page change interrupts a run."""
    kept = st.session_state.get("_kept", {}).get(key)
    if kept is None or key in st.session_state or key in st.query_params:
        return
    if isinstance(kept, list):
        st.session_state[key] = [option for option in kept if option in options]
    elif kept in options:
        st.session_state[key] = kept


def _summary(shorts: list[str]) -> str:
    if not shorts:
        return "没有可对标的地区"
    named = [name for n, name in enumerate(shorts) if len("、".join(shorts[: n + 1])) <= _ROOM]
    more = f"等{len(shorts)}地" if len(named) < len(shorts) else ""
    return f"对标：{'、'.join(named or shorts[:1])}{more}"
