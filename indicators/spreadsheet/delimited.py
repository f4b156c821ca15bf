"""Delimited text: which encoding, which delimiter, which lines do not fit."""

import codecs
import csv
import io
import re
from collections import Counter
from typing import Any

from indicators.spreadsheet import limits
from indicators.spreadsheet.limits import RefusalError
from indicators.spreadsheet.problems import shown

_ENCODE = "请用记事本或表格软件打开，确认文字正常后另存为UTF-8编码的.csv再上传。"
_DELIMITERS = ",\t;|，"
_SEVEN_BITS = (
    (re.compile(r"\+[A-Za-z0-9+/]{3,}-?"), "utf-7"),
    (re.compile(r"~\{[!-~]{2,}?~\}"), "hz"),
)
_SEPARATOR = re.compile(r"[\"']?sep=(.)[\"']?\r?\n", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(data: bytes) -> dict[str, Any]:
    """Return the document of a delimited text; raises RefusalError where it cannot be trusted."""
    text, encoding = decode(data)
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise RefusalError(f"第{line}行的文字里混有空字符，不是正常的文本表格。", _ENCODE)
    if text.isascii():
        _refuse_seven_bits(text)
    rows = _split(text)
    return {
        "format": "csv",
        "encoding": encoding,
        "sheets": [{"name": "", "hidden": False, "rows": rows, "merges": []}],
        "problems": _ragged(rows),
    }


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; raises RefusalError for mixed or cut text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    if guess := _wide(data):
        return _strict(data, guess), guess
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_mixed(data, error)
    text = _strict(data, "gb18030")
    _refuse_mojibake(data, text)
    return text, "gb18030"


def _refuse_seven_bits(text: str) -> None:
    """Refuse Chinese written in ASCII characters, as UTF-7 and HZ do."""
    for mark, name in _SEVEN_BITS:
        found = mark.search(text)
        if found and any("\u4e00" <= one <= "\u9fff" for one in _decoded(found[0], name)):
            raise RefusalError(f"文字用的是{name.upper()}编码，读出来会是乱码。", _ENCODE)


def _decoded(text: str, encoding: str) -> str:
    try:
        return text.encode().decode(encoding)
    except UnicodeDecodeError:
        return ""


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusalError(f"第{line}行的文字编码不完整或无法识别。", _ENCODE) from error


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by where the zero bytes of ASCII characters fall."""
    head = data[:2000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(data) % 2 or even + odd < len(head) / 20 or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _refuse_mixed(data: bytes, error: UnicodeDecodeError) -> None:
    """Refuse when some lines are UTF-8 Chinese and others are not UTF-8 at all."""
    for line in data.splitlines():
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= character <= "\u9fff" for character in text):
            number = data.count(b"\n", 0, error.start) + 1
            raise RefusalError(f"文件混有两种编码，第{number}行与其他行不一致。", _ENCODE)


def _refuse_mojibake(data: bytes, text: str) -> None:
    """Refuse text whose characters are mostly outside the common set: another encoding."""
    wide = [character for character in text[:20_000] if character > "\x7f"]
    common = len("".join(wide).encode("gb2312", "ignore")) / 2
    if common >= 0.6 * len(wide):
        return
    hint = "疑似Big5等其他编码" if _decodes(data, "big5") else "编码无法识别"
    raise RefusalError(f"{hint}，按国标读出的是“{shown(text.strip()[:12])}”这样的乱码。", _ENCODE)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(lines: list[str]) -> str:
    """Return the delimiter found in most lines, then most often; a comma when there is none."""

    def score(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines if line.strip()]
        common = Counter(count for count in counts if count).most_common(1)
        return (common[0][1] * min(common[0][0], 3), sum(counts)) if common else (0, 0)

    return max(_DELIMITERS, key=score)


def _split(text: str) -> list[list[str]]:
    csv.field_size_limit(limits.CELL_CHARACTERS)
    delimiter = _delimiter(text[:200_000].splitlines()[:200])
    if said := _SEPARATOR.match(text):  # the program's own first line, kept as a blank row
        delimiter, text = said[1], text[said.end() - 1 :]
    spaced = re.search(re.escape(delimiter) + ' +"', text) is not None
    source = io.StringIO(text, newline="")
    rows: list[list[str]] = []
    filled = 0
    try:
        for row in csv.reader(source, delimiter=delimiter, skipinitialspace=spaced):
            rows.append(row)
            filled += any(row)
            if len(row) > limits.COLUMNS:
                raise RefusalError(f"有{len(row)}列，超过上限{limits.COLUMNS}列。", limits.SPLIT)
            if filled > limits.ROWS:
                raise RefusalError(f"有内容的行超过上限{limits.ROWS}行。", limits.SPLIT)
    except csv.Error as error:
        limit = limits.CELL_CHARACTERS
        raise RefusalError(
            f"第{len(rows) + 1}行有单元格超过上限{limit}字，或引号没有成对。", _ENCODE
        ) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _ragged(rows: list[list[str]]) -> list[str]:
    """Say which lines have another number of fields than the table; a title line has one."""
    counts = [len(row) if any(row) else 0 for row in rows]
    usual = Counter(count for count in counts if count > 1).most_common(1)
    if not usual:
        return []
    start = counts.index(usual[0][0])
    end = len(counts) - counts[::-1].index(usual[0][0])
    odd = [n + 1 for n, c in enumerate(counts) if n > start and c not in (0, 1, usual[0][0])]
    odd += [n + 1 for n, c in enumerate(counts) if start < n < end and c == 1]
    if not odd:
        return []
    lines = "、".join(str(number) for number in sorted(odd)[:10])
    return [f"第{lines}行等{len(odd)}行的列数与表头不一致，请核对是否错位。"]
