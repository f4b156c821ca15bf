"""What pages share: the store, the selection, the theme and the panels. The only streamlit import."""

from indicators.session.frame import ASSETS, pages, palette, phone, theme_watch
from indicators.session.importing import (
    commit_bar,
    flips,
    history,
    preview,
    problems,
    refusal,
    sheet_view,
    understood,
    uploader,
)
from indicators.session.panels import chart, observation_panel, sources_note
from indicators.session.reading import read
from indicators.session.selection import Selection, header, selection

__all__ = [
    "ASSETS",
    "Selection",
    "chart",
    "commit_bar",
    "flips",
    "header",
    "history",
    "observation_panel",
    "pages",
    "palette",
    "phone",
    "preview",
    "problems",
    "read",
    "refusal",
    "selection",
    "sheet_view",
    "sources_note",
    "theme_watch",
    "understood",
    "uploader",
]
