"""The app as a user starts it, and how a hand finds its way on a page."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import expect

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample" / "示例市城市基层党建情况统计表.xlsx"
WAIT = 60_000
PAGES = {
    "": "对标总览", "gap": "差距分析", "indicator": "指标详情", "area": "地区画像",
    "import": "数据导入", "entry": "录入一条", "catalogue": "指标口径",
    "quality": "数据质量",
}  # fmt: skip
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


def settle(page):
    """Wait until the app stands still."""
    expect(page.locator("h1")).to_be_visible(timeout=WAIT)
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=WAIT)
    # the page reports its size and theme once, which may redraw the charts
    page.wait_for_timeout(1500)


def go(page, name):
    """Open a page from the menu, whichever section it stands in."""
    page.get_by_test_id("stTopNavSection").first.wait_for(timeout=WAIT)
    for section in page.get_by_test_id("stTopNavSection").all():
        section.click()
        page.get_by_test_id("stTopNavPopover").wait_for(timeout=WAIT)
        entry = page.get_by_role("menuitem", name=name, exact=True)
        if entry.count():
            entry.click()
            return
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stTopNavPopover")).to_have_count(0, timeout=WAIT)
    raise LookupError(name)


def choose(page, above, words):
    """Find an option by typing in the first select after a heading or label, and take it."""
    select = f"xpath=//h4[contains(., '{above}')]/following::*[@data-testid='stSelectbox']"
    inside = page.get_by_test_id("stSelectbox").filter(has_text=re.compile(f"^{above}"))
    target = inside.first if inside.count() else page.locator(select).first
    target.locator("input").fill(words)
    page.get_by_role("option", name=words, exact=True).click()
    settle(page)


def click_until_dialog(page, mark):
    """Click a mark; once more if the chart was being redrawn at that moment."""
    dialog = page.get_by_role("dialog")
    for _ in range(8):
        mark.wait_for(timeout=WAIT)
        mark.evaluate("node => node.scrollIntoView({block: 'center'})")
        box = mark.bounding_box()
        if box:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(3000)
        if dialog.count():
            return
