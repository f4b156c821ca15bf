"""Fixtures: stores filled from data/ once, and documents as a preview would give them."""

import shutil

import duckdb
import pytest

from indicators import store


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory):
    """A store folder filled from data/, made once; never written to by a test."""
    folder = tmp_path_factory.mktemp("seeded")
    store.connect(folder).close()
    return folder


@pytest.fixture
def sample_store(seeded_folder, tmp_path):
    """A connection to a private copy of the filled store."""
    shutil.copy(seeded_folder / store.FILE, tmp_path / store.FILE)
    con = store.connect(tmp_path)
    yield con
    con.close()


@pytest.fixture(scope="session")
def published(seeded_folder):
    """A read-only connection to the filled store."""
    con = duckdb.connect(str(seeded_folder / store.FILE), read_only=True)
    yield con
    con.close()


def empty_store():
    """An in-memory store with the catalogue and no observations."""
    con = duckdb.connect()
    con.execute(store.SCHEMA.read_text("utf-8"))
    store.prepare(con)
    return con


@pytest.fixture
def fresh_store():
    """An empty store for one test."""
    con = empty_store()
    yield con
    con.close()
