"""Parts of a page: a chart that opens its observations, the provenance panel, the sources fold."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from indicators import views, words
from indicators.session.reading import read

_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
_ROUND = "_chart_round"


def chart(figure: go.Figure, key: str, alt: str) -> None:
    """Draw a figure; a click on a mark that carries an observation opens its provenance."""
    event = st.plotly_chart(
        figure,
        theme=None,
        width="stretch",
        height=int(figure.layout.height),
        key=f"{key}_{st.session_state.setdefault(_ROUND, 0)}",
        on_select="rerun",
        selection_mode="points",
        config=_CONFIG,
        alt=alt,
    )
    number = _observation_number(event)
    if number is not None:
        observation_panel(number)


def _unselect() -> None:
    """Draw the charts anew without selection, so that the same mark can be clicked again."""
    st.session_state[_ROUND] += 1


@st.dialog("这个数出自哪里", width="medium", on_dismiss=_unselect)
def observation_panel(number: int) -> None:
    """Show one observation with everything known of its origin."""
    found = read(views.observation, number)
    if found is None:
        st.info("这个数已被撤销或取代。请关闭后刷新页面，看现在用的数。")
        return
    st.markdown(f"**{found['area_name']}　{found['indicator_name']}**")
    st.title(f"{found['text']}　:gray[:small[{found['shown_unit']}]]", anchor=False)
    with st.container(gap=None):
        for label, value in _origin(found):
            name, text = st.columns([1, 5], gap="small")
            name.caption(label)
            text.markdown(value)


def heading_choice(
    choices: dict[str, str], key: str, sentence: Callable[[pd.DataFrame, str], str], frame: Any
) -> str:
    """A chart's heading with a choice beside it, bound to the address; returns what was chosen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        heading = st.container(width="content")
        st.space("stretch")
        chosen = st.segmented_control(
            "分组", list(choices), format_func=choices.get, key=key, bind="query-params",
            default=next(iter(choices)), required=True, label_visibility="collapsed",
        )  # fmt: skip
    heading.markdown(f"#### {sentence(frame, chosen)}")
    return chosen


def sources(gap: pd.DataFrame) -> pd.DataFrame:
    """Where the reference values of a gap frame come from, one row each."""
    numbers = [int(number) for number in gap["reference_observation"].dropna().unique()]
    return read(views.sources, tuple(numbers))


def fold(title: str, table: pd.DataFrame) -> None:
    """A table folded at the page's end; nothing where it is empty."""
    if table.empty:
        return
    with st.expander(f"{title}（{len(table)}项）"):
        st.table(table.set_index(table.columns[0]), border="horizontal")


def _observation_number(event: dict) -> int | None:
    points = event.selection.points if event else []
    data = (points[0].get("customdata") or []) if points else []
    number = data[1] if len(data) > 1 else None
    return int(number) if number is not None and not pd.isna(number) else None


def _origin(found: dict) -> list[tuple[str, str]]:
    place = f"工作表“{found['sheet']}”的{found['cell']}格" if found["sheet"] else found["cell"]
    rows = [
        ("原文", f"“{found['raw']}”"),
        ("期间", found["period_text"]),
        ("性质", found["nature"]),
        ("口径", found["scope"]),
        ("来源", found["source"]),
        ("可信度", found["confidence"]),
        ("换算", found["conversion"]),
        ("文件", f"{found['file']}，{place}"),
        (
            "批次",
            f"第{found['batch']}批，{found['imported_by']}{found['imported_at']:%Y-%m-%d}导入",
        ),
        ("备注", found["note"]),
    ]
    return [(label, words.plain(value)) for label, value in rows if value]
