"""The sheet view: what a previewed sheet is turned into before a browser draws it."""

import re

import pytest

from indicators import sheet

NAMES = {
    "allowance_approved": "社区工作运转经费·核定",
    "allowance_paid": "社区工作运转经费",
    "service_approved": "社区服务群众经费·核定",
    "service_paid": "社区服务群众经费",
    "pay": "社工月均报酬",
    "floor_area": "党群服务中心面积",
    "cn_xinhua": "新华社区",
}
CODES = dict(zip("DEFGHI", list(NAMES)[:6], strict=True)) | {"J": None}
LABELS = {
    "D": ["工作运转经费", "核定数"],
    "E": ["工作运转经费", "拨付数"],
    "F": ["服务群众经费", "核定数"],
    "G": ["服务群众经费", "拨付数"],
    "H": ["社工月均报酬"],
    "I": ["党群服务中心面积"],
    "J": ["红色小微数"],
}
UNITS = {"D": "万元", "E": "万元", "F": "万元", "G": "万元", "H": "元/月", "I": "㎡", "J": ""}
ROWS = [
    ["示例区2024年度社区经费及队伍情况统计表"],
    ["填报单位：示例区委组织部　　　截至2024年12月31日"],
    ["序号", "街道", "社区", "工作运转经费", "", "服务群众经费", "", "社工月均报酬",
     "党群服务中心面积", "红色小微数"],
    ["", "", "", "核定数", "拨付数", "核定数", "拨付数"],
    ["", "", "", *UNITS.values()],
    ["1", "和平街道", "光明社区", "12", "12", "6", "6", "4650", "620", "3"],
    ["2", "", "新华社区", "12", "11.5", "6", "5.8", "4700", "约100", "5"],
    ["3", "", "东风社区", "1.4万", "12", "6", "6", "0.48万", "540", "2"],
    ["", "小计", "", "25.4", "35.5", "18", "17.8", "", "", ""],
    ["4", "长江街道", "江畔社区", "10", "10", "6", "见附件3", "4520", "1360", "4"],
    ["5", "", "滨河社区", "10", "10", "6", "6", "4520", "480", ""],
    ["6", "", "望江社区", "10", "9", "—", "5", "4480", "不少于500", "1"],
    ["", "小计", "", "30", "29", "12", "11", "", "", ""],
    ["合计", "", "", "55.4", "64.5", "30", "28.8", "", "", ""],
    ["注：1.服务群众经费含党建活动经费；2.“约”为估算数。"],
]  # fmt: skip
REGIONS = ["title", "note", "header", "header", "unit", *["data"] * 3, "total", *["data"] * 3]
REGIONS += ["total", "total", "note"]
MERGES = ["A1:J1", "A2:J2", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4", "I3:I4", "J3:J4"]
MERGES += ["B6:B8", "B10:B12", "A14:C14"]
READ = {
    "D8": {"lo": 1.4, "hi": 1.4},
    "H8": {"lo": 4800.0, "hi": 4800.0},
    "I7": {"lo": 90.0, "hi": 110.0, "flag": "≈"},
    "I12": {"lo": 500.0, "hi": None, "flag": "≥"},
    "G10": {"state": "unreadable", "lo": None, "hi": None, "reason": "不是数"},
    "F12": {"state": "missing", "lo": None, "hi": None, "reason": "破折号"},
}
PROBLEMS = [
    ("D8", "“1.4万”读作1.4万元，比同列中位数低86%", "请核对原表"),
    ("G10", "“见附件3”不是数", "按缺数写入，原文保留"),
    ("I10", "面积1360，上年420，增加224%", "请核对"),
]


def observation(letter, number, raw, **changes):
    """One observation of the sample table, read plainly unless told otherwise."""
    blank = not raw
    value = None if blank or f"{letter}{number}" in READ else float(raw)
    plain = {
        "cell": f"{letter}{number}", "row_label": ROWS[number - 1][2] or ROWS[number - 1][1],
        "row_kind": "total" if REGIONS[number - 1] == "total" else "area", "area": None,
        "column_label": "/".join(LABELS[letter]), "unit": UNITS[letter] or None, "period": "2024",
        "raw": raw, "state": "missing" if blank else "value", "lo": value, "hi": value,
        "lo_open": False, "hi_open": False, "flag": None if blank else "=",
        "reason": "空白" if blank else None, "factor": 1.0 if CODES[letter] else None,
        "indicator": CODES[letter],
    }  # fmt: skip
    return {**plain, **READ.get(f"{letter}{number}", {}), **changes}


def document(**changes):
    """Return the preview of the sample workbook: a budget table as a district sends it."""
    observations = [
        observation(letter, number, ROWS[number - 1][3 + at])
        for number in range(6, 15)
        for at, letter in enumerate(CODES)
    ]
    columns = [
        {"column": letter, "label": LABELS[letter], "unit": UNITS[letter], "period": "2024",
         "indicator": code, "match": "alias" if code else "none"}
        for letter, code in CODES.items()
    ]  # fmt: skip
    table = {
        "sheet": "社区经费", "title": ROWS[0][0], "range": "A3:J14", "header_rows": [3, 4],
        "orientation": "rows", "notes": [], "columns": columns, "observations": observations,
    }  # fmt: skip
    drawn = {"name": "社区经费", "rows": ROWS, "merges": MERGES, "hidden": False,
             "regions": {str(n): region for n, region in enumerate(REGIONS, 1)}}  # fmt: skip
    problems = [
        {"severity": "warning", "sheet": "社区经费", "cell": cell, "message": text, "next_step": go}
        for cell, text, go in PROBLEMS
    ]
    sheet_changes = {key: changes.pop(key) for key in list(changes) if key in drawn}
    return {"verdict": "warn", "problems": problems, "tables": [table],
            "sheets": [{**drawn, **sheet_changes}], **changes}  # fmt: skip


def drawn(preview=None, names=None):
    """Model the first sheet of a preview, the sample one unless another is given."""
    return sheet.model(preview or document(), 0, names or NAMES)


def cell(model, reference):
    """Find one drawn cell; None when a merge covers it."""
    found = [cell for row in model["rows"] for cell in row["cells"] if cell["ref"] == reference]
    return found[0] if found else None


def column(model, letter):
    """Find one drawn column."""
    return next(one for one in model["columns"] if one["letter"] == letter)


def with_cell(letter, number, **changes):
    """Return the sample preview with one observation changed."""
    preview = document()
    for one in preview["tables"][0]["observations"]:
        if one["cell"] == f"{letter}{number}":
            one.update(changes)
    return preview


@pytest.mark.parametrize(
    ("reference", "rows", "columns"), [("A1", 1, 10), ("B3", 2, 1), ("B6", 3, 1), ("D3", 1, 2)]
)
def test_merge_becomes_span(reference, rows, columns):
    """A merged range is one cell that spans its rows and columns."""
    found = cell(drawn(), reference)

    assert (found.get("rows", 1), found.get("columns", 1)) == (rows, columns)


@pytest.mark.parametrize("reference", ["J1", "B4", "B8", "E3"])
def test_covered_cell_is_not_drawn(reference):
    """What lies under a merge is left to the cell that spans it."""
    assert cell(drawn(), reference) is None


@pytest.mark.parametrize("merge", ["A1:XFD1048576", "B2:A1", "nonsense", "A1", "A0:B2", ""])
def test_odd_merge_keeps_every_spot_covered_once(merge):
    """A merge that is huge, reversed or no range leaves a table without gaps or overlaps."""
    model = drawn(document(merges=[merge, "A1:B2"]))

    areas = [one.get("rows", 1) * one.get("columns", 1)
             for row in model["rows"] for one in row["cells"]]  # fmt: skip
    assert sum(areas) == len(model["rows"]) * len(model["columns"])


def test_overlapping_merges_do_not_share_spots():
    """The second of two overlapping merges is dropped."""
    model = drawn(document(merges=["A6:B7", "B7:C8"]))

    assert cell(model, "A6")["rows"] == 2
    assert "rows" not in cell(model, "C8")


def test_unmerged_title_runs_over_empty_neighbours():
    """A title nobody merged is not cut at the width of its column."""
    assert cell(drawn(document(merges=[])), "A1")["columns"] == 10


@pytest.mark.parametrize("reference", ["B9", "D9", "A14", "G14"])
def test_total_is_struck(reference):
    """Every text of a subtotal or total row is struck through."""
    assert cell(drawn(), reference)["struck"]


def test_total_in_a_data_row_is_struck():
    """A total that is a column, not a row, is struck through cell by cell."""
    assert cell(drawn(with_cell("E", 6, row_kind="total")), "E6")["struck"]


def test_data_is_not_struck():
    """A cell that will be written is never struck through."""
    assert "struck" not in cell(drawn(), "D6")


@pytest.mark.parametrize(
    ("changes", "arrow"),
    [
        ({"raw": "0.48万", "lo": 4800.0, "hi": 4800.0}, "4800"),
        ({"raw": "8", "lo": 8.0, "hi": 8.0, "factor": 10000.0}, "80000"),
        ({"raw": "1.1", "lo": 1.1, "hi": 1.1, "factor": 10000.0}, "11000"),
        ({"raw": "约100", "lo": 90.0, "hi": 110.0}, "90–110"),
        ({"raw": "不少于500", "lo": 500.0, "hi": None}, "≥500"),
        ({"raw": "10万以上", "lo": 10.0, "hi": None, "lo_open": True, "factor": 2.0}, ">20"),
        ({"raw": "不足1000", "lo": None, "hi": 1000.0, "hi_open": True}, "<1000"),
        ({"raw": "至多3", "lo": None, "hi": 3.0}, "≤3"),
        ({"raw": "4－5人", "lo": 4.0, "hi": 5.0, "factor": 12.0}, "48–60"),
        ({"raw": "12", "lo": 12.0, "hi": 12.0, "factor": None}, None),
        ({"raw": "12.0", "lo": 12.0, "hi": 12.0}, None),
        ({"raw": "１，２３４", "lo": 1234.0, "hi": 1234.0}, None),
        ({"raw": "93.5％", "lo": 93.5, "hi": 93.5, "unit": "%"}, None),
        ({"raw": "12 万元", "lo": 12.0, "hi": 12.0, "unit": "万元"}, None),
        ({"raw": "≥500", "lo": 500.0, "hi": None}, None),
    ],
)
def test_arrow_tells_the_stored_number(changes, arrow):
    """A cell stored as another number shows it, factor and bound included; others show none."""
    found = cell(drawn(with_cell("H", 7, **changes)), "H7")

    assert found.get("arrow") == arrow
    assert found["state"] == ("converted" if arrow else "plain")


@pytest.mark.parametrize(
    ("reference", "state", "mark", "arrow"),
    [
        ("D6", "plain", None, None),
        ("H8", "converted", None, "4800"),
        ("D8", "warning", "!", "1.4"),
        ("I10", "warning", "!", None),
        ("G10", "unreadable", "×", None),
        ("F12", "missing", None, "缺数"),
    ],
)
def test_state_mark_and_arrow(reference, state, mark, arrow):
    """Each cell has one state, doubled by a symbol or a word beside the colour."""
    found = cell(drawn(), reference)

    assert (found["state"], found.get("mark"), found.get("arrow")) == (state, mark, arrow)


def test_empty_cell_of_a_read_column_is_missing():
    """An empty cell that will be written as missing says so."""
    preview = with_cell("E", 7, raw="", state="missing", lo=None, hi=None, reason="空白")

    assert cell(drawn(preview), "E7")["arrow"] == "缺数"


def test_empty_cell_of_an_undecided_column_stays_empty():
    """Nothing is claimed about an empty cell before its column has an indicator."""
    assert "arrow" not in cell(drawn(), "J11")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("G10", ["G10：见附件3", "不是数", "按缺数写入，原文保留"]),
        ("F12", ["F12：—", "破折号"]),
        ("H8", ["东风社区", "社工月均报酬", "2024", "读作4800"]),
        ("D8", ["低86%", "请核对原表"]),
        ("D9", ["不当作地区写入"]),
    ],
)
def test_tooltip_says_where_and_why(reference, words):
    """Resting on a cell tells its reference, how it was read and the reason."""
    title = cell(drawn(), reference)["title"]

    assert [word for word in words if word not in title] == []


def test_tooltip_says_that_the_year_is_not_stated():
    """A figure without a period is not passed off as this year's."""
    assert "年份未注明" in cell(drawn(with_cell("E", 7, period=None)), "E7")["title"]


@pytest.mark.parametrize(
    ("factor", "said"),
    [(10000.0, "由原单位万元乘以10000换算"), (None, "原单位万元不能换算"), (1.0, "单位万元")],
)
def test_tooltip_tells_the_conversion(factor, said):
    """The printed unit and what was done with it can be checked on the cell."""
    assert said in cell(drawn(with_cell("E", 7, factor=factor)), "E7")["title"]


@pytest.mark.parametrize(
    ("letter", "kind", "text"),
    [
        ("A", "skip", "不导入"),
        ("B", "area", "✓上级地区"),
        ("C", "area", "✓地区"),
        ("G", "indicator", "✓社区服务群众经费"),
        ("J", "ask", "?选一个指标…"),
    ],
)
def test_mapping_row(letter, kind, text):
    """Above every column stands what it was read as."""
    found = column(drawn(), letter)

    assert (found["kind"], found["text"]) == (kind, text)


def test_fuzzy_match_waits_for_a_decision():
    """A name that only resembles an indicator is asked about, not ticked."""
    preview = document()
    preview["tables"][0]["columns"][0]["match"] = "fuzzy"

    found = column(drawn(preview), "D")
    assert (found["kind"], found["text"]) == ("guess", "?像是社区工作运转经费·核定")


def test_column_of_one_place_shows_the_place():
    """In a transposed table a column is an area and its rows carry the indicators."""
    preview = document()
    preview["tables"][0]["orientation"] = "columns"
    preview["tables"][0]["columns"][0]["indicator"] = None
    for at, one in enumerate(preview["tables"][0]["observations"]):
        if one["cell"].startswith("D"):
            one.update(area="cn_xinhua", indicator=["pay", "floor_area"][at % 2])

    assert column(drawn(preview), "D")["text"] == "✓新华社区"


def test_code_is_never_shown():
    """A code without a name falls back to the printed heading."""
    model = drawn(names={"pay": "社工月均报酬"})

    assert column(model, "G")["text"] == "✓服务群众经费/拨付数"
    assert "service_paid" not in cell(model, "G10")["title"]


def test_offer_covers_columns_with_numbers_only():
    """Only a column that holds numbers can be given an indicator."""
    model = sheet.offer(drawn(), [{"indicator": "pay", "name": "社工月均报酬"}], {})

    assert [one["letter"] for one in model["columns"] if one.get("options")] == list("DEFGHIJ")


def test_a_column_offers_the_units_of_its_indicator():
    """A printed unit is offered first, beside those its indicator can come in."""
    model = sheet.offer(drawn(), [], {"pay": ["元/月", "万元/年"]})

    assert column(model, "G")["units"] == []
    paid = next(one for one in model["columns"] if one["indicator"] == "pay")
    assert paid["units"] == list(dict.fromkeys([paid["unit"], "元/月", "万元/年"]))


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "标题"), (2, "说明"), (3, "表头"), (4, ""), (5, "单位"), (6, "数据"), (7, ""), (9, "不入"),
     (10, "数据"), (13, "不入"), (14, ""), (15, "附注")],
)  # fmt: skip
def test_region_word_once_per_run(number, word):
    """The gutter prints a region's word on its first row only; notes are named by their place."""
    assert drawn()["rows"][number - 1]["word"] == word


def test_widths_stay_between_44_and_190():
    """No column is too narrow to click or so wide that it hides its neighbours."""
    rows = [*ROWS[:6], ["1", "长" * 300, "", "9" * 60], *ROWS[7:]]
    widths = [one["width"] for one in drawn(document(rows=rows))["columns"]]

    assert (min(widths) >= 44, max(widths)) == (True, 190)


def test_width_holds_the_longest_figure_with_its_arrow():
    """不少于500 with →≥500 is not cut: 9 wide or half-wide signs and the arrow need 120 pixels."""
    assert column(drawn(), "I")["width"] >= 120


def big():
    """Return a preview of a sheet larger than what is drawn, as the reader hands it over."""
    rows = [["街道", *map(str, range(70))]] * 300
    preview = document(rows=rows, merges=[], regions={})
    preview["tables"][0].update(range="A2:BS5000", observations=[], columns=[])
    return preview


def test_drawing_is_capped():
    """At most 300 rows of 60 columns are drawn."""
    model = drawn(big())

    assert (len(model["rows"]), len(model["rows"][0]["cells"])) == (300, 60)


def test_what_is_not_drawn_is_counted():
    """The last line tells how many rows and columns were read beyond the drawing."""
    assert drawn(big())["foot"] == ["还有4700行、11列已读入，这里没有画出。"]


def test_whole_sheet_has_no_last_line():
    """Nothing is said when everything is drawn."""
    assert drawn()["foot"] == []


def test_hidden_sheet_is_named():
    """A sheet hidden in the workbook is drawn and said to be hidden."""
    assert drawn(document(hidden=True))["foot"] == ["这张工作表在原文件里是隐藏的。"]


def test_empty_edges_are_not_drawn():
    """Formatted but empty rows and columns around the table take no space."""
    rows = [[*row, *[""] * 40] for row in ROWS] + [[""] * 50] * 100

    model = drawn(document(rows=rows, merges=[]))
    assert (len(model["rows"]), len(model["columns"])) == (15, 10)


def test_legend_explains_only_what_is_shown():
    """A sheet without problems needs no key to their signs."""
    preview = document(problems=[], rows=[["地区", "数"], ["甲", "1"]], merges=[], regions={})
    preview["tables"] = []

    assert (drawn(preview)["legend"], len(drawn()["legend"])) == ([], 4)


@pytest.mark.parametrize("preview", [{}, {"verdict": "refuse", "sheets": [], "tables": []}])
def test_refused_file_draws_nothing(preview):
    """A document without sheets is drawn as one sentence instead of an error."""
    model = sheet.model(preview, 0, {})

    assert (model["rows"], model["foot"]) == ([], ["没有可画的工作表。"])


HOSTILE = "<img src=x onerror=alert(1)></td><script>alert(1)</script>=cmd|' /C calc'!A0\u202e"


def test_hostile_text_stays_data():
    """Markup, formulas and direction marks pass through unchanged, neither run nor escaped."""
    model = drawn(document(rows=[*ROWS[:5], ["1", HOSTILE, *ROWS[5][2:]], *ROWS[6:]]))

    assert cell(model, "B6")["text"] == HOSTILE


@pytest.mark.parametrize(
    "risk", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http"]
)
def test_script_never_turns_text_into_markup(risk):
    """The script sets texts only and asks nothing of any other machine."""
    assert risk not in sheet.JS


def test_style_loads_nothing():
    """The style sheet needs no network."""
    assert not re.search(r"url\(|@import|http", sheet.CSS)


@pytest.mark.parametrize("asset", [sheet.JS, sheet.CSS])
def test_assets_are_inline(asset):
    """The page's component takes a text with inner line breaks for code, not for a path."""
    assert "\n" in asset.strip()


def test_words_keep_han_and_digits_together():
    """No sentence of the view puts a space between Han and digits."""
    model = drawn(document(rows=[[text.replace(" ", "") for text in row] for row in ROWS]))

    assert not re.search(r"[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]", str(model))
