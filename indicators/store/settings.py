"""What the office has settled for itself: its own area and its usual reference areas."""

import duckdb

from indicators.store.connection import transaction


def save_home(con: duckdb.DuckDBPyConnection, own: str, references: tuple[str, ...]) -> None:
    """Remember the own area and its references (none: the usual choice) for every new visit."""
    with transaction(con):
        for key, value in (("own", own), ("references", "|".join(references))):
            con.execute("insert or replace into raw_setting values (?, ?)", [key, value])
