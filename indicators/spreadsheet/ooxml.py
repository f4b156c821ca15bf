"""The container of an .xlsx file: checked part by part before a reader sees it."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from indicators.spreadsheet import limits, parts, sheetxml
from indicators.spreadsheet.facts import Facts
from indicators.spreadsheet.limits import MEGA, RefusalError
from indicators.spreadsheet.parts import DAMAGED
from indicators.spreadsheet.styles import shape_patterns, sheet_parts, style_shapes

# A compressed part can grow by no more than this; a directory that says so is damaged.
_MOST_GROWTH = 1_100
_RECALCULATED = re.compile(rb"\bfullCalcOnLoad=[\"'](?:1|true)[\"']")
_OTHER = (
    ("word/", "这是Word文档，不是表格文件。", "请把其中的表格复制到表格软件，存为.xlsx再上传。"),
    ("ppt/", "这是演示文稿，不是表格文件。", "请把其中的表格复制到表格软件，存为.xlsx再上传。"),
    ("content.xml", "这是.ods表格，暂不支持。", limits.RESAVE),
)


@dataclass(slots=True)
class Package:
    """What the check learned: part names, sheet → part, and the facts of each sheet part."""

    patterns: sheetxml.Patterns = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    strings: int = 0
    date1904: bool = False
    macros: bool = False
    repaired: bool = False
    recalculated: bool = False

    def of(self, sheet: str) -> Facts:
        """Return the facts of a sheet by its name; empty where nothing is known."""
        return self.facts.get(self.parts.get(sheet, ""), Facts())


def check(data: bytes) -> Package:
    """Read every part of the container once and return what the values alone do not tell.

    Raises RefusalError for a damaged, ambiguous, hostile or oversized container.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check(archive)
    except UnicodeDecodeError as error:
        raise RefusalError(f"{DAMAGED}：内部的文字编码无法识别。") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise RefusalError(f"{DAMAGED}，打不开。", limits.AGAIN) from error
    except RuntimeError as error:
        raise RefusalError("文件有密码，请先取消加密。", "请取消密码后再上传。") from error
    except zlib.error as error:
        raise RefusalError(f"{DAMAGED}，解压到一半出错。", limits.AGAIN) from error


def _check(archive: zipfile.ZipFile) -> Package:
    entries = archive.infolist()
    names = [entry.filename.replace("\\", "/").lstrip("/") for entry in entries]
    _check_entries(entries, [name.lower() for name in names])
    workbook = _whole(archive, names, "xl/workbook.xml")
    lower = {name.lower() for name in names}
    package = Package(
        patterns=shape_patterns(style_shapes(_whole(archive, names, "xl/styles.xml"))),
        parts=sheet_parts(workbook, _whole(archive, names, "xl/_rels/workbook.xml.rels")),
        names=lower,
        date1904=re.search(rb"\bdate1904=[\"'](?:1|true)[\"']", workbook) is not None,
        macros=any(name.endswith("vbaproject.bin") for name in lower),
        repaired="[content_types].xml" not in lower,
        recalculated=_RECALCULATED.search(workbook) is not None,
    )
    budget = limits.INFLATED_BYTES
    for entry, name in zip(entries, names, strict=True):
        budget -= _scan(archive, entry, name.lower(), budget, package)
    return package


def _check_entries(entries: list[zipfile.ZipInfo], names: list[str]) -> None:
    if len(entries) > limits.PARTS:
        raise RefusalError(f"文件内部有{len(entries)}个部件，超过上限{limits.PARTS}个。")
    if len(set(names)) < len(names):
        raise RefusalError("文件内部有重名的部件，无法判断该读哪一个。")
    if not any(name.startswith("xl/") for name in names):
        raise _other_zip(names)
    if "xl/workbook.bin" in names:
        raise RefusalError("这是.xlsb二进制工作簿，暂不支持。")
    if "xl/workbook.xml" not in names:
        raise RefusalError(f"{DAMAGED}：缺少工作簿目录。", limits.AGAIN)
    if any(entry.file_size > _MOST_GROWTH * (entry.compress_size + 64) for entry in entries):
        raise RefusalError(f"{DAMAGED}：目录里写的大小与内容对不上。", limits.AGAIN)
    if sum(entry.file_size for entry in entries) > limits.INFLATED_BYTES:
        raise parts.too_big()


def _other_zip(names: list[str]) -> RefusalError:
    for start, message, step in _OTHER:
        if any(name.startswith(start) for name in names):
            return RefusalError(message, step)
    return RefusalError("这是压缩包，不是表格文件。", "请先解压，再上传其中的表格文件。")


def _whole(archive: zipfile.ZipFile, names: list[str], wanted: str) -> bytes:
    for entry, name in zip(archive.infolist(), names, strict=True):
        if name.lower() == wanted and entry.file_size <= 16 * MEGA:
            return b"".join(parts.pieces(archive, entry, 16 * MEGA))
    return b""


def _scan(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: int, package: Package
) -> int:
    """Inflate one part with the budget enforced; the checksum is verified on the way."""
    if not name.endswith((".xml", ".rels")):
        return sum(map(len, parts.raw(archive, entry, budget)))
    is_sheet = name.startswith("xl/worksheets/") or name in package.parts.values()
    is_text = name == "xl/sharedstrings.xml"
    total = rows = 0
    first = tail = b""
    for piece in parts.pieces(archive, entry, budget):
        total += len(piece)
        first = first or piece[:4096]
        tail = (tail + piece)[-4096:]
        parts.check_xml(piece, name, strict=is_sheet or is_text or name == "xl/workbook.xml")
        if is_sheet:
            before, rows = rows, rows + piece.count(b"<row") + piece.count(b":row ")
            parts.check_extent(piece, rows)
            facts = package.facts.setdefault(name, Facts())
            sheetxml.collect(
                piece, before, package.patterns, facts, recalculated=package.recalculated
            )
        elif is_text:
            package.strings += piece.count(b"<si>") + piece.count(b":si>") + piece.count(b"<si ")
            parts.check_strings(package.strings)
    if total:
        parts.check_end(first, tail, name)
    return total
