"""DataFrame in, plotly Figure out: the charts of the pages, coloured by verdict only."""

from indicators.charts.gap import gap_dumbbell
from indicators.charts.overview import largest_gaps, movers
from indicators.charts.palette import Palette, palette
from indicators.charts.spine import profile_spine
from indicators.charts.strip import strip
from indicators.charts.tiles import unit_chart
from indicators.charts.trend import trend

__all__ = [
    "Palette",
    "gap_dumbbell",
    "largest_gaps",
    "movers",
    "palette",
    "profile_spine",
    "strip",
    "trend",
    "unit_chart",
]
