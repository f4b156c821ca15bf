"""Reading in a child process: whatever a file does to its reader ends as a refusal.

The child is this file run as a script. It caps its own memory, processor time and file writing
before it looks at a byte, imports only what reads, and answers with one JSON document. Large
tables' observations follow it as Arrow streams, and the document says how long each is.
"""

import importlib
import json
import pickle
import resource
import subprocess
import sys
import types
from pathlib import Path

MEGA = 1024 * 1024
# a workbook is drafted sheet by sheet in temporary files, each no larger than this
_DRAFT_BYTES = 400 * MEGA


def read(data: bytes) -> dict[str, object]:
    """Return what the reader found in a file's bytes, as `reader.read` describes it.

    A crash, a hang or an exhausted limit of the child becomes `{"message", "next_step"}`.
    """
    return _call("reader", "read", data)


def understand(
    data: bytes, name: str, catalogue: object, decided: dict[str, dict[str, str]]
) -> dict[str, object]:
    """Return the preview document of a file's bytes, as `understand.answer` describes it.

    A crash, a hang or an exhausted limit of the child becomes `{"message", "next_step"}`.
    """
    return _call("understand", "answer", data, name, catalogue, decided)


def annotate(data: bytes, problems: list[dict[str, object]]) -> dict[str, object]:
    """Return the workbook with comments, as `annotated.answer` describes it.

    A crash, a hang or an exhausted limit of the child becomes `{"message", "next_step"}`.
    """
    return _call("annotated", "answer", data, problems, writes=_DRAFT_BYTES)


def _call(
    module: str, function: str, data: bytes, *arguments: object, writes: int = 0
) -> dict[str, object]:
    from indicators.spreadsheet import limits  # noqa: PLC0415 - a script has no package

    if len(data) > limits.UPLOAD_BYTES:
        return _refusal(
            f"文件有{len(data) / MEGA:.0f}MB，超过上限{limits.UPLOAD_BYTES // MEGA}MB。",
            limits.SPLIT,
        )
    seconds = limits.allowed_seconds(len(data))
    head = pickle.dumps(arguments)
    sent = len(head).to_bytes(8, "big") + head + data
    return run(_command(module, function, (seconds, limits.MEMORY_BYTES, writes)), sent, seconds)


def run(command: list[str], data: bytes, seconds: float) -> dict[str, object]:
    """Feed bytes to a child and return its JSON answer, or a refusal saying how it ended."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter and file, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            answer, _ = child.communicate(data, timeout=seconds * _patience())
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return _too_slow(seconds)
    return _answer(answer, child.returncode, seconds)


def _patience() -> float:
    from indicators.spreadsheet import limits  # noqa: PLC0415 - a script has no package

    return limits.PATIENCE


def _answer(answer: bytes, code: int, seconds: float) -> dict[str, object]:
    if code in (-24, -9):
        return _too_slow(seconds)
    try:
        return _document(answer)
    except ValueError:
        return _refusal(
            "读取时内存超过上限或读取程序异常退出：文件已损坏，或个别单元格离数据区太远。",
            "请把有用的区域复制到一张新表，另存为.xlsx再上传。",
        )


def _document(answer: bytes) -> dict[str, object]:
    """Return the document with its large tables. Raises ValueError for anything else."""
    end = answer.find(b"\n") + 1
    if not end:
        return json.loads(answer)
    from indicators.spreadsheet import observed  # noqa: PLC0415 - a script has no package

    document, start = json.loads(answer[:end]), end
    for table in document["tables"]:
        if isinstance(size := table["observations"], int):
            table["observations"] = observed.unpacked(memoryview(answer)[start : start + size])
            start += size
    return document


def _too_slow(seconds: float) -> dict[str, object]:
    return _refusal(
        f"读取超过{seconds:.0f}秒的时间上限，已停止。",
        "请删去无用的行列和工作表，或拆成几个较小的文件再上传。",
    )


def _refusal(message: str, next_step: str) -> dict[str, object]:
    return {"message": message, "next_step": next_step}


def _command(module: str, function: str, caps: tuple[float, int, int]) -> list[str]:
    seconds, memory, writes = caps
    arguments = (module, function, str(int(seconds) + 1), str(memory), str(writes))
    return [sys.executable, "-I", __file__, *arguments]


def _cap(seconds: int, memory: int, writes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (writes, writes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _WithoutPandas:
    """Arrow would load pandas, a third of a second, only to see that nothing here is of it."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Say that there is no pandas."""
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def _stand_in() -> None:
    """Make the package importable without its `__init__`, which would load everything."""
    sys.meta_path.insert(0, _WithoutPandas)
    folder = Path(__file__).resolve().parent
    for name, path in (("indicators", folder.parent), ("indicators.spreadsheet", folder)):
        package = types.ModuleType(name)
        package.__path__ = [str(path)]
        sys.modules[name] = package


def _child(module: str, function: str, *caps: str) -> None:
    _cap(*map(int, caps))
    _stand_in()
    work = getattr(importlib.import_module(f"indicators.spreadsheet.{module}"), function)
    sent = sys.stdin.buffer
    arguments = pickle.loads(sent.read(int.from_bytes(sent.read(8), "big")))  # noqa: S301 - ours
    try:
        answer = _written(work(sent.read(), *arguments))
    except MemoryError:
        refusal = _refusal("读取时内存超过上限，已停止。", "请拆成几个较小的文件再上传。")
        answer = [json.dumps(refusal).encode()]
    sys.stdout.buffer.writelines(answer)


def _written(document: dict[str, object]) -> list[bytes]:
    """Return the document as JSON and, after a line's end, its large tables as streams."""
    streams = []

    def large(rows: object) -> object:
        if not hasattr(rows, "frame"):
            return list(rows)
        from indicators.spreadsheet import observed  # noqa: PLC0415 - for large tables only

        streams.append(observed.packed(rows))
        return len(streams[-1])

    head = json.dumps(document, ensure_ascii=False, default=large).encode("utf-8", "replace")
    return [head, b"\n", *streams] if streams else [head]


if __name__ == "__main__":
    _child(*sys.argv[1:])
