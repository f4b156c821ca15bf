"""The workbooks kept beside the repository: broken, tortured and real ones, as they came.

They are found by the environment variable WORKBOOKS, or in ../shared/workbooks.
"""

import csv
import json
import time
from functools import cache
from pathlib import Path

import pytest

from indicators.spreadsheet import preview
from tests.workbooks import CORPUS

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(),
    reason="no corpus: set WORKBOOKS, or put the workbooks into ../shared/workbooks",
)
EXPECTED = Path(__file__).parent / "corpus" / "real_cn_cells.csv"
SUITS = {
    "accept": {"accept", "warn"},
    "warn": {"warn", "refuse"},
    "refuse": {"refuse"},
    "either": {"accept", "warn", "refuse"},
}
TOTALS = ("合计", "总计", "小计", "全国", "全省", "全市", "全区")
# What a bad file is refused for, where its verdict alone could be right by accident.
CAUSES = {
    "A02_one_byte.xlsx": "不是表格文件",
    "A03_truncated.xlsx": "不完整",
    "A05_no_workbook.xlsx": "缺少工作簿目录",
    "A06_missing_sheet_part.xlsx": "缺少它的内容",
    "A07_plain_zip.xlsx": "压缩包",
    "A09_pdf.xlsx": "PDF",
    "A12_duplicate_parts.xlsx": "重名",
    "A13_many_entries.xlsx": "部件",
    "B01_bomb_1GB_whitespace.xlsx": "解压后",
    "B02_bomb_10M_rows.xlsx": "行数",
    "B06_billion_laughs_sst.xlsx": "实体",
    "C03_cell_at_XFD1048576.xlsx": "XFD1048576",
    "C07_16384_columns.xlsx": "列数",
    "C08_row_beyond_limit.xlsx": "行号4294967295",
    "C15_500_sheets.xlsx": "500张工作表",
    "D02_bad_utf8_in_xml.xlsx": "编码",
    "D04_xml_cut_short.xlsx": "没有写完",
    "D05_control_chars_xml.xlsx": "控制字符",
    "D07_styles_not_xml.xlsx": "样式",
    "D12_sst_index_out_of_range.xlsx": "文字表",
    "D16_only_veryhidden_sheet.xlsx": "隐藏",
    "D18_no_sheets.xlsx": "没有工作表",
    "E07_cell_1MB_text.xlsx": "32767字",
    "G07_encrypted.xlsx": "文件有密码，请先取消加密",
    "H05_byteflip.xlsx": "损坏",
    "J06_mixed_utf8_gbk.csv": "第3行",
    "J07_big5.csv": "Big5",
    "J08_nul_bytes.csv": "空字符",
    "J12_200k_columns.csv": "200000列",
    "J19_empty.csv": "空",
    "J25_gzip_bomb.csv": "gzip",
    "J31_gbk_trail_byte_cut.csv": "编码",
    "J32_hz_or_utf7.csv": "UTF-7",
    "K03_ole_magic_then_zeros.xls": "损坏",
}


def manifest():
    """The entries of the broken files' manifest, without the list of names."""
    path = CORPUS / "bad" / "manifest.json"
    entries = json.loads(path.read_text("utf-8"))["files"] if path.exists() else []
    return [(one["file"], one["verdict"]) for one in entries if not one["file"].endswith("json")]


def files(folder):
    """The files of one kind, none where there is no corpus."""
    path = CORPUS / folder
    return sorted(path.iterdir()) if path.is_dir() else []


@cache
def document(path):
    """A file's preview, made once."""
    return preview(path)


def cells(path):
    """All observations of a file by sheet and cell."""
    tables = document(path)["tables"]
    return {(one["sheet"], cell["cell"]): cell for one in tables for cell in one["observations"]}


def expected():
    """The hand-made expectations, file by file."""
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    grouped = {}
    for line in lines:
        grouped.setdefault(line["file"], []).append(line)
    return grouped.items()


def differs(line, cell):
    """What an expectation and an observation do not agree in."""
    wanted = {key: line[key] for key in ("row_label", "row_kind", "unit", "period", "state")}
    found = {key: cell[key] or "" for key in wanted}
    if line["state"] == "value":
        wanted |= {"lo": float(line["value"]), "hi": float(line["value"])}
        found |= {key: pytest.approx(cell[key], rel=1e-9) for key in ("lo", "hi")}
    different = {key: (wanted[key], found[key]) for key in wanted if wanted[key] != found[key]}
    last, heads = line["column_label"].split("/")[-1], cell["column_label"]
    return different | ({} if last in heads or heads in last else {"column": (last, heads)})


@pytest.mark.parametrize(("file", "verdict"), manifest())
def test_bad_files_get_the_verdict_of_their_manifest(file, verdict):
    """Hostile and broken files are refused for their true cause, in time; controls are not."""
    started = time.monotonic()
    found = preview(CORPUS / "bad" / file)
    assert found["verdict"] in SUITS[verdict]
    assert CAUSES.get(file, "") in found["message"]
    assert not {"Traceback", "Error", str(CORPUS)} & {*found["message"].split()}
    assert time.monotonic() - started < 6


def test_hostile_names_are_shown_safely():
    """Every name of the list ends short, printable and without a folder."""
    names = CORPUS / "bad" / "N00_bad_names.json"
    found = [preview(b"", name)["file"] for name in json.loads(names.read_text("utf-8"))]
    assert all(name.isprintable() and 0 < len(name) <= 80 for name in found)
    assert not any({"/", "\\"} & {*name} for name in found)


@pytest.mark.parametrize("path", files("torture"), ids=lambda path: path.name[-40:])
def test_torture_files_are_read_or_refused(path):
    """Every file that broke another reader ends in a document with a Chinese sentence."""
    found = document(path)
    assert found["verdict"] in SUITS["either"]
    assert any("\u4e00" <= character <= "\u9fff" for character in found["message"])


@pytest.mark.parametrize("path", files("real_cn"), ids=lambda path: path.name[-40:])
def test_real_workbooks_are_read_and_no_total_is_a_place(path):
    """All but a sheet of bare figures hold a table, and a sum never is a place."""
    assert document(path)["tables"] or "算例数据" in path.name
    places = {cell["row_label"] for cell in cells(path).values() if cell["row_kind"] == "area"}
    assert not places & set(TOTALS)


@pytest.mark.parametrize(("file", "lines"), expected(), ids=lambda one: str(one)[-40:])
def test_real_cells_are_what_a_careful_reader_sees(file, lines):
    """Label, unit, period, kind and value of cells read by hand."""
    found = cells(CORPUS / "real_cn" / file)
    wrong = {line["cell"]: differs(line, found[line["sheet"], line["cell"]]) for line in lines}
    assert not {cell: what for cell, what in wrong.items() if what}
