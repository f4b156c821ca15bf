"""Parts of a page: a chart whose numbers open their sources, headings with a choice, folds."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from indicators.session.provenance import open_panel, round_number

_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def chart(figure: go.Figure, key: str, alt: str) -> None:
    """Draw a figure; a click on a number opens the record, or records, it comes from."""
    event = st.plotly_chart(
        figure,
        theme=None,
        width="stretch",
        height=int(figure.layout.height),
        key=f"{key}_{round_number()}",
        on_select="rerun",
        selection_mode="points",
        config=_CONFIG,
        alt=alt,
    )
    numbers = _clicked(event)
    if numbers:
        open_panel(numbers)


def heading_choice(
    choices: dict[str, str], key: str, sentence: Callable[[pd.DataFrame, str], str], frame: Any
) -> str:
    """A chart's heading with a choice beside it, bound to the address; returns what was chosen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        heading = st.container(width="content")
        st.space("stretch")
        chosen = segments(choices, key, "分组")
    heading.markdown(f"#### {sentence(frame, chosen)}")
    return chosen


def segments(choices: dict[str, str], key: str, label: str) -> str:
    """One of a few choices, bound to the address; the first is the usual one."""
    return st.segmented_control(
        label, list(choices), format_func=choices.get, key=key, bind="query-params",
        default=next(iter(choices)), required=True, label_visibility="collapsed",
    )  # fmt: skip


def fold(title: str, table: pd.DataFrame) -> None:
    """A table folded at the page's end; nothing where it is empty."""
    if table.empty:
        return
    with st.expander(f"{title}（{len(table)}项）"):
        st.table(table.set_index(table.columns[0]), border="horizontal")


def _clicked(event: dict) -> list[int]:
    points = event.selection.points if event else []
    data = (points[0].get("customdata") or []) if points else []
    found = data[1] if len(data) > 1 else None
    # a list inside customdata comes back from the browser as a dict of its places
    listed = list(found.values()) if isinstance(found, dict) else [found]
    return [int(number) for number in listed if number is not None and not pd.isna(number)]
