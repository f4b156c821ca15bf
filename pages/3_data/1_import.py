"""数据导入

把报表原样拖进来：先看读懂了什么、会改变哪些结论，再写入；写错了可以整批撤销。
"""

import streamlit as st

from indicators import session, views
from indicators.session import deciding, importing

upload = importing.uploader()
if upload is None:
    session.stock(session.read(views.batches))
    st.stop()

document = importing.preview(upload)
st.header(importing.understood(document), anchor=False)
if document["verdict"] == "refuse":
    importing.refusal(document)
    st.stop()

found = importing.outlook(document, upload)
document = importing.reviewed(document, found)
sheet, notes = st.columns([2.9, 1], gap="medium")
with notes:
    importing.blocker(found)
    focus = importing.problems(document, upload)
    deciding.questions(upload.digest, document)
    importing.annotated_copy(document, upload)
    importing.flips(found)
with sheet:
    importing.sheet_view(document, focus, upload, found)
importing.commit_bar(document, upload, found)
