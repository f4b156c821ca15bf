"""Fixtures: stores filled from data/ once, and documents as a preview would give them."""

import shutil

import duckdb
import pytest
from playwright.sync_api import sync_playwright

from indicators import store
from tests.browsing import ARGUMENTS, DESK, Server, settle


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


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def server(sample_store, tmp_path):
    """A server over a private copy of the filled store."""
    sample_store.close()
    running = Server(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def reference_server(sample_store, tmp_path):
    """A server over a store from which the sample was taken back."""
    store.remove_shipped(sample_store, store.SAMPLE)
    sample_store.close()
    running = Server(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def empty_server(sample_store, tmp_path):
    """A server over a store from which everything that ships with the product was removed."""
    for origin in (store.SAMPLE, store.PUBLISHED):
        store.remove_shipped(sample_store, origin)
    sample_store.close()
    running = Server(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def tab(browser):
    """Opens a page on which the app has finished drawing; every page is closed after the test."""
    opened = []

    def new(address=None, **more):
        page = browser.new_page(**{"viewport": DESK, "locale": "zh-CN"} | more)
        opened.append(page)
        if address:
            page.goto(address)
            settle(page)
        return page

    yield new
    for page in opened:
        page.close()
