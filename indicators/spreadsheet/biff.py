"""What the old binary workbook knows beside its values: encryption, formats, errors, formulas."""

import io
import struct
from dataclasses import dataclass, field
from typing import Any

from indicators.spreadsheet import limits
from indicators.spreadsheet.cells import reference
from indicators.spreadsheet.facts import Facts
from indicators.spreadsheet.limits import RefusalError
from indicators.spreadsheet.styles import BUILT_IN, shape

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
_ERRORS[42] = "#N/A"
_BOF, _EOF, _WORKSHEET = 0x0809, 0x000A, 0x0010
_FORMAT, _XF, _DATE1904, _DIMENSIONS = 0x041E, 0x00E0, 0x0022, 0x0200
_FORMULA, _MULTIPLE, _ERROR = 0x0006, 0x00BD, 0x0205
_NUMBERS = (_FORMULA, 0x0203, 0x027E)
_FILEPASS = (b"\x04\x00", b"\x36\x00", b"\xc8\x00", b"\xcc\x00")
_PASSWORD = RefusalError("文件有密码，请先取消加密。", "请取消密码后再上传。")


@dataclass(slots=True)
class Book:
    """What the stream of records tells: the facts of each worksheet in order, the date system."""

    sheets: list[Facts] = field(default_factory=list)
    date1904: bool = False
    eight: bool = True
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    shapes: list[str] = field(default_factory=list)

    def of(self, count: int) -> list[Facts]:
        """Return the facts of each of `count` worksheets, empty where the file is unusual."""
        return (self.sheets + [Facts() for _ in range(count)])[:count]


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
    """Mend texts of two-byte characters that came out as single bytes; refuse other nonsense.

    Raises RefusalError for a sheet whose Chinese came out as Latin letters (no code page).
    """
    for sheet in sheets:
        if isinstance(sheet["rows"], list):
            sheet["rows"][:] = [[*map(_mended, row)] for row in sheet["rows"]]
        else:
            sheet["rows"].mend(_mended)
    text = "".join("".join(row) for sheet in sheets for row in sheet["rows"][:20])
    latin = sum("\xa0" <= character <= "\xff" for character in text)
    chinese = sum(character >= "\u4e00" for character in text)
    if latin > 20 and latin > 4 * chinese:
        raise RefusalError("文件里的汉字读出来是乱码（很旧的.xls格式）。")


def _mended(text: str) -> str:
    if "\x00" not in text:
        return text
    try:
        return text.encode("latin-1").decode("utf-16-le").strip("\x00")
    except UnicodeError:
        return text.replace("\x00", "")


def read(data: bytes) -> Book:
    """Return what the records tell; nothing where the file is unusual.

    Raises RefusalError for a sheet that claims more rows than the format can hold, which the
    reader of values does not survive.
    """
    try:
        return scan(_stream(data))
    except RefusalError:
        raise
    except Exception:  # noqa: BLE001 - whether the file is readable is for the reader to say
        return Book()


def _stream(data: bytes) -> bytes:
    import olefile  # noqa: PLC0415 - needed for the old format only

    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        return container.openstream(name).read()


def scan(stream: bytes) -> Book:
    """Return what the records of a workbook stream tell; raises RefusalError as `read` does."""
    book = Book()
    depth = place = 0
    current = None
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + size]
        place += 4 + size
        if kind == _BOF:
            depth += 1
            book.eight = book.eight and body[:2] == b"\x00\x06"
            if depth == 1 and struct.unpack_from("<H", body, 2)[0] == _WORKSHEET:
                current = Facts()
                book.sheets.append(current)
        elif kind == _EOF:
            depth -= 1
            current = current if depth else None
        elif current is not None:
            _cell(kind, body, book, current)
        else:
            _global(kind, body, book)
    return book


def _global(kind: int, body: bytes, book: Book) -> None:
    if kind == _FORMAT:
        book.formats[struct.unpack_from("<H", body)[0]] = _code(body, book)
    elif kind == _XF:
        book.shapes.append(shape(book.formats.get(struct.unpack_from("<H", body, 2)[0], "")))
    elif kind == _DATE1904:
        book.date1904 = body[:1] == b"\x01"


def _code(body: bytes, book: Book) -> str:
    """Return a number format; characters of two bytes are told by a flag."""
    if not book.eight:
        return body[3:].decode("latin-1")
    return body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "replace")


def _cell(kind: int, body: bytes, book: Book, facts: Facts) -> None:
    shapes = book.shapes
    if kind == _DIMENSIONS and len(body) >= 8 and book.eight:
        facts.rows = struct.unpack_from("<I", body, 4)[0]
        if facts.rows > limits.XLSX_ROWS:
            raise RefusalError(f"文件已损坏：工作表自称有{facts.rows}行，超出表格格式的上限。")
    elif kind in _NUMBERS and len(body) >= 6:
        row, column, style = struct.unpack_from("<HHH", body)
        _shaped(row, column, style, shapes, facts)
        if kind == _FORMULA and book.eight and _is_uncomputed(body):
            facts.uncomputed.add(reference(row, column))
    elif kind == _MULTIPLE:
        row, first = struct.unpack_from("<HH", body)
        for n in range((len(body) - 6) // 6):
            style = struct.unpack_from("<H", body, 4 + 6 * n)[0]
            _shaped(row, first + n, style, shapes, facts)
    elif kind == _ERROR and len(body) >= 8 and body[7]:
        row, column = struct.unpack_from("<HH", body)
        facts.errors[reference(row, column)] = _ERRORS.get(body[6], "#N/A")


def _shaped(row: int, column: int, style: int, shapes: list[str], facts: Facts) -> None:
    if style < len(shapes) and shapes[style]:
        facts.shaped(shapes[style], [reference(row, column)])


def _is_uncomputed(body: bytes) -> bool:
    """Tell a formula to be computed on loading, whose result is still a zero or nothing."""
    result, options = body[6:14], body[14:15]
    nothing = result[6:8] == b"\xff\xff" and result[:1] == b"\x03"
    asked = bool(options and options[0] & 2)
    return (asked and result == bytes(8)) or (nothing and (asked or _is_plain(body)))


def _is_plain(body: bytes) -> bool:
    """Tell whether a formula quotes no text, so that its result is hardly an empty one."""
    return b"\x17" not in body[22:]
