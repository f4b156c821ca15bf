"""The catalogue and the views' own words, searchable."""

import pandas as pd
import streamlit as st

from indicators import words
from indicators.session.frame import ROOT
from indicators.session.provenance import round_number, unselect

_INDICATOR = ROOT / "pages" / "1_benchmark" / "3_indicator.py"


def find(items: pd.DataFrame, rules: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of both tables that hold every word looked for, and of the chosen theme."""
    themes = ["全部主题", *dict.fromkeys(items["主题"])]
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.text_input(
            "查找", key="q", bind="query-params", placeholder="查名称、叫法、定义，如：年薪",
            label_visibility="collapsed", width=420,
        )  # fmt: skip
        theme = st.selectbox(
            "主题", themes, key="theme", bind="query-params", label_visibility="collapsed",
            width=200,
        )  # fmt: skip
    found = _holding(items, asked)
    found = found if theme == themes[0] else found[found["主题"] == theme]
    return found, _holding(rules, asked)


def show_items(items: pd.DataFrame) -> None:
    """The indicators; a click on a row opens the indicator's page."""
    if items.empty:
        st.info("没有这样的指标。换一个说法试试，或清空查找框。")
        return
    event = st.dataframe(
        items.drop(columns="indicator"), hide_index=True, height=520,
        key=f"items_{round_number()}", on_select="rerun", selection_mode="single-cell",
        column_config={
            "定义": st.column_config.TextColumn(width=620),
            "在库": st.column_config.NumberColumn("在库数", format="%d个"),
        },
    )  # fmt: skip
    if event.selection.cells:
        name = items.iloc[event.selection.cells[0][0]]["指标"]
        unselect()
        st.session_state.pop("indicator", None)
        st.switch_page(_INDICATOR, query_params={"indicator": name})


def show_rules(rules: pd.DataFrame) -> None:
    """How the figures are worked out, in the words of the queries themselves."""
    if len(rules):
        st.markdown("#### 怎么算出来的")
    for row in rules.to_dict("records"):
        st.markdown(f"**{words.plain(row['名称'])}**　{words.plain(row['说明'])}")
        if row["口径"]:
            st.caption(words.plain(row["口径"]))


def _holding(table: pd.DataFrame, asked: str) -> pd.DataFrame:
    text = table.astype(str).agg("".join, axis=1) if len(table) else table
    for word in asked.split():
        if table.empty:
            break
        table = table[text.loc[table.index].str.contains(word, case=False, regex=False)]
    return table
