"""The app in a real browser: every page, import and undo, no outside request, cold deep links."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from indicators import store

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample" / "示例市城市基层党建情况统计表.xlsx"
WAIT = 60_000
DESK = {"width": 1366, "height": 768}
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The app as a user starts it, over a store folder."""

    def __init__(self, folder):
        """Start and wait until it answers."""
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "indicators", "--store", str(folder), "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.wait()

    def wait(self):
        """Wait for the health answer."""
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError(self.address)

    def stop(self):
        """End the server."""
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture(scope="module")
def browser():
    """One Chromium for the module."""
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
    query = "select batch from batch_history where file like '%.xlsx'"
    for (batch,) in sample_store.execute(query).fetchall():
        store.undo(sample_store, batch)
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


def settle(page):
    """Wait until the app stands still."""
    expect(page.locator("h1")).to_be_visible(timeout=WAIT)
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=WAIT)
    # the page reports its size and theme once, which may redraw the charts
    page.wait_for_timeout(1500)


def click_until_dialog(page, mark):
    """Click a mark; once more if the chart was being redrawn at that moment."""
    dialog = page.get_by_role("dialog")
    for _ in range(8):
        mark.wait_for(timeout=WAIT)
        box = mark.bounding_box()
        if box:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(3000)
        if dialog.count():
            return


def test_every_page_is_whole_without_any_outside_request(tab, server):
    """With every host but this one blocked, each page is complete and asks nobody else."""
    page = tab()
    outside = []

    def gate(route):
        if route.request.url.startswith((server.address, "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", gate)
    for path, title in (("", "对标总览"), ("gap", "差距分析"), ("import", "数据导入")):
        page.goto(f"{server.address}/{path}")
        expect(page.locator("h1")).to_have_text(title, timeout=WAIT)
        expect(page.locator("h2").first).to_be_visible(timeout=WAIT)
        expect(page.get_by_test_id("stException")).to_have_count(0)
    assert outside == []


def test_a_cold_deep_link_opens_the_right_page(tab, server):
    """The very first request of a fresh server may be a bookmark of an inner page."""
    page = tab(f"{server.address}/gap")
    expect(page.locator("h1")).to_have_text("差距分析", timeout=WAIT)
    expect(page.get_by_role("link", name="对标总览")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_sample_is_always_badged(tab, server):
    """A page whose own area is the sample says so."""
    page = tab(server.address)
    expect(page.get_by_text("示例数据", exact=True)).to_be_visible(timeout=WAIT)


def test_upload_changes_the_numbers_and_undo_brings_them_back(tab, reference_server):
    """Uploading the sample workbook changes the overview; undoing it restores what was shown."""
    page = tab(reference_server.address)
    before = page.locator("h2").first.inner_text()
    page.get_by_role("link", name="数据导入").click()
    expect(page.locator("h1")).to_have_text("数据导入", timeout=WAIT)
    settle(page)
    page.set_input_files("input[type=file]", SAMPLE)
    expect(page.locator("h2").first).to_contain_text("看懂了7个地区", timeout=WAIT)
    page.get_by_role("button", name="写入这一批").click()
    expect(page.get_by_text("已写入第")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="对标总览").click()
    expect(page.locator("h1")).to_have_text("对标总览", timeout=WAIT)
    page.get_by_test_id("stSelectbox").first.click()
    page.get_by_role("option", name="示例市", exact=True).click()
    expect(page.locator("h2").first).not_to_have_text(before, timeout=WAIT)
    expect(page.get_by_text("示例数据", exact=True)).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="数据导入").click()
    page.get_by_role("button", name="撤销这一批").click()
    expect(page.get_by_role("button", name="写入这一批")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="对标总览").click()
    expect(page.locator("h2").first).to_have_text(before, timeout=WAIT)


def test_a_click_on_a_mark_opens_its_source(tab, server):
    """A mark of the gap chart leads to the observation with document and printed figure."""
    page = tab(f"{server.address}/gap")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_be_visible(timeout=WAIT)
    click_until_dialog(page, page.locator(".js-plotly-plot text", has_text="≥10").first)
    expect(page.get_by_role("dialog")).to_contain_text("来源", timeout=WAIT)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=WAIT)
    page.wait_for_timeout(1500)
    click_until_dialog(page, page.locator(".js-plotly-plot text", has_text="≥10").first)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_selection_is_in_the_address_and_kept_across_pages(tab, server):
    """Own area chosen by address stays when the page changes."""
    page = tab(f"{server.address}/?own=吉林省")
    expect(page.get_by_text("示例数据", exact=True)).to_have_count(0, timeout=WAIT)
    page.get_by_role("link", name="差距分析").click()
    expect(page.locator("h1")).to_have_text("差距分析", timeout=WAIT)
    expect(page).to_have_url(re.compile("own="), timeout=WAIT)
    expect(page.get_by_text("示例数据", exact=True)).to_have_count(0)


def test_an_empty_store_says_what_to_do(tab, sample_store, tmp_path):
    """With every batch taken back, a page names the next step and links to it."""
    for (batch,) in sample_store.execute("select batch from batch_history").fetchall():
        store.undo(sample_store, batch)
    sample_store.close()
    server = Server(tmp_path)
    page = tab(server.address)
    page.get_by_role("link", name="去导入数据").click()
    expect(page.locator("h1")).to_have_text("数据导入", timeout=WAIT)
    server.stop()


def test_an_emptied_store_can_be_filled_again(tab, sample_store, tmp_path):
    """After every batch was taken back, a workbook can be written and is shown."""
    for (batch,) in sample_store.execute("select batch from batch_history").fetchall():
        store.undo(sample_store, batch)
    sample_store.close()
    server = Server(tmp_path)
    page = tab(f"{server.address}/import")
    page.set_input_files("input[type=file]", SAMPLE)
    page.get_by_role("button", name="写入这一批").click(timeout=WAIT)
    expect(page.get_by_text("已写入第")).to_be_visible(timeout=WAIT)
    server.stop()


def test_charts_follow_a_live_switch_of_the_theme(tab, server):
    """Switching the system to dark recolours the charts without a reload."""
    page = tab(f"{server.address}/gap", color_scheme="light")
    ink = page.locator(".js-plotly-plot text").first
    before = ink.evaluate("node => getComputedStyle(node).fill")
    page.emulate_media(color_scheme="dark")
    expect(ink).not_to_have_css("fill", before, timeout=WAIT)


@pytest.mark.parametrize("path", ["", "gap", "import"])
def test_a_phone_never_scrolls_sideways(tab, server, path):
    """At 390 pixels nothing is wider than the screen."""
    page = tab(
        f"{server.address}/{path}",
        viewport={"width": 390, "height": 844},
        user_agent=PHONE,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_no_english_is_left_on_a_page(tab, server, mode):
    """What a user reads is Chinese."""
    page = tab(f"{server.address}/import", color_scheme=mode)
    words = page.locator("[data-testid=stMain]").inner_text()
    assert not [word for word in ("Upload", "Browse", "Drag", "Limit", "per file") if word in words]


def test_hostile_upload_is_refused_in_words_and_writes_nothing(tab, server, tmp_path):
    """A file that is no workbook gets a sentence, not a traceback."""
    bad = tmp_path / "<b>坏.xlsx"
    bad.write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    page = tab(f"{server.address}/import")
    page.set_input_files("input[type=file]", bad)
    expect(page.locator("h2").first).to_contain_text("没有读入", timeout=WAIT)
    expect(page.get_by_test_id("stException")).to_have_count(0)
