"""Own area, reference areas and period: chosen once, in the URL, kept across pages."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators import store, views
from indicators.session import past
from indicators.session.frame import fit_screen, phone, scale
from indicators.session.reading import cursor, read
from indicators.session.start import first_steps, invitation, references_missing

DEFAULT_REFERENCES = 8
# characters of names that fit beside 对标：…等8地
_ROOM = 8
# the saved own area and its references, None before any was saved
Home = tuple[str, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class Selection:
    """The shared selection: area codes, their names, and a period code of views."""

    own: str
    own_name: str
    is_sample: bool
    has_data: bool
    references: tuple[str, ...]
    reference_names: tuple[str, ...]
    period: str


def header(title: str) -> None:
    """Draw the title row: page title, sample badge, the three filters and 设为本地区."""
    st.session_state["_arrived"] = st.session_state.get("_title") != title
    st.session_state["_title"] = title
    past.arrive()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(title, anchor=False, width="content")
        badge = st.container(width="content")
        st.space("stretch")
        fit_screen()
        if phone():
            with st.popover("", icon=":material/tune:"):
                chosen = _filters(240)
        else:
            chosen = _filters(round(150 * scale()))
    st.session_state["_selection"] = chosen
    if chosen and chosen.is_sample:
        badge.badge("示例数据", color="gray")
    past.banner()


def selection() -> Selection:
    """The selection of this run; without any data the page ends with the way to get some."""
    chosen = st.session_state.get("_selection")
    if chosen is None:
        first_steps("库里还没有数据。三步就能看到自己与参照城市的差距。")
    if not chosen.has_data:
        first_steps(f"{chosen.own_name}还没有数据。三步就能看到与参照城市的差距。")
    if not chosen.references:
        references_missing()
    if views.home(cursor()) is None and not chosen.is_sample:
        invitation()
    return chosen


def _filters(width: int) -> Selection | None:
    home = views.home(cursor())
    areas = _own_areas(home)
    if areas.empty:
        return None
    names = dict(zip(areas["area"], areas["name"], strict=True))
    _restore("own", list(names))
    own = st.selectbox(
        "本地区", list(names), format_func=names.get, key="own", bind="query-params",
        label_visibility="collapsed", width=width,
    )  # fmt: skip
    references = _references(own, home)
    periods = [views.LATEST, *read(views.own_periods, own)]
    _restore("period", periods)
    period = st.selectbox(
        "期间", periods, format_func=views.period_label,
        key="period", bind="query-params", label_visibility="collapsed", width=width - 10,
    )  # fmt: skip
    _home_button(own, tuple(references[2]), home)
    st.session_state["_kept"] = {"own": own, "period": period, "reference": list(references[2])}
    chosen = areas.set_index("area").loc[own]
    is_sample, has_data = chosen["kind"] == "sample", bool(chosen["n_indicators"])
    return Selection(own, names[own], is_sample, has_data, *references[:2], period)


def _own_areas(home: Home) -> pd.DataFrame:
    """Areas with data, the saved own area before all others even while it has none."""
    areas = read(views.own_areas)
    if home is None:
        return areas
    mine = areas[areas["area"] == home[0]]
    if mine.empty:
        settled = read(views.area, home[0])
        mine = pd.DataFrame([settled | {"n_indicators": 0}] if settled else [])
    return pd.concat([mine, areas[areas["area"] != home[0]]], ignore_index=True)


def _home_button(own: str, picked: tuple[str, ...], home: Home) -> None:
    """Save the chosen area and references as what every new visit starts with."""
    is_home = home == (own, picked)
    st.button(
        "已是本地区" if is_home else "设为本地区", key="set_home", disabled=is_home,
        icon=":material/home_pin:" if is_home else ":material/add_home:",
        help="以后无论谁打开系统，都先看这个地区，并与现在选的对标地区比。",
        on_click=store.save_home, args=(cursor(), own, picked),
    )  # fmt: skip


def _references(own: str, home: Home) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    partners = read(views.partners, own)
    names = dict(zip(partners["reference_area"], partners["reference_name"], strict=True))
    shorts = dict(zip(partners["reference_area"], partners["reference_short"], strict=True))
    usual = list(views.default_references(partners, DEFAULT_REFERENCES))
    _restore("reference", list(names))
    if home and home[0] == own and _is_open("reference"):
        st.session_state["reference"] = [code for code in home[1] if code in names]
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
    if kept is None or not _is_open(key):
        return
    if isinstance(kept, list):
        st.session_state[key] = [option for option in kept if option in options]
    elif kept in options:
        st.session_state[key] = kept


def _is_open(key: str) -> bool:
    """Whether nothing was chosen yet, neither in this visit nor by the address."""
    return key not in st.session_state and key not in st.query_params


def _summary(shorts: list[str]) -> str:
    if not shorts:
        return "没有可对标的地区"
    named = [name for n, name in enumerate(shorts) if len("、".join(shorts[: n + 1])) <= _ROOM]
    more = f"等{len(shorts)}地" if len(named) < len(shorts) else ""
    return f"对标：{'、'.join(named or shorts[:1])}{more}"
