"""From nothing to a first comparison: own area, template, upload; the data that ship with it."""

from datetime import datetime
from typing import NoReturn

import streamlit as st

from indicators import store, views
from indicators.session.frame import ROOT
from indicators.session.reading import cursor, read

_IMPORT = ROOT / "pages" / "3_data" / "1_import.py"
_OWN_LEVELS = ("province", "city", "district")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def first_steps(sentence: str) -> NoReturn:
    """End a page that has nothing to show with the three steps that change this."""
    st.header(sentence, anchor=False)
    steps = st.columns(3, gap="large")
    with steps[0]:
        _own_area()
    with steps[1]:
        _form()
    with steps[2]:
        st.markdown("#### 3　上传填好的表")
        st.page_link(_IMPORT, label="去数据导入", icon=":material/upload_file:")
        st.caption("也可以直接上传现有的报表：Excel、WPS、CSV都行，不必照模板。")
    references_missing()
    st.stop()


def invitation() -> None:
    """Say to whoever has not settled an own area that it takes three steps."""
    st.page_link(
        _IMPORT, label="还没有设本地区：三步看到自己的差距",
        icon=":material/arrow_forward:",
    )  # fmt: skip


def steps() -> None:
    """The three steps on the import page, whose upload box is the third, until a first import."""
    if _origins() <= {store.PUBLISHED, store.SAMPLE}:
        first, second = st.columns(2, gap="large")
        with first:
            _own_area()
        with second:
            _form()
        st.markdown("#### 3　上传填好的表，或现有的任何报表")
        return
    with st.expander("下载填报模板", icon=":material/table:"):
        _form(numbered=False)


def references_missing() -> None:
    """Offer the published figures and the sample where they have been taken away."""
    loaded = _origins()
    offers = {store.PUBLISHED: "与它们比，才知道差距", store.SAMPLE: "先看看做出来是什么样"}
    missing = {origin: why for origin, why in offers.items() if origin not in loaded}
    if not missing:
        return
    if store.PUBLISHED in missing:
        st.caption("参照城市的公开数据现在不在库里，载入后才有得比。")
    with st.container(horizontal=True, vertical_alignment="center"):
        for origin, why in missing.items():
            st.button(
                f"载入{origin}", key=f"load_{origin}", help=why, on_click=_load, args=(origin,),
                icon=":material/library_add:",
            )  # fmt: skip


def _origins() -> set[str]:
    """Where the data that count come from."""
    return set(read(views.batches).query("is_current")["origin"])


def _load(origin: str) -> None:
    with st.spinner(f"正在载入{origin}…"):
        batches = store.load_shipped(cursor(), [origin])
    st.toast(f"已载入{origin}：{sum(batch.observations for batch in batches)}个数。")


def _own_area() -> None:
    st.markdown("#### 1　选本地区")
    areas, home = read(views.all_areas), views.home(cursor())
    real = areas[(areas["kind"] == "real") & areas["level"].isin(_OWN_LEVELS)]
    labels = dict(zip(real["area"], real["label"], strict=True))
    codes = list(labels)
    st.selectbox(
        "本地区", codes, format_func=labels.get, key="first_own", placeholder="输入名称查找",
        index=codes.index(home[0]) if home and home[0] in labels else None,
        on_change=_save_own, label_visibility="collapsed",
    )  # fmt: skip
    st.caption("选一次就记住。参照地区先用同有数据最多的几个，以后随时可改。")


def _save_own() -> None:
    chosen = st.session_state["first_own"]
    if chosen:
        store.save_home(cursor(), chosen, ())
        st.session_state.pop("_kept", None)


def _form(*, numbered: bool = True) -> None:
    """Choose a theme and a year and download the form for the own area."""
    if numbered:
        st.markdown("#### 2　下载模板，填上数")
    known, home = store.known(cursor()), views.home(cursor())
    themes = list(dict.fromkeys(one.theme for one in known.indicators.values()))
    this_year = datetime.now().astimezone().year
    with st.container(horizontal=True):
        theme = st.selectbox("主题", themes, key="form_theme")
        year = st.selectbox("年份", range(this_year, this_year - 8, -1), index=1, key="form_year")
    area = known.areas[home[0]] if home else None
    if area is None:
        st.button("下载模板", disabled=True, key="form_locked", help="先选本地区。")
        return
    content = _template(theme, area.level, area.code, year)
    st.download_button(
        "下载模板", content, f"{area.name}{theme}填报表（{year}年）.xlsx", XLSX,
        key="form_download", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.caption(f"{area.name}的{theme}指标，每格有说明和例子；没有的空着。填好直接上传。")


@st.cache_data(show_spinner=False, max_entries=50)
def _template(theme: str, level: str, area: str, year: int) -> bytes:
    from indicators import export  # noqa: PLC0415 - the first page need not wait for it

    return export.template(store.known(cursor()), theme, level, area=area, year=year)
