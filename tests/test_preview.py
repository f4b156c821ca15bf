"""A whole file previewed: verdict, observations, problems, and the corpus when it is there."""

import datetime as dt
import json

import pytest

from indicators import catalogue
from indicators.spreadsheet import preview, understand
from tests import workbooks

HEAD = ["城市", "社区工作经费（万元）"]
SUITS = {
    "accept": {"accept", "warn"},
    "warn": {"warn", "refuse"},
    "refuse": {"refuse"},
    "either": {"accept", "warn", "refuse"},
}


def seen(rows, name="表.csv"):
    """The preview of rows saved as a CSV."""
    return preview(workbooks.csv(rows), name)


def cells(document):
    """All observations of a document, by cell."""
    return {cell["cell"]: cell for table in document["tables"] for cell in table["observations"]}


def messages(document):
    """The messages of a document's problems."""
    return [problem["message"] for problem in document["problems"]]


def test_a_good_workbook_is_accepted():
    """Every body cell is an observation with its place, indicator, unit, period and factor."""
    document = preview(workbooks.xlsx(), "指标.xlsx")
    assert document["verdict"] == "accept"
    cell = cells(document)["B4"]
    assert (cell["area"], cell["indicator"]) == ("330100", "community_ops_fund")
    assert (cell["lo"], cell["hi"], cell["flag"], cell["unit"]) == (35.5, 35.5, "=", "万元")
    assert (cell["period"], cell["factor"], cell["state"]) == ("2023", 1.0, "value")
    assert len(cells(document)) == 12


def test_a_document_is_json_with_the_promised_keys():
    """The document can be printed as JSON and its parts have the contract's keys."""
    document = json.loads(json.dumps(preview(workbooks.xlsx(), "a.xlsx")))
    table = document["tables"][0]
    assert {"file", "format", "encoding", "verdict", "message", "problems", "tables"} <= {*document}
    assert {"sheet", "title", "range", "header_rows", "orientation", "notes", "columns"} <= {*table}
    assert (table["range"], table["header_rows"]) == ("A3:D7", [3])
    assert {"column", "label", "item", "unit", "period", "indicator", "match"} == {
        *table["columns"][0]
    }


def test_totals_are_never_places():
    """A total row is kept, without an area."""
    cell = cells(preview(workbooks.xlsx(), "a.xlsx"))["B7"]
    assert (cell["row_kind"], cell["area"], cell["lo"]) == ("total", None, 94.3)


def test_missing_cells_have_reasons():
    """A blank, a dash and an ellipsis are missing, each with its own reason."""
    found = cells(seen([HEAD, ["杭州", "5"], ["苏州", ""], ["南京", "—"], ["上海", "…"]]))
    assert {found[cell]["state"] for cell in ("B3", "B4", "B5")} == {"missing"}
    assert len({found[cell]["reason"] for cell in ("B3", "B4", "B5")}) == 3


def test_a_formula_without_a_result_is_missing_and_told():
    """A cell nobody has computed is missing with its own reason, and its place is told."""
    document = preview(workbooks.xlsx([HEAD, ["杭州", 5], ["苏州", "=B2*2"]]), "a.xlsx")
    cell = cells(document)["B3"]
    assert (cell["state"], cell["reason"], cell["lo"]) == ("missing", "公式未计算", None)
    (problem,) = document["problems"]
    assert (problem["cell"], "没有算出结果" in problem["message"]) == ("B3", True)


def test_a_lone_column_of_dates_is_a_table():
    """A heading over one date is read, and the date is no figure."""
    cell = cells(preview(workbooks.xlsx([["日期"], [dt.date(2024, 1, 1)]]), "a.xlsx"))["A2"]
    assert (cell["raw"], cell["state"], cell["reason"]) == (
        *("2024-01-01", "unreadable", "期间，不是数"),
    )


def test_the_whole_is_the_place_in_the_title():
    """全市 is the city the title names, and unknown without one."""
    rows = [["2023年杭州市社区情况", ""], ["地区", "社区工作经费（万元）"], ["全市", "5"]]
    assert cells(seen(rows))["B3"]["area"] == "330100"
    found = cells(seen(rows[1:]))["B2"]
    assert (found["area"], found["row_kind"]) == (None, "unknown")


def test_shared_names_are_settled_by_their_neighbours():
    """普陀区 beside other districts of Shanghai is the one in Shanghai."""
    names = ["黄浦区", "徐汇区", "长宁区", "普陀区"]
    found = cells(seen([["地区", "社区工作经费（万元）"], *([name, "5"] for name in names)]))
    assert found["B5"]["area"] == "310107"


def test_a_repeated_ten_thousand_is_read_once_with_a_warning():
    """1.4万 under 万元 is 1.4万元."""
    document = seen([HEAD, ["杭州", "1.4万"], ["苏州", "3"]])
    assert cells(document)["B2"]["lo"] == 1.4
    assert any("已是“万元”" in message for message in messages(document))


def test_a_quoted_original_settles_the_unit():
    """60万 of 万元 stays so where the quoted words say 60亿元."""
    head = ["地区", "指标", "数值", "单位", "原文"]
    row = ["吉林省", "城市基层党建财政累计投入", "60万", "万元", "60亿元"]
    found = cells(seen([head, row]))["C2"]
    assert (found["lo"], found["raw"], found["printed"]) == (600_000, "60亿元", "60万")


def test_the_long_form_carries_nature_scope_and_source():
    """Each row of a long table is one observation with its provenance."""
    head = [
        "地区",
        "指标",
        "期间",
        "数值",
        "单位",
        "性质",
        "口径",
        "来源",
        "章节",
        "可信度",
        "备注",
    ]
    row = [
        "杭州市",
        "社区工作经费",
        "2023",
        "≥10",
        "万元",
        "规定标准",
        "新口径",
        "甲",
        "二",
        "高",
        "乙",
    ]
    found = cells(seen([head, row]))["D2"]
    assert (found["nature"], found["scope"], found["source"]) == ("规定标准", "新口径", "甲")
    assert (found["section"], found["confidence"], found["note"]) == ("二", "高", "乙")
    assert (found["lo"], found["hi"], found["flag"], found["period"]) == (10, None, "≥", "2023")


def test_places_in_columns_are_read_by_row():
    """A turned table gives each cell the column's place and the row's indicator and unit."""
    rows = [["指标", "单位", "杭州市", "南京市"], ["社区工作经费", "万元", "5", "6"]]
    found = cells(seen(rows))["D2"]
    assert (found["area"], found["indicator"]) == ("320100", "community_ops_fund")
    assert (found["unit"], found["row_kind"]) == ("万元", "area")


SUSPECT = {
    "unknown place": ([HEAD, ["杭州", "5"], ["亚特兰蒂斯", "6"]], "没有对应的地区"),
    "unknown indicator": ([["城市", "幸福感"], ["杭州", "5"]], "不在目录中"),
    "out of range": ([HEAD, ["杭州", "99999"]], "合理范围"),
    "unreadable": ([HEAD, ["杭州", "5"], ["苏州", "见附件"]], "读不成数值"),
    "unit": ([["城市", "社区工作经费（平方米）"], ["杭州", "5"]], "不能换算"),
    "jump": (
        [HEAD, ["杭州", "5"], ["苏州", "6"], ["南京", "7"], ["宁波", "75"]],
        "相差10倍以上",
    ),
    "conflict": ([HEAD, ["杭州", "5"], ["杭州市", "6"]], "同一地区"),
}


@pytest.mark.parametrize(("rows", "words"), SUSPECT.values(), ids=SUSPECT.keys())
def test_what_needs_an_eye_is_a_warning(rows, words):
    """Unknown, implausible, unreadable and conflicting cells each make the verdict warn."""
    document = seen(rows)
    assert document["verdict"] == "warn"
    assert any(words in message for message in messages(document))


def test_a_conflict_names_both_cells():
    """Two values for one key inside a file are an error at one cell that names the other."""
    (problem,) = [p for p in seen(SUSPECT["conflict"][0])["problems"] if p["severity"] == "error"]
    assert problem["cell"] == "B3"
    assert "B2" in problem["message"]


def test_a_close_spelling_asks_to_be_checked():
    """A long label one character off is matched as fuzzy, with a warning."""
    label = max((one.name for one in catalogue.load().indicators.values()), key=len)
    document = seen([["城市", f"{label}嗯"], ["杭州", "9"]])
    assert document["tables"][0]["columns"][0]["match"] == "fuzzy"
    assert any("相近名称" in message for message in messages(document))


def test_problems_are_capped_with_a_closing_line():
    """Hundreds of problems end in a line that counts the rest."""
    document = seen([HEAD, ["杭州", "5"], *([f"无名{n}", "5"] for n in range(500))])
    assert len(document["problems"]) <= 200
    assert "没有列出" in document["problems"][-1]["message"]


def test_hidden_sheets_are_told():
    """A hidden sheet is named and holds no table."""
    data = workbooks.xlsx(旧表=[["城市", "数"], ["杭州", 1]], hidden=["旧表"])
    document = preview(data, "a.xlsx")
    assert any("旧表" in message for message in messages(document))
    assert len(document["tables"]) == 1


def test_personal_numbers_are_hidden():
    """An identity-card number reaches neither an observation nor the drawn rows."""
    number = "33010619900307123X"
    document = seen([[*HEAD, "证件"], ["杭州", "5", number], ["苏州", "6", number]])
    assert number not in json.dumps(document)
    assert any("身份证" in message for message in messages(document))


def test_a_big_number_is_not_a_mobile_number():
    """A lone eleven-digit figure among others stays a figure."""
    rows = [["城市", "产值（元）"], ["杭州", "13800000001"], *([f"城{n}", "5"] for n in range(9))]
    assert cells(seen(rows))["B2"]["lo"] == 13_800_000_001


def test_regions_say_what_each_row_is():
    """The drawn sheet knows title, note, header, data and total rows."""
    regions = preview(workbooks.xlsx(), "a.xlsx")["sheets"][0]["regions"]
    assert list(regions.values()) == [
        *("title", "note", "header", "data", "data", "data", "total", "note"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.xlsx",
        "a\x00\nb.xlsx",
        "党" * 300 + ".xlsx",
        "",
        "/",
        "\u202excod.xlsx",
        "C:\\x\\表.xlsx",
    ],
)
def test_any_file_name_is_safe(name):
    """A name keeps no folder, no control or direction mark, and is cut at 80 characters."""
    found = preview(b"", name)["file"]
    assert found
    assert len(found) <= 80
    assert found.isprintable()
    assert not {"/", "\\"} & {*found}


def test_a_refusal_is_a_whole_document():
    """A bad file gives the same keys, a message and no tables."""
    document = preview(b"%PDF-1.4", "a.xlsx")
    assert (document["verdict"], document["tables"]) == ("refuse", [])
    assert "PDF" in document["message"]


def test_a_path_may_be_given(tmp_path):
    """A path is read by its bytes; one that is not there is refused."""
    path = tmp_path / "表.csv"
    path.write_bytes(workbooks.csv())
    assert preview(path)["file"] == "表.csv"
    assert preview(tmp_path / "无.csv")["verdict"] == "refuse"


def test_odd_texts_are_capped(monkeypatch):
    """More odd texts than allowed end in a refusal that names the cap."""
    monkeypatch.setenv("INDICATORS_ODD_TEXTS", "5")
    document = seen([HEAD, *([f"城{n}", f"约{n}个"] for n in range(9))])
    assert "上限5个" in document["message"]


def test_an_unexpected_layout_is_refused_not_raised(monkeypatch):
    """A fault of the program becomes a refusal."""
    monkeypatch.setattr("indicators.spreadsheet.tables.reconstruct", lambda *_: 1 / 0)
    document = understand.answer(workbooks.csv(), "报表.csv", catalogue.load(), {})
    assert document["verdict"] == "refuse"


corpus = pytest.mark.skipif(
    not workbooks.CORPUS.is_dir(), reason="the workbook corpus is not on this machine"
)


def bad_files():
    """The corpus's broken files with the verdict its manifest allows."""
    manifest = workbooks.CORPUS / "bad" / "manifest.json"
    entries = json.loads(manifest.read_text("utf-8"))["files"] if manifest.exists() else []
    return [(one["file"], one["verdict"]) for one in entries if not one["file"].endswith("json")]


@corpus
@pytest.mark.parametrize(("file", "verdict"), bad_files())
def test_bad_files_get_the_verdict_of_their_manifest(file, verdict):
    """Hostile and broken files are refused, controls are not."""
    data = (workbooks.CORPUS / "bad" / file).read_bytes()
    assert preview(data, file)["verdict"] in SUITS[verdict]


@corpus
def test_real_workbooks_give_tables():
    """Of the real Chinese workbooks all but the sheets of bare figures hold a table."""
    files = sorted((workbooks.CORPUS / "real_cn").iterdir())
    empty = [file.name for file in files if not preview(file)["tables"]]
    assert all("算例数据" in name for name in empty)
