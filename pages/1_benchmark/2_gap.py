"""差距分析

本地每项指标与参照地最好值的差距、把握和出处；点一个数看它出自哪份材料。
"""

import streamlit as st

from indicators import charts, findings, session, views

chosen = session.selection()
gap = session.read(views.gap, chosen.own, chosen.references, chosen.period)
counts = session.read(views.overview, chosen.own, chosen.references, chosen.period)

st.header(findings.gap(gap, counts, chosen.own_name, chosen.reference_names), anchor=False)
figure = charts.gap_dumbbell(views.compared(gap), own_name=chosen.own_name, **session.look())
session.chart(figure, "gap", "本地与参照地逐项差距")
st.caption(
    "每行按自己的最好值定长，浅带为中位到最好；“慎比”的原因在鼠标停留处；点一个数看它出自哪份材料。"
)
session.fold("本地有数、所选参照地没有的指标", views.uncompared(gap))
session.sources(session.of_gap(gap))
