"""The sample own-area workbook: reproducible, known to the catalogue, honestly marked."""

import importlib.util
import io
import sys
from pathlib import Path

import openpyxl
import pytest

from indicators import catalogue
from indicators.spreadsheet.figures import read

FOLDER = Path(__file__).parents[1] / "data" / "sample"
NUMBER_ROW = 6


@pytest.fixture(scope="module")
def script():
    """Return the script that builds the workbook, as a module."""
    spec = importlib.util.spec_from_file_location("sample_build", FOLDER / "build.py")
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "sample_build", module)
        spec.loader.exec_module(module)
        yield module


@pytest.fixture(scope="module")
def book(script):
    """Return the committed workbook."""
    return openpyxl.load_workbook(io.BytesIO(script.TARGET.read_bytes()))


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


def test_the_committed_file_is_what_the_script_writes(script):
    """Building again gives the committed bytes."""
    assert script.build() == script.TARGET.read_bytes()


def test_every_indicator_is_known(book):
    """At least 22 columns, and the catalogue resolves each."""
    known = catalogue.load()
    for sheet in book:
        names = list(columns(sheet))
        assert [name for name in names if known.find_indicator(name) is None] == []
        assert len(set(names)) >= 22


def test_units_convert_to_the_catalogue(book):
    """Every printed unit converts to its indicator's unit."""
    from indicators.spreadsheet.units import factor

    known = catalogue.load()
    for sheet in book:
        for at in range(2, sheet.max_column + 1):
            code = known.find_indicator(sheet.cell(4, at).value)
            assert factor(sheet.cell(5, at).value, known.indicators[code].unit) is not None


def test_three_years_of_seven_places(book, script):
    """One sheet a year, the city and its six districts on each, all known places."""
    known = catalogue.load()
    assert book.sheetnames == [f"{year}年" for year in script.YEARS]
    for sheet in book:
        places = [sheet.cell(row, 1).value for row in range(NUMBER_ROW, NUMBER_ROW + 7)]
        assert places == [script.CITY, *script.DISTRICTS]
        assert all(known.find_area(place) for place in places)


def test_counts_of_the_city_are_the_sum_of_its_districts(book, script):
    """A count of the city agrees with 合计 and, where all are plain numbers, with the sum."""
    sums = {column.name for column in script.COLUMNS if not column.weight}
    for sheet in book:
        for name in sums:
            cells = columns(sheet)[name]
            districts = [cells[district] for district in script.DISTRICTS]
            assert all(isinstance(cell, int) for cell in districts) or name == "网格党支部数"
            if all(isinstance(cell, int) for cell in districts):
                assert cells["合计"] == sum(districts)
            city = read(str(cells[script.CITY]))
            assert city.lo <= cells["合计"] <= city.hi


@pytest.mark.parametrize(
    "text",
    ["1.4万", "93.5％", "—", "…", "不少于5万", "约100", "近2万", "4－5", "见附件", "10万元以上"],
)
def test_cells_written_the_official_way(book, text):
    """The workbook holds the kinds of cells a reader must cope with."""
    assert any(text == cell for sheet in book for row in sheet.values for cell in row)


def test_every_sheet_says_that_it_is_invented(book):
    """The footnote of every sheet marks the figures as a sample."""
    for sheet in book:
        notes = [str(row[0]) for row in sheet.values if str(row[0]).startswith("注")]
        assert any("示例数据，数值为虚构" in note for note in notes)


def test_exactly_three_indicators_worsen(book, script):
    """From 2023 to 2024 the city gets worse on three indicators and better on most."""
    known = catalogue.load()
    before, after = (columns(book[f"{year}年"]) for year in (2023, 2024))
    signs = {"higher": 1, "lower": -1, "none": 0}
    changes = {}
    for name in after:
        direction = known.indicators[known.find_indicator(name)].direction
        step = value(after[name][script.CITY]) - value(before[name][script.CITY])
        changes[name] = signs[direction] * step
    worse = {name for name, change in changes.items() if change < 0}
    assert worse == {"社区服务群众专项经费", "业委会党组织覆盖率", "社区工作者平均年龄"}
    assert sum(change > 0 for change in changes.values()) >= 20
