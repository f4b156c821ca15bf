"""指标口径

每项指标的定义、单位、方向和叫法，以及差距、判定、位次是怎么算出来的。
"""

import streamlit as st

from indicators import session, views

items, rules = session.find(session.read(views.catalogue), session.read(views.rules))
st.header(f"{len(items)}项指标的口径；点一格看这项指标的详情。", anchor=False)
session.show_items(items)
session.catalogue_bar()
session.show_rules(rules)
