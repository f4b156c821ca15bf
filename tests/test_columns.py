"""Large sheets kept by column say what the same sheets say row by row, whatever they hold."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import catalogue
from indicators.spreadsheet import biff, columns, limits, observed, sandbox, understand
from indicators.spreadsheet.cells import reference
from indicators.spreadsheet.drawn import SHOWN_ROWS
from indicators.store import commit, dimensions
from indicators.store.incoming import Incoming
from tests import workbooks
from tests.conftest import empty_store

PLACES = [
    "杭州", "宁波市", "全市", "合计", "其中：西湖区", "没听说过", "", "2024年", "南京",
    "上海市卢湾区", "闸北区", "鼓楼区",
]  # fmt: skip
HEADS = [
    "社区工作运转经费", "社区书记月工资（元）", "社区书记本科以上占比（%）", "没有的指标",
    "2023年社区工作运转经费", "社区工作运转经费", "单位", "备注", "社区工作运转经费（调整数）",
    "2016-2017年社区工作运转经费", "第一季度社区工作运转经费", "社区工作运转经费增长", "第一季度",
    "2024年第九季度",
]  # fmt: skip
WORDS = [
    "", "—", "约5", "60多万", "1,234", "26.70", "-0", "不详", "#DIV/0!", "3/4", "12%", "增长5",
    "同比下降3%", "=1+1", "=A1/0", "120.15, 30.28",
]  # fmt: skip
TITLES = ["社区经费表（2024年）", "社区经费表", "社区工作运转经费（2016-2017年）", "指标：甲（人）"]
PERIODS = ["2024年", "2023", 2022, "", "24年", "第一季度", "2024-13", "2024.1", "前三季度", "很久"]
SHAPES = ["General", "0.0%", "yyyy-m", "yyyy"]
DAYS = st.dates(date(2019, 1, 1), date(2025, 12, 31))
LONG = ["地区", "指标", "数值", "期间", "计量单位", "性质", "来源", "原文"]
NUMBERS = st.one_of(
    st.integers(-9, 10**10), st.floats(-1e12, 1e12), st.sampled_from([0.1 + 0.2, 1e-5, 2023, 0])
)
CELLS = st.one_of(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(WORDS), DAYS)


@st.composite
def wide(draw):
    """A sheet of places by indicators, dated or not, with odd rows in between."""
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=1, max_size=5))
    dated = draw(st.sampled_from([[], ["年份"], ["年份", "月份"]]))
    when = {"年份": st.sampled_from(PERIODS), "月份": st.sampled_from([1, "2月", 12, ""])}
    cells = *(when[name] for name in dated), *(CELLS for _ in heads)
    row = st.tuples(st.sampled_from(PLACES), *cells).map(list)
    top = ["地区", *dated, *heads]
    odd = st.sampled_from([[], ["注：试点。"], ["单位：万元"], top, ["一、城区"]])
    body = draw(st.lists(st.one_of(row, row, row, row, odd), min_size=1, max_size=12))
    return [[draw(st.sampled_from(TITLES))], top, *body]


@st.composite
def turned(draw):
    """A sheet of indicators, or years, by places."""
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=5))
    names = st.sampled_from(draw(st.sampled_from([HEADS, [str(n) for n in range(2015, 2025)]])))
    row = st.tuples(names, st.sampled_from(["万元", "%", ""]), *(CELLS for _ in places)).map(list)
    body = draw(st.lists(row, min_size=1, max_size=12))
    return [[draw(st.sampled_from(TITLES))], ["指标名称", "计量单位", *places], *body]


@st.composite
def long(draw):
    """A sheet with one value a row."""
    row = st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(HEADS),
        CELLS,
        st.sampled_from(PERIODS),
        st.sampled_from(["万元", "元", "%", ""]),
        st.sampled_from(["实际值", "目标值", "别的"]),
        st.sampled_from(["甲", ""]),
        st.sampled_from(["60多亿元", ""]),
    ).map(list)
    return [LONG, *draw(st.lists(row, min_size=1, max_size=12))]


@pytest.fixture
def known():
    """The catalogue that ships."""
    return catalogue.load()


@st.composite
def books(draw):
    """A workbook of any layout, with formats a bureau may have given its cells."""
    rows = draw(st.one_of(wide(), turned(), long()))
    places = [
        reference(r, c)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if not isinstance(value, (int, float)) or abs(value) < 10**5  # no date is later
    ]
    shown = st.dictionaries(st.sampled_from(places), st.sampled_from(SHAPES), max_size=6)
    return workbooks.xlsx(rows, formats=draw(shown))


DECIDED = st.fixed_dictionaries(
    {},
    optional={
        "items": st.just({"没有的指标": "community_ops_fund", "社区工作运转经费": ""}),
        "units": st.just({"没有的指标": "万元", "社区工作运转经费": "元"}),
        "places": st.just({"没听说过": "330100", "宁波市": ""}),
        "heads": st.sampled_from([{"Sheet#": "2-2"}, {"Sheet#": "1-2"}, {"Sheet#": "3-3"}]),
        "sides": st.sampled_from([{"Sheet#": "rows"}, {"Sheet#": "columns"}]),
    },
)


def understood(data, known, head, decided=None):
    """What a file is understood to say with this many rows kept as rows."""
    before = limits.HEAD_ROWS, limits.HEAD_CELLS
    limits.HEAD_ROWS, limits.HEAD_CELLS = head, 0
    try:
        found = understand.answer(data, "社区表.xlsx", known, decided)
        assert "无法识别" not in found["message"]
        return found
    finally:
        limits.HEAD_ROWS, limits.HEAD_CELLS = before


def document(data, known, head, decided=None):
    """The same as text."""
    found = understood(data, known, head, decided)
    return json.dumps(found, default=list, ensure_ascii=False, indent=1)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=books(), head=st.integers(0, 6), decided=st.one_of(st.none(), DECIDED))
def test_columns_and_rows_give_the_same_document(known, data, head, decided):
    """Tables, observations, problems, drawing and sentence are equal to the letter."""
    assert document(data, known, head, decided) == document(data, known, 10**6, decided)


@pytest.fixture(scope="module")
def keyed():
    """A store's connection and the keys of its catalogue."""
    con = empty_store()
    yield con, dimensions.codes(con)
    con.close()


def stored(keyed, found):
    """The rows a document would store."""
    con, codes = keyed
    rows = Incoming(found, 1, codes)
    with rows.registered(con):
        return con.execute("select * exclude (observation) from incoming order by all").fetchall()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=books(), head=st.integers(0, 6))
def test_columns_and_rows_store_the_same(known, keyed, data, head):
    """Every stored row is equal, converted and dated alike."""
    small, large = (understood(data, known, head) for head in (10**6, head))
    assert stored(keyed, large) == stored(keyed, small)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.floats(), st.integers().map(str), st.sampled_from(WORDS))))
def test_every_cell_keeps_its_text(cells):
    """A column of floats and texts gives each back as a spreadsheet shows it."""
    found = columns.collect([], ([cell] for cell in cells), str)
    shown = [columns.number_text(cell) if type(cell) is float else cell for cell in cells]
    while shown and not shown[-1]:
        shown.pop()
    assert found.words(0, range(len(found))) == shown if shown else not len(found)


def test_a_large_table_crosses_the_pipe_unchanged(known, monkeypatch):
    """Observations come back from the child as they were."""
    rows = [["地区", "社区工作运转经费"], *(["杭州", n % 97 + 0.5] for n in range(40))]
    monkeypatch.setattr(limits, "HEAD_ROWS", 5)
    monkeypatch.setattr(limits, "HEAD_CELLS", 0)
    found = understand.answer(workbooks.xlsx(rows), "表.xlsx", known)
    there = b"".join(bytes(part) for part in sandbox._written(found))  # noqa: SLF001
    back = sandbox._document(there)["tables"][0]["observations"]  # noqa: SLF001
    assert isinstance(back, observed.Observed)
    assert list(back) == list(found["tables"][0]["observations"])
    assert back[-1] == list(back)[-1]


def large(known, monkeypatch, rows, head=3):
    """The first table of a sheet of which this many rows are kept as rows."""
    monkeypatch.setattr(limits, "HEAD_ROWS", head)
    monkeypatch.setattr(limits, "HEAD_CELLS", 0)
    return understand.answer(workbooks.xlsx(rows), "表.xlsx", known)["tables"][0]


@pytest.mark.parametrize("part", [slice(0, 0), slice(1, 6), slice(None, -3), slice(7, 2, -2)])
def test_a_part_of_a_large_table_is_that_part(known, monkeypatch, part):
    """A slice gives the cells a list would give."""
    rows = [["地区", "社区工作运转经费", "甲"], *(["杭州", n + 0.5, "—"] for n in range(9))]
    cells = large(known, monkeypatch, rows)["observations"]
    assert cells[part] == list(cells)[part]


def test_a_column_whose_period_has_no_code_takes_only_its_rows_periods(known, monkeypatch):
    """A row without a year of its own stays undated there, and has the title's elsewhere."""
    heads = ["地区", "年份", "2016-2017年社区工作运转经费", "社区书记月工资（元）"]
    years = [*[2023] * 5, "", 2022]
    rows = [["经费表（2024年）"], heads, *(["杭州", year, 5.5, 8000] for year in years)]
    cells = large(known, monkeypatch, rows)["observations"]
    assert isinstance(cells, observed.Observed)
    assert [cell["period"] for cell in cells[-4:]] == [None, "2024", "2022", "2022"]


def test_no_whole_row_is_built_to_tell_of_periods(known, monkeypatch):
    """The period column alone is looked at, below the rows that are drawn."""
    rows = [["地区", "年份", "社区工作运转经费"], *(["杭州", 2000 + n, 5.5] for n in range(400))]
    before, built = columns.Columns.__getitem__, []

    def counted(self, row):
        built.extend([row] if isinstance(row, int) and row >= SHOWN_ROWS else [])
        return before(self, row)

    monkeypatch.setattr(columns.Columns, "__getitem__", counted)
    large(known, monkeypatch, [*rows, ["杭州", "很久", 5.5]])
    assert not built


def test_two_byte_texts_of_a_large_old_workbook_are_mended():
    """Texts that came out as single bytes are put right in rows and columns alike."""
    odd = "杭州A".encode("utf-16-le").decode("latin-1")
    rows = columns.collect([[odd, "乙"]], [[odd, 1.5], ["丙", 2.5]], str)
    biff.check_text([{"rows": rows}])
    assert rows[:] == [["杭州A", "乙"], ["杭州A", "1.5"], ["丙", "2.5"]]


def test_a_fresh_large_batch_is_current_as_it_stands(keyed, known, monkeypatch):
    """Adding new keys directly gives the current values that recomputing them gives."""
    monkeypatch.setattr(limits, "HEAD_ROWS", 3)
    monkeypatch.setattr(limits, "HEAD_CELLS", 0)
    head = ["地区", "社区工作运转经费（万元）", "社区书记月工资（元）"]
    rows = [["2024年"], head, ["杭州", 8.5, 4000], ["南京", "约9", 5000], ["苏州", "—", 4500]]
    con, _ = keyed
    found = understand.answer(workbooks.xlsx(rows), "表.xlsx", known)
    batch = commit(con, found, "x", mode="append", user="测试")
    assert (batch.observations, batch.missing, batch.is_fresh) == (5, 1, True)
    live = con.execute("from int_current_live order by all").fetchall()
    assert con.execute("from int_current order by all").fetchall() == live
