"""The first page, read and drawn once ahead of the first visitor."""

import importlib

from streamlit import env_util

from indicators import charts, views
from indicators.session.reading import cursor, read
from indicators.session.selection import DEFAULT_REFERENCES

# what is loaded only when it is first used, and would be by the first page or the next ones
_LATER = ("streamlit.emojis", "indicators.session.entry", "indicators.export")


def prepare() -> None:
    """Fill the caches with what the first page reads and load all that the pages need.

    Raises:
        indicators.store.StoreError: the store cannot be opened.

    """
    areas, home = read(views.own_areas), views.home(cursor())
    if not areas.empty:
        own, saved = home or (areas["area"].iloc[0], ())
        usual = views.default_references(read(views.partners, own), DEFAULT_REFERENCES)
        gap = read(views.gap, own, saved or usual, views.LATEST)
        read(views.overview, own, saved or usual, views.LATEST)
        charts.largest_gaps(gap, charts.palette(dark=False), phone=False, scale=1)
    env_util.is_repl()
    for module in _LATER:
        importlib.import_module(module)
