"""A whole file previewed: verdict, observations, problems, and the corpus when it is there."""

import datetime as dt
import json

import pytest

from indicators import catalogue
from indicators.spreadsheet import preview, understand
from tests import workbooks

HEAD = ["城市", "社区工作经费（万元）"]


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


@pytest.mark.parametrize("whole", ["全市", "全区", "全省", "全国"])
def test_the_whole_beside_its_parts_is_a_total(whole):
    """Beside places 全市 and its like are sums, also where the title names the city."""
    rows = [
        ["2023年杭州市社区情况", ""],
        ["地区", "社区工作经费（万元）"],
        [whole, "5"],
        ["上城区", "3"],
    ]
    cell = cells(seen(rows))["B3"]
    assert (cell["area"], cell["row_kind"]) == (None, "total")


@pytest.mark.parametrize(
    "title",
    [
        "示例市各街道居民满意度（%）",
        "表1 示例市各区居民满意度",
        "2024年各区县居民满意度情况统计表",
        "附表2：近五年居民满意度对比",
    ],
)
def test_a_title_says_what_columns_of_years_measure(title):
    """Without headings beside years the indicator is the one the title ends with."""
    found = cells(seen([[title, ""], ["区", "2021年"], ["黄浦区", "90"]]))["B3"]
    assert (found["indicator"], found["period"]) == ("resident_satisfaction_rate", "2021")


def test_a_title_about_a_part_is_not_the_whole():
    """老旧小区 is no frame around an indicator's name."""
    rows = [["示例市老旧小区居民满意度", ""], ["区", "2021年"], ["黄浦区", "90"]]
    assert cells(seen(rows))["B3"]["indicator"] is None


def test_quarters_under_a_merged_indicator():
    """The indicator stands over its quarters, the quarter is the period."""
    rows = [["城市", "居民满意度", ""], ["", "2024年第一季度", "2024年1-6月"], ["杭州", 90, 91]]
    found = cells(preview(workbooks.xlsx(rows, merges=["B1:C1"]), "a.xlsx"))
    assert {found[cell]["indicator"] for cell in ("B3", "C3")} == {"resident_satisfaction_rate"}
    assert [found[cell]["period"] for cell in ("B3", "C3")] == ["2024Q1", "2024H1"]


PERIODS = {
    "2024年1-6月": ("2024H1", None),
    "2024年前三季度": (None, "按年份未注明处理"),
    "2024-13": (None, "没有这样的日期"),
    "24年": ("2024", "按2024读取"),
    "20240305": ("2024-03-05", None),
    "二〇二四年": ("2024", None),
    "某年": (None, "认不出"),
}


@pytest.mark.parametrize(("text", "expected"), PERIODS.items())
def test_a_period_column_is_read_or_told_of(text, expected):
    """A row's own period is never replaced by the title's, and never dropped without a word."""
    rows = [
        ["2020年社区情况", "", ""],
        ["城市", "年份", "社区工作经费（万元）"],
        *(["杭州", text, "5"], ["苏州", "2023", "5"], ["南京", "2022", "5"]),
    ]
    document = seen(rows)
    period, words = expected
    assert cells(document)["C3"]["period"] == period
    told = [p for p in document["problems"] if p["message"].startswith("期间")]
    assert [p["cell"] for p in told] == (["B3"] if words else [])
    assert all(words in p["message"] for p in told)


def test_a_line_of_time_without_a_code_is_told_of():
    """时间：2024年1-9月 above a table dates nothing, and says so where it stands."""
    document = seen([["时间：2024年1-9月", ""], HEAD, ["杭州", "5"]])
    assert cells(document)["B3"]["period"] is None
    assert [(p["cell"], p["message"][:2]) for p in document["problems"]] == [("A1", "期间")]


def test_years_down_and_places_across():
    """Under a title, a table of years by cities measures what the title says."""
    found = cells(
        seen([["居民满意度（%）", "", ""], ["年份", "杭州", "苏州"], ["2023", "90", "91"]])
    )
    cell = found["C3"]
    assert (cell["area"], cell["period"]) == ("320500", "2023")
    assert cell["indicator"] == "resident_satisfaction_rate"


def test_a_total_may_stand_in_the_column_of_the_higher_level():
    """合计 under 街道 with nothing under 社区 is the row's label."""
    rows = [["街道", "社区", "居民满意度"], ["仙林街道", "甲社区", "90"], ["合计", "", "91"]]
    cell = cells(seen(rows))["C3"]
    assert (cell["row_label"], cell["row_kind"]) == ("合计", "total")


def test_the_whole_in_a_long_table_is_a_total():
    """全市 beside cities in the long form is no place either."""
    head = ["地区", "指标", "数值"]
    found = cells(seen([head, ["杭州市", "居民满意度", "90"], ["全市", "居民满意度", "91"]]))
    assert (found["C3"]["area"], found["C3"]["row_kind"]) == (None, "total")


def test_a_header_without_a_code_is_undated_and_told_of():
    """The title's year does not stand in for 前三季度 in a header."""
    rows = [["2024年", ""], ["城市", "前三季度社区工作经费（万元）"], ["杭州", "5"]]
    document = seen(rows)
    assert cells(document)["B3"]["period"] is None
    assert [(p["cell"], p["message"][:2]) for p in document["problems"]] == [("B2", "期间")]


def test_problems_point_at_the_heading_or_the_name_concerned():
    """An unknown indicator is told of at its header cell, an unknown place at its label."""
    document = seen([["城市", "幸福感"], ["杭州", "5"], ["亚特兰蒂斯", "6"]])
    assert {p["cell"] for p in document["problems"]} == {"B1", "A3"}


@pytest.mark.parametrize(
    "heading",
    [
        *("人口数(人口抽样调查)", "常住人口（计划）", "城镇私营单位平均工资", "社区书记平均收入"),
        *("居民不满意度", "党员增加总数", "流动党员总数"),
    ],
)
def test_a_heading_of_another_sense_is_no_match(heading):
    """A sample, a plan, an opposite or a part is not the indicator it resembles."""
    assert cells(seen([["城市", heading], ["杭州", "9"]]))["B2"]["indicator"] is None


@pytest.mark.parametrize(
    ("heading", "match"),
    [
        ("居民满意度（%）", "alias"),
        ("居民满意度（合计）", "alias"),
        ("2024年上半年居民满意度", "alias"),
        ("居民的满意度", "fuzzy"),
        ("居民满意度（含网上评议）", "fuzzy"),
    ],
)
def test_a_heading_of_the_same_sense_matches(heading, match):
    """Units, periods and sums in brackets are dropped; other words are to be checked."""
    (column,) = seen([["城市", heading], ["杭州", "90"]])["tables"][0]["columns"]
    assert (column["indicator"], column["match"]) == ("resident_satisfaction_rate", match)


def test_a_district_name_of_several_cities_needs_its_city():
    """宝山区 alone, or under another city, is not the one in Shanghai."""
    rows = [["地区", "社区工作经费（万元）"], ["宝山区", "5"]]
    assert cells(seen(rows))["B2"]["area"] is None
    under = cells(seen([["上海市各区社区经费", ""], *rows]))["B3"]
    assert under["area"] == "310113"


def test_a_change_under_a_level_is_told():
    """增长5% under a level is read and told of; under a heading about growth it is fine."""
    assert any("增减幅度" in text for text in messages(seen([HEAD, ["杭州", "增长5%"]])))
    document = seen([["城市", "经费增幅"], ["杭州", "增长5%"]])
    assert not any("增减幅度" in text for text in messages(document))


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
