"""The checks' findings: which check, and its rows, each leading to its record."""

import pandas as pd
import streamlit as st

from indicators.session.provenance import open_panel, round_number


def check_choice(counts: pd.DataFrame) -> str:
    """The check whose findings are listed; the one that finds most comes first."""
    labels = {row["check"]: f"{row['名称']} {row['n']}" for row in counts.to_dict("records")}
    chosen = st.pills(
        "检查", list(labels), format_func=labels.get, key="check", bind="query-params",
        default=next(iter(labels)), required=True, label_visibility="collapsed",
    )  # fmt: skip
    st.caption(counts.set_index("check").loc[chosen, "说明"])
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
