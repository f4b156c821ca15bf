"""The open store, shared by every session of the server, and reads cached by its data version."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from indicators import history, store


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


def as_of() -> int | None:
    """The batch up to which this visitor looks back; None for now, and where nobody looks."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    return st.session_state.get("_as_of")


def _seen() -> duckdb.DuckDBPyConnection:
    """A cursor over what the pages show: the store, or its past."""
    con, batch = cursor(), as_of()
    if batch is not None:
        con.execute(f"use {_past(batch, _changes(con))}")
    return con


def _let_go(name: str) -> None:
    # somebody may still be reading it; then it goes when the server stops
    with contextlib.suppress(duckdb.Error):
        _connection().cursor().execute(f"detach {name}")


@st.cache_resource(show_spinner="正在回看…", max_entries=3, on_release=_let_go)
def _past(batch: int, changes: tuple) -> str:
    name = f"past_{batch}_{abs(hash(changes)):x}"
    history.beside(cursor(), batch, name)
    return name


def version() -> tuple:
    """The data version: changes with every import, undo and edit of the catalogue."""
    return (*_changes(cursor()), as_of())


def read(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function of ``views`` with a cursor and these arguments, cached until data change."""
    return _cached(function.__name__, args, kwargs, version(), function)


@st.cache_data(show_spinner=False, max_entries=500)
def _cached(name: str, args: tuple, kwargs: dict, version: tuple, _function: Callable) -> Any:  # noqa: ARG001
    return _function(_seen(), *args, **kwargs)


def _changes(con: duckdb.DuckDBPyConnection) -> tuple:
    return con.execute(
        "select count(*), count(undone_at), max(undone_at),"
        " (select value from raw_meta where key = 'definitions') from raw_batch"
    ).fetchone()
