"""Benchmarking indicators of urban grassroots Party building: read, store, compare, show."""
