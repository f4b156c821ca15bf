"""Bytes to sheets of text: what kind of file it is, and what its cells show."""

import datetime as dt

import pytest

from indicators.spreadsheet import cells, delimited, limits, reader
from indicators.spreadsheet.limits import RefusalError
from tests import workbooks


def rows(data):
    """The rows of a file's first sheet."""
    found = reader.read(data)
    assert "sheets" in found, found
    return found["sheets"][0]["rows"]


def refusal(data):
    """The message a file is refused with."""
    found = reader.read(data)
    assert found.keys() == {"message", "next_step"}
    return found["message"]


def test_a_workbook_shows_numbers_as_general_does():
    """12.0 shows as 12 and binary noise is cut after 15 digits."""
    assert rows(workbooks.xlsx([["a", 12.0, 0.1 + 0.2, 1e-7]]))[0] == [
        "a",
        "12",
        "0.3",
        "0.0000001",
    ]


@pytest.mark.parametrize("code", ["0%", "0.0%", "0.00%_ ", "#,##0.0%;[Red]-0.0%"])
def test_a_percent_format_is_part_of_the_value(code):
    """0.935 under a percent format reads 93.5%."""
    data = workbooks.xlsx([["城市", "率"], ["杭州", 0.935]], formats={"B2": code})
    assert rows(data)[1] == ["杭州", "93.5%"]


def test_a_quoted_percent_sign_is_no_percent_format():
    """A literal % in quotes does not multiply what is shown."""
    data = workbooks.xlsx([["城市", "率"], ["杭州", 93.5]], formats={"B2": '0.0"%"'})
    assert rows(data)[1] == ["杭州", "93.5"]


def test_dates_are_iso_and_years_under_a_date_style_stay_years():
    """2023 with a date style is the year 2023, not a day in 1905."""
    data = workbooks.xlsx([[dt.date(2024, 3, 5), 2023]], formats={"B1": "yyyy-mm-dd"})
    assert rows(data)[0] == ["2024-03-05", "2023"]


def test_error_values_are_kept_as_text():
    """#N/A stays visible; a new error code goes the slow way and stays visible too."""
    body = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>%s</v></c></row>'
    assert rows(workbooks.sheet_xml(body % b"#N/A"))[0] == ["1", "#N/A"]
    assert rows(workbooks.sheet_xml(body % b"#SPILL!"))[0] == ["1", "#SPILL!"]


def test_cells_keep_their_place_when_the_sheet_starts_late():
    """Leading blank rows and columns are kept, so that references stay right."""
    assert rows(workbooks.xlsx([["", ""], ["", "", "x"]])) == [[], ["", "", "x"]]


def test_a_hidden_sheet_is_named_and_not_read():
    """Hidden sheets come with their name and without rows."""
    data = workbooks.xlsx(旧表=[["城市", "数"], ["杭州", 1]], hidden=["旧表"])
    sheet = reader.read(data)["sheets"][1]
    assert (sheet["name"], sheet["hidden"], sheet["rows"]) == ("旧表", True, [])


def test_merges_are_zero_based_corners():
    """A merged range comes as row, column, row, column."""
    data = workbooks.xlsx(merges=["A1:D1"])
    assert reader.read(data)["sheets"][0]["merges"] == [[0, 0, 0, 3]]


@pytest.mark.parametrize(
    ("data", "kind", "encoding"),
    [
        (workbooks.xlsx(), "xlsx", None),
        (workbooks.csv(), "csv", "utf-8"),
        (workbooks.csv(encoding="utf-8-sig"), "csv", "utf-8-sig"),
        (workbooks.csv(encoding="gb18030"), "csv", "gb18030"),
        (workbooks.csv(encoding="utf-16", delimiter="\t"), "csv", "utf-16"),
        (workbooks.csv(encoding="utf-16-be"), "csv", "utf-16-be"),
        (workbooks.HTML.format("utf-8").encode(), "html", "utf-8"),
        (workbooks.HTML.format("gb2312").encode("gbk"), "html", "gb18030"),
        (workbooks.XML_2003.encode(), "xml", "utf-8"),
    ],
)
def test_the_bytes_tell_the_format(data, kind, encoding):
    """The kind of file and its encoding are found without a name."""
    found = reader.read(data)
    assert (found["format"], found["encoding"]) == (kind, encoding)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_the_delimiter_is_found(delimiter):
    """Comma, tab, semicolon, bar and the full-width comma each separate."""
    data = workbooks.csv([["城市", "经费"], ["杭州", 1]], delimiter=delimiter)
    assert rows(data) == [["城市", "经费"], ["杭州", "1"]]


def test_rare_characters_survive_gb18030():
    """Four-byte characters come through whole."""
    text = [["城市", "社区工作经费"], ["𠮷市", 1], ["杭州", 2]]
    assert rows(workbooks.csv(text, "gb18030"))[1][0] == "𠮷市"


def test_ragged_lines_are_named():
    """A line with too many or too few fields is told by its number."""
    found = delimited.read("城市,经费,率\n杭州,1\n苏州,2,3\n南京,4,5".encode())
    assert "第2行" in found["problems"][0]


def test_html_spans_become_merges():
    """A spanned cell keeps its text in its first place and is listed as merged."""
    sheet = reader.read(workbooks.HTML.format("utf-8").encode())["sheets"][0]
    assert sheet["rows"][1] == ["", "社区工作经费（万元）", "社区党建工作经费（万元）"]
    assert sheet["merges"] == [[0, 0, 1, 0], [0, 1, 0, 2]]


def test_the_2003_xml_workbook_shows_percents():
    """A percent style of the XML workbook is part of the value."""
    assert rows(workbooks.XML_2003.encode())[1] == ["杭州", "92.1%"]


GOOD = workbooks.xlsx()
BOMB = b'<!DOCTYPE a [<!ENTITY b "c">]>'
REFUSED = {
    "empty": (b"", "空"),
    "blank lines": (b"\n" * 1000, "空"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "gzip": (b"\x1f\x8b\x08\x00aaaa", "gzip"),
    "image": (b"\x89PNG\r\n\x1a\n", "图片"),
    "plain zip": (workbooks.repacked(GOOD, dict.fromkeys(("xl/workbook.xml",))), "缺少工作簿"),
    "cut": (GOOD[: len(GOOD) // 2], "不完整"),
    "duplicate part": (workbooks.repacked(GOOD, extra=[("xl/WORKBOOK.xml", b"<a/>")]), "重名"),
    "many parts": (
        workbooks.repacked(GOOD, extra=[(f"x/{n}", b"") for n in range(2001)]),
        "上限2000个",
    ),
    "doctype": (workbooks.repacked(GOOD, extra=[("xl/x.xml", BOMB)]), "实体"),
    "cut xml": (
        workbooks.repacked(GOOD, {"xl/worksheets/sheet1.xml": workbooks.part(GOOD)[:-30]}),
        "没有写完",
    ),
    "far column": (workbooks.sheet_xml(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'), "500列"),
    "far row": (workbooks.sheet_xml(b'<row r="4294967295"/>'), "上限1048576行"),
    "control characters": (
        workbooks.sheet_xml(b'<row r="1"><c r="A1" t="str"><v>a\x01b</v></c></row>'),
        "控制字符",
    ),
    "long text": (workbooks.csv([["a", "b"], ["x" * 40_000, "1"]]), "32767"),
    "ole magic": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "损坏"),
    "mixed encodings": ("城市,经费\n".encode() + "苏州,30\n".encode("gbk"), "第2行"),
    "big5": ("城市,經費\n杭州,35\n蘇州,30".encode("big5"), "Big5"),
    "cut character": ("城市,经费\n杭州".encode("gbk")[:-1], "编码"),
    "nul": ("城市,经费\n杭\x00州,1".encode(), "空字符"),
    "wide csv": (",".join(f"c{n}" for n in range(501)).encode(), "上限500列"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_by_name(data, words):
    """A refusal names what is wrong or which cap is passed."""
    assert words in refusal(data)


def test_styled_empty_cells_far_right_are_no_columns():
    """Formatting to the last column without content does not count as columns."""
    body = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>'
    assert rows(workbooks.sheet_xml(body)) == [["1"]]


def test_inflation_is_capped_while_it_happens(monkeypatch):
    """A part that inflates past the budget is refused."""
    monkeypatch.setattr(limits, "INFLATED_BYTES", 20_000)
    assert "解压后" in refusal(workbooks.repacked(GOOD, extra=[("xl/a.xml", b" " * 30_000)]))


def test_sheets_are_capped(monkeypatch):
    """Too many sheets are refused with their number."""
    monkeypatch.setattr(limits, "SHEETS", 2)
    data = workbooks.xlsx(a=[[1]], b=[[1]])
    assert "3张工作表" in refusal(data)


def test_rows_are_capped(monkeypatch):
    """Filled rows are counted, blank ones are not."""
    monkeypatch.setattr(limits, "ROWS", 3)
    assert "上限3行" in refusal(workbooks.csv([["a", 1]] * 4))
    assert len(rows(workbooks.csv([["a", 1], ["", ""], ["", ""], ["b", 2]]))) == 4


def test_a_refusal_says_what_to_do():
    """A refusal carries a next step of its own."""
    assert RefusalError("坏了。").next_step == limits.RESAVE


@pytest.mark.parametrize(("place", "name"), [((0, 0), "A1"), ((6, 2), "C7"), ((8, 701), "ZZ9")])
def test_references_go_both_ways(place, name):
    """A place has one reference and a reference one place."""
    assert cells.reference(*place) == name
    assert cells.position(name) == place
