"""Bytes to sheets of text: what kind of file it is, and what its cells show."""

import datetime as dt
import struct

import pytest

from indicators.spreadsheet import biff, cells, delimited, limits, reader
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


def test_a_year_under_a_date_style_is_a_year_in_the_1904_system_too():
    """The serial 2023 is the year there as well, and days are counted from 1904."""
    data = workbooks.xlsx([[dt.date(2024, 3, 5), 2023]], formats={"B1": "yyyy-mm-dd"})
    book = workbooks.part(data, "xl/workbook.xml").replace(
        b"<workbookPr", b'<workbookPr date1904="1"'
    )
    assert rows(workbooks.repacked(data, {"xl/workbook.xml": book}))[0] == ["2028-03-06", "2023"]


@pytest.mark.parametrize(
    ("code", "shown"), [('yyyy"年"m"月"', "2024-03"), ("yyyy", "2024"), ("yyyy-m-d", "2024-03-01")]
)
def test_a_date_shows_no_more_than_its_format(code, shown):
    """A month or a year kept as its first day is read as the month or the year."""
    assert rows(workbooks.xlsx([[dt.date(2024, 3, 1)]], formats={"A1": code})) == [[shown]]


def test_a_style_without_attributes_counts_as_a_style():
    """<xf/> is a style too: the percent style after it keeps its number."""
    styles = b'<styleSheet><cellXfs count="2"><xf/><xf numFmtId="10"/></cellXfs></styleSheet>'
    data = workbooks.sheet_xml(b'<row r="1"><c r="A1" s="1"><v>0.5</v></c></row>')
    assert rows(workbooks.repacked(data, {"xl/styles.xml": styles})) == [["50%"]]


def test_cells_without_references_have_their_place():
    """A cell that does not say where it stands follows the one before it."""
    body = b'<row><c t="e"><v>#N/A</v></c><c><f>A1</f></c></row><row><c><v>1</v></c></row>'
    assert rows(workbooks.sheet_xml(body)) == [["#N/A", "（公式未计算）"], ["1"]]


UNCOMPUTED = {
    "no value": (b"<f>A1*2</f>", "（公式未计算）"),
    "an empty value": (b"<f>A1*2</f><v></v>", "（公式未计算）"),
    "a shared formula": (b'<f t="shared" si="0"/><v/>', "（公式未计算）"),
    "a value": (b"<f>A1*2</f><v>2</v>", "2"),
}


@pytest.mark.parametrize(("inner", "shown"), UNCOMPUTED.values(), ids=UNCOMPUTED.keys())
def test_a_formula_without_a_result_says_so(inner, shown):
    """A formula nobody has computed is neither blank nor zero."""
    body = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1">' + inner + b"</c></row>"
    assert rows(workbooks.sheet_xml(body)) == [["1", shown]]


def test_a_formula_that_gives_an_empty_text_is_blank():
    """An empty text is a result."""
    body = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert rows(workbooks.sheet_xml(body)) == [["1"]]


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _formula(column, result, options, tokens=b"\x1e\x05\x00"):
    head = struct.pack("<HHH8sHI", 0, column, 0, result, options, 0)
    return _record(0x0006, head + struct.pack("<H", len(tokens)) + tokens)


def test_the_records_of_an_old_workbook_tell_shapes_errors_and_formulas():
    """Formats, the date system, error cells and formulas without a result are found."""
    nothing = b"\x03\0\0\0\0\0\xff\xff"
    sheet = [
        _record(0x0809, struct.pack("<HHI", 0x0600, 0x0010, 0)),
        _record(0x0203, struct.pack("<HHHd", 1, 0, 1, 0.5)),
        _record(0x0203, struct.pack("<HHHd", 1, 1, 2, 45352)),
        _record(0x0205, struct.pack("<HHHBB", 2, 0, 0, 42, 1)),
        *(_formula(2, bytes(8), 2), _formula(3, bytes(8), 0), _formula(4, nothing, 0)),
        _formula(5, nothing, 0, b"\x17\x00\x00"),
        _record(0x000A, b""),
    ]
    book = biff.scan(
        _record(0x0809, struct.pack("<HHI", 0x0600, 0x0005, 0))
        + _record(0x0022, b"\x01\x00")
        + _record(0x041E, struct.pack("<HHB", 200, 6, 0) + b"yyyy-m")
        + b"".join(_record(0x00E0, struct.pack("<HH", 0, code)) for code in (0, 10, 200))
        + _record(0x000A, b"")
        + b"".join(sheet)
    )
    (facts,) = book.sheets
    assert (book.date1904, facts.percent, facts.month) == (True, {"A2"}, {"B2"})
    assert (facts.errors, facts.uncomputed) == ({"A3": "#N/A"}, {"C1", "E1"})


def test_an_old_sheet_with_impossible_dimensions_is_refused():
    """A sheet that claims four billion rows would end the reader of values."""
    sheet = _record(0x0809, struct.pack("<HHI", 0x0600, 0x0010, 0))
    with pytest.raises(RefusalError, match="4294967295行"):
        biff.scan(sheet + _record(0x0200, struct.pack("<II", 0, 2**32 - 1)))


def test_placeholder_zeros_of_a_generated_workbook_are_no_results():
    """A file to be computed on opening keeps zeros where its results will be."""
    data = workbooks.sheet_xml(b'<row r="1"><c r="A1"><f>B1*2</f><v>0</v></c></row>')
    book = workbooks.part(data, "xl/workbook.xml")
    assert b"fullCalcOnLoad" in book
    assert rows(data) == [["（公式未计算）"]]
    plain = workbooks.repacked(data, {"xl/workbook.xml": book.replace(b"fullCalcOnLoad", b"x")})
    assert rows(plain) == [["0"]]


def test_a_part_in_utf16_keeps_its_percents():
    """What a sheet's XML tells is found whatever its encoding."""
    data = workbooks.xlsx([["率", 0.5]], formats={"B1": "0%"})
    name = "xl/worksheets/sheet1.xml"
    wide = workbooks.part(data, name).decode().encode("utf-16")
    assert rows(workbooks.repacked(data, {name: wide})) == [["率", "50%"]]


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


def test_the_program_s_own_first_line_names_the_delimiter():
    """A line sep=; is no title, and the references after it stay right."""
    assert rows(b"sep=;\r\na;b,c\r\n1;2") == [[], ["a", "b,c"], ["1", "2"]]


def test_a_quoted_field_may_follow_a_space():
    """A thousands comma inside quotes stays inside, also after ", "."""
    assert rows(b'a, b\n1, "6,000"')[1] == ["1", "6,000"]


def test_two_byte_characters_read_as_single_bytes_are_mended():
    """A text with zero bytes between its letters is put together again."""
    sheets = [{"rows": [["D\0a\0y\0", "\x51\x53\x41\x00", "a\0\u4e00"]]}]
    biff.check_text(sheets)
    assert sheets[0]["rows"] == [["Day", "\u5351A", "a\u4e00"]]


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
    "one byte": (b"P", "1个字节"),
    "another zip": (workbooks.repacked(GOOD, extra=()).replace(b"xl/", b"xx/"), "压缩包"),
    "missing sheet": (
        workbooks.repacked(GOOD, {"xl/worksheets/sheet1.xml": None}),
        "缺少它的内容",
    ),
    "no such text": (
        workbooks.sheet_xml(b'<row r="1"><c r="A1" t="s"><v>9999</v></c></row>'),
        "文字表里没有",
    ),
    "bytes of another encoding": (
        workbooks.sheet_xml('<row r="1"><c r="A1" t="str"><v>杭州</v></c></row>'.encode("gbk")),
        "不是UTF-8",
    ),
    "cut styles": (
        workbooks.repacked(GOOD, {"xl/styles.xml": workbooks.part(GOOD, "xl/styles.xml")[:-30]}),
        "样式的内容没有写完",
    ),
    "utf-7": ("城市,经费\n杭州,1".encode("utf-7"), "UTF-7"),
    "hz": ("城市,经费\n杭州,1".encode("hz"), "HZ"),
    "far column": (workbooks.sheet_xml(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'), "XFD1"),
    "far row": (workbooks.sheet_xml(b'<row r="4294967295"/>'), "行号4294967295"),
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
