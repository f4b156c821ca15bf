"""Sheets to tables: headers, units, periods, labels and which rows are what."""

import pytest

from indicators import catalogue
from indicators.spreadsheet import labels, rows, tables
from indicators.spreadsheet.matching import Matcher

MATCHER = Matcher(catalogue.load())


def read(grid, merges=(), name="Sheet1"):
    """The tables of rows given as text."""
    merges = [list(merge) for merge in merges]
    filled = rows.fill([[str(text) for text in row] for row in grid], merges)
    return tables.reconstruct(name, filled, merges, MATCHER.is_area)


def columns(table):
    """Each data column's joined label, unit and period."""
    return [(column.text, column.unit, column.period) for column in table.columns]


def test_title_unit_line_header_body_and_note():
    """The classic statistical table: title, unit line, header, rows, note."""
    (table,) = read(
        [
            ["表1 各区房屋情况（2017）", "", ""],
            ["单位：万平方米", "", ""],
            ["地  区", "居住房屋", "非居住房屋"],
            ["全  市", "3", "4"],
            ["　黄浦区", "1", "2"],
            ["注：不含郊区。", "", ""],
        ],
    )
    assert table.title == "表1各区房屋情况（2017）"
    assert (table.header, table.body, table.period) == ([2], [3, 4], "2017")
    assert columns(table) == [("居住房屋", "万平方米", None), ("非居住房屋", "万平方米", None)]
    assert table.notes == ["单位：万平方米", "注：不含郊区。"]


def test_merged_group_headers_join_with_a_slash():
    """A group merged over columns is the first part of their labels."""
    (table,) = read(
        [
            ["地区", "居住房屋", "", "绿地"],
            ["", "花园住宅", "公寓", ""],
            ["黄浦区", "1", "2", "3"],
        ],
        merges=[(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)],
    )
    assert [text for text, _, _ in columns(table)] == ["居住房屋/花园住宅", "居住房屋/公寓", "绿地"]


def test_group_headers_of_a_csv_spread_over_blank_cells():
    """Without merges a group label reaches over the blanks to its right."""
    (table,) = read(
        [["地区", "待遇", ""], ["", "书记", "委员"], ["杭州市", "5", "4"]],
    )
    assert [text for text, _, _ in columns(table)] == ["待遇/书记", "待遇/委员"]


def test_a_unit_row_gives_units_and_part_columns_inherit():
    """A bracketed row under the header holds units; an 其中 column has its neighbour's."""
    (table,) = read(
        [
            ["地  区", "绿地面积", "其  中", "公园数"],
            ["", "（公顷）", "# 公园绿地面积", "（个）"],
            ["黄浦区", "278", "174", "13"],
        ],
    )
    assert columns(table) == [
        ("绿地面积", "公顷", None),
        ("其中/#公园绿地面积", "公顷", None),
        ("公园数", "个", None),
    ]
    assert table.unit_rows == [1]


@pytest.mark.parametrize("leaf", ["幢", "（幢）"])
def test_a_last_label_that_is_a_unit_is_the_unit(leaf):
    """幢 beside 面积 under one group counts buildings, whatever the line above announces."""
    (table,) = read(
        [
            ["单位：万平方米", "", ""],
            ["地区", "8～10层", ""],
            ["", leaf, "面积"],
            ["黄浦区", "200", "30"],
        ],
        merges=[(1, 1, 1, 2)],
    )
    assert [unit for _, unit, _ in columns(table)] == ["幢", "万平方米"]


def test_a_unit_announced_in_the_first_header_is_the_tables():
    """合计（单位：万人） gives its unit to the columns after it, but not to a count of houses."""
    (table,) = read(
        [
            ["地区", "合计（单位：万人）", "17岁及以下", "房屋幢", "率（%）"],
            ["黄浦区", "9", "2", "3", "4"],
        ]
    )
    assert [unit for _, unit, _ in columns(table)] == ["万人", "万人", "幢", "%"]


def test_a_unit_in_the_middle_of_a_label_is_its_unit():
    """迁入（人）市内迁入 is printed in 人."""
    assert labels.split_unit("迁入（人）市内迁入") == ("迁入市内迁入", "人")


def test_an_indicator_line_names_the_table_and_its_unit():
    """指标：X（单位：Y） is no note: it is what columns of years measure, in which unit."""
    (table,) = read([["指标：居民满意度（单位：%）", ""], ["城市", "2021年"], ["杭州", "90"]])
    assert (table.title, table.notes, tables.subject(table)) == (
        *("居民满意度", [], "居民满意度（单位：%）"),
    )
    assert columns(table) == [("2021年", "%", "2021")]


def test_indicator_lines_part_stacked_tables():
    """Each 指标 line begins a table of its own."""
    grid = [["指标：甲", ""], ["城市", "2021年"], ["杭州", "90"]]
    assert [table.title for table in read([*grid, ["", ""], *grid])] == ["甲", "甲"]


def test_a_few_blank_rows_do_not_end_a_table():
    """Up to four blank rows are skipped where the same columns go on, five end the table."""
    head, row, blank = ["城市", "经费"], ["杭州", "1"], ["", ""]
    (table,) = read([head, row, *[blank] * 4, row])
    assert table.body == [1, 6]
    (table,) = read([head, row, *[blank] * 5, row])
    assert table.body == [1]


def test_other_columns_after_blank_rows_are_another_matter():
    """Figures under no heading do not continue a table."""
    (table,) = read([["城市", "经费", ""], ["杭州", "1", ""], ["", "", ""], ["苏州", "", "5"]])
    assert table.body == [1]


def test_months_in_digits_over_columns_are_a_header():
    """202401, 202402 over the columns are months; a lone 202401 is a figure."""
    (table,) = read([["城市", "202401", "202402"], ["杭州", "1", "2"]])
    assert [period for _, _, period in columns(table)] == ["2024-01", "2024-02"]
    (table,) = read([["城市", "产值"], ["杭州", "202401"]])
    assert (table.body, table.columns[0].period) == ([1], None)


def test_quarters_take_their_year_from_the_title():
    """第一季度 under a title of 2024 is 2024Q1; what has no code stays undated."""
    (table,) = read([["2024年情况", "", ""], ["城市", "第一季度", "前三季度"], ["杭州", "1", "2"]])
    assert [(c.period, c.undated) for c in table.columns] == [("2024Q1", False), (None, True)]


def test_a_year_column_may_stand_last():
    """One row a city and year: the year column is found behind the figures too."""
    head = ["城市", "经费", "户数", "率", "年份"]
    (table,) = read([head, ["杭州", "1", "2", "3", "2021"], ["杭州", "1", "2", "3", "2022"]])
    assert (table.roles["period"], len(table.columns)) == (4, 3)


def test_a_column_of_months_belongs_to_the_year_column():
    """年份 and 月份 beside each other are one period."""
    (table,) = read([["年份", "月份", "城市", "经费"], ["2024", "1", "杭州", "5"]])
    assert table.roles == {"period": 0, "month": 1, "label": 2}


def test_a_header_cell_is_named_by_its_first_place():
    """A heading merged downwards is referred to by its top cell, a sub-heading by its own."""
    (table,) = read(
        [["地区", "绿地", "经费", ""], ["", "", "书记", "委员"], ["杭州", "1", "2", "3"]],
        merges=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)],
    )
    assert [column.head for column in table.columns] == ["B1", "C2", "D2"]


def test_the_second_line_of_a_footnote_is_a_note():
    """A short line after a note, with no figures after it, is no row."""
    (table,) = read([["城市", "经费"], ["杭州", "1"], ["注：1.甲。", ""], ["2.乙。", ""]])
    assert (table.body, table.notes) == ([1], ["注：1.甲。", "2.乙。"])


def test_names_and_numbers_alone_are_a_table():
    """A list of places with nothing but their numbering is read, numbering as figures."""
    (table,) = read([["序号", "城市"], ["1", "杭州"], ["2", "苏州"]])
    assert [text for text, _, _ in columns(table)] == ["序号"]


def test_a_unit_line_may_list_one_unit_for_each_column():
    """As many announced units as columns are taken in order."""
    (table,) = read([["单位：万元、%", "", ""], ["城市", "经费", "率"], ["杭州", "1", "2"]])
    assert [unit for _, unit, _ in columns(table)] == ["万元", "%"]


def test_years_as_columns_are_periods():
    """A header of years gives each column its period; the body starts below it."""
    (table,) = read([["地区", "2017年", "2016"], ["北京市", "2", "1"], ["天津市", "4", "3"]])
    assert [period for _, _, period in columns(table)] == ["2017", "2016"]
    assert table.body == [1, 2]


def test_areas_in_columns_turn_the_table():
    """Indicators in rows and places in columns: orientation columns."""
    (table,) = read([["指标", "单位", "杭州市", "南京市"], ["社区数", "个", "1", "2"]])
    assert table.orientation == "columns"
    assert table.roles["unit"] == 1
    assert [text for text, _, _ in columns(table)] == ["杭州市", "南京市"]


def test_the_long_form_is_known_by_its_words():
    """Place, indicator and value columns make a long table."""
    (table,) = read(
        [["地区", "指标", "期间", "数值", "单位"], ["杭州市", "社区数", "2023", "5", "个"]],
    )
    assert table.orientation == "long"
    assert table.roles["value"] == 3


def test_numbering_and_parent_columns_are_no_data():
    """序号 is skipped, a district beside a community says where it lies."""
    (table,) = read(
        [
            ["序号", "街道", "社区", "经费"],
            ["1", "仙林街道", "甲社区", "3"],
            ["2", "", "乙社区", "4"],
        ],
    )
    assert [text for text, _, _ in columns(table)] == ["经费"]
    assert (table.roles["label"], table.parents) == (2, [1])


def test_stacked_tables_are_told_apart():
    """A blank row, a title and a new header begin another table with its own unit."""
    first, second = read(
        [
            ["城市", "经费（万元）"],
            ["杭州", "1"],
            ["", ""],
            ["附表：社工薪酬（元/月）", ""],
            ["城市", "起薪"],
            ["杭州", "6500"],
        ],
    )
    assert columns(first) == [("经费", "万元", None)]
    assert (second.title, columns(second)) == ("附表：社工薪酬（元/月）", [("起薪", "元/月", None)])


def test_a_repeated_header_is_not_a_row():
    """The header printed again on the next page is skipped."""
    (table,) = read([["城市", "经费"], ["杭州", "1"], ["城市", "经费"], ["苏州", "2"]])
    assert table.body == [1, 3]


def test_rows_without_figures_stay_in_the_body():
    """A first row with a label only is a row whose cells are missing."""
    (table,) = read([["", "收入", "支出"], ["1978年", "", ""], ["1979年", "1", "2"]])
    assert (table.header, table.body) == ([0], [1, 2])


@pytest.mark.parametrize("grid", [[["城市", "经费"]], [["1", "2"], ["3", "4"]], [["只有一句话"]]])
def test_no_header_or_no_rows_is_no_table(grid):
    """A header alone, bare figures and prose hold no table."""
    assert read(grid) == []


def test_tables_on_a_sheet_are_capped():
    """Twelve thousand little tables on one sheet are refused, and that quickly."""
    grid = [["甲", "乙"], *([["丙", ""]] * 3), ["", ""]] * 12_000
    with pytest.raises(tables.RefusalError, match="张表"):
        read(grid)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2017年", "2017"),
        ("2017", "2017"),
        ("表2.6 年龄构成（2012）", "2012"),
        ("2024年上半年", "2024H1"),
        ("2024年第一季度", "2024Q1"),
        ("2024年3月", "2024-03"),
        ("2024-03-05", "2024-03-05"),
        ("2024年第5周", "2024-W05"),
        ("1999-2018", None),
        ("最近20年", None),
        ("18～34岁", None),
    ],
)
def test_periods_are_read_from_labels(text, period):
    """A label names one period or none; a span of years is none."""
    assert labels.period(text) == period


@pytest.mark.parametrize(
    ("text", "label", "unit"),
    [
        ("出生人数（万人）", "出生人数", "万人"),
        ("建筑面积合计（单位：万平方米）", "建筑面积合计", "万平方米"),
        ("地区生产总值_万元", "地区生产总值", "万元"),
        ("国民总收入指数(1978年=100)", "国民总收入指数(1978年=100)", None),
        ("人口数(抽样调查)(人)", "人口数(抽样调查)", "人"),
        ("每网格配备人数（人/网格）", "每网格配备人数", "人/网格"),
        ("进出口总额_亿元人民币", "进出口总额", "亿元人民币"),
        ("绿化覆盖率_百分比%", "绿化覆盖率", "百分比%"),
    ],
)
def test_units_are_split_off_labels(text, label, unit):
    """The last bracket is a unit only if it reads as one."""
    assert labels.split_unit(text) == (label, unit)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("合计", "total"),
        ("平均", "total"),
        ("全市", "whole"),
        ("其中：城区", "part"),
        ("#浦东新区", "part"),
        ("杭州市", None),
    ],
)
def test_row_labels_have_kinds(label, kind):
    """Totals, wholes and parts are told from places by their words."""
    assert labels.row_kind(label) == kind


def test_labels_lose_inner_and_invisible_spaces():
    """Full-width, no-break and zero-width spaces are not part of a name."""
    assert labels.clean(" 杭\u3000州\u00a0市\u200b\r\n") == "杭州市"


def test_value_spotting_is_linear():
    """A text made to confuse the pattern is decided at once."""
    assert not rows.looks_value("1" + "万元" * 5_000 + "x")
