"""What the old binary workbook knows beside its values: encryption, percent formats, errors."""

import io
import struct
from dataclasses import dataclass, field
from typing import Any

from indicators.spreadsheet.cells import reference
from indicators.spreadsheet.limits import RefusalError
from indicators.spreadsheet.styles import is_percent

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
_ERRORS[42] = "#N/A"
_NUMBERS = (0x0006, 0x0203, 0x027E)
_FILEPASS = (b"\x04\x00", b"\x36\x00", b"\xc8\x00", b"\xcc\x00")
_PASSWORD = RefusalError("文件有密码，请先取消加密。", "请取消密码后再上传。")


@dataclass(slots=True)
class Facts:
    """One sheet's percent cells and error cells by reference, and how many rows it claims."""

    percent: set[str] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)
    rows: int = 0


def unlock(data: bytes) -> bytes | None:
    """Return the decrypted file when the spreadsheet program's default password opens it.

    None when the file is not encrypted; raises RefusalError when another password is needed.
    """
    if not _may_be_encrypted(data):
        return None
    import msoffcrypto  # noqa: PLC0415 - heavy, and needed for encrypted files only

    try:
        document = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not document.is_encrypted():
            return None
    except Exception:  # noqa: BLE001 - a file it cannot parse is judged by the reader itself
        return None
    try:
        opened = io.BytesIO()
        document.load_key(password="VelvetSweatshop")  # noqa: S106 - Excel's published default
        document.decrypt(opened)
    except Exception as error:
        raise _PASSWORD from error
    return opened.getvalue()


def _may_be_encrypted(data: bytes) -> bool:
    """Look for the marks of encryption before paying for the decryption library."""
    marks = ("EncryptedPackage".encode("utf-16-le"), *(b"\x2f\x00" + size for size in _FILEPASS))
    return any(mark in data for mark in marks)


def check_text(sheets: list[dict[str, Any]]) -> None:
    """Refuse a sheet whose Chinese came out as Latin letters (an old file without code page)."""
    text = "".join("".join(row) for sheet in sheets for row in sheet["rows"][:20])
    latin = sum("\xa0" <= character <= "\xff" for character in text)
    chinese = sum(character >= "\u4e00" for character in text)
    if latin > 20 and latin > 4 * chinese:
        raise RefusalError("文件里的汉字读出来是乱码（很旧的.xls格式）。")


def facts(data: bytes, count: int) -> list[Facts]:
    """Return the facts of each of `count` worksheets, empty where the file is unusual."""
    try:
        found = _facts(_stream(data))
    except Exception:  # noqa: BLE001 - values are already read; formats are an addition
        found = []
    return (found + [Facts() for _ in range(count)])[:count]


def _stream(data: bytes) -> bytes:
    import olefile  # noqa: PLC0415 - needed for the old format only

    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        return container.openstream(name).read()


def _facts(stream: bytes) -> list[Facts]:
    codes = {9: "0%", 10: "0.00%"}
    styles: list[bool] = []
    found: list[Facts] = []
    depth = place = 0
    current = None
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + size]
        place += 4 + size
        if kind == 0x0809:
            depth += 1
            if depth == 1 and struct.unpack_from("<H", body, 2)[0] == 0x0010:
                found.append(Facts())
                current = found[-1]
        elif kind == 0x000A:
            depth -= 1
            current = current if depth else None
        elif kind == 0x041E:
            codes[struct.unpack_from("<H", body)[0]] = body[2:].decode("latin-1")
        elif kind == 0x00E0:
            number = struct.unpack_from("<H", body, 2)[0]
            styles.append(is_percent(codes.get(number, "")))
        elif current is not None:
            _cell(kind, body, styles, current)
    return found


def _cell(kind: int, body: bytes, percent: list[bool], facts: Facts) -> None:
    if kind == 0x0200 and len(body) >= 8:
        facts.rows = struct.unpack_from("<I", body, 4)[0]
    elif kind in _NUMBERS and len(body) >= 6:
        row, column, style = struct.unpack_from("<HHH", body)
        if style < len(percent) and percent[style]:
            facts.percent.add(reference(row, column))
    elif kind == 0x00BD:
        row, first = struct.unpack_from("<HH", body)
        for n in range((len(body) - 6) // 6):
            style = struct.unpack_from("<H", body, 4 + 6 * n)[0]
            if style < len(percent) and percent[style]:
                facts.percent.add(reference(row, first + n))
    elif kind == 0x0205 and len(body) >= 8 and body[7]:
        row, column = struct.unpack_from("<HH", body)
        facts.errors[reference(row, column)] = _ERRORS.get(body[6], "#N/A")
