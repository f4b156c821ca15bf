"""The files of queries/ as database relations: views, materialised tables and table macros.

A file holds one SELECT; its name without the layer digit is the relation's name, and it may read
only relations of lower digits. Its header becomes the relation's comment:

- first line: one Chinese sentence saying what the relation is;
- ``-- grain:`` the columns that identify a row; ``-- 口径:`` the rules a reader must know;
- ``-- materialised by: column`` makes it a table refreshed for the touched keys only;
- ``-- parameters: a, b`` makes it a table macro with those parameters;
- ``-- returns: type`` beside them makes it a scalar function: the file holds one expression.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

QUERIES = Path(__file__).parent.parent / "queries"
_HEADER = re.compile(r"--\s*(grain|口径|materialised by|parameters|returns):\s*(.+)")


class ViewError(Exception):
    """A file of queries/ could not be turned into a relation; the message names the file."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One file of queries/: its layer digit, name, header and SELECT."""

    layer: int
    name: str
    sentence: str
    grain: str
    rules: str
    key: str
    parameters: str
    returns: str
    select: str

    @property
    def comment(self) -> str:
        """The header as one text: sentence, grain and rules."""
        return "\n".join(part for part in (self.sentence, self.grain, self.rules) if part)


def load(folder: Path = QUERIES) -> list[Relation]:
    """Return the relations of a folder in the order in which they can be created."""
    return [_relation(path) for path in sorted(folder.glob("[0-9]_*.sql"))]


def fingerprint(folder: Path = QUERIES) -> str:
    """Return a digest that changes when any file of the folder changes."""
    texts = (f"{path.name}\n{path.read_text('utf-8')}" for path in sorted(folder.glob("*.sql")))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def define(con: duckdb.DuckDBPyConnection, relations: list[Relation]) -> None:
    """Create every relation anew, those without a file vanish. Raises ViewError."""
    _clear(con)
    for relation in relations:
        try:
            _create(con, relation)
        except duckdb.Error as error:
            raise ViewError(f"{relation.layer}_{relation.name}.sql: {error}") from error


def refresh(
    con: duckdb.DuckDBPyConnection,
    relations: list[Relation],
    keys: list[int],
    together: int = 1_000,
) -> None:
    """Recompute the rows of the given indicator keys in every materialised relation.

    So many keys `together` go into one statement, whose rows it sorts and joins in memory.
    """
    for relation in relations:
        if relation.key:
            for first in range(0, len(keys), together):
                _refresh(con, relation, keys[first : first + together])


def _refresh(con: duckdb.DuckDBPyConnection, relation: Relation, keys: list[int]) -> None:
    where = f"where {relation.key} in ({', '.join(str(int(key)) for key in keys)})"
    con.execute(f"delete from {relation.name} {where}")
    con.execute(f"insert into {relation.name} select * from {relation.name}_live {where}")


def _relation(path: Path) -> Relation:
    text = path.read_text("utf-8")
    found = _HEADER.findall(text)
    header = dict(found)
    return Relation(
        layer=int(path.stem[0]),
        name=path.stem[2:],
        sentence=text.split("\n", 1)[0].removeprefix("--").strip(),
        grain=header.get("grain", ""),
        rules="\n".join(value for name, value in found if name == "口径"),
        key=header.get("materialised by", ""),
        parameters=header.get("parameters", ""),
        returns=header.get("returns", ""),
        select=text,
    )


def _clear(con: duckdb.DuckDBPyConnection) -> None:
    """Drop what was defined before: a relation may have turned from view to table, or gone."""
    views = con.execute(
        "select view_name from duckdb_views() where not internal"
        " and database_name = current_database() and view_name not like 'raw\\_%' escape '\\'"
    ).fetchall()
    tables = con.execute(
        "select table_name from duckdb_tables() where not temporary"
        " and database_name = current_database() and table_name not like 'raw\\_%' escape '\\'"
    ).fetchall()
    for kind, names in (("view", views), ("table", tables)):
        for (name,) in names:
            con.execute(f"drop {kind} if exists {name}")


def _create(con: duckdb.DuckDBPyConnection, relation: Relation) -> None:
    name, select = relation.name, relation.select
    if relation.parameters:
        kind = "macro" if relation.returns else "macro table"
        body = "" if relation.returns else "table"
        con.execute(f"create or replace macro {name}({relation.parameters}) as {body}\n{select}")
    elif relation.key:
        kind = "table"
        con.execute(f"create or replace view {name}_live as\n{select}")
        con.execute(
            f"create or replace table {name} as select * from {name}_live order by {relation.key}"
        )
    else:
        kind = "view"
        con.execute(f"create or replace view {name} as\n{select}")
    comment = relation.comment.replace("'", "''")
    con.execute(f"comment on {kind} {name} is '{comment}'")
