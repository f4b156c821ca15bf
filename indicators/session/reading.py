"""The open store, shared by every session of the server, and reads cached by its data version."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from indicators import store


@st.cache_resource(show_spinner="正在打开数据…")
def _connection() -> duckdb.DuckDBPyConnection:
    return store.connect(Path(os.environ.get("INDICATORS_STORE") or store.STORE))


def cursor() -> duckdb.DuckDBPyConnection:
    """A cursor of one's own: a shared connection fails when several threads query it."""
    try:
        return _connection().cursor()
    except store.StoreError as error:
        st.error(str(error))
        st.stop()


def version() -> tuple:
    """The data version: changes with every import, undo and edit of the catalogue."""
    return (
        cursor()
        .execute(
            "select count(*), count(undone_at), max(undone_at),"
            " (select value from raw_meta where key = 'definitions') from raw_batch"
        )
        .fetchone()
    )


def read(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function of ``views`` with a cursor and these arguments, cached until data change."""
    return _cached(function.__name__, args, kwargs, version(), function)


@st.cache_data(show_spinner=False, max_entries=500)
def _cached(name: str, args: tuple, kwargs: dict, version: tuple, _function: Callable) -> Any:  # noqa: ARG001
    return _function(cursor(), *args, **kwargs)
