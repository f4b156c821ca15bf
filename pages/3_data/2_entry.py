"""录入一条

把考察或文件里的一个数照原文录进来，和导入报表一样核对、留痕、可撤销。
"""

import streamlit as st

from indicators.session import entry, importing

headline = st.container()
upload = entry.form()
if upload is None:
    headline.header("照原文写下一个数：填好地区、指标和数值，就能看到读成了什么。", anchor=False)
    st.stop()

document = importing.preview(upload)
headline.header(entry.understood(document), anchor=False)
entry.remarks(document)
if document["verdict"] == "refuse":
    st.stop()

found = importing.outlook(document, upload)
importing.blocker(found)
importing.flips(found)
importing.commit_bar(document, upload, found, entry.clear)
