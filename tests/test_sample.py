"""The sample city's workbooks: reproducible, understood, marked, faulty only on purpose."""

import importlib
import io
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from indicators import catalogue, store
from indicators.spreadsheet import preview
from indicators.spreadsheet.figures import read

FOLDER = Path(__file__).parents[1] / "data" / "sample"
FILES = sorted(path.name for path in FOLDER.glob("*.xlsx"))
SCRIPTS = {path.stem for path in FOLDER.glob("*.py")}
NUMBER_ROW = 6
KNOWN = catalogue.load()


@pytest.fixture(scope="module")
def scripts():
    """Return the scripts that build the workbooks, as modules by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)
        for name in SCRIPTS:
            patch.delitem(sys.modules, name, raising=False)
        yield {name: importlib.import_module(name) for name in sorted(SCRIPTS)}
    for name in SCRIPTS:
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def documents():
    """Return what is understood of each committed workbook."""
    return {name: preview((FOLDER / name).read_bytes(), name, KNOWN) for name in FILES}


@pytest.fixture(scope="module")
def cells(documents):
    """Return every body cell of every workbook."""
    tables = [table for document in documents.values() for table in document["tables"]]
    return [cell for table in tables for cell in table["observations"]]


@pytest.fixture(scope="module")
def book(scripts):
    """Return the city's own report."""
    return opened(scripts["city_report"].FILE)


def opened(name):
    """Return a committed workbook."""
    return openpyxl.load_workbook(io.BytesIO((FOLDER / name).read_bytes()))


def columns(sheet):
    """Return indicator name → {place: cell} of one sheet, the 合计 row included."""
    places = {sheet.cell(row, 1).value: row for row in range(NUMBER_ROW, NUMBER_ROW + 8)}
    return {
        sheet.cell(4, at).value: {place: sheet.cell(row, at).value for place, row in places.items()}
        for at in range(2, sheet.max_column + 1)
    }


def value(cell):
    """Return the middle of a cell's figure."""
    figure = read(str(cell))
    return figure.lo if figure.hi is None else figure.hi


def code(key):
    """Return (period, area code, indicator code) of a (year, place, indicator) key."""
    year, place, name = key
    return str(year), KNOWN.find_area(place), KNOWN.find_indicator(name)


def usable(cell):
    """Tell whether a cell is a figure of a place."""
    return cell["state"] == "value" and cell["row_kind"] == "area" and cell["factor"] is not None


def level(cell):
    """Return the level of the place a cell is about."""
    return KNOWN.areas[cell["area"]].level


@pytest.mark.parametrize("name", FILES)
def test_the_committed_file_is_what_the_script_writes(scripts, name):
    """Building again gives the committed bytes."""
    assert scripts["build"].WORKBOOKS[name]() == (FOLDER / name).read_bytes()


def test_every_workbook_is_committed(scripts):
    """The folder holds what the script writes and nothing else."""
    assert sorted(scripts["build"].WORKBOOKS) == FILES


def test_streets_and_communities_are_in_the_catalogue(scripts):
    """Five streets a district and six communities a street, in the tree below the city."""
    levels = Counter(one.level for one in KNOWN.areas.values() if one.kind == "sample")
    assert levels == {"city": 1, "district": 6, "street": 30, "community": 180}
    places = scripts["places"]
    assert {len(streets) for streets in places.STREETS.values()} == {5}
    assert {len(communities) for communities in places.COMMUNITIES.values()} == {6}


def test_no_sample_word_names_a_real_place():
    """A name, short form or alias of a sample place belongs to it alone."""
    words = Counter(
        word
        for one in KNOWN.areas.values()
        for word in {catalogue.normalise(word) for word in (one.name, one.short, *one.aliases)}
    )
    sample = [one for one in KNOWN.areas.values() if one.kind == "sample"]
    named = [word for one in sample for word in (one.name, one.short, *one.aliases)]
    assert [word for word in named if words[catalogue.normalise(word)] > 1] == []


def test_every_place_and_indicator_is_known(cells):
    """No cell lies in an unknown row or column; totals are the only rows that are no place."""
    unknown = [cell for cell in cells if cell["row_kind"] not in ("area", "total")]
    assert unknown == []
    assert [cell for cell in cells if cell["row_kind"] == "area" and not cell["area"]] == []
    assert {cell["column_label"] for cell in cells if cell["indicator"] is None} == set()


def test_every_figure_is_in_a_known_unit(cells):
    """Every printed unit converts to its indicator's unit."""
    figures = [cell for cell in cells if cell["state"] == "value"]
    assert [cell for cell in figures if not cell["unit"] or cell["factor"] is None] == []


def test_size_of_the_sample(cells):
    """Many indicators of many themes, yet few enough cells to load quickly."""
    used = {cell["indicator"] for cell in cells if usable(cell)}
    assert len(used) >= 40
    assert {KNOWN.indicators[one].theme for one in used} >= {
        "社区经费", "社工待遇", "组织覆盖", "阵地面积", "队伍结构", "网格治理", "减负赋权",
    }  # fmt: skip
    assert 10_000 < sum(map(usable, cells)) < 20_000


@pytest.mark.parametrize(
    ("where", "periods"),
    [
        ("city", {"2019", "2020", "2021", "2022", "2023", "2024"}),
        ("district", {"2019", "2020", "2021", "2022", "2023", "2024"}),
        ("street", {"2019", "2020", "2021", "2022", "2023", "2024"}),
        ("community", {"2022", "2023", "2024"}),
        ("district", {"2024Q1", "2024Q2", "2024Q3", "2024Q4"}),
        ("street", {"2024Q1", "2024Q2", "2024Q3", "2024Q4"}),
    ],
)
def test_years_and_quarters_are_covered(cells, where, periods):
    """Every place of a level has figures in each of these periods."""
    places = {
        one.code for one in KNOWN.areas.values() if (one.kind, one.level) == ("sample", where)
    }
    there = {
        (cell["area"], cell["period"]) for cell in cells if usable(cell) and level(cell) == where
    }
    lacking = {(place, period) for place in places for period in periods} - there
    assert lacking == set()


def test_only_the_faults_put_in_on_purpose_are_reported(documents, scripts):
    """A preview names the outlier and the cell that says 见附件, and nothing else."""
    problems = {name: document["problems"] for name, document in documents.items()}
    report, streets = scripts["city_report"].FILE, scripts["street_report"].FILE
    assert {name for name, found in problems.items() if found} == {report, streets}
    assert ["见附件" in found["message"] for found in problems[report]] == [True]
    assert {found["cell"] for found in problems[streets]} == {"H14"}
    assert all(found["severity"] == "warning" for found in problems[report] + problems[streets])


def test_every_sheet_says_that_it_is_invented():
    """A note of every sheet marks the figures as a sample."""
    for name in FILES:
        for sheet in opened(name):
            notes = [str(row[0]) for row in sheet.values if str(row[0]).startswith("注")]
            assert any("示例数据，数值为虚构，不代表任何地区" in note for note in notes)


def test_files_do_not_contradict_one_another(fresh_store):
    """Importing one workbook after the other meets no value that differs from a known one."""
    for name in FILES:
        batch = store.import_file(fresh_store, (FOLDER / name).read_bytes(), name)
        assert batch.observations > 0


def test_six_years_of_seven_places(book, scripts):
    """The city's report: one sheet a year, the city and its six districts on each."""
    places = scripts["places"]
    assert book.sheetnames == [f"{year}年" for year in scripts["columns"].YEARS]
    for sheet in book:
        rows = [sheet.cell(row, 1).value for row in range(NUMBER_ROW, NUMBER_ROW + 7)]
        assert rows == [places.CITY, *places.DISTRICTS]
        assert len(columns(sheet)) == 29


def test_counts_of_the_city_are_the_sum_of_its_districts(book, scripts):
    """A count of the city agrees with 合计 and, where all are plain numbers, with the sum."""
    places = scripts["places"]
    sums = {column.name for column in scripts["columns"].REPORT if not column.weight}
    for sheet in book:
        for name in sums:
            cells = columns(sheet)[name]
            districts = [cells[district] for district in places.DISTRICTS]
            assert all(isinstance(cell, int) for cell in districts) or name == "网格党支部数"
            if all(isinstance(cell, int) for cell in districts):
                assert cells["合计"] == sum(districts)
            city = read(str(cells[places.CITY]))
            assert city.lo <= cells["合计"] <= city.hi


@pytest.mark.parametrize(
    "text",
    ["1.4万", "93.5％", "—", "…", "不少于5万", "约100", "近2万", "4－5", "见附件", "10万元以上"],
)
def test_cells_written_the_official_way(book, text):
    """The city's report holds the kinds of cells a reader must cope with."""
    assert any(text == cell for sheet in book for row in sheet.values for cell in row)


@pytest.mark.parametrize("where", ["street", "community"])
def test_missing_and_uncertain_cells_below_the_districts(cells, where):
    """Streets and communities too leave cells out and write figures without an exact value."""
    mine = [cell for cell in cells if cell["area"] and level(cell) == where]
    assert any(cell["raw"] == "—" and cell["state"] == "missing" for cell in mine)
    assert any(cell["state"] == "value" and cell["lo"] != cell["hi"] for cell in mine)


def test_exactly_three_indicators_worsen(book, scripts):
    """From 2023 to 2024 the city gets worse on three indicators and better on most."""
    before, after = (columns(book[f"{year}年"]) for year in (2023, 2024))
    signs = {"higher": 1, "lower": -1, "none": 0}
    changes = {}
    for name in after:
        direction = KNOWN.indicators[KNOWN.find_indicator(name)].direction
        city = scripts["places"].CITY
        step = value(after[name][city]) - value(before[name][city])
        changes[name] = signs[direction] * step
    worse = {name for name, change in changes.items() if change < 0}
    assert worse == {"社区服务群众专项经费", "业委会党组织覆盖率", "社区工作者平均年龄"}
    assert sum(change > 0 for change in changes.values()) >= 20


def test_districts_are_ahead_behind_level_and_undecided(published):
    """Among the districts' newest figures every verdict occurs."""
    verdicts = published.execute(
        "select distinct g.verdict from mart_gap as g inner join area as a on g.own_area = a.area"
        " inner join area as b on g.reference_area = b.area"
        " where g.own_is_newest and a.kind = 'sample' and b.parent = 'S10000'"
        " and a.level = 'district' and g.comparability = '可比'"
    ).fetchall()
    assert {verdict for (verdict,) in verdicts} == {"确定领先", "确定落后", "持平", "无法判定"}


@pytest.mark.parametrize("where", ["district", "street"])
def test_some_places_are_behind_and_worsening(cells, where):
    """In each of these levels some of its weakest third have fallen back since 2023."""
    rate = KNOWN.find_indicator("业委会党组织覆盖率")
    found = {
        (cell["area"], cell["period"]): cell["lo"]
        for cell in cells
        if usable(cell) and cell["indicator"] == rate and level(cell) == where
    }
    latest = sorted((low, area) for (area, period), low in found.items() if period == "2024")
    weakest = [area for _, area in latest[: len(latest) // 3]]
    assert any(found[area, "2024"] < found[area, "2023"] for area in weakest)


def test_one_street_reported_nothing_for_one_year(cells, scripts):
    """All its cells of that year's report say 未报, and no other street's do."""
    year, street = scripts["written"].UNREPORTED
    unreported = [cell for cell in cells if cell["reason"] == "未报"]
    assert {(cell["period"], cell["row_label"]) for cell in unreported} == {(str(year), street)}
    assert len(unreported) == 22


def test_one_value_is_ten_times_too_high(published, scripts):
    """Only the share that lost its decimal point is outside of what is plausible."""
    found = published.execute(
        "select c.period, c.area, c.indicator from check_plausible as c"
        " inner join area as a on c.area = a.area where a.kind = 'sample'"
    ).fetchall()
    assert found == [code(scripts["written"].OUTLIER)]


def test_one_indicator_changes_its_scope(cells, scripts):
    """Part-time grid workers are counted until 2021 and left out from 2022 on, in all districts."""
    form = scripts["long_form"]
    mine = [cell for cell in cells if cell["scope"]]
    assert {cell["indicator"] for cell in mine} == {KNOWN.find_indicator(form.RESCOPED)}
    assert {level(cell) for cell in mine} == {"city", "district"}
    assert {(cell["period"], cell["scope"]) for cell in mine} == {
        (str(year), form.SCOPES[year >= form.RESCOPED_FROM]) for year in scripts["columns"].YEARS
    }


def test_targets_are_for_the_coming_year(cells, scripts):
    """The long form sets targets for 2025, for the city and every district."""
    targets = [cell for cell in cells if cell["nature"] == "目标值"]
    assert {cell["period"] for cell in targets} == {"2025"}
    assert len(targets) == 7 * len(scripts["long_form"].TARGETS)


def test_one_indicator_is_known_of_communities_only(cells, scripts):
    """No street, district or city has a value of the area of a centre."""
    levels = {}
    for cell in filter(usable, cells):
        levels.setdefault(cell["indicator"], set()).add(level(cell))
    alone = {indicator for indicator, found in levels.items() if found == {"community"}}
    assert alone == {KNOWN.find_indicator(scripts["series"].ONLY_COMMUNITY.name)}


def test_parts_add_up_except_where_miscounted(published, scripts):
    """Two counts disagree with the sum of their parts: a district's and a street's."""
    found = published.execute(
        "select c.period, c.area, c.indicator from check_parent_child as c"
        " inner join area as a on c.area = a.area where a.kind = 'sample'"
    ).fetchall()
    (first, second) = map(code, scripts["written"].MISCOUNTED)
    period, street, indicator = first
    assert set(found) == {(period, KNOWN.areas[street].parent, indicator), second}
    assert len(found) == 2


def test_most_counts_can_be_checked_against_their_parts(published):
    """Hundreds of counts of the city, its districts and streets are reported by all their parts."""
    (checked,) = published.execute(
        "select count(*) from mart_rollup as r inner join indicator as i"
        " on r.indicator = i.indicator inner join area as a on r.area = a.area"
        " where a.kind = 'sample' and i.rollup = 'sum' and r.n_reported = r.n_expected"
        " and coalesce(r.reported_lo, r.reported_hi) is not null"
    ).fetchone()
    assert checked > 300
