"""The analyst's own workbook comes back with comments on the cells concerned."""

import io

import openpyxl
import pytest

from indicators.spreadsheet import annotated, preview
from tests import workbooks

ROWS = [["区", "社区工作运转经费（万元）"], ["望湖区", 12], ["古渡区", "待核"]]


def commented(content):
    """The comments of a workbook's first sheet by cell."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}


@pytest.mark.parametrize("make", [workbooks.xlsx, workbooks.csv], ids=["xlsx", "csv"])
def test_the_cell_concerned_carries_the_message(make):
    """The unreadable cell has the preview's message and next step as its comment."""
    content = make(ROWS)
    problems = preview(content, "报表")["problems"]
    assert [problem["cell"] for problem in problems] == ["B3"]
    found = commented(annotated(content, problems))
    assert found == {"B3": problems[0]["message"] + problems[0]["next_step"]}


def test_the_rest_of_the_workbook_stays(tmp_path):
    """Values, widths and number formats of the original are kept."""
    book = openpyxl.load_workbook(io.BytesIO(workbooks.xlsx(ROWS)))
    book.active.column_dimensions["B"].width = 33
    book.active["B2"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    content = (tmp_path / "a.xlsx").read_bytes()
    copy = openpyxl.load_workbook(io.BytesIO(annotated(content, preview(content)["problems"])))
    sheet = copy.worksheets[0]
    assert sheet["B2"].value == 12
    assert (sheet.column_dimensions["B"].width, sheet["B2"].number_format) == (33, "0.00")


def test_every_problem_is_listed_on_a_last_sheet():
    """Problems without a cell are not lost: the last sheet lists all of them."""
    problem = {"sheet": None, "cell": None, "message": "整张表的问题。", "next_step": "请核对。"}
    copy = openpyxl.load_workbook(io.BytesIO(annotated(workbooks.xlsx(ROWS), [problem])))
    rows = list(copy.worksheets[-1].iter_rows(values_only=True))
    assert rows[1] == (None, None, "整张表的问题。", "请核对。")


@pytest.mark.parametrize("text", ["=1+1", "+1", "@A1", "-2+3"])
def test_texts_never_become_formulas(text):
    """A text that looks like a formula stays a text in the copy of a plain file."""
    content = workbooks.csv([*ROWS, [text, 3]])
    sheet = openpyxl.load_workbook(io.BytesIO(annotated(content, []))).worksheets[0]
    assert (sheet["A4"].value, sheet["A4"].data_type) == (text, "s")


def test_a_file_that_cannot_be_copied_is_none():
    """A damaged file gives no copy and no error."""
    assert annotated(b"PK\x03\x04broken", []) is None
