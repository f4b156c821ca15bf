"""The frame every page stands in: page config, menu, title row with the shared selection."""

import streamlit as st

from indicators import session

st.set_page_config(
    page_title="城市基层党建对标分析", page_icon=str(session.ASSETS / "mark.svg"), layout="wide"
)
st.logo(str(session.ASSETS / "logo.svg"))
page = st.navigation(session.pages(), position="top")
session.header(page.title)
session.run(page)
