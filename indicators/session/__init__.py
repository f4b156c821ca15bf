"""What pages share: store, selection, theme and panels. The only room that knows Streamlit."""

from indicators.session.additions import catalogue_bar
from indicators.session.checking import check_choice, show_findings
from indicators.session.frame import ASSETS, look, pages, run
from indicators.session.guide import find, show_items, show_rules
from indicators.session.opening import prepare
from indicators.session.panels import chart, fold, heading_choice
from indicators.session.provenance import of_gap, open_panel, sources, table
from indicators.session.reading import read
from indicators.session.selection import Selection, header, selection
from indicators.session.stock import stock
from indicators.session.subject import (
    area_choice,
    grain_choice,
    indicator_choice,
    peer_choice,
    relatives,
    show_choice,
)

__all__ = [
    "ASSETS",
    "Selection",
    "area_choice",
    "catalogue_bar",
    "chart",
    "check_choice",
    "find",
    "fold",
    "grain_choice",
    "header",
    "heading_choice",
    "indicator_choice",
    "look",
    "of_gap",
    "open_panel",
    "pages",
    "peer_choice",
    "prepare",
    "read",
    "relatives",
    "run",
    "selection",
    "show_choice",
    "show_findings",
    "show_items",
    "show_rules",
    "sources",
    "stock",
    "table",
]
