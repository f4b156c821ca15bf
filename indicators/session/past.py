"""Looking back: every page as it was after a past batch, until the visitor returns to now."""

import streamlit as st

from indicators import views
from indicators.session.reading import as_of, cursor

_ADDRESS = "as_of"


def arrive() -> None:
    """Take the batch to look back to from the address, and keep it there on every page."""
    told = st.query_params.get(_ADDRESS)
    if "_as_of" not in st.session_state:
        st.session_state["_as_of"] = _known(told)
    if as_of() is None:
        st.query_params.pop(_ADDRESS, None)
    else:
        st.query_params[_ADDRESS] = str(as_of())


def banner() -> None:
    """Say that this is the past, and offer the way back."""
    batch = as_of()
    if batch is None:
        return
    rows = views.batches(cursor()).set_index("batch")
    when = rows.loc[batch, "imported_at"]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(
            f"回看：截至第{batch}批（{when:%Y-%m-%d %H:%M}）",
            color="violet",
            icon=":material/history:",
        )
        st.button(
            "回到现在", key="return_to_now", type="tertiary", on_click=look_back, args=(None,)
        )


def look_back(batch: int | None) -> None:
    """Show every page as it was right after a batch; None returns to now."""
    st.session_state["_as_of"] = batch


def only_now() -> None:
    """End a page that writes while the visitor looks back."""
    if as_of() is not None:
        st.header("正在回看过去，这里不能写入。先“回到现在”，再导入或录入。", anchor=False)
        st.stop()


def _known(told: str | None) -> int | None:
    batch = int(told) if told and told.isdecimal() and len(told) < 10 else None
    found = views.batches(cursor())["batch"].tolist() if batch is not None else []
    return batch if batch in found else None
