"""A file understood and nothing written: its tables, observations, problems and a verdict."""

import base64
from pathlib import Path
from typing import Any

from indicators import catalogue as catalogues
from indicators.catalogue import Catalogue
from indicators.spreadsheet import limits, sandbox
from indicators.spreadsheet.document import Document, kind_of, refused
from indicators.spreadsheet.layouts import Decisions

NAME_CHARACTERS = 80


def preview(
    data: bytes | str | Path,
    name: str | None = None,
    catalogue: Catalogue | None = None,
    decided: Decisions | None = None,
) -> Document:
    """Return the preview document of a file's bytes, or of the file at a path.

    What was ``decided`` about the layout goes before what its words say.

    Never raises for a bad file: the verdict is then "refuse" and `message` says why in Chinese.
    """
    if not isinstance(data, bytes):
        path = Path(data)
        name = name or path.name
        try:
            data = _bytes_of(path)
        except OSError:
            return refused(name, None, "文件打不开。", "请确认文件存在并且可以读取。")
    name = safe_name(name or "")
    found = sandbox.understand(data, name, catalogue or catalogues.load(), decided or {})
    if "verdict" not in found:
        return refused(name, kind_of(data), str(found["message"]), str(found["next_step"]))
    return found


def annotated(data: bytes, problems: list[dict[str, Any]]) -> bytes | None:
    """Return the file as a workbook with a comment on every cell a problem is about.

    None where the file cannot be copied; it then has to be corrected in its own program.
    """
    found = sandbox.annotate(data, problems)
    return base64.b64decode(found["content"]) if "content" in found else None


def _bytes_of(path: Path) -> bytes:
    """Read at most one byte more than is allowed, so that a huge file costs nothing."""
    with path.open("rb") as file:
        return file.read(limits.UPLOAD_BYTES + 1)


def safe_name(name: str) -> str:
    """Return a file name without folders, control or direction marks, at most 80 characters."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(character for character in last if character.isprintable()).strip()
    plain = plain or "未命名"
    if len(plain) <= NAME_CHARACTERS:
        return plain
    suffix = Path(plain).suffix[:8]
    return plain[: NAME_CHARACTERS - len(suffix) - 1] + "…" + suffix
