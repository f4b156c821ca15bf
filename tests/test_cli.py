"""The command line is a contract: exit codes, JSON and nothing else, never a traceback."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indicators import store

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample" / "示例市城市基层党建情况统计表.xlsx"


@pytest.fixture
def folder(seeded_folder, tmp_path):
    """A private copy of the filled store."""
    shutil.copy(seeded_folder / store.FILE, tmp_path / store.FILE)
    return tmp_path


def run(*arguments, folder=None):
    """Run a command as a user would; returns exit code, stdout and stderr."""
    before = ["--store", str(folder)] if folder else []
    command = [sys.executable, "-m", "indicators", *before, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def answer(*arguments, folder=None):
    """The JSON a command prints; it must have succeeded."""
    code, out, err = run(*arguments, "--json", folder=folder)
    assert code == 0, err
    return json.loads(out)


def test_figure_takes_texts_that_start_with_a_dash():
    """A dash is a text like any other."""
    found = answer("figure", "-", "1.4万", "—")
    assert [one["lo"] for one in found] == [None, 14000.0, None]


def test_figure_keys_are_the_contract():
    """Every reading has the eight keys of the contract."""
    keys = ["text", "lo", "hi", "lo_open", "hi_open", "flag", "unit", "reason"]
    assert list(answer("figure", "93.5％")[0]) == keys


def test_wrong_usage_exits_with_two():
    """An unknown command or argument is wrong usage."""
    assert [run("bogus")[0], run("undo")[0], run("batches", "--x")[0], run("figure")[0]] == [2] * 4


def test_preview_writes_nothing_and_prints_one_document(tmp_path):
    """A preview understands the sample without a store."""
    found = answer("preview", str(SAMPLE), folder=tmp_path / "nowhere")
    assert (found["format"], (tmp_path / "nowhere").exists()) == ("xlsx", False)
    assert found["verdict"] in ("accept", "warn")


def test_preview_of_rubbish_is_refused_in_json(tmp_path):
    """A file that is no workbook exits 1, with JSON on stdout and a reason on stderr."""
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"%PDF-1.7 nothing")
    code, out, err = run("preview", str(bad), "--json")
    assert (code, json.loads(out)["verdict"], bool(err.strip())) == (1, "refuse", True)


def test_import_undo_and_batches(folder):
    """An import makes a batch, the same file does not, undo takes it back."""
    before = len(answer("batches", folder=folder))
    csv = folder / "新.csv"
    csv.write_text(
        "地区,指标,期间,数值,单位\n杭州市,社区工作运转经费,2024,12,万元/年·社区\n", "utf-8"
    )
    (first,) = answer("import", str(csv), folder=folder)
    (again,) = answer("import", str(csv), folder=folder)
    assert (first["batch"], again["batch"], again["is_new"]) == (before + 1, before + 1, False)
    query = "select count(*) as n from observation_current where file = '新.csv'"
    assert answer("sql", query, folder=folder) == [{"n": 1}]
    answer("undo", str(first["batch"]), folder=folder)
    assert answer("sql", query, folder=folder) == [{"n": 0}]
    as_of = answer("sql", query, "--as-of", str(first["batch"]), folder=folder)
    assert as_of == [{"n": 1}]


def test_import_of_rubbish_is_refused_and_the_good_file_beside_it_is_not(folder):
    """Each file is its own transaction."""
    bad, good = folder / "坏.csv", folder / "好.csv"
    bad.write_bytes(b"")
    good.write_text(
        "地区,指标,期间,数值,单位\n杭州市,社区工作运转经费,2024,12,万元/年·社区\n", "utf-8"
    )
    code, out, err = run("import", str(bad), str(good), "--json", folder=folder)
    assert (code, [one["batch"] is None for one in json.loads(out)]) == (1, [True, False])
    assert "坏.csv" in err


def test_a_missing_file_is_refused_in_chinese(folder):
    """A file that is not there is named."""
    code, _, err = run("import", "没有.xlsx", folder=folder)
    assert (code, "打不开文件“没有.xlsx”" in err) == (1, True)


def test_unbounded_ends_are_null(folder):
    """JSON has null where an interval has no end."""
    query = (
        "select gap_lo, gap_hi from mart_gap where own_area = '220000'"
        " and reference_area = '310000' and indicator = 'community_ops_fund'"
    )
    assert answer("sql", query, folder=folder) == [{"gap_lo": None, "gap_hi": -4.0}]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("drop table raw_batch", "SELECT"),
        ("select 1; select 2", "SELECT"),
        ("select * from read_csv('/etc/passwd')", "文件"),
        ("select repeat('x', 2000000000) as x", "上限"),
        ("select nothing", "没有成功"),
    ],
)
def test_queries_that_are_refused(folder, query, word):
    """Writing, file access, runaway memory and mistakes end with a Chinese reason."""
    code, out, err = run("sql", query, folder=folder)
    assert (code, out, word in err) == (1, "", True)
