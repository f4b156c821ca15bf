"""The app in a real browser: every page, import and undo, no outside request, cold deep links."""

import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browsing import (
    PAGES,
    PHONE,
    SAMPLE,
    WAIT,
    Server,
    choose,
    click_until_dialog,
    go,
    settle,
)

pytestmark = pytest.mark.browser


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
    for path, title in PAGES.items():
        page.goto(f"{server.address}/{path}")
        expect(page.locator("h1")).to_have_text(title, timeout=WAIT)
        expect(page.locator("h2").first).to_be_visible(timeout=WAIT)
        expect(page.get_by_test_id("stException")).to_have_count(0)
    assert outside == []


def test_a_cold_deep_link_opens_the_right_page(tab, server):
    """The very first request of a fresh server may be a bookmark of an inner page."""
    page = tab(f"{server.address}/gap")
    expect(page.locator("h1")).to_have_text("差距分析", timeout=WAIT)
    expect(page.get_by_test_id("stTopNav")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_sample_is_always_badged(tab, server):
    """A page whose own area is the sample says so."""
    page = tab(server.address)
    expect(page.get_by_text("示例数据", exact=True)).to_be_visible(timeout=WAIT)


def test_upload_changes_the_numbers_and_undo_brings_them_back(tab, reference_server):
    """Uploading the sample workbook changes the overview; undoing it restores what was shown."""
    page = tab(reference_server.address)
    before = page.locator("h2").first.inner_text()
    go(page, "数据导入")
    expect(page.locator("h1")).to_have_text("数据导入", timeout=WAIT)
    settle(page)
    page.set_input_files("input[type=file]", SAMPLE)
    expect(page.locator("h2").first).to_contain_text("看懂了7个地区", timeout=WAIT)
    page.get_by_role("button", name="写入这一批").click()
    expect(page.get_by_text("已写入第")).to_be_visible(timeout=WAIT)
    go(page, "对标总览")
    expect(page.locator("h1")).to_have_text("对标总览", timeout=WAIT)
    page.get_by_test_id("stSelectbox").first.click()
    page.get_by_role("option", name="示例市", exact=True).click()
    expect(page.locator("h2").first).not_to_have_text(before, timeout=WAIT)
    expect(page.get_by_text("示例数据", exact=True)).to_be_visible(timeout=WAIT)
    go(page, "数据导入")
    page.get_by_test_id("stPopover").filter(has_text="撤销").first.click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_text("已撤销").first).to_be_visible(timeout=WAIT)
    settle(page)
    go(page, "对标总览")
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
    go(page, "差距分析")
    expect(page.locator("h1")).to_have_text("差距分析", timeout=WAIT)
    expect(page).to_have_url(re.compile("own="), timeout=WAIT)
    expect(page.get_by_text("示例数据", exact=True)).to_have_count(0)


@pytest.mark.parametrize("path", ["", "gap", "indicator", "area"])
def test_an_empty_store_says_what_to_do(tab, empty_server, path):
    """With every batch taken back, a page names the three steps and links to the next one."""
    page = tab(f"{empty_server.address}/{path}")
    page.get_by_role("link", name="去数据导入").click()
    expect(page.locator("h1")).to_have_text("数据导入", timeout=WAIT)


def test_an_emptied_store_can_be_filled_again(tab, empty_server):
    """After every batch was taken back, a workbook can be written and is shown."""
    page = tab(f"{empty_server.address}/import")
    page.set_input_files("input[type=file]", SAMPLE)
    page.get_by_role("button", name="写入这一批").click(timeout=WAIT)
    expect(page.get_by_text("已写入第")).to_be_visible(timeout=WAIT)


def test_three_steps_from_nothing_to_a_first_comparison(tab, empty_server, tmp_path):
    """Choose the own area, fill in the template, upload it: then the gap page compares."""
    page = tab(empty_server.address)
    page.get_by_role("button", name="载入公开参照数据").click()
    expect(page.get_by_role("button", name="载入公开参照数据")).to_have_count(0, timeout=WAIT)
    settle(page)
    go(page, "数据导入")
    expect(page.locator("h1")).to_have_text("数据导入", timeout=WAIT)
    settle(page)
    choose(page, "选本地区", "长春市")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载模板").click(timeout=WAIT)
    form = tmp_path / download.value.suggested_filename
    download.value.save_as(form)
    book = openpyxl.load_workbook(form)
    book.active["D4"] = 6.5
    book.save(form)
    page.set_input_files("input[type=file]", form)
    page.get_by_role("button", name="写入这一批").click(timeout=WAIT)
    expect(page.get_by_text("已写入第")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="看变了的结论").click()
    expect(page.locator("h1")).to_have_text("差距分析", timeout=WAIT)
    own = page.locator(".js-plotly-plot text", has_text="6.5")
    expect(own.first).to_be_visible(timeout=WAIT)


def test_own_area_and_references_are_kept_for_the_next_visit(tab, server):
    """设为本地区 makes the chosen area and references what every new visit starts with."""
    page = tab(f"{server.address}/?own=吉林省&reference=上海市")
    page.get_by_role("button", name="设为本地区").click()
    expect(page.get_by_role("button", name="已是本地区")).to_be_visible(timeout=WAIT)
    other = tab(f"{server.address}/gap")
    expect(other.get_by_role("button", name="已是本地区")).to_be_visible(timeout=WAIT)
    expect(other.locator("h2").first).to_contain_text("与1地最好值比", timeout=WAIT)


def test_the_sample_can_be_removed_for_good(tab, sample_store, tmp_path):
    """Removed on the import page it is gone, also after a restart, until it is loaded again."""
    sample_store.close()
    server = Server(tmp_path)
    page = tab(f"{server.address}/import")
    page.get_by_test_id("stPopover").filter(has_text="移除示例数据").click()
    page.get_by_role("button", name="确认移除").click()
    expect(page.get_by_role("button", name="载入示例数据")).to_be_visible(timeout=WAIT)
    server.stop()
    server = Server(tmp_path)
    page = tab(f"{server.address}/import")
    expect(page.get_by_text("示例数据", exact=True)).to_have_count(0)
    page.get_by_role("button", name="载入示例数据").click()
    expect(page.get_by_text("移除示例数据")).to_be_visible(timeout=WAIT)
    server.stop()


def test_a_typed_figure_is_read_checked_written_and_undone(tab, server):
    """录入一条 shows how the words are read, writes them as a batch and takes them back."""
    page = tab(f"{server.address}/entry")
    choose(page, "地区", "长沙市")
    choose(page, "指标", "社区工作运转经费")
    page.get_by_label("数值，照原文写").fill("不少于12万元")
    page.get_by_label("来源").fill("考察笔记")
    page.keyboard.press("Tab")
    expect(page.locator("h2").first).to_contain_text("长沙市社区工作运转经费≥12", timeout=WAIT)
    page.get_by_role("button", name="写入这一批").click(timeout=WAIT)
    expect(page.get_by_text("已写入第")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="撤销这一批").click()
    expect(page.get_by_role("button", name="写入这一批")).to_be_visible(timeout=WAIT)


NUMBERS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot =>
  plot.data.flatMap(trace => (trace.text || []).map((text, n) => [
    text.replace(/<[^>]+>/g, ''), trace.customdata ? trace.customdata[n][1] : null])))"""
# numbers that are no values: names and units with digits, axes, totals beside ranks, notes
NO_VALUE = re.compile(r"1000㎡|^[−\d.]+$|^\d{4}年|^/\d+$|“两委”|^共?\d+地$|^每行按|纵轴不从0起")


@pytest.mark.parametrize("path", ["", "gap", "indicator", "area", "area?area=望湖区·鹭影街道"])
def test_every_number_leads_to_its_source(tab, server, path):
    """Every number of every chart opens a panel with its record; every page lists its records."""
    page = tab(f"{server.address}/{path}")
    page.locator(".js-plotly-plot").first.wait_for(timeout=WAIT)
    numbers = [(text, told) for text, told in page.evaluate(NUMBERS) if re.search(r"\d", text)]
    assert len(numbers) > 10
    silent = [text for text, told in numbers if not told and not NO_VALUE.search(text)]
    assert silent == []
    told = next(text for text, told in numbers if told)
    click_until_dialog(page, page.locator(".js-plotly-plot text", has_text=told).first)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("批次", timeout=WAIT)
    expect(dialog).to_contain_text("导入")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0, timeout=WAIT)
    if path != "indicator":
        page.get_by_text("本页各数的出处").click()
    expect(page.get_by_test_id("stDataFrame").last).to_be_visible(timeout=WAIT)


def test_a_row_of_the_sources_opens_the_panel(tab, server):
    """A click on a row of the list of records shows file, sheet, cell and batch."""
    page = tab(f"{server.address}/indicator")
    grid = page.get_by_test_id("stDataFrame").last
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 52)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("工作表", timeout=WAIT)
    expect(dialog).to_contain_text("同一指标、同一地区、同一期间")


def test_a_batch_leads_to_the_records_it_brought(tab, server):
    """A batch's count opens the list of its records, a row of it the record with its cell."""
    page = tab(f"{server.address}/import")
    page.get_by_role("button", name="看数").first.click(timeout=WAIT)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("条记录", timeout=WAIT)
    grid = dialog.get_by_test_id("stDataFrame").first
    expect(grid).to_be_visible(timeout=WAIT)
    settle(page)
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 52)
    expect(dialog).to_contain_text("同一指标、同一地区、同一期间", timeout=WAIT)
    expect(dialog).to_contain_text("工作表")


def test_a_finding_leads_to_the_record_it_is_about(tab, server):
    """A row of the quality page opens the record with file, sheet and cell."""
    page = tab(f"{server.address}/quality?check=口径变了")
    grid = page.get_by_test_id("stDataFrame").first
    expect(grid).to_be_visible(timeout=WAIT)
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 52)
    expect(page.get_by_role("dialog")).to_contain_text("工作表", timeout=WAIT)


def test_the_catalogue_finds_and_leads_to_the_indicator(tab, server):
    """A word is found in names, other names and definitions; two clicks lead to a record."""
    page = tab(f"{server.address}/catalogue?q=年薪")
    expect(page.locator("h2").first).not_to_contain_text("277项", timeout=WAIT)
    settle(page)
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 52)
    expect(page.locator("h1")).to_have_text("指标详情", timeout=WAIT)
    expect(page.locator("h2").first).to_contain_text("年薪", timeout=WAIT)
    settle(page)
    grid = page.get_by_test_id("stDataFrame").last
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 52)
    expect(page.get_by_role("dialog")).to_contain_text("批次", timeout=WAIT)


def test_charts_follow_a_live_switch_of_the_theme(tab, server):
    """Switching the system to dark recolours the charts without a reload."""
    page = tab(f"{server.address}/gap", color_scheme="light")
    ink = page.locator(".js-plotly-plot text").first
    before = ink.evaluate("node => getComputedStyle(node).fill")
    page.emulate_media(color_scheme="dark")
    expect(ink).not_to_have_css("fill", before, timeout=WAIT)


@pytest.mark.parametrize("path", PAGES)
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
