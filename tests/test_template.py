"""A form made for an office comes back as exactly what was filled in."""

import io
import json

import openpyxl
import pytest

from indicators import __main__, catalogue, store
from indicators.export import TemplateError, template
from indicators.spreadsheet import preview, understand

KNOWN = catalogue.load()
THEMES = list(dict.fromkeys(one.theme for one in KNOWN.indicators.values()))
ONE_PLACE = {"level": "city", "area": "S10000"}
DISTRICTS = {"level": "district", "area": "S10000"}
NO_PLACE = {"level": "grid", "area": "S10000"}
FORMS = [pytest.param(ONE_PLACE, id="one place"), pytest.param(DISTRICTS, id="many places")]
BY_UNIT = {one.unit: one.code for one in KNOWN.indicators.values()}


def made(theme, form, **more):
    """A form for 2024."""
    return template(KNOWN, theme, year=2024, **form, **more)


def hints(sheet):
    """Each hint of a form's fields with the indicator it is about."""
    names = {one.name: one for one in KNOWN.indicators.values()}
    return [(names[hint.promptTitle], hint) for hint in sheet.data_validations.dataValidation]


def filled(content, write, names=(), last=None):
    """The form with `write(indicator)` in every field, or in the last fields only."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    for row, name in enumerate(names, start=4):
        sheet.cell(row, 1, name)
    for one, hint in hints(sheet)[-last if last else 0 :]:
        for row, column in next(iter(hint.sqref)).cells:
            if not names or row < 4 + len(names):
                sheet.cell(row, column, write(one))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def number(one):
    """A plausible number in an indicator's own unit."""
    high = 500 if one.plausible_max is None else one.plausible_max
    return round((one.plausible_min or 0) + 0.4 * (high - (one.plausible_min or 0)), one.decimals)


def seen(content):
    """What the reader makes of a form, in this process."""
    return understand.answer(content, "填报表.xlsx", KNOWN)


def read(document):
    """Every observation of a document."""
    return [cell for table in document["tables"] for cell in table["observations"]]


def places(form):
    """The areas a form asks for."""
    below = KNOWN.children("S10000")
    return ["S10000"] if form is ONE_PLACE else list(below)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("theme", THEMES)
def test_a_filled_form_comes_back(theme, form):
    """Every field is read with its indicator, place, unit, period and value; no problems."""
    items = [one for one in KNOWN.indicators.values() if one.theme == theme]
    document = seen(filled(made(theme, form), number))
    assert (document["verdict"], document["problems"]) == ("accept", [])
    found = {
        (cell["area"], cell["indicator"], cell["period"], cell["lo"], cell["hi"], cell["factor"])
        for cell in read(document)
    }
    wanted = {
        (area, one.code, "2024", float(number(one)), float(number(one)), 1.0)
        for area in places(form)
        for one in items
    }
    assert (found, len(read(document))) == (wanted, len(wanted))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("theme", THEMES)
def test_an_unfilled_form_holds_only_gaps(theme, form):
    """A form sent back empty is understood; nothing in it is a value."""
    document = seen(made(theme, form))
    assert (document["verdict"], {cell["state"] for cell in read(document)}) == (
        "accept",
        {"missing"},
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("theme", THEMES)
def test_a_form_filled_only_at_its_end_keeps_its_header(theme, form):
    """Empty rows and columns before the first figure are not taken for a header."""
    document = seen(filled(made(theme, form), number, last=1))
    values = [cell for cell in read(document) if cell["state"] == "value"]
    assert (document["verdict"], document["tables"][0]["header_rows"]) == ("accept", [3])
    assert [cell["area"] for cell in values] == places(form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("unit", BY_UNIT)
def test_every_unit_survives_in_a_form_of_its_own(unit, form):
    """A form with a single indicator is read in that indicator's unit, whatever it is."""
    code = BY_UNIT[unit]
    one = KNOWN.indicators[code]
    document = seen(filled(made(one.theme, form, only=[code]), number))
    assert document["verdict"] == "accept"
    assert {(cell["indicator"], cell["factor"]) for cell in read(document)} == {(code, 1.0)}


@pytest.mark.parametrize("theme", THEMES)
def test_the_examples_in_the_hints_can_be_typed(theme):
    """What a hint gives as an example is read as a plausible value."""
    given = {}
    content = made(theme, ONE_PLACE)
    for one, hint in hints(openpyxl.load_workbook(io.BytesIO(content)).active):
        given[one] = hint.prompt.rpartition("例：")[2]
    document = seen(filled(content, given.get))
    assert (document["verdict"], {cell["state"] for cell in read(document)}) == (
        "accept",
        {"value"},
    )


def test_one_place_stands_in_a_column():
    """A form for one place has its indicators in rows and its place in a column."""
    table = seen(made("社区经费", ONE_PLACE))["tables"][0]
    assert (table["orientation"], table["columns"][0]["label"]) == ("columns", ["示例市"])


def test_several_places_stand_in_rows():
    """A form for several places has them in rows, in official order."""
    document = seen(made("智慧党建", DISTRICTS))
    assert document["tables"][0]["orientation"] == "rows"
    assert list(dict.fromkeys(cell["area"] for cell in read(document))) == places(DISTRICTS)


def test_names_written_into_empty_rows_are_resolved():
    """Where no place is known, the rows take names; the rows left empty are no problem."""
    content = filled(
        made("社区经费", {"level": "district"}), number, ["杭州市西湖区", "南京市鼓楼区", "云溪区"]
    )
    document = seen(content)
    areas = {cell["area"] for cell in read(document)}
    assert (document["verdict"], areas) == ("accept", {"330106", "320106", "S10100"})


def test_an_empty_form_without_names_says_that_it_has_no_figures():
    """Empty rows alone are no table, and the message tells what is lacking."""
    document = seen(made("社区经费", NO_PLACE))
    assert (document["tables"], "没有找到表格" in document["message"]) == ([], True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("不少于10万", ("value", 100_000, None, "≥")),
        ("4万－5万", ("value", 40_000, 50_000, "–")),
        ("约8万", ("value", 75_000, 85_000, "≈")),
        ("—", ("missing", None, None, None)),
        ("正在统计，暂时报不出", ("unreadable", None, None, None)),
    ],
)
def test_official_wordings_survive(form, text, wanted):
    """A bound, a range, an approximation and a dash are read as what they say."""
    content = made("社工待遇", form, only=["social_worker_annual_pay"])
    cell = read(seen(filled(content, lambda _: text)))[0]
    assert (cell["state"], cell["lo"], cell["hi"], cell["flag"]) == wanted


def test_a_remark_is_kept_with_its_figure():
    """What stands under 备注 becomes the note of the row's figure."""
    book = openpyxl.load_workbook(io.BytesIO(filled(made("智慧党建", ONE_PLACE), number)))
    book.active["E4"] = "含试点"
    buffer = io.BytesIO()
    book.save(buffer)
    assert [cell["note"] for cell in read(seen(buffer.getvalue()))][:2] == ["含试点", None]


def test_the_upload_reads_a_form_as_the_tests_do():
    """The guarded reader of an upload gives the same document."""
    content = filled(made("社区经费", DISTRICTS), number)
    assert preview(content, "填报表.xlsx", KNOWN) == seen(content)


@pytest.mark.parametrize("form", FORMS)
def test_a_committed_form_is_exactly_its_figures(fresh_store, form):
    """The store holds each figure once, under its place and indicator, and no other."""
    document = seen(filled(made("社区经费", form), number))
    store.commit(fresh_store, document, "x", mode="append", user="测试")
    items = [one for one in KNOWN.indicators.values() if one.theme == "社区经费"]
    query = "select area, indicator, period, lo, hi from observation_current"
    wanted = {
        (area, one.code, "2024", number(one), number(one)) for area in places(form) for one in items
    }
    rows = fresh_store.execute(query).fetchall()
    assert (set(rows), len(rows)) == (wanted, len(wanted))


def test_a_form_asks_for_the_theme_in_catalogue_order():
    """The indicators are those of the theme, in the order of the catalogue."""
    sheet = openpyxl.load_workbook(io.BytesIO(made("社工待遇", ONE_PLACE))).active
    ordered = sorted(KNOWN.indicators.values(), key=lambda one: one.sort)
    assert [one for one, _ in hints(sheet)] == [one for one in ordered if one.theme == "社工待遇"]


def test_only_restricts_the_indicators():
    """Codes of other themes and codes left out are not asked for."""
    content = made("社区经费", DISTRICTS, only={"community_ops_fund", "community_count"})
    found = {cell["indicator"] for cell in read(seen(content))}
    assert found == {"community_ops_fund"}


def test_groups_and_unnamed_places_file_no_forms():
    """南京's groups of districts are not asked for beside the districts themselves."""
    document = seen(made("智慧党建", {"level": "district", "area": "320100"}))
    kinds = {KNOWN.areas[cell["area"]].kind for cell in read(document)}
    assert kinds == {"real"}


def test_a_form_is_one_visible_sheet():
    """Nothing is hidden and no second sheet could be read as a table."""
    book = openpyxl.load_workbook(io.BytesIO(made("社区经费", DISTRICTS)))
    assert [sheet.sheet_state for sheet in book] == ["visible"]


def test_a_form_says_what_it_is():
    """Its title names place, theme and year; the next line the reporter and the date."""
    sheet = openpyxl.load_workbook(io.BytesIO(made("社区经费", DISTRICTS))).active
    assert sheet["A1"].value == "示例市社区经费填报表（2024年）"
    assert sheet["A2"].value.split("　")[0::16] == ["填报单位：", "截至：2024年底"]


@pytest.mark.parametrize("theme", THEMES)
def test_hints_fit_and_refuse_nothing(theme):
    """Every hint keeps Excel's limits, and none of them stops what is typed."""
    sheet = openpyxl.load_workbook(io.BytesIO(made(theme, DISTRICTS))).active
    for one, hint in hints(sheet):
        assert len(hint.promptTitle) <= 32
        assert len(hint.prompt) <= 255
        assert (hint.type, hint.showErrorMessage, hint.showInputMessage) == (None, False, True)
        assert one.definition in hint.prompt


def test_equal_input_gives_equal_bytes():
    """A form has no date or number of its own."""
    assert made("社区经费", ONE_PLACE) == made("社区经费", ONE_PLACE)


def test_a_level_and_a_place_may_be_named():
    """Chinese names are taken as well as codes."""
    named = made("社区经费", {"level": "区县", "area": "示例市"})
    assert named == made("社区经费", DISTRICTS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"theme": "没有的"}, "请改用：社区经费、社工待遇"),
        ({"level": "没有的"}, "请改用：全国、省级、市级"),
        ({"area": "没有的"}, "目录中没有“没有的”"),
        ({"area": "鼓楼区"}, "写全称"),
        ({"area": "云溪区", "level": "city"}, "请改选级别"),
        ({"only": []}, "至少选一项"),
        ({"year": 24}, "四位年份"),
    ],
)
def test_what_cannot_be_made_is_said_in_chinese(wrong, said):
    """An unknown theme, level or area names what is known instead."""
    asked = {"theme": "社区经费", "level": "district", "area": "S10000", "year": 2024} | wrong
    with pytest.raises(TemplateError, match=said):
        template(KNOWN, **asked)


@pytest.fixture
def command(tmp_path, capsys):
    """Run the command in this process, with a store folder that must not be touched."""

    def run(*arguments, level="区县", theme="社区经费", out="表.xlsx"):
        before = ["--store", str(tmp_path / "store"), "template"]
        required = ["--theme", theme, "--level", level, "--out", str(tmp_path / out)]
        code = __main__.main([*before, *required, *arguments])
        return code, *capsys.readouterr()

    return run


def test_the_command_writes_the_form(command, tmp_path):
    """The file holds what the function returns; a Chinese line says so; no store is made."""
    code, out, _ = command("--area", "示例市", "--year", "2024")
    assert (code, "已写出表.xlsx" in out) == (0, True)
    assert (tmp_path / "表.xlsx").read_bytes() == made("社区经费", DISTRICTS)
    assert not (tmp_path / "store").exists()


def test_the_command_answers_in_json(command):
    """With --json what was asked for and the file come back as one object."""
    found = json.loads(command("--year", "2024", "--json", level="district")[1])
    assert found.pop("file").endswith("表.xlsx")
    assert found == {"theme": "社区经费", "level": "district", "area": None, "year": 2024}


@pytest.mark.parametrize(
    "wrong", [{"theme": "没有的"}, {"level": "没有的"}, {"out": "没有的文件夹/表.xlsx"}]
)
def test_the_command_refuses_in_chinese(command, wrong):
    """What cannot be made or written exits 1 with the reason on stderr."""
    code, out, err = command(**wrong)
    assert (code, out, "请" in err) == (1, "", True)


@pytest.mark.parametrize("arguments", [["template"], ["template", "--year", "x"]])
def test_wrong_usage_of_the_command_exits_with_two(arguments):
    """Missing or malformed options are wrong usage."""
    with pytest.raises(SystemExit) as stopped:
        __main__.main(arguments)
    assert stopped.value.code == 2
