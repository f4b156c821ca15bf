"""录入一条

把考察或文件里的一个数照原文录进来，和导入报表一样核对、留痕、可撤销。
"""

import streamlit as st

from indicators import session

headline = st.container()
upload = session.entry_form()
if upload is None:
    headline.header("照原文写下一个数：填好地区、指标和数值，就能看到读成了什么。", anchor=False)
    st.stop()

document = session.preview(upload)
headline.header(session.understood_entry(document), anchor=False)
session.remarks(document)
if document["verdict"] == "refuse":
    st.stop()

found = session.outlook(document, upload)
session.blocker(found)
session.flips(found)
session.commit_bar(document, upload, found, session.clear_entry)
