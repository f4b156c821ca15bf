"""What pages share: store, selection, theme and panels. The only room that knows Streamlit."""

from indicators.session.frame import ASSETS, pages, palette, phone, theme_watch
from indicators.session.importing import (
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
    "outlook",
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
