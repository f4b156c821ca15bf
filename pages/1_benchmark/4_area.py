"""地区画像

一个地区的全部指标在同级各地里处在什么位置：强在哪、弱在哪、缺什么。
"""

import streamlit as st

from indicators import charts, findings, session, views

chosen = session.selection()
bar = st.container(horizontal=True, vertical_alignment="center")
with bar:
    place = session.area_choice(chosen)
    group = session.peer_choice(place, chosen)
rows, peers = session.read(views.profile, place["area"], group.codes, chosen.period)
unreported = session.read(views.unreported, place["area"], chosen.period)
with bar:
    st.space("stretch")
    shown = session.show_choice(rows)

st.header(findings.profile(rows, place["name"], group.name, len(unreported)), anchor=False)
figure = charts.profile_spine(
    shown, peers, own_name=place["name"], group_name=group.name, **session.look()
)
session.chart(figure, "spine", "各项指标在同级各地中的位置")
session.fold("同级多数报了、这里没有报的指标", unreported)
session.sources(session.of_gap(rows))
