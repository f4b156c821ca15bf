"""One part of an .xlsx container: inflated piece by piece, within the caps, and whole."""

import re
import zipfile
from collections.abc import Iterator

from indicators.spreadsheet import limits
from indicators.spreadsheet.limits import MEGA, RefusalError

CHUNK = MEGA
WIDE_BYTES = 64 * MEGA
LONGEST = 8 * limits.CELL_CHARACTERS
DAMAGED = "文件不完整或已损坏"

_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]*)[\s>/]")
_END = re.compile(rb"</([\w:.-]+)\s*>\s*(?:<!--.*?-->\s*)*\Z|/>\s*\Z", re.DOTALL)
_BIG_ROW = re.compile(rb" r=[\"'][A-Z]*(\d{7,})[\"']")
_NAMED = {"styles": "样式", "sharedstrings": "文字表", "workbook": "工作簿目录"}


def _beyond() -> bytes:
    """Return a pattern of the column letters past the cap; empty where letters cannot tell."""
    first, second = divmod(limits.COLUMNS - 1, 26)
    if not 1 <= first <= 25 or second == 25:
        return b"[A-Z]{4,}"
    pair = f"[{chr(65 + first)}-Z][A-Z]|{chr(64 + first)}[{chr(66 + second)}-Z]"
    return b"[A-Z]{3,}|" + pair.encode()


_FAR = re.compile(rb" r=[\"'](?:" + _beyond() + rb")\d")
_FAR_FILLED = re.compile(
    rb"<(?:\w+:)?c(?=[^>]* r=[\"']((?:" + _beyond() + rb")\d+)[\"'])[^>]*(?<!/)>(?!</)"
)


def named(part: str) -> str:
    """Return what a part is for people: 样式, 文字表, 工作表 and the like."""
    name = part.lower().rpartition("/")[2].partition(".")[0]
    if part.lower().endswith(".rels"):
        return "部件关系表"
    return _NAMED.get(name, "工作表" if name.startswith("sheet") else "某个部件")


def too_big() -> RefusalError:
    """Return the refusal of a container that inflates past the cap."""
    limit = limits.INFLATED_BYTES // MEGA
    return RefusalError(f"文件解压后超过上限{limit}MB。", limits.SPLIT)


def raw(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int) -> Iterator[bytes]:
    """Yield a part's bytes; raises RefusalError past the budget. The checksum is verified."""
    total = 0
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            total += len(chunk)
            if total > budget:
                raise too_big()
            yield chunk


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int) -> Iterator[bytes]:
    """Yield an XML part as UTF-8 in pieces that end after a row or, failing that, a tag."""
    carry = b""
    for chunk in _narrow(raw(archive, entry, budget)):
        buffer = carry + chunk
        row = max(buffer.rfind(b"</row>") + 6, buffer.rfind(b":row>") + 5)
        cut = row if row > 6 else buffer.rfind(b">") + 1
        carry = buffer[cut:]
        if len(carry) > 4 * CHUNK or (cut == 0 and len(carry) > 2 * LONGEST):
            raise _too_long()
        if cut:
            yield buffer[:cut]
    if carry:
        yield carry


def _narrow(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass UTF-8 on as it is; a part in UTF-16 is turned into UTF-8 as a whole."""
    first = next(chunks, b"")
    if b"\x00" not in first[:64]:
        yield first
        yield from chunks
        return
    whole = bytearray(first)
    for chunk in chunks:
        whole += chunk
        if len(whole) > WIDE_BYTES:
            raise RefusalError(f"用UTF-16编码的部件超过上限{WIDE_BYTES // MEGA}MB。")
    yield whole.decode(
        "utf-16" if first[:2] in (b"\xff\xfe", b"\xfe\xff") else _order(first)
    ).encode()


def _order(first: bytes) -> str:
    return "utf-16-be" if first[:1] == b"\x00" else "utf-16-le"


def check_xml(piece: bytes, name: str, *, strict: bool) -> None:
    """Raise RefusalError for entities, control characters or a text past the cap.

    `strict` also refuses bytes that are no UTF-8.
    """
    if _DOCTYPE.search(piece):
        raise RefusalError("文件内部含有实体定义，可能是恶意构造的文件，不予读取。")
    if len(piece.translate(None, _CONTROL)) < len(piece):
        raise RefusalError(f"{DAMAGED}：{named(name)}的文字里混有控制字符。")
    if strict and not piece.isascii():
        _check_encoding(piece, name)
    start = 0
    while (end := piece.find(b"<", start)) >= 0:
        if end - start > LONGEST:
            raise _too_long()
        start = piece.rfind(b"<", end, end + LONGEST) + 1


def _check_encoding(piece: bytes, name: str) -> None:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(
            f"{DAMAGED}：{named(name)}里的文字不是UTF-8编码，读出来会是乱码。"
        ) from error


def check_extent(piece: bytes, rows: int) -> None:
    """Raise RefusalError for rows past the format's end or filled columns past the cap."""
    limit = limits.XLSX_ROWS
    if far := [int(number) for number in _BIG_ROW.findall(piece) if int(number) > limit]:
        raise RefusalError(f"{DAMAGED}：行号{far[0]}超出表格格式的上限{limit}行。")
    if rows > limit:
        raise RefusalError(f"行数超过表格格式的上限{limit}行。", limits.SPLIT)
    if _FAR.search(piece) and (filled := _FAR_FILLED.search(piece)):
        cell = filled[1].decode()[:12]
        raise RefusalError(
            f"列数超过上限{limits.COLUMNS}列：远处的单元格{cell}还有内容。",
            "请删去数据区以外的行列，或把有用的区域复制到一张新表再上传。",
        )


def check_strings(strings: int) -> None:
    """Raise RefusalError for more distinct texts than the cap."""
    if strings > limits.STRINGS:
        raise RefusalError(f"不同的文字超过上限{limits.STRINGS}条。", limits.SPLIT)


def check_end(first: bytes, tail: bytes, name: str) -> None:
    """Raise RefusalError for a part whose last tag does not close its first."""
    root = _ROOT.search(first)
    end = _END.search(tail)
    if root is None or end is None or (end[1] and end[1] != root[1]):
        raise RefusalError(
            f"{DAMAGED}：{named(name)}的内容没有写完。", "请重新下载或向提供者再要一份。"
        )


def _too_long() -> RefusalError:
    limit = limits.CELL_CHARACTERS
    return RefusalError(f"有单元格的文字超过上限{limit}字。", "请删短该单元格后再上传。")
