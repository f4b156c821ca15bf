"""What is in the store: where the data come from, and the batches, each of which can be undone."""

import pandas as pd
import streamlit as st

from indicators import store, words
from indicators.session.past import look_back
from indicators.session.provenance import open_batch, open_diff
from indicators.session.reading import cursor
from indicators.session.start import references_missing

_WORDS = {
    store.SAMPLE: "示例数据是虚构的，只为展示。移除后不再出现，重启也不会回来，需要时可再载入。",
    store.PUBLISHED: "公开参照数据取自公开文献。移除后没有参照可比，需要时可再载入。",
}


def stock(batches: pd.DataFrame) -> None:
    """What is in the store by origin, then every batch."""
    current = batches[batches["is_current"]]
    st.markdown(f"#### 库里有{int(current['observations'].sum())}个数")
    for origin, rows in current.groupby("origin", sort=False):
        with st.container(horizontal=True, vertical_alignment="center"):
            counted = f"{len(rows)}批，{int(rows['observations'].sum())}个数"
            st.markdown(f"{origin}　:gray[{counted}]", width="content")
            st.space("stretch")
            if origin in _WORDS:
                _removal(origin)
    references_missing()
    _history(batches)


def take_back(batch: int) -> None:
    """Undo one batch; forget that its file was just written."""
    try:
        store.undo(cursor(), batch)
    except store.StoreError as error:
        st.error(str(error))
    written = st.session_state.get("_written", {})
    st.session_state["_written"] = {
        digest: known for digest, known in written.items() if known.batch.batch != batch
    }


def _compare(batches: pd.DataFrame) -> None:
    """Two batches of one's choice side by side; usually the newest two of one file."""
    names = {
        row["batch"]: f"第{row['batch']}批　{row['file']}" for row in batches.to_dict("records")
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        second, *_ = names
        first = st.selectbox(
            "对照两批", list(names), index=1, format_func=names.get, key="diff_first"
        )
        second = st.selectbox("与", list(names), index=0, format_func=names.get, key="diff_second")
        if st.button("对照", key="diff", disabled=first == second):
            open_diff(first, second)


def _undo(row: dict) -> None:
    with st.popover("撤销", type="tertiary", key=f"undo_{row['batch']}"):
        st.markdown(f"这一批的{row['observations']}个数将不再算数。记录还在，同一文件可以再导入。")
        st.button(
            "确认撤销", key=f"undo_now_{row['batch']}", on_click=take_back, args=(row["batch"],)
        )


def _removal(origin: str) -> None:
    with st.popover(f"移除{origin}", type="tertiary", key=f"removal_{origin}"):
        st.markdown(_WORDS[origin])
        st.button(
            "确认移除", key=f"remove_{origin}", on_click=_remove, args=(origin,),
        )  # fmt: skip


def _remove(origin: str) -> None:
    store.remove_shipped(cursor(), origin)


def _history(batches: pd.DataFrame) -> None:
    st.markdown(f"#### 导入记录：{len(batches)}批")
    for row in batches.head(20).to_dict("records"):
        with st.container(horizontal=True, vertical_alignment="center"):
            state = "" if row["is_current"] else "　:gray[已撤销]"
            st.markdown(
                f"第{row['batch']}批　{words.plain(row['file'])}　"
                f":gray[{row['observations']}个数，缺数{row['missing']}，"
                f"{row['imported_by']}，{row['imported_at']:%Y-%m-%d %H:%M}]{state}",
                width="content",
            )
            st.space("stretch")
            if st.button("看数", key=f"look_{row['batch']}", type="tertiary"):
                open_batch(row["batch"])
            st.button(
                "回看", key=f"back_{row['batch']}", type="tertiary", on_click=look_back,
                args=(row["batch"],), help="各页都看这一批刚写入时的样子。",
            )  # fmt: skip
            if row["is_current"]:
                _undo(row)
    if len(batches) > 1:
        _compare(batches)
    if len(batches) > 20:
        with st.expander(f"更早的{len(batches) - 20}批"):
            st.dataframe(
                batches.iloc[20:][["batch", "file", "observations", "imported_at"]].rename(
                    columns={
                        "batch": "批次", "file": "文件", "observations": "个数",
                        "imported_at": "时间",
                    }
                ),
                hide_index=True,
            )  # fmt: skip
