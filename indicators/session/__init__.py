"""What pages share: store, selection, theme and panels. The only room that knows Streamlit."""

from indicators.session.frame import ASSETS, fit_screen, look, pages, run
from indicators.session.importing import (
    blocker,
    commit_bar,
    flips,
    history,
    outlook,
    preview,
    problems,
    refusal,
    sheet_view,
    understood,
    uploader,
)
from indicators.session.panels import chart, fold, heading_choice, observation_panel, sources
from indicators.session.reading import read
from indicators.session.selection import Selection, header, selection

__all__ = [
    "ASSETS",
    "Selection",
    "blocker",
    "chart",
    "commit_bar",
    "fit_screen",
    "flips",
    "fold",
    "header",
    "heading_choice",
    "history",
    "look",
    "observation_panel",
    "outlook",
    "pages",
    "preview",
    "problems",
    "read",
    "refusal",
    "run",
    "selection",
    "sheet_view",
    "sources",
    "understood",
    "uploader",
]
