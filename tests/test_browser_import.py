"""An analyst's path in a real browser: a report full of doubts, settled, written and taken back."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests import workbooks
from tests.browsing import WAIT, settle

pytestmark = pytest.mark.browser

HEAD = [
    ["示例市各区城市基层党建情况统计表（2025年）"],
    ["区", "社区经费", "", "", "组织覆盖", ""],
    ["", "社区工作运转经费", "社区服务群众专项经费", "网格长工作补贴", "业委会党组织覆盖率",
     "物业项目党组织覆盖率"],
    ["", "（元）", "（万元）", "（元/月）", "（%）", "（%）"],
]  # fmt: skip
BODY = [
    ["望湖区", 12.2, 13.2, 300, 94.1, 86.2],
    ["云溪区", 12.4, 14.1, 350, "差不多", 92.3],
    ["临港新区", 10.1, 12.4, 320, 83.3, 90.1],
    ["古渡区", 7.8, 10.2, 260, 71.2, "待核"],
    ["青岚区", 8.3, 10.9, 280, 75.2, 83.3],
    ["南屏区", 6.9, 9.7, 240, 68.3, 80.4],
]
MERGES = ("A1:F1", "A2:A4", "B2:D2", "E2:F2")


@pytest.fixture
def report(tmp_path):
    """A report of three header rows: a column nobody knows, a wrong unit, two unreadable cells."""
    path = tmp_path / "各区情况.xlsx"
    path.write_bytes(workbooks.xlsx([*HEAD, *BODY], merges=MERGES))
    return path


def pick(page, label, value):
    """Choose in one of the sheet's own selects."""
    page.get_by_label(label).select_option(value, timeout=WAIT)
    settle(page)


def test_an_analyst_settles_a_report_and_takes_it_back(tab, server, report, tmp_path):
    """Unknown column, wrong unit and bad cells are seen, settled, annotated, written, undone."""
    page = tab(f"{server.address}/import")
    page.set_input_files("input[type=file]", report)
    expect(page.locator(".sheet table")).to_be_visible(timeout=WAIT)
    notes = page.get_by_test_id("stMain")
    for word in ("网格长工作补贴”不在目录中", "“差不多”读不成数值", "“待核”读不成数值",
                 "望湖区的社区工作运转经费本期填12.2元"):  # fmt: skip
        expect(notes).to_contain_text(word, timeout=WAIT)

    pick(page, "D列读作", "+")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("定义").fill("网格长每月领取的工作补贴，不含奖金。")
    dialog.get_by_role("button", name="加入目录").click()
    expect(dialog).to_have_count(0, timeout=WAIT)
    expect(notes).not_to_contain_text("不在目录中", timeout=WAIT)
    pick(page, "B列的单位", "万元")
    expect(notes).not_to_contain_text("本期填12.2元", timeout=WAIT)

    page.get_by_role("button", name="在原表上批注这些问题").click()
    with page.expect_download(timeout=WAIT) as waiting:
        page.get_by_role("button", name="下载带批注的表").click(timeout=WAIT)
    waiting.value.save_as(tmp_path / "copy.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "copy.xlsx").read_bytes()))
    commented = {c.coordinate for row in book.worksheets[0] for c in row if c.comment}
    assert {"E6", "F8"} <= commented

    expect(notes).to_contain_text(re.compile(r"写入后会变的结论：\d+条"))
    page.get_by_role("button", name="写入这一批").click()
    expect(page.get_by_text("已写入第")).to_be_visible(timeout=WAIT)
    number = int(re.search(r"已写入第(\d+)批", notes.inner_text())[1])
    page.get_by_role("button", name="撤销这一批").click()
    expect(page.get_by_role("button", name="写入这一批")).to_be_visible(timeout=WAIT)

    for batch, sees in ((number, True), (number - 1, False)):
        page.goto(f"{server.address}/indicator?own=望湖区&indicator=社区工作运转经费&as_of={batch}")
        expect(page.get_by_text(f"回看：截至第{batch}批")).to_be_visible(timeout=WAIT)
        settle(page)
        headline = page.locator("h2").first
        (expect(headline).to_contain_text if sees else expect(headline).not_to_contain_text)("12.2")


def test_a_second_report_of_the_layout_is_read_as_the_first_was_settled(tab, server, report):
    """What was decided once is followed for the next file of the same layout, and said."""
    page = tab(f"{server.address}/import")
    page.set_input_files("input[type=file]", report)
    expect(page.locator(".sheet table")).to_be_visible(timeout=WAIT)
    pick(page, "B列的单位", "万元")
    pick(page, "D列读作", "")
    page.get_by_role("button", name="写入这一批").click(timeout=WAIT)
    expect(page.get_by_text("已写入第")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="再导一份").click()
    other = [[HEAD[0][0].replace("2025", "2023")], *HEAD[1:], *BODY]
    report.write_bytes(workbooks.xlsx(other, merges=MERGES))
    page.set_input_files("input[type=file]", report)
    expect(page.get_by_test_id("stMain")).to_contain_text("沿用", timeout=WAIT)
    expect(page.get_by_label("B列的单位")).to_have_value("万元")
