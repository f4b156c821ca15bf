"""What the analyst decides goes before what the words of a report say."""

from hypothesis import given
from hypothesis import strategies as st

from indicators.spreadsheet import layouts, preview
from tests import workbooks

ROWS = [
    ["示例市各区情况（2024年）"],
    ["区", "社区工作运转经费（元）", "网格长补助（元/月）"],
    ["望湖区", 9.2, 300],
    ["新城片区", 8.1, 280],
]


def read(rows=ROWS, **decided):
    """The preview of a report under some decisions."""
    return preview(workbooks.xlsx(rows), "报表.xlsx", decided=decided)


def cells(document):
    """All observations of a document, by cell."""
    return {cell["cell"]: cell for table in document["tables"] for cell in table["observations"]}


def test_a_column_becomes_the_indicator_it_was_decided_to_be():
    """A heading nobody knows is read as the indicator chosen for it."""
    assert cells(read())["C3"]["indicator"] is None
    found = read(items={"网格长补助": "community_secretary_monthly_wage"})
    assert cells(found)["C3"]["indicator"] == "community_secretary_monthly_wage"
    assert found["tables"][0]["columns"][1]["match"] == "decided"


def test_a_decision_for_a_lost_indicator_is_none():
    """A code the catalogue does not hold any more decides nothing."""
    assert cells(read(items={"社区工作运转经费": "gone"}))["B3"]["indicator"] is not None


def test_a_known_column_can_be_left_out():
    """An empty code takes a column out of the import."""
    assert cells(read(items={"社区工作运转经费": ""}))["B3"]["indicator"] is None


def test_a_decided_unit_takes_the_place_of_the_printed_one():
    """9.2 under 元 becomes 9.2万元 once the analyst says so."""
    assert cells(read())["B3"]["factor"] == 1e-4
    found = cells(read(units={"社区工作运转经费": "万元"}))["B3"]
    assert (found["unit"], found["factor"]) == ("万元", 1.0)


def test_a_row_becomes_the_place_it_was_decided_to_be():
    """An unknown row label is read as the chosen area, an empty code leaves the row out."""
    assert cells(read())["B4"]["row_kind"] == "unknown"
    assert cells(read(places={"新城片区": "S10200"}))["B4"]["area"] == "S10200"
    assert cells(read(places={"新城片区": ""}))["B4"]["row_kind"] == "part"


def test_the_header_can_be_pointed_out():
    """The decided rows are the header; what stands above is title, what stands below is body."""
    rows = [["各区情况", "", ""], ["区", "党建工作经费", "说明"], *ROWS[1:]]
    name = read(rows)["sheets"][0]["name"]
    found = read(rows, heads={layouts.timeless(name): "3-3"})
    assert found["tables"][0]["header_rows"] == [3]


def test_places_can_be_told_to_stand_in_the_columns():
    """Where the words do not say on which side places stand, the analyst does."""
    rows = [["", "甲地", "乙地"], ["社区工作运转经费", 9, 8], ["社区党建工作经费", 3, 2]]
    name = read(rows)["tables"][0]["sheet"]
    found = read(rows, sides={layouts.timeless(name): "columns"})
    assert cells(found)["B2"]["indicator"] == "community_ops_fund"


def test_files_of_one_layout_share_their_fingerprint():
    """Another year and other places do not change the layout; another heading does."""
    other = [["示例市各区情况（2025年）"], ROWS[1], ["云溪区", 1, 2], ["古渡区", 2, 3]]
    changed = [ROWS[0], ["区", "社区工作运转经费（元）", "网格长奖金（元/月）"], *ROWS[2:]]
    first = layouts.fingerprint(read())
    assert layouts.fingerprint(read(other)) == first
    assert layouts.fingerprint(read(changed)) != first


WORDS = st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=3)


@given(st.dictionaries(st.sampled_from(layouts.KINDS), WORDS), WORDS)
def test_the_later_decision_counts(first, second):
    """Merging keeps every decision and takes the later one where two differ."""
    both = layouts.merged(first, {"items": second})
    assert both["items"] == first.get("items", {}) | second
    assert all(both[kind] == first.get(kind, {}) for kind in layouts.KINDS if kind != "items")
