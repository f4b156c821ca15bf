"""The catalogue as data: what a row may hold, and how words of a workbook are found."""

import csv
import re
import shutil
from collections import Counter

import pytest

from indicators.catalogue import DATA, WORDS, CatalogueError, load, normalise

CATALOGUE = load()
FILES = [path.name for path in DATA.glob("*.csv")]
REFERENCE = ("公开文献数据.csv", "公开文献数据（补充）.csv", "背景统计数据.csv")
COLUMNS = ["地区", "指标", "期间", "数值", "单位", "性质", "口径", "来源"]
COLUMNS += ["章节", "原文", "可信度", "备注"]
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


def rows(name):
    """Return the rows of a reference file."""
    with (DATA / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def copy(tmp_path):
    """Return a folder with a copy of the catalogue files."""
    for name in FILES:
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def append(path, **cells):
    """Write one more row to a catalogue file, other columns as in its last row."""
    with path.open(encoding="utf-8", newline="") as file:
        *_, last = csv.DictReader(file)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(last)).writerow(last | cells)


def test_enough_indicators():
    """Every published indicator and what a bureau's own workbook holds is there."""
    assert len(CATALOGUE.indicators) >= 255


def test_no_word_names_two_indicators():
    """A name or alias belongs to one indicator only."""
    words = Counter(
        normalise(word)
        for one in CATALOGUE.indicators.values()
        for word in (one.code, one.name, *one.aliases)
    )
    assert not [word for word, count in words.items() if count > 1]


def test_every_indicator_has_an_everyday_word():
    """Each indicator can be found by more than its own name."""
    assert not [one.code for one in CATALOGUE.indicators.values() if not one.aliases]


@pytest.mark.parametrize("column", ["direction", "rollup", "measure"])
def test_controlled_words(column):
    """Columns with a fixed vocabulary hold nothing else."""
    assert {getattr(one, column) for one in CATALOGUE.indicators.values()} <= set(WORDS[column])


def test_plausible_bounds_are_ordered():
    """A plausible minimum lies below its maximum."""
    bounds = [(one.plausible_min, one.plausible_max) for one in CATALOGUE.indicators.values()]
    assert all(low < high for low, high in bounds if None not in (low, high))


def test_topics_are_the_five():
    """A topic is one of the five short-board topics or empty."""
    five = {"统筹联动", "社会参与", "队伍与待遇", "智慧化", "阵地使用"}
    assert {one.topic for one in CATALOGUE.indicators.values()} == five | {""}


def test_one_root_above_every_area():
    """Every parent exists and every chain of parents ends at the nation."""
    ends = {(code, *CATALOGUE.ancestors(code))[-1] for code in CATALOGUE.areas}
    assert ends == {"100000"}


def test_codes_tell_their_parent():
    """An official six-digit code lies below the code of its parent."""
    official = [one for code, one in CATALOGUE.areas.items() if code.isdigit() and one.parent]
    astray = [
        one.name
        for one in official
        if one.parent != "100000" and not one.code.startswith(one.parent.rstrip("0"))
    ]
    assert not astray


def test_area_names_are_unique():
    """No two places share a name, so a name alone is enough."""
    names = Counter(one.name for one in CATALOGUE.areas.values())
    assert not [name for name, count in names.items() if count > 1]


def test_official_order_is_total():
    """No two areas share a place in the order."""
    assert len({one.sort for one in CATALOGUE.areas.values()}) == len(CATALOGUE.areas)


@pytest.mark.parametrize("name", MUNICIPALITIES)
def test_municipalities_are_provinces(name):
    """直辖市 stand at province level whatever a document says."""
    assert CATALOGUE.areas[CATALOGUE.find_area(name)].level == "province"


def test_all_provinces():
    """31 provinces and Hong Kong, Macau and Taiwan lie below the nation."""
    below = [CATALOGUE.areas[code] for code in CATALOGUE.children("100000")]
    assert sum(one.level == "province" for one in below) == 34


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("310000", "310000"),
        ("上 海", "310000"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("长春市南关区", "220102"),
        ("延边州", "222400"),
        ("昆山", "320583"),
        ("苏州市高新区(虎丘区)", "320505"),
        ("示例市云溪区", "S10100"),
        ("不存在的地方", None),
    ],
)
def test_find_area(text, code):
    """Codes, full names, short forms and other brackets lead to the same place."""
    assert CATALOGUE.find_area(text) == code


@pytest.mark.parametrize(
    ("within", "code"), [("320100", "320106"), ("410200", None), ("330100", None), (None, None)]
)
def test_shared_alias_needs_its_city(within, code):
    """鼓楼区 exists in several cities and resolves only within one that has it."""
    assert CATALOGUE.find_area("鼓楼区", within=within) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("社工年薪", "social_worker_annual_pay"),
        (" 运转经费 ", "community_ops_fund"),
        ('街道"大工委"覆盖率', "street_big_committee_rate"),
        ("街道大工委覆盖率", "street_big_committee_rate"),
        ("街道（街乡/街镇）数", "street_count"),
        ("天气", None),
    ],
)
def test_find_indicator(text, code):
    """Everyday words, spaces and other quotes lead to the same indicator."""
    assert CATALOGUE.find_indicator(text) == code


def test_families_share_unit_and_direction():
    """All members of a family carry one name, unit and direction."""
    heads = {(one.family, one.name, one.unit, one.direction) for one in CATALOGUE.families}
    assert len(heads) == len({one.family for one in CATALOGUE.families})


def test_monthly_pay_is_twelve_times_a_year():
    """元/月 members of the yearly income family are multiplied by 12."""
    units = {
        (CATALOGUE.indicators[one.indicator].unit, one.factor)
        for one in CATALOGUE.families
        if one.unit == "元/年"
    }
    assert units == {("元/年", 1.0), ("元/月", 12.0)}


@pytest.mark.parametrize(("name", "count"), [*zip(REFERENCE, (270, 100, 404), strict=True)])
def test_reference_is_complete(name, count):
    """Every published figure is there, in the long form."""
    found = rows(name)
    assert (len(found), list(found[0])) == (count, COLUMNS)


@pytest.mark.parametrize("name", REFERENCE)
def test_reference_resolves(name):
    """Each reference row names an area and an indicator of the catalogue in its own unit."""
    for row in rows(name):
        indicator = CATALOGUE.indicators[CATALOGUE.find_indicator(row["指标"])]
        assert (row["指标"], row["单位"]) == (indicator.name, indicator.unit)
        assert CATALOGUE.areas[CATALOGUE.find_area(row["地区"])].name == row["地区"]


@pytest.mark.parametrize("name", REFERENCE)
def test_reference_rows_have_a_source_and_a_nature(name):
    """No figure without a source; nature and confidence use fixed words."""
    for row in rows(name):
        assert row["来源"]
        assert row["性质"] in {"实际值", "规定标准", "目标值"}
        assert row["可信度"] in {"高", "中", "低", ""}


@pytest.mark.parametrize("name", REFERENCE)
def test_one_key_one_value(name):
    """Two reference figures that differ never share indicator, area, period, scope and source."""
    key = ("指标", "地区", "期间", "口径", "性质", "来源")
    values = {(*(row[column] for column in key), row["数值"]) for row in rows(name)}
    assert len({value[:-1] for value in values}) == len(values)


@pytest.mark.parametrize(
    ("area", "indicator", "value", "printed"),
    [
        ("上海市", "社区工作运转经费", "≥10", "10 万元"),
        ("吉林省", "社区服务群众专项经费", "13.3", "13.3万元"),
        ("吉林省", "城市基层党建财政累计投入", "60多万", "60多亿元"),
        ("长春市南关区", "阵地建设投入总额", "近7万", "近 7 亿元"),
        ("杭州市", "社区工作者年薪", "≥100000", "10万以上"),
        ("考察城市（未指明）", "每网格配备人数", "4–5", "4－5人"),
        ("杭州市某街道（未指明）", "共建委员会管理的党员数", "10000多", "10000多名"),
    ],
)
def test_anchor_figures(area, indicator, value, printed):
    """Figures read off the documents keep their meaning in the catalogue's unit."""
    found = [
        (row["数值"], row["原文"])
        for row in rows("公开文献数据.csv")
        if (row["地区"], row["指标"]) == (area, indicator)
    ]
    assert (value, printed) in found


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda path: path.name)
def test_no_web_address(path):
    """Data name their sources in words, never by an address."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?|www|\.com|\.cn|\.net|\.org", text, re.IGNORECASE)


def test_new_indicator_is_one_row(copy):
    """A row added to indicators.csv is a new indicator."""
    append(copy / "indicators.csv", indicator="new_one", name="新指标", aliases="新说法")
    assert load(copy).find_indicator("新说法") == "new_one"


def test_new_city_is_one_row(copy):
    """A row added to areas.csv is a new place, seen without a restart."""
    before = load(copy).find_area("新城市")
    append(copy / "areas.csv", area="S20000", name="新城市", short="新城", aliases="")
    assert (before, load(copy).find_area("新城")) == (None, "S20000")


@pytest.mark.parametrize(
    ("file", "cells", "message"),
    [
        ("areas.csv", {"area": "S20000", "parent": "nowhere"}, "上级“nowhere”不在目录中"),
        ("areas.csv", {"area": "S20000", "parent": "S20000"}, "绕回了自己"),
        ("areas.csv", {"area": "S20000", "level": "moon"}, "级别“moon”"),
        ("areas.csv", {}, "重复"),
        ("areas.csv", {"area": ""}, "为空"),
        ("areas.csv", {"area": "S20000", "sort": "x"}, "“sort”列"),
        ("indicators.csv", {"indicator": "x", "name": "社工年薪", "aliases": ""}, "同时是指标"),
        (
            "indicators.csv",
            {"indicator": "x", "name": "甲", "aliases": "", "direction": "up"},
            "up",
        ),
        (
            "indicators.csv",
            {"indicator": "x", "name": "甲", "aliases": "", "denominator": "nothing"},
            "分母“nothing”",
        ),
        ("families.csv", {"indicator": "nothing"}, "指标“nothing”不在目录中"),
    ],
)
def test_bad_row_is_named(copy, file, cells, message):
    """A row that cannot stand is refused in Chinese, with its file and number."""
    append(copy / file, **cells)
    with pytest.raises(CatalogueError, match=rf"{file}第\d+行：.*{message}"):
        load(copy)


def test_missing_file_is_named(copy):
    """A missing catalogue file is refused by name."""
    (copy / "families.csv").unlink()
    with pytest.raises(CatalogueError, match=r"families\.csv打不开"):
        load(copy)


def test_missing_column_is_named(copy):
    """A file that lost a column is refused with the column's name."""
    (copy / "levels.csv").write_text("level,name\ncity,市级\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"levels.csv第2行：“depth”列"):
        load(copy)


@pytest.mark.parametrize(
    ("text", "within", "found"),
    [
        ("宝山区", None, None),
        ("宝山区", "310000", "310113"),
        ("上海市宝山区", None, "310113"),
        ("宝山区", "230000", None),
        ("闵行区", None, "310112"),
    ],
)
def test_a_name_districts_of_several_cities_have_needs_its_city(text, within, found):
    """宝山区 is in Shanghai and in a city the catalogue does not hold; alone it is nobody's."""
    assert CATALOGUE.find_area(text, within) == found


def test_a_merged_district_is_a_place_of_its_own():
    """闸北区 is found, is not 静安区, and is of a kind nothing is compared with."""
    code = CATALOGUE.find_area("闸北区", "310000")
    assert (CATALOGUE.areas[code].name, CATALOGUE.areas[code].kind) == ("上海市闸北区", "former")
    assert CATALOGUE.areas[CATALOGUE.former[code].successor].name == "上海市静安区"


def test_a_renamed_county_is_the_district_it_became():
    """崇明县 and 双流县 are found under their new names."""
    assert CATALOGUE.find_area("双流县") == CATALOGUE.find_area("双流区")
