"""The profile of one place: each indicator on the scale of its group, median in the middle."""

from collections import defaultdict
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from indicators.charts.canvas import Canvas, quiet
from indicators.charts.palette import Palette
from indicators.charts.reading import Row, records, usual_period
from indicators.charts.spine_lane import Sheet
from indicators.charts.spine_phone import listed
from indicators.charts.spine_table import table

WIDE, PHONE = 1206, 358


def profile_spine(
    rows: pd.DataFrame,
    peers: pd.DataFrame,
    palette: Palette,
    *,
    own_name: str,
    group_name: str,
    phone: bool = False,
    scale: float = 1.0,
) -> go.Figure:
    """Draw one place's indicators, each on the scale of its group, beside value, median and rank.

    `rows` has one row per indicator in the order to draw, grouped by theme; `peers` the other
    places' values. Worst is left, best right, whatever the direction. Wide: 41 px a row (38 from
    13 rows on) and values in columns; phone: 60 px a row. Marks and numbers carry customdata
    [indicator, observation], medians and ranks [indicator, [observations]].
    """
    if rows.empty:
        return quiet("还没有可以画像的指标，请换一个地区或参照组。", palette, scale=scale)
    others: dict[Any, list[Row]] = defaultdict(list)
    for peer in records(peers):
        others[peer["indicator"]].append(peer)
    canvas = Canvas(palette, PHONE if phone else WIDE, scale)
    draw = listed if phone else table
    drawn = records(rows)
    return draw(Sheet(canvas, others, own_name, group_name, usual_period(drawn)), drawn)
