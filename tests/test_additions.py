"""The office's own rows of the catalogue: checked, kept on record, alive after a restart."""

import pytest

from indicators import store
from indicators.catalogue import Area, Indicator, own_rows
from indicators.spreadsheet import preview
from tests import workbooks

INDICATOR = {
    "indicator": "own_1", "name": "网格长工作补贴", "theme": "社工待遇", "topic": "",
    "unit": "元/月", "direction": "higher", "decimals": "0", "plausible_min": "",
    "plausible_max": "", "rollup": "none", "denominator": "", "tolerance": "0",
    "measure": "level", "aliases": "网格补贴", "definition": "网格长每月领取的补贴。",
    "sort": "50001",
}  # fmt: skip
AREA = {
    "area": "own_1", "name": "新港区", "short": "新港", "level": "district", "parent": "S10000",
    "kind": "sample", "sort": "900001", "aliases": "",
}  # fmt: skip


@pytest.fixture
def own_store(tmp_path):
    """An open store of its own, empty but for the catalogue."""
    con = store.open_store(tmp_path, store.DATA)
    yield con
    con.close()


def test_a_new_indicator_is_found_in_workbooks(own_store):
    """A column with the new indicator's other name is read as it."""
    store.add(own_store, Indicator, INDICATOR, user="测试")
    seen = preview(
        workbooks.csv([["区", "网格补贴"], ["望湖区", 300]]), "补贴.csv", store.known(own_store)
    )
    cell = seen["tables"][0]["observations"][0]
    assert (cell["indicator"], cell["lo"]) == ("own_1", 300)


def test_a_new_area_has_its_place_in_the_hierarchy(own_store):
    """The closure knows the new district as a child of its city."""
    store.add(own_store, Area, AREA, user="测试")
    query = (
        "select count(*) from raw_closure as c inner join raw_area as a on c.area_key = a.area_key"
        " where a.area = 'own_1'"
    )
    assert own_store.execute(query).fetchone() == (3,)


def test_an_edit_keeps_the_older_row_on_record(own_store):
    """The last row of a code counts; the file holds both, with who and when."""
    store.add(own_store, Indicator, INDICATOR, user="甲")
    store.add(own_store, Indicator, INDICATOR | {"unit": "元/年"}, user="乙")
    assert store.known(own_store).indicators["own_1"].unit == "元/年"
    rows = own_rows(store.own_folder(own_store), "indicators.csv")
    assert [(row["unit"], row["written_by"]) for row in rows] == [("元/月", "甲"), ("元/年", "乙")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "社区工作运转经费"}, "目录里已有"),
        ({"aliases": "运转经费"}, "目录里已有"),
        ({"direction": "up"}, "不能是"),
        ({"decimals": "多"}, "不是数字"),
    ],
)
def test_a_wrong_row_is_refused_and_nothing_is_written(own_store, change, message):
    """A name that is taken or a field that cannot be is said in words; the file stays away."""
    with pytest.raises(store.ImportRefusedError, match=message):
        store.add(own_store, Indicator, INDICATOR | change, user="测试")
    assert not (store.own_folder(own_store) / "indicators.csv").exists()


def test_additions_survive_a_restart(tmp_path):
    """What was added is in the catalogue tables when the store is opened again."""
    con = store.open_store(tmp_path, store.DATA)
    store.add(con, Indicator, INDICATOR, user="测试")
    con.close()
    con = store.open_store(tmp_path, store.DATA)
    found = con.execute("select name from indicator where indicator = 'own_1'").fetchone()
    con.close()
    assert found == ("网格长工作补贴",)
