"""录入一条: one figure from a study trip or a document, with the checks and history of a file."""

import pandas as pd
import streamlit as st

from indicators import spreadsheet, store, views, words
from indicators.session.importing import Upload
from indicators.session.past import only_now
from indicators.session.reading import read
from indicators.spreadsheet.document import NATURES
from indicators.spreadsheet.readings import scaled

_TRUST = ("高", "中", "低")


def form() -> Upload | None:
    """The fields of one figure; the figure as a file once place, indicator and text are given."""
    only_now()
    place, indicator, period = _subject()
    text, unit = _figure(indicator)
    nature, scope = _meaning()
    source, section, trust, note = _origin()
    if not (place and indicator and text):
        return None
    values = {
        "地区": place, "指标": indicator, "期间": period,
        "数值": text, "单位": unit, "性质": nature, "口径": scope, "来源": source,
        "章节": section, "可信度": trust, "备注": note,
    }  # fmt: skip
    content = spreadsheet.entry({key: value or "" for key, value in values.items()})
    area, item = read(views.area, place)["name"], _items().loc[indicator, "指标"]
    return Upload(f"{spreadsheet.ENTRY}：{area}{item}", content, store.digest(content))


def understood(document: dict) -> str:
    """The page's sentence: the figure as it was read, or why it cannot be."""
    cell = _cell(document)
    if cell is None:
        return "这个数没有读懂。"
    if cell["state"] != "value":
        return f"“{words.plain(cell['raw'])}”读不成数：{words.plain(cell['reason'] or '')}。"
    if cell["factor"] is None:
        return f"单位“{words.plain(cell['unit'] or '')}”换算不到这项指标的单位。"
    item = _items().loc[cell["indicator"]]
    ends = [scaled(cell, end) for end in ("lo", "hi")]
    shown = words.scale(item["单位"], 2, ends)
    figure = words.figure(
        *ends, shown, lo_open=cell["lo_open"], hi_open=cell["hi_open"], flag=cell["flag"]
    )
    area = read(views.area, cell["area"])["name"]
    period = views.period_label(cell["period"] or views.UNDATED)
    nature = cell["nature"] or NATURES[0]
    return f"读作：{area}{item['指标']}{words.strong(figure)}{shown.unit}（{period}，{nature}）"


def remarks(document: dict) -> None:
    """What should be checked before the figure is written."""
    for problem in document["problems"]:
        st.markdown(
            f":violet[**!**]　{words.plain(problem['message'])}"
            f"{words.plain(problem['next_step'] or '')}"
        )


def clear() -> None:
    """Empty the figure; place and source stay for the next one."""
    st.session_state["entry_text"] = ""


def _subject() -> tuple[str | None, str | None, str]:
    areas, items = read(views.all_areas), read(views.catalogue)
    labels = dict(zip(areas["area"], areas["label"], strict=True))
    names = dict(zip(items["indicator"], items["指标"], strict=True))
    place, indicator, period = st.columns([1.2, 1.6, 1])
    return (
        place.selectbox(
            "地区", list(labels), format_func=labels.get, index=None, key="entry_area",
            placeholder="输入名称查找", persist_state="session",
        ),
        indicator.selectbox(
            "指标", list(names), format_func=names.get, index=None, key="entry_indicator",
            placeholder="输入名称查找",
        ),
        period.text_input(
            "期间", key="entry_period", placeholder="如：2024年、2024年上半年；没写明就空着",
        ),
    )  # fmt: skip


def _figure(indicator: str | None) -> tuple[str, str]:
    items = _items()
    usual = items.loc[indicator, "单位"] if indicator else ""
    text, unit = st.columns([2, 1])
    return (
        text.text_input(
            "数值，照原文写", key="entry_text", placeholder="如：93.5、不少于10、4－5",
        ),
        unit.text_input("单位", value=usual, key=f"entry_unit_{indicator}"),
    )  # fmt: skip


def _items() -> pd.DataFrame:
    return read(views.catalogue).set_index("indicator")


def _meaning() -> tuple[str, str]:
    nature, scope = st.columns([2, 1])
    with nature:
        chosen = st.segmented_control(
            "性质", NATURES, default=NATURES[0], required=True, key="entry_nature",
            help="文件规定的标准不是实际达到的数，不能混为一谈。",
        )  # fmt: skip
    return chosen, scope.text_input("口径", key="entry_scope", placeholder="如：含奖金，可不填")


def _origin() -> tuple[str, str, str, str]:
    source, section, trust, note = st.columns([2, 1.2, 0.8, 1.4])
    return (
        source.text_input("来源", key="entry_source", placeholder="文件或材料的题名"),
        section.text_input("章节", key="entry_section", placeholder="如：二（一）"),
        trust.selectbox("可信度", _TRUST, key="entry_trust"),
        note.text_input("备注", key="entry_note"),
    )


def _cell(document: dict) -> dict | None:
    cells = [cell for table in document["tables"] for cell in table["observations"]]
    return cells[0] if cells else None
