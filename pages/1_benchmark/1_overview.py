"""对标总览

哪些方面落后、哪些领先、有多确定，差得最多的是什么。
"""

import streamlit as st

from indicators import charts, findings, session, views

chosen = session.selection()
gap = session.read(views.gap, chosen.own, chosen.references, chosen.period)
counts = session.read(views.overview, chosen.own, chosen.references, chosen.period)
look = session.look()

st.header(findings.overview(gap, counts, chosen.own_name), anchor=False)
left, right = st.columns([1.08, 1], gap="medium")
with left:
    group = session.heading_choice(
        {"theme": "按主题", "topic": "按专题"}, "group", findings.themes, counts
    )
    session.chart(charts.unit_chart(gap, **look, rows=group), "units", "各主题判定项数")
with right:
    st.markdown("#### 最大的确定差距　:gray[:small[条长＝占参照值的比例，浅色＝可能再差]]")
    session.chart(charts.largest_gaps(gap, **look), "largest", "最大的确定差距")
left, right = st.columns([1.08, 1], gap="medium")
with left:
    st.markdown(f"#### {findings.worsening(gap)}")
    session.chart(charts.movers(gap, **look, kind="worsening"), "worse", "又差又退的指标")
with right:
    st.markdown(f"#### {findings.leading(gap)}")
    session.chart(charts.movers(gap, **look, kind="leading"), "leading", "领先的指标")
st.caption(findings.coverage(counts, session.read(views.newest_import)))
session.sources(session.of_gap(gap))
