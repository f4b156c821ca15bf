"""指标详情

一项指标的定义、分布、位次和走势，每一个数的性质与出处。
"""

import streamlit as st

from indicators import charts, findings, session, views

chosen = session.selection()
with st.container(horizontal=True, vertical_alignment="center"):
    code = session.indicator_choice(chosen)
    place = session.read(views.area, chosen.own)
    group = session.peer_choice(place, chosen)
about = session.read(views.indicator, code)
rows, _ = session.read(views.profile, chosen.own, group.codes, chosen.period)
values = session.read(views.distribution, code, chosen.own, chosen.period)
series = session.read(views.series, code, (chosen.own, *session.relatives(place, chosen)))
look = session.look() | {"own_name": chosen.own_name}

st.header(findings.indicator(rows, code, about, chosen.own_name, group.name), anchor=False)
st.caption(findings.definition(about))
left, right = st.columns([1.08, 1], gap="medium")
with left:
    st.markdown(f"#### {findings.spread(values)}")
    unit, direction = views.unit_of(values), about["direction"]
    figure = charts.strip(values, unit=unit, direction=direction, **look)
    session.chart(figure, "strip", "各地的分布")
with right:
    heading = st.container()
    shown = session.grain_choice(series)
    heading.markdown(f"#### {findings.course(shown, chosen.own_name)}")
    figure = charts.trend(shown, unit=views.unit_of(shown), **look)
    session.chart(figure, "trend", "历年走势")
st.markdown("#### 每一个数　:gray[:small[点一行，看它出自哪份材料]]")
records = session.read(views.of_indicator, code, chosen.own).drop(columns="指标")
picked = session.table(records, "records")
if picked is not None:
    session.open_panel([picked])
