"""One typed figure as a one-row long table, so that it is read and checked like any file."""

import csv
import io

NAME = "手工录入"
FIELDS = (
    "地区",
    "指标",
    "期间",
    "数值",
    "单位",
    "性质",
    "口径",
    "来源",
    "章节",
    "可信度",
    "备注",
)


def entry(values: dict[str, str]) -> bytes:
    """Return the CSV bytes of one figure; keys are FIELDS, those left out are empty."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(FIELDS)
    writer.writerow([values.get(column, "").strip() for column in FIELDS])
    return target.getvalue().encode("utf-8-sig")
