"""Workbook bytes to tables to observations; knows neither the store nor the pages."""

from indicators.spreadsheet.entry import NAME as ENTRY
from indicators.spreadsheet.entry import entry
from indicators.spreadsheet.preview import annotated, preview

__all__ = ["ENTRY", "annotated", "entry", "preview"]
