"""The command line: everything an analyst does on the pages, for scheduled jobs and checks."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from indicators import catalogue

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


class RefusedError(Exception):
    """The command cannot be carried out; the message is shown as it is."""


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in Chinese."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line and exit with 2."""
        sys.stderr.write(f"用法不对：{message}\n{self.format_usage()}")
        sys.exit(WRONG_USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code and never shows a traceback."""
    options = _parse(sys.argv[1:] if arguments is None else list(arguments))
    try:
        return options.run(options)
    except RefusedError as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    except BrokenPipeError:
        return DONE
    except Exception as fault:  # noqa: BLE001 - the last stop before the user
        sys.stderr.write(f"没有完成（{fault.__class__.__name__}）。请检查输入和磁盘空间后重试。\n")
        return REFUSED


def figure(options: argparse.Namespace) -> int:
    """Read official figures."""
    from indicators.spreadsheet import figures

    found = [asdict(figures.read(text)) for text in options.text]
    _print(found, options.json, [_figure_line(one) for one in found])
    return DONE


def preview(options: argparse.Namespace) -> int:
    """Understand a file and write nothing."""
    document = _document(options)
    shown = {key: value for key, value in document.items() if key != "sheets"}
    lines = [document["message"], *(one["message"] for one in document["problems"])]
    _print(shown, options.json, lines)
    if document["verdict"] == "refuse":
        sys.stderr.write(f"{document['message']}\n")
        return REFUSED
    return DONE


def import_(options: argparse.Namespace) -> int:
    """Import files, each in one transaction."""
    from indicators import store

    con, done, code = _store(options), [], DONE
    for name in options.file:
        try:
            content = _content(Path(name))
            batch = store.import_file(
                con, content, Path(name).name, mode=options.mode, user=store.this_user()
            )
            done.append(asdict(batch))
        except (store.ImportRefusedError, RefusedError) as refused:
            sys.stderr.write(f"{Path(name).name}：{refused}\n")
            done.append({"file": Path(name).name, "batch": None, "message": str(refused)})
            code = REFUSED
    _print(done, options.json, [_import_line(one) for one in done if one["batch"]])
    return code


def template(options: argparse.Namespace) -> int:
    """Write a form that an office fills in and uploads."""
    from indicators import export

    wanted = {name: getattr(options, name) for name in ("theme", "level", "area", "year")}
    path, known = Path(options.out), _known(options)
    try:
        path.write_bytes(export.template(known, **wanted))
    except export.TemplateError as error:
        raise RefusedError(str(error)) from error
    except OSError as error:
        raise RefusedError(f"写不了文件“{path.name}”。请检查文件夹和权限。") from error
    place = f"{options.area}·" if options.area else ""
    line = f"已写出{path.name}：{place}{options.level}·{options.theme}填报表（{options.year}年）。"
    _print(wanted | {"file": str(path)}, options.json, [line + "填好后原样上传即可。"])
    return DONE


def undo(options: argparse.Namespace) -> int:
    """Take a batch back."""
    from indicators import store

    try:
        store.undo(_store(options), options.batch)
    except store.StoreError as error:
        raise RefusedError(str(error)) from error
    _print({"batch": options.batch, "undone": True}, options.json, [f"第{options.batch}批已撤销。"])
    return DONE


def batches(options: argparse.Namespace) -> int:
    """List the batches."""
    rows = _query(options, "select * from batch_history order by batch")
    lines = [
        f"{row['batch']}\t{row['file']}\t{row['observations']}个数\t"
        f"{row['imported_at'][:16]}\t{'' if row['is_current'] else '已撤销'}"
        for row in rows
    ]
    _print(rows, options.json, lines)
    return DONE


def diff(options: argparse.Namespace) -> int:
    """Tell what two batches say differently."""
    known = {row["batch"] for row in _query(options, "select batch from batch_history")}
    for batch in (options.first, options.second):
        if batch not in known:
            raise RefusedError(f"没有第{batch}批。请用batches查看现有批次。")
    query = (
        f"select * from fn_batch_diff({options.first}, {options.second})"
        " order by indicator, area, period"
    )
    rows = _query(options, query)
    lines = [
        f"{row['change']}\t{row['area_name']}\t{row['indicator_name']}\t{row['period']}\t"
        f"{row['first_raw'] or '—'}→{row['second_raw'] or '—'}"
        for row in rows
    ]
    _print(rows, options.json, lines or ["两批说的完全一样。"])
    return DONE


def sql(options: argparse.Namespace) -> int:
    """Answer a read-only query over the marts."""
    rows = _query(options, options.query, options.as_of)
    header = ["\t".join(rows[0])] if rows else []
    lines = [
        "\t".join("" if value is None else str(value) for value in row.values()) for row in rows
    ]
    _print(rows, options.json, [*header, *lines])
    return DONE


def serve(options: argparse.Namespace) -> int:
    """Start the app with its tuned server settings."""
    root = Path(__file__).parent.parent
    os.chdir(root)
    os.environ["INDICATORS_STORE"] = str(Path(options.store).absolute())
    command = [sys.executable, "-m", "streamlit", "run", str(root / "app.py")]
    settings = ["--server.port", str(options.port), "--server.headless", "true"]
    sys.stdout.flush()
    os.execv(sys.executable, [*command, *settings])  # noqa: S606


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = Parser(prog="python -m indicators", description="城市基层党建对标分析的命令行。")
    parser.add_argument("--store", default=os.environ.get("INDICATORS_STORE") or _default_store())
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    _command(commands, "figure", figure)
    _command(commands, "preview", preview).add_argument("file")
    adding = _command(commands, "import", import_)
    adding.add_argument("file", nargs="+")
    adding.add_argument("--mode", choices=["append", "replace", "upsert"], default="append")
    _template_options(_command(commands, "template", template))
    _command(commands, "undo", undo).add_argument("batch", type=int)
    _command(commands, "batches", batches)
    comparing = _command(commands, "diff", diff)
    comparing.add_argument("first", type=int)
    comparing.add_argument("second", type=int)
    asking = _command(commands, "sql", sql)
    asking.add_argument("query")
    asking.add_argument("--as-of", type=int)
    _command(commands, "serve", serve).add_argument("--port", type=int, default=8501)
    options, rest = parser.parse_known_args(arguments)
    # the texts of `figure` may start with a dash, so they are taken as they come
    options.text = [text for text in rest if text != "--"]
    if (rest and options.run is not figure) or (options.run is figure and not options.text):
        parser.error(f"不认识的参数{rest[0]}" if rest else "figure后面要有文字")
    return options


def _command(commands: argparse._SubParsersAction, name: str, run: object) -> Parser:
    command = commands.add_parser(name, help=run.__doc__, add_help=name != "figure")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)
    return command


def _template_options(form: Parser) -> None:
    for name in ("--theme", "--level", "--out"):
        form.add_argument(name, required=True)
    form.add_argument("--area")
    form.add_argument("--year", type=int, default=datetime.now().astimezone().year - 1)


def _default_store() -> str:
    return str(Path(__file__).parent.parent / "data" / "store")


def _store(options: argparse.Namespace):  # noqa: ANN202 - duckdb is imported only where needed
    from indicators import store

    try:
        return store.connect(Path(options.store))
    except store.StoreError as error:
        raise RefusedError(str(error)) from error


def _query(options: argparse.Namespace, text: str, as_of: int | None = None) -> list[dict]:
    from indicators import query, store

    _store(options).close()
    try:
        return query.run(Path(options.store) / store.FILE, text, as_of)
    except query.QueryError as error:
        raise RefusedError(str(error)) from error


def _document(options: argparse.Namespace) -> dict:
    from indicators.spreadsheet import preview as read

    path = Path(options.file)
    return read(path, path.name, _known(options))


def _known(options: argparse.Namespace) -> "catalogue.Catalogue":
    """The catalogue with the office's own rows; the store itself is not opened."""
    from indicators import catalogue

    return catalogue.load(own=Path(options.store) / catalogue.OWN)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(f"打不开文件“{path.name}”。请检查文件名和权限。") from error


def _print(found: object, as_json: bool, lines: list[str]) -> None:
    text = (
        json.dumps(found, ensure_ascii=False, indent=1, default=list)
        if as_json
        else "\n".join(lines)
    )
    sys.stdout.write(f"{text}\n")


def _figure_line(one: dict) -> str:
    ends = (
        f"{'(' if one['lo_open'] else '['}{one['lo']}, {one['hi']}{')' if one['hi_open'] else ']'}"
    )
    return f"{one['text']}\t{one['reason'] or ends}\t{one['flag'] or ''}\t{one['unit'] or ''}"


def _import_line(one: dict) -> str:
    word = "写入" if one["is_new"] else "早已写入，未重复导入："
    return (
        f"第{one['batch']}批\t{one['file']}\t{word}{one['observations']}个数，缺数{one['missing']}"
    )


if __name__ == "__main__":
    sys.exit(main())
