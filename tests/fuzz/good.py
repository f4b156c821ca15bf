"""Good files with known cells: the same table in every format a bureau sends."""

import importlib.util
import io
import re
from dataclasses import dataclass

from tests import workbooks
from tests.fuzz import biff, container, xlsx

TITLE = "2023年城市基层党建指标表"
PERIOD = "2023"
GROUPS = ["城市", "经费", "覆盖", "覆盖", "队伍"]
HEADER = [
    "城市", "社区工作运转经费（万元）", "业委会党组织覆盖率（%）", "物业项目党组织覆盖率（%）",
    "社区工作者大专以上学历占比（%）",
]  # fmt: skip
# every number is plausible in every column: a shifted one is not found by its size alone
ROWS = [
    ["杭州", 35.5, 92.1, 88.4, 76.3],
    ["苏州", 30, 90.5, 81, 74.9],
    ["南京", 28.8, 91.2, 79.6, 80.2],
    ["宁波", 33.1, 87.7, 84.5, 71.8],
    ["武汉", 27.4, 85, 77.3, 69.5],
    ["成都", 31.6, 93.4, 90.7, 73],
    ["青岛", 26.2, 83.9, 75.8, 68.1],
]
NOTE = "注：数据截至2023年12月31日。"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
RELATED = "xl/_rels/workbook.xml.rels"
LABELS = [text.partition("（")[0] for text in HEADER]

Key = tuple[str, str, str | None]
KNOWN: dict[Key, float] = {
    (row[0], label, PERIOD): float(value)
    for row in ROWS
    for label, value in zip(LABELS[1:], row[1:], strict=True)
}


@dataclass(frozen=True, slots=True)
class Good:
    """A good file: the family of its mutations, the encoding of its text, and its bytes."""

    kind: str
    name: str
    data: bytes
    encoding: str = "utf-8"


def files() -> list[Good]:
    """Every good file; each is accepted without a problem and holds exactly `KNOWN`."""
    wide = [[TITLE], HEADER, *ROWS, [NOTE]]
    return [
        Good("xlsx", "plain.xlsx", _shared(workbooks.xlsx(wide))),
        Good("xlsx", "styled.xlsx", _shared(_styled())),
        Good("xlsx", "inline.xlsx", _inline(wide)),
        *([Good("xlsx", "other.xlsx", _xlsxwriter())] if _installed("xlsxwriter") else []),
        Good("xls", "biff8.xls", biff.container(biff.biff8(wide), "Workbook"), "utf-16-le"),
        *(
            Good("csv", f"{encoding}.csv", _text(wide, delimiter).encode(encoding), encoding)
            for encoding, delimiter in (
                ("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", ","), ("utf-16", "\t"),
            )
        ),
        Good("html", "html.xls", _html("utf-8").encode()),
        Good("html", "html-gbk.xls", _html("gb2312").encode("gb18030"), "gb18030"),
    ]  # fmt: skip


def _grouped() -> list[list]:
    """The table under a header of two rows, its second column a share shown as a percent."""
    rows = [[*row[:2], round(row[2] / 100, 6), *row[3:]] for row in ROWS]
    leaves = [HEADER[0], *HEADER[1:2], LABELS[2], *HEADER[3:]]
    return [[TITLE], GROUPS, leaves, *rows, [NOTE]]


def _styled() -> bytes:
    formats = {f"C{row}": "0.0%" for row in range(4, 4 + len(ROWS))}
    return workbooks.xlsx(_grouped(), merges=["A1:E1", "A2:A3", "C2:D2"], formats=formats)


def _shared(data: bytes) -> bytes:
    """A workbook with its texts in a table of shared strings, as spreadsheet programs keep them."""
    texts: list[str] = []

    def by_number(found: re.Match) -> bytes:
        texts.append(found[1].decode())
        return f't="s"><v>{list(dict.fromkeys(texts)).index(texts[-1])}</v>'.encode()

    found = container.parts(data)
    sheet = re.sub(rb't="inlineStr"><is><t>(.*?)</t></is>', by_number, found[xlsx.SHEET])
    strings = "".join(f"<si><t>{text}</t></si>" for text in dict.fromkeys(texts))
    counts = f'count="{len(texts)}" uniqueCount="{len(set(texts))}"'
    table = f'<sst xmlns="{MAIN}" {counts}>{strings}</sst>'
    relation = f'<Relationship Id="rId99" Type="{SHARED}" Target="sharedStrings.xml"/>'
    end = b"</Relationships>"
    related = found[RELATED].replace(end, relation.encode() + end)
    found |= {xlsx.SHEET: sheet, RELATED: related, xlsx.STRINGS: table.encode()}
    return container.package(list(found.items()))


def _inline(rows: list[list]) -> bytes:
    """The rows as programs write them that keep no shared strings."""
    lines = []
    for r, row in enumerate(rows, start=1):
        cells = "".join(_inline_cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row))
        lines.append(f'<row r="{r}">{cells}</row>')
    return workbooks.sheet_xml("".join(lines).encode())


def _inline_cell(reference: str, value: float | str) -> str:
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _xlsxwriter() -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("情况表")
    percent = book.add_format({"num_format": "0.00%"})
    for r, row in enumerate(_grouped()):
        for c, value in enumerate(row):
            sheet.write(r, c, value, *([percent] if c == 2 and isinstance(value, float) else []))
    sheet.merge_range("A1:E1", TITLE)
    book.close()
    return target.getvalue()


def _text(rows: list[list], delimiter: str) -> str:
    lines = [delimiter.join(map(str, row)) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def _html(charset: str) -> str:
    head = "".join(f"<th>{text}</th>" for text in HEADER)
    body = "".join(
        "<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>\n" for row in ROWS
    )
    return (
        f'<html><head><meta charset="{charset}"></head><body><table>\n'
        f'<tr><td colspan="5">{TITLE}</td></tr>\n<tr>{head}</tr>\n{body}'
        "</table></body></html>\n"
    )
