"""The preview document: what reading a file answers, and what it is when there is no reading it."""

from typing import Any

Document = dict[str, Any]
# what kind of statement a value is; the first is meant where nothing is said
NATURES = ("实际值", "规定标准", "目标值", "个案")


def kind_of(data: bytes) -> str | None:
    """Return the kind of container the bytes claim to be, for a file that was refused."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    return "xls" if data.startswith(b"\xd0\xcf\x11\xe0") else None


def refused(name: str, kind: str | None, message: str, next_step: str) -> Document:
    """Return the document of a file that cannot be used: why, and what to do next."""
    problem = {
        "severity": "error",
        "sheet": None,
        "cell": None,
        "message": message,
        "next_step": next_step,
    }
    return {
        "file": name,
        "format": kind,
        "encoding": None,
        "verdict": "refuse",
        "message": message + next_step,
        "problems": [problem],
        "tables": [],
        "sheets": [],
    }
