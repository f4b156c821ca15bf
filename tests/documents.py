"""Documents as a preview gives them, made of a few rows: what tests commit to a store."""

CELL = {
    "row_kind": "area", "unit": "", "period": "2024", "state": "value", "lo_open": False,
    "hi_open": False, "flag": "=", "reason": None, "nature": "实际值", "scope": None,
    "source": None, "section": None, "factor": 1.0, "confidence": None, "note": None,
}  # fmt: skip


def cell(area, indicator, lo, hi=..., **more):
    """One observation cell; a single value is exact."""
    hi = lo if hi is ... else hi
    return CELL | {"area": area, "indicator": indicator, "lo": lo, "hi": hi, "raw": f"{lo}"} | more


def document(*cells, file="报表.xlsx", verdict="accept"):
    """A document of one sheet with these cells, named A1, A2 … unless they say otherwise."""
    named = [{"cell": f"A{number}"} | one for number, one in enumerate(cells, start=1)]
    tables = [{"sheet": "表一", "observations": named}]
    return {"file": file, "verdict": verdict, "message": "", "problems": [], "tables": tables}
