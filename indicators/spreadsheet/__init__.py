"""Workbook bytes to tables to observations; knows neither the store nor the pages."""

from indicators.spreadsheet.preview import preview

__all__ = ["preview"]
