"""The container of an .xlsx file: checked part by part before a reader sees it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.spreadsheet import limits
from indicators.spreadsheet.limits import MEGA, RefusalError
from indicators.spreadsheet.styles import percent_formats, percent_pattern, sheet_parts

CHUNK = MEGA
LONGEST = 8 * limits.CELL_CHARACTERS
DAMAGED = "文件不完整或已损坏"

_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E", re.IGNORECASE)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]*)[\s>/]")
_END = re.compile(rb"</([\w:.-]+)\s*>\s*(?:<!--.*?-->\s*)*\Z|/>\s*\Z", re.DOTALL)
_BIG_ROW = re.compile(rb" r=\"[A-Z]*(\d{7,})\"")
_ERROR = re.compile(rb"<(?:\w+:)?c\s[^>]*\bt=\"e\"[^>]*>.*?</(?:\w+:)?c>", re.DOTALL)
_REF = re.compile(rb"\br=\"([A-Z]+\d+)\"")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


def _beyond() -> bytes:
    """Return a pattern of the column letters past the cap; empty where letters cannot tell."""
    first, second = divmod(limits.COLUMNS - 1, 26)
    if not 1 <= first <= 25 or second == 25:
        return b"[A-Z]{4,}"
    pair = f"[{chr(65 + first)}-Z][A-Z]|{chr(64 + first)}[{chr(66 + second)}-Z]"
    return b"[A-Z]{3,}|" + pair.encode()


_FAR = re.compile(rb" r=\"(?:" + _beyond() + rb")\d")
_FAR_FILLED = re.compile(rb"<(?:\w+:)?c(?=[^>]* r=\"(?:" + _beyond() + rb")\d)[^>]*(?<!/)>(?!</)")


@dataclass(slots=True)
class Package:
    """What the check learned: `percent` and `errors` hold cell references per sheet part."""

    percents: re.Pattern[bytes] | None = None
    percent: dict[str, set[str]] = field(default_factory=dict)
    errors: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    date1904: bool = False
    macros: bool = False
    repaired: bool = False


def check(data: bytes) -> Package:
    """Read every part of the container once and return what the values alone do not tell.

    Raises RefusalError for a damaged, ambiguous, hostile or oversized container.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise RefusalError(f"{DAMAGED}，打不开。") from error
    except RuntimeError as error:
        raise RefusalError("文件有密码，请先取消加密。", "请取消密码后再上传。") from error
    except zlib.error as error:
        raise RefusalError(f"{DAMAGED}，解压到一半出错。") from error


def _check(archive: zipfile.ZipFile) -> Package:
    entries = archive.infolist()
    names = [entry.filename.replace("\\", "/").lstrip("/") for entry in entries]
    _check_entries(entries, [name.lower() for name in names])
    workbook = _whole(archive, names, "xl/workbook.xml")
    package = Package(
        percents=percent_pattern(percent_formats(_whole(archive, names, "xl/styles.xml"))),
        parts=sheet_parts(workbook, _whole(archive, names, "xl/_rels/workbook.xml.rels")),
        date1904=re.search(rb"\bdate1904=\"(?:1|true)\"", workbook) is not None,
        macros=any(name.lower().endswith("vbaproject.bin") for name in names),
        repaired="[content_types].xml" not in (name.lower() for name in names),
    )
    budget = limits.INFLATED_BYTES
    for entry, name in zip(entries, names, strict=True):
        budget -= _scan(archive, entry, name, budget, package)
    return package


def _check_entries(entries: list[zipfile.ZipInfo], names: list[str]) -> None:
    if len(entries) > limits.PARTS:
        raise RefusalError(f"文件内部有{len(entries)}个部件，超过上限{limits.PARTS}个。")
    if len(set(names)) < len(names):
        raise RefusalError("文件内部有重名的部件，无法判断该读哪一个。")
    if not any(name.startswith("xl/") for name in names):
        raise RefusalError(_other_zip(names))
    if "xl/workbook.bin" in names:
        raise RefusalError("这是.xlsb二进制工作簿，暂不支持。")
    if "xl/workbook.xml" not in names:
        raise RefusalError(f"{DAMAGED}：缺少工作簿目录。")
    total = sum(entry.file_size for entry in entries)
    if total > limits.INFLATED_BYTES:
        raise _too_big(total)


def _other_zip(names: list[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "这是Word文档，不是表格文件。"
    if any(name.startswith("ppt/") for name in names):
        return "这是演示文稿，不是表格文件。"
    return "这是压缩包，不是表格文件。"


def _too_big(total: int) -> RefusalError:
    size = total / MEGA
    limit = limits.INFLATED_BYTES // MEGA
    return RefusalError(f"文件解压后有{size:.0f}MB以上，超过上限{limit}MB。", limits.SPLIT)


def _whole(archive: zipfile.ZipFile, names: list[str], wanted: str) -> bytes:
    for entry, name in zip(archive.infolist(), names, strict=True):
        if name.lower() == wanted and entry.file_size <= 16 * MEGA:
            return archive.read(entry)
    return b""


def _scan(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: int, package: Package
) -> int:
    """Inflate one part with the budget enforced; the checksum is verified on the way."""
    is_xml = name.lower().endswith((".xml", ".rels"))
    is_sheet = name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml")
    total = rows = strings = 0
    first = tail = b""
    for piece in _pieces(archive, entry, budget) if is_xml else _raw(archive, entry, budget):
        total += len(piece)
        if is_xml:
            first = first or piece[:4096]
            tail = (tail + piece)[-4096:]
            _check_xml(piece, wide=b"\x00" in first[:64])
        if is_sheet:
            rows += piece.count(b"<row") + piece.count(b":row")
            _check_extent(piece, rows)
            _collect(piece, name, package)
        elif name.lower() == "xl/sharedstrings.xml":
            strings += piece.count(b"<si>") + piece.count(b":si>") + piece.count(b"<si ")
            _check_strings(strings)
    if is_xml and total:
        _check_end(first, tail)
    return total


def _raw(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int) -> Iterator[bytes]:
    total = 0
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            total += len(chunk)
            if total > budget:
                raise _too_big(limits.INFLATED_BYTES)
            yield chunk


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int) -> Iterator[bytes]:
    """Yield a part in pieces that end after a row or, failing that, a tag."""
    carry = b""
    for chunk in _raw(archive, entry, budget):
        buffer = carry + chunk
        cut = buffer.rfind(b"</row>") + 6 if b"</row>" in buffer else buffer.rfind(b">") + 1
        carry = buffer[cut:]
        if len(carry) > 4 * CHUNK or (cut == 0 and len(carry) > 2 * LONGEST):
            raise _too_long()
        if cut:
            yield buffer[:cut]
    if carry:
        yield carry


def _too_long() -> RefusalError:
    limit = limits.CELL_CHARACTERS
    return RefusalError(f"有单元格的文字超过上限{limit}字。", "请删短该单元格后再上传。")


def _check_xml(piece: bytes, *, wide: bool) -> None:
    if _DOCTYPE.search(piece):
        raise RefusalError("文件内部含有实体定义，可能是恶意构造的文件，不予读取。")
    if wide:
        return
    if len(piece.translate(None, _CONTROL)) < len(piece):
        raise RefusalError(f"{DAMAGED}：文字里混有控制字符。")
    start = 0
    while (end := piece.find(b"<", start)) >= 0:
        if end - start > LONGEST:
            raise _too_long()
        start = piece.rfind(b"<", end, end + LONGEST) + 1


def _check_extent(piece: bytes, rows: int) -> None:
    numbers = [int(number) for number in _BIG_ROW.findall(piece)]
    if rows > limits.XLSX_ROWS or any(number > limits.XLSX_ROWS for number in numbers):
        raise RefusalError(f"行数超过表格格式的上限{limits.XLSX_ROWS}行。", limits.SPLIT)
    if _FAR.search(piece) and _FAR_FILLED.search(piece):
        raise RefusalError(
            f"列数超过上限{limits.COLUMNS}列（第{limits.COLUMNS}列之后还有内容）。",
            "请删去数据区以外的列再上传。",
        )


def _check_strings(strings: int) -> None:
    if strings > limits.STRINGS:
        raise RefusalError(f"不同的文字超过上限{limits.STRINGS}条。", limits.SPLIT)


def _check_end(first: bytes, tail: bytes) -> None:
    if b"\x00" in first[:64]:
        return
    root = _ROOT.search(first)
    end = _END.search(tail)
    if root is None or end is None or (end[1] and end[1] != root[1]):
        raise RefusalError(f"{DAMAGED}：内容没有写完。", "请重新下载或向提供者再要一份。")


def _collect(piece: bytes, name: str, package: Package) -> None:
    if package.percents is not None:
        tags = b"".join(package.percents.findall(piece))
        cells = (reference.decode() for reference in _REF.findall(tags))
        package.percent.setdefault(name.lower(), set()).update(cells)
    if b't="e"' in piece:
        errors = package.errors.setdefault(name.lower(), {})
        for found in _ERROR.finditer(piece):
            reference, value = _REF.search(found[0]), _VALUE.search(found[0])
            if reference and value:
                errors[reference[1].decode()] = value[1].decode("utf-8", "replace")
