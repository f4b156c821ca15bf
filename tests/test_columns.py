"""Large sheets kept by column say what the same sheets say row by row, whatever they hold."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import catalogue
from indicators.spreadsheet import columns, limits, observed, sandbox, understand
from indicators.store import dimensions
from indicators.store.incoming import Incoming
from tests import workbooks
from tests.conftest import empty_store

PLACES = ["杭州", "宁波市", "全市", "合计", "其中：西湖区", "没听说过", "", "2024年", "南京"]
HEADS = [
    "社区工作运转经费", "社区书记月工资（元）", "社区书记本科以上占比（%）", "没有的指标",
    "2023年社区工作运转经费", "社区工作运转经费", "单位", "备注",
]  # fmt: skip
WORDS = ["", "—", "约5", "60多万", "1,234", "26.70", "-0", "不详", "#DIV/0!", "3/4", "12%"]
LONG = ["地区", "指标", "数值", "期间", "计量单位", "性质", "来源", "原文"]
NUMBERS = st.one_of(
    st.integers(-9, 10**10), st.floats(-1e12, 1e12), st.sampled_from([0.1 + 0.2, 1e-5, 2023, 0])
)
CELLS = st.one_of(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(WORDS))


@st.composite
def wide(draw):
    """A sheet of places by indicators, with odd rows in between."""
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=1, max_size=5))
    row = st.tuples(st.sampled_from(PLACES), *(CELLS for _ in heads)).map(list)
    odd = st.sampled_from([[], ["注：试点。"], ["单位：万元"], ["地区", *heads], ["一、城区"]])
    body = draw(st.lists(st.one_of(row, row, row, row, odd), min_size=1, max_size=12))
    return [["社区经费表（2024年）"], ["地区", *heads], *body]


@st.composite
def long(draw):
    """A sheet with one value a row."""
    row = st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(HEADS),
        CELLS,
        st.sampled_from(["2024年", "2023", 2022, ""]),
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


def understood(data, known, head):
    """What a file is understood to say with this many rows kept as rows."""
    before = limits.HEAD_ROWS, limits.HEAD_CELLS
    limits.HEAD_ROWS, limits.HEAD_CELLS = head, 0
    try:
        return understand.answer(data, "社区表.xlsx", known)
    finally:
        limits.HEAD_ROWS, limits.HEAD_CELLS = before


def document(data, known, head):
    """The same as text, without its drawing."""
    found = understood(data, known, head)
    found.pop("sheets")
    return json.dumps(found, default=list, ensure_ascii=False, indent=1)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.one_of(wide(), long()), head=st.integers(0, 6))
def test_columns_and_rows_give_the_same_document(known, rows, head):
    """Tables, observations, problems and sentence are equal to the letter."""
    data = workbooks.xlsx(rows)
    assert document(data, known, head) == document(data, known, 10**6)


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
@given(rows=st.one_of(wide(), long()), head=st.integers(0, 6))
def test_columns_and_rows_store_the_same(known, keyed, rows, head):
    """Every stored row is equal, converted and dated alike."""
    data = workbooks.xlsx(rows)
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
