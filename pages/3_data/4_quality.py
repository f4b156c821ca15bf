"""数据质量

哪里缺报、哪里数可疑、哪里上下对不上：每一条都指到地区、指标和期间。
"""

import streamlit as st

from indicators import findings, session, views

chosen = session.selection()
counts = session.read(views.checks, chosen.own)
st.header(findings.quality(counts, chosen.own_name), anchor=False)
check = session.check_choice(counts)
rows = session.read(views.found_by, check, chosen.own)
session.show_findings(rows)
