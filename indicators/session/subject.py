"""What a page is about: one indicator, one area, the group it is seen in."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators import views
from indicators.session.panels import segments
from indicators.session.reading import read
from indicators.session.selection import Selection

_LOW = ("street", "community", "grid", "centre", "other")
_SHOW = {"all": "全部", "behind": "短板", "ahead": "强项", "own_missing": "缺数"}
_GRAINS = {"年": "年度", "半年": "半年", "季": "季度", "月": "月度", "周": "周", "日": "日"}


@dataclass(frozen=True, slots=True)
class Group:
    """The places an area is seen among, and what they are called."""

    codes: tuple[str, ...]
    name: str


def indicator_choice(chosen: Selection) -> str:
    """The code of the indicator a page is about; at first the own area's largest gap."""
    known = read(views.catalogue)
    known = known[known["在库"] > 0]
    names = dict(zip(known["indicator"], known["指标"], strict=True))
    gap = read(views.gap, chosen.own, chosen.references, chosen.period)
    first = next((code for code in gap["indicator"] if code in names), next(iter(names)))
    codes = [first, *(code for code in names if code != first)]
    return st.selectbox(
        "指标", codes, format_func=names.get, key="indicator", bind="query-params",
        label_visibility="collapsed", width=420,
    )  # fmt: skip


def area_choice(chosen: Selection) -> dict:
    """The area a page is about: the own one or, by choice, anything below it."""
    below = read(views.within, chosen.own)
    if st.session_state.setdefault("_area_of", chosen.own) != chosen.own:
        st.session_state["_area_of"] = chosen.own
        st.session_state.pop("area", None)
        st.query_params.pop("area", None)
    paths = dict(zip(below["area"], below["path"], strict=True))
    code = st.selectbox(
        "地区", list(paths), format_func=paths.get, key="area", bind="query-params",
        label_visibility="collapsed", width=300,
    )  # fmt: skip
    return read(views.area, code or chosen.own)


def peer_choice(place: dict, chosen: Selection) -> Group:
    """The group an area is seen in: its siblings, its kind in the whole city, the references."""
    groups = _groups(place, chosen)
    names = {key: group.name for key, group in groups.items()}
    if len(groups) == 1:
        return next(iter(groups.values()))
    return groups[segments(names, f"peers_{place['level']}", "参照组")]


def show_choice(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a profile to draw: all, only what is behind, ahead or missing."""
    counts = rows["standing"].value_counts()
    choices = {"all": f"{_SHOW['all']}{len(rows)}"} | {
        key: f"{word}{counts[key]}" for key, word in _SHOW.items() if counts.get(key, 0)
    }
    wanted = st.segmented_control(
        "只看", list(choices), format_func=choices.get, key="show", default="all", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    return rows if wanted == "all" else rows[rows["standing"] == wanted]


def grain_choice(series: pd.DataFrame) -> pd.DataFrame:
    """The points of one grain; a choice where there are several."""
    found = {grain: word for grain, word in _GRAINS.items() if grain in set(series["grain"])}
    if len(found) < 2:
        return series
    return series[series["grain"] == segments(found, "grain", "时段")]


def relatives(place: dict, chosen: Selection, most: int = 6) -> tuple[str, ...]:
    """The areas to draw beside the own one over time: siblings, or else the references."""
    group = next(iter(_groups(place, chosen).values()))
    return group.codes[:most]


def _groups(place: dict, chosen: Selection) -> dict[str, Group]:
    kin = read(views.same_level, place["area"])
    siblings = tuple(kin[kin["is_sibling"]]["area"])
    if place["level"] in _LOW:
        city = Group(tuple(kin["area"]), f"全市{len(kin) + 1}个{place['level_name']}")
        above = "区" if place["level"] == "street" else "街道"
        near = Group(siblings, f"本{above}{len(siblings) + 1}个{place['level_name']}")
        return {"city": city} | ({"siblings": near} if 1 < len(siblings) < len(kin) else {})
    partners = read(views.partners, place["area"])
    near = tuple(code for code in partners["reference_area"] if code in siblings)
    mine = chosen.references if place["area"] == chosen.own else _usual(partners)
    references = {"references": Group(mine, f"{len(mine)}个对标地区" if mine else "对标地区")}
    if len(near) < 2:
        return references
    siblings = {"siblings": Group(near, f"同级{len(near) + 1}个{_noun(place)}")}
    return siblings | references if place["level"] == "district" else references | siblings


def _noun(place: dict) -> str:
    """What places of a level are counted as: 区县, 街道, but 市级地区."""
    level = place["level_name"]
    return f"{level}地区" if level.endswith("级") else level


def _usual(partners: pd.DataFrame) -> tuple[str, ...]:
    return views.default_references(partners, 8)
