"""数据导入

把报表原样拖进来：先看读懂了什么、会改变哪些结论，再写入；写错了可以整批撤销。
"""

import streamlit as st

from indicators import session, views

upload = session.uploader()
if upload is None:
    session.stock(session.read(views.batches))
    st.stop()

document = session.preview(upload)
st.header(session.understood(document), anchor=False)
if document["verdict"] == "refuse":
    session.refusal(document)
    st.stop()

found = session.outlook(document, upload)
sheet, notes = st.columns([2.9, 1], gap="medium")
with notes:
    session.blocker(found)
    focus = session.problems(document)
    session.flips(found)
with sheet:
    session.sheet_view(document, focus)
session.commit_bar(document, upload, found)
