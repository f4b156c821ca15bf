"""The views, as data: rows given, rows expected; and a recomputation that knows no SQL."""

import csv
import math
from collections import defaultdict
from pathlib import Path

import pytest

from indicators import store
from indicators.spreadsheet import figures
from tests.documents import cell, document

CASES = sorted((Path(__file__).parent / "views").glob("*/*.given.csv"))
EMPTY = {"nature": "实际值", "scope": "", "source": "", "confidence": ""}


def given_cells(path):
    """The cells of a given.csv; a value is written as an official would."""
    for row in csv.DictReader(path.open(encoding="utf-8")):
        figure, more = figures.read(row["value"]), EMPTY | row
        yield cell(
            row["area"], row["indicator"], figure.lo, figure.hi, raw=row["value"],
            period=row["period"] or None, lo_open=figure.lo_open, hi_open=figure.hi_open,
            flag=figure.flag, state="missing" if figure.reason else "value", reason=figure.reason,
            **{key: more[key] or None for key in EMPTY},
        )  # fmt: skip


def shown(value):
    """A database value as a CSV writes it; whole numbers without a point."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("given", CASES, ids=lambda path: f"{path.parent.name}/{path.name[:-10]}")
def test_view(fresh_store, given):
    """The view holds exactly the expected rows for the given observations.

    A view with parameters says in its .call.sql with which ones it is called.
    """
    store.commit(fresh_store, document(*given_cells(given)), "x", mode="append", user="测试")
    expect = given.with_name(given.name.replace(".given.", ".expect."))
    columns, *rows = csv.reader(expect.open(encoding="utf-8"))
    call = given.with_name(given.name.replace(".given.csv", ".call.sql"))
    name = call.read_text("utf-8").strip() if call.exists() else given.parent.name
    has_families = name.startswith(("mart_gap", "fn_series", "fn_spine", "fn_peer"))
    where = "where indicator not like 'family%'" if has_families else ""
    found = fresh_store.execute(f"select {', '.join(columns)} from {name} {where}")
    assert sorted([shown(value) for value in row] for row in found.fetchall()) == sorted(rows)


def test_every_view_a_page_or_check_reads_has_a_case():
    """Each mart, check and parameterised view has at least one worked example."""
    queries = Path(__file__).parent.parent / "queries"
    names = {path.stem[2:] for path in queries.glob("*.sql")}
    wanted = {name for name in names if name.startswith(("mart_", "check_", "fn_"))}
    seen = {path.parent.name for path in CASES}
    assert wanted - seen <= {
        "mart_own",
        "mart_partner",
        "fn_gap",
        "fn_overview",
        "fn_profile",
        "fn_yardstick",
    }


class Interval:
    """A value as an independent reader of the store's rows sees it, better being larger."""

    def __init__(self, lo, hi, lo_open, hi_open, direction):
        """Turn a lower-is-better interval around."""
        lo, hi = -math.inf if lo is None else lo, math.inf if hi is None else hi
        if direction == "lower":
            lo, hi, lo_open, hi_open = -hi, -lo, hi_open, lo_open
        self.lo, self.hi, self.lo_open, self.hi_open = lo, hi, lo_open, hi_open

    def surely_better(self, other):
        """Whether every value here beats every value there."""
        return self.lo > other.hi or (self.lo == other.hi and (self.lo_open or other.hi_open))

    def possibly_better(self, other):
        """Whether some value here beats some value there."""
        return self.hi > other.lo


def verdict(own, reference, direction):
    """The verdict of two intervals, from the definition."""
    same = own.lo == own.hi == reference.lo == reference.hi
    if same:
        return "持平"
    if direction == "none":
        return "无法判定"
    if own.surely_better(reference):
        return "确定领先"
    return "确定落后" if reference.surely_better(own) else "无法判定"


def end(value):
    """An end of a gap for comparison with the store: rounded, unbounded as None."""
    return None if math.isinf(value) else round(value, 5)


def test_every_gap_row_agrees_with_a_recomputation(published):
    """Gap ends and verdict of every row follow from its two intervals alone."""
    rows = published.execute(
        "select own_lo, own_hi, own_lo_open, own_hi_open, reference_lo, reference_hi,"
        " reference_lo_open, reference_hi_open, direction, gap_lo, gap_hi, verdict"
        " from mart_gap inner join indicator using (indicator)"
    ).fetchall()
    assert len(rows) > 1000
    for *ends, direction, gap_lo, gap_hi, found in rows:
        own, reference = Interval(*ends[:4], direction), Interval(*ends[4:], direction)
        assert found == verdict(own, reference, direction)
        expected = (end(own.lo - reference.hi), end(own.hi - reference.lo))
        assert (gap_lo and round(gap_lo, 5), gap_hi and round(gap_hi, 5)) == expected


def test_gap_values_are_current_observations(published):
    """Both values of every gap row of a plain indicator are on record as current."""
    assert published.execute(
        "select count(*) from mart_gap as g where indicator_kind = 'indicator' and not exists ("
        " select 1 from observation_current as o where o.observation = g.own_observation"
        " and o.area = g.own_area and o.lo is not distinct from g.own_lo"
        " and o.hi is not distinct from g.own_hi)"
    ).fetchone() == (0,)


def test_every_rank_interval_agrees_with_a_recomputation(published):
    """Best and worst rank are one plus the certainly and the possibly better peers."""
    rows = published.execute(
        "select r.indicator, r.period, r.area, r.peer_group, r.rank_best, r.rank_worst, r.n,"
        " v.lo, v.hi, v.lo_open, v.hi_open, i.direction from mart_rank as r"
        " inner join indicator as i using (indicator) inner join area as a using (area)"
        " inner join int_value as v on v.indicator_key = i.indicator_key"
        " and v.area_key = a.area_key and v.period is not distinct from r.period"
    ).fetchall()
    groups = defaultdict(list)
    for indicator, period, area, group, best, worst, n, *ends in rows:
        groups[indicator, period, group].append((area, best, worst, n, Interval(*ends)))
    for peers in groups.values():
        for area, best, worst, n, own in peers:
            others = [other for name, *_, other in peers if name != area]
            assert best == 1 + sum(other.surely_better(own) for other in others)
            assert worst == 1 + sum(other.possibly_better(own) for other in others)
            assert n == len(peers)


def test_no_area_is_compared_with_itself(published):
    """Own and reference are never the same place."""
    query = "select count(*) from mart_gap where own_area = reference_area"
    assert published.execute(query).fetchone() == (0,)


def test_family_rows_are_never_fully_comparable(published):
    """A converted comparison is at best a cautious one."""
    query = "select distinct comparability from mart_gap where indicator_kind = 'family'"
    assert {grade for (grade,) in published.execute(query).fetchall()} <= {"慎比", "不可比"}


def test_a_rule_is_never_fully_comparable_with_an_outcome(published):
    """规定标准 against 实际值 is at best 慎比."""
    query = (
        "select count(*) from mart_gap"
        " where own_nature <> reference_nature and comparability = '可比'"
    )
    assert published.execute(query).fetchone() == (0,)


def test_jilin_against_shanghai(published):
    """吉林's 6 is certainly at least 4 behind 上海's ≥10, and not fully comparable."""
    query = (
        "select gap_lo, gap_hi, verdict, comparability from mart_gap where own_area = '220000'"
        " and reference_area = '310000' and indicator = 'community_ops_fund'"
    )
    assert published.execute(query).fetchall() == [(None, -4.0, "确定落后", "慎比")]


def test_all_published_figures_are_current(published):
    """The 774 published figures are all on record with their source."""
    query = "select count(*) from observation_current where source is not null"
    assert published.execute(query).fetchone() == (774,)
