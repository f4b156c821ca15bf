"""The house keeps its order: imports go one way, SQL reads downwards, one new thing is one file."""

import ast
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from indicators import catalogue, relations, store, views
from indicators.session import frame
from tests.documents import cell, document

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "indicators"
FIRST_PARTY = {
    "periods": set(),
    "words": set(),
    "findings": {"words"},
    "catalogue": set(),
    "relations": set(),
    "charts": set(),
    "sheet": set(),
    "spreadsheet": {"catalogue"},
    "export": {"catalogue", "spreadsheet"},
    "store": {"catalogue", "periods", "relations", "spreadsheet"},
    "views": {"periods", "words"},
    "history": {"relations"},
    "query": {"history"},
    "session": {
        "catalogue",
        "charts",
        "export",
        "history",
        "sheet",
        "spreadsheet",
        "store",
        "views",
        "words",
    },
    "server": {"session"},
    "__main__": {"catalogue", "export", "query", "spreadsheet", "store"},
}
OWNERS = {
    "streamlit": {"session"},
    "plotly": {"charts", "session"},
    "duckdb": {"history", "query", "relations", "session", "store", "views"},
    "python_calamine": {"spreadsheet"},
    "openpyxl": {"export", "spreadsheet"},
    "rapidfuzz": {"spreadsheet"},
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
SCRIPTS = [*sorted(ROOT.glob("pages/*/*.py")), ROOT / "app.py"]
FILES = sorted((ROOT / "queries").glob("*.sql"))


def room(path):
    """The room of the house a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """Every dotted name a module imports, with what it takes from it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path):
    """A module imports only the rooms its own room may know."""
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("indicators.")}
    assert rooms - {room(path)} <= FIRST_PARTY[room(path)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_in_their_rooms(path):
    """Streamlit, DuckDB, Plotly and the readers are known only where they belong."""
    known = {name.split(".")[0] for name in imports(path)} & set(OWNERS)
    assert all(room(path) in OWNERS[library] for library in known)


def test_no_script_lies_directly_in_pages():
    """A script directly in pages/ would start Streamlit's old menu on a cold deep link."""
    assert not list((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_page_is_a_short_script(path):
    """A page is 60 lines at most, without functions, SQL, error handling or raw HTML."""
    text = path.read_text("utf-8")
    nodes = {type(node) for node in ast.walk(ast.parse(text))}
    assert len(text.splitlines()) <= 60
    assert not nodes & {ast.FunctionDef, ast.ClassDef, ast.Try, ast.Lambda}
    assert not re.search(r"select |unsafe_allow_html|st\.html", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_query_reads_only_lower_layers(path):
    """A file of queries/ reads raw tables and relations of lower digits only."""
    layers = {relation.name: relation.layer for relation in relations.load()}
    body = re.sub(r"--.*", "", path.read_text("utf-8"))
    read = {name for name in layers if re.search(rf"\b(from|join)\s+{name}\b", body)}
    assert all(layers[name] < int(path.name[0]) for name in read)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_query_says_what_it_is(path):
    """Its first line is a Chinese sentence and its grain is named."""
    first, *rest = path.read_text("utf-8").splitlines()
    assert re.match(r"-- .*[\u4e00-\u9fff].*。$", first)
    assert any(line.startswith("-- grain: ") for line in rest)


def test_queries_only_select():
    """Nothing in queries/ writes or defines; the store wraps the SELECT."""
    forbidden = re.compile(
        r"\b(insert|update|delete|create|drop|copy|attach|unpivot|qualify)\b", re.IGNORECASE
    )
    assert not [path.name for path in FILES if forbidden.search(path.read_text("utf-8"))]


def test_comments_of_the_files_are_in_the_database(published):
    """Every view carries its file's header as comment."""
    found = dict(
        published.execute(
            "select view_name, comment from duckdb_views() where not internal"
        ).fetchall()
    )
    wanted = [one for one in relations.load() if not one.key and not one.parameters]
    assert all(found[one.name] == one.comment for one in wanted)


@pytest.fixture
def data(tmp_path):
    """A copy of the catalogue that a test may extend."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("store"))
    return tmp_path / "data"


def append(path, line):
    """Add one row to a catalogue file."""
    path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{line}\n", "utf-8")


def test_a_new_indicator_is_one_row(data):
    """A row in indicators.csv is enough for a workbook's column to be understood."""
    header = (data / "indicators.csv").read_text("utf-8").splitlines()[0].split(",")
    row = dict.fromkeys(header, "") | {
        "indicator": "night_school_count", "name": "市民夜校数", "theme": "党员服务", "unit": "所",
        "direction": "higher", "decimals": "0", "rollup": "sum", "tolerance": "0",
        "measure": "count", "definition": "开班的市民夜校个数。", "sort": "9990",
        "aliases": "夜校数",
    }  # fmt: skip
    append(data / "indicators.csv", ",".join(row.values()))
    assert catalogue.load(data).find_indicator("夜校数") == "night_school_count"


def test_a_new_reference_city_is_one_row(data):
    """A row in areas.csv is enough for its figures to be compared."""
    append(data / "areas.csv", "999900,新城市,新城,city,100000,real,99999,新城")
    con = duckdb.connect()
    con.execute(store.SCHEMA.read_text("utf-8"))
    store.prepare(con, data)
    cells = [
        cell("999900", "community_ops_fund", 20.0, source="甲"),
        cell("330100", "community_ops_fund", 12.0),
    ]
    store.commit(con, document(*cells), "x", mode="append", user="测试")
    assert "999900" in set(views.partners(con, "330100")["reference_area"])


def test_a_new_view_is_one_file(tmp_path):
    """A .sql file becomes a view of its name."""
    shutil.copytree(ROOT / "queries", tmp_path / "queries")
    text = (
        "-- 每个主题的指标数。\n-- grain: theme\n"
        "select theme, count(*) as n from indicator group by theme\n"
    )
    (tmp_path / "queries" / "6_mart_theme.sql").write_text(text, "utf-8")
    con = duckdb.connect()
    con.execute(store.SCHEMA.read_text("utf-8"))
    relations.define(con, relations.load(tmp_path / "queries"))
    assert con.execute("from mart_theme").fetchall() == []


def test_a_new_check_is_one_file(tmp_path, fresh_store):
    """A 9_check_ file's findings are among the checks without further ado."""
    shutil.copytree(ROOT / "queries", tmp_path / "queries")
    text = (
        "-- 总会报一条：为了试一试。\n-- grain: area\n"
        "select 'community_ops_fund' as indicator, 'S10100' as area, null as period,"
        " '请核对。' as message\n"
    )
    (tmp_path / "queries" / "9_check_always.sql").write_text(text, "utf-8")
    relations.define(fresh_store, relations.load(tmp_path / "queries"))
    found = views.checks(fresh_store, "S10000").set_index("check").loc["check_always"]
    assert (found["名称"], found["说明"], found["n"]) == ("总会报一条", "为了试一试。", 1)
    assert list(views.found_by(fresh_store, "check_always", "S10000")["发现"]) == ["请核对。"]


def test_a_new_page_is_one_file(tmp_path):
    """A script in a section's folder is a menu entry titled by its docstring."""
    shutil.copytree(ROOT / "pages", tmp_path / "pages")
    script = tmp_path / "pages" / "1_benchmark" / "9_extra.py"
    script.write_text('"""新的页面\n\n它说明自己。\n"""\n', "utf-8")
    assert (script, "extra", "新的页面", "它说明自己。") in frame.menu(tmp_path / "pages")


def test_a_relation_whose_file_is_gone_vanishes(tmp_path):
    """Defining again drops what has no file any more, whatever its kind was."""
    con = duckdb.connect()
    (tmp_path / "1_one.sql").write_text("-- 一。\n-- materialised by: a\nselect 1 as a", "utf-8")
    relations.define(con, relations.load(tmp_path))
    (tmp_path / "1_one.sql").rename(tmp_path / "1_two.sql")
    relations.define(con, relations.load(tmp_path))
    assert con.execute("select table_name from duckdb_tables()").fetchall() == [("two",)]


def test_a_broken_view_names_its_file(tmp_path):
    """An error in a .sql file is reported with the file's name."""
    (tmp_path / "1_bad.sql").write_text("-- 坏。\nselect nothing from nowhere", "utf-8")
    with pytest.raises(relations.ViewError, match=r"1_bad\.sql"):
        relations.define(duckdb.connect(), relations.load(tmp_path))
