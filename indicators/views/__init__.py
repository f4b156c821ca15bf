"""The reader: one function per mart, parameters in, DataFrame out. Nothing here writes.

Frames carry the numbers in the unit they are shown in, and beside them the words for them.
"""

from indicators.views.areas import (
    all_areas,
    area,
    default_references,
    home,
    own_areas,
    own_periods,
    partners,
    same_level,
    within,
)
from indicators.views.gaps import compared, gap, overview, profile, uncompared, unreported
from indicators.views.indicators import catalogue, distribution, indicator, rules, series, unit_of
from indicators.views.layouts import layout
from indicators.views.quality import checks, found_by
from indicators.views.records import (
    BATCH_ROWS,
    batch_diff,
    batches,
    history,
    listed,
    newest_import,
    observation,
    of_batch,
    of_indicator,
)
from indicators.views.wording import LATEST, UNDATED, period_label

__all__ = [
    "BATCH_ROWS", "LATEST", "UNDATED", "all_areas", "area", "batch_diff", "batches", "catalogue",
    "checks", "compared", "default_references", "distribution", "found_by", "gap", "history",
    "home", "indicator", "layout", "listed", "newest_import", "observation", "of_batch",
    "of_indicator", "overview", "own_areas", "own_periods", "partners", "period_label", "profile",
    "rules", "same_level", "series", "uncompared", "unit_of", "unreported", "within",
]  # fmt: skip
