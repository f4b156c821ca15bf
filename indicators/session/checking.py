"""The checks' findings: which check, and its rows, each leading to its record."""

import pandas as pd
import streamlit as st

from indicators.session.provenance import open_panel, round_number


def check_choice(counts: pd.DataFrame) -> str:
    """The check whose findings are listed, of those that find any; the most common comes first."""
    found = counts[counts["n"] > 0] if counts["n"].any() else counts.head(1)
    rows = found.set_index("check")
    chosen = st.pills(
        "检查", list(rows.index), format_func=rows["名称"].get, key="check", bind="query-params",
        default=rows.index[0], required=True, label_visibility="collapsed",
    )  # fmt: skip
    clean = len(counts) - len(found)
    rest = f"其余{clean}类没有查出问题。" if clean else ""
    st.caption(f"{rows.loc[chosen, '说明']}查出{rows.loc[chosen, 'n']}处。{rest}")
    return chosen


def show_findings(rows: pd.DataFrame) -> None:
    """A check's findings; a click on a row opens the record it is about, where there is one."""
    if rows.empty:
        st.info("这一项没有查出问题。")
        return
    event = st.dataframe(
        rows.drop(columns="observation"), hide_index=True, height=min(520, 38 + 35 * len(rows)),
        key=f"findings_{round_number()}", on_select="rerun", selection_mode="single-cell",
        column_config={"发现": st.column_config.TextColumn(width=560)},
    )  # fmt: skip
    picked = event.selection.cells
    number = rows.iloc[picked[0][0]]["observation"] if picked else None
    if number is not None and not pd.isna(number):
        open_panel([int(number)])
