"""The child process: whatever happens to it becomes a refusal in Chinese."""

import pickle
import subprocess
import sys
import time

import pytest

from indicators import catalogue
from indicators.spreadsheet import limits, sandbox
from tests import workbooks


def child(code, seconds=1.0):
    """What `run` answers for a child that runs this code."""
    return sandbox.run([sys.executable, "-c", code], b"", seconds)


def test_a_good_file_comes_back_as_sheets():
    """The reader's document crosses the pipe unchanged."""
    found = sandbox.read(workbooks.csv())
    assert found["sheets"][0]["rows"][3] == ["杭州", "35.5", "92.1", "1200"]


ENDS = {
    "abort": ("import os; os.abort()", "内存"),
    "hang": ("import time; time.sleep(60)", "1秒"),
    "silence": ("pass", "退出"),
    "out of time": ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "1秒"),
}


@pytest.mark.parametrize(("code", "words"), ENDS.values(), ids=ENDS.keys())
def test_every_end_of_a_child_is_a_refusal(code, words):
    """A crash, a hang and a child that says nothing each give a message and a next step."""
    found = child(code)
    assert words in found["message"]
    assert found["next_step"]


def test_memory_is_capped(monkeypatch):
    """A file that needs more memory than allowed is refused; this process lives."""
    monkeypatch.setattr(limits, "MEMORY_BYTES", 120 * limits.MEGA)
    rows = [["城市", "说明"], *(["杭州", f"{n:030000}"] for n in range(1200))]
    assert "内存" in sandbox.read(workbooks.csv(rows))["message"]


def test_the_upload_is_capped_before_a_child_starts(monkeypatch):
    """A file past the upload cap is refused by its size alone."""
    monkeypatch.setattr(limits, "UPLOAD_BYTES", limits.MEGA)
    assert "上限1MB" in sandbox.read(bytes(2 * limits.MEGA))["message"]


def test_a_hanging_reader_is_stopped_in_time(monkeypatch):
    """The wall clock ends a read that takes too long."""
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    begun = time.monotonic()
    found = sandbox.read(workbooks.csv(workbooks.GOOD * 2000))
    assert "时间上限" in found["message"]
    assert time.monotonic() - begun < 2


def test_the_child_loads_only_what_it_needs():
    """No frame, store or page library is imported to read a workbook."""
    code = (
        "import runpy, sys\n"
        "sys.argv = ['sandbox', 'understand', 'answer', '5', '1600000000', '0']\n"
        f"runpy.run_path({sandbox.__file__!r}, run_name='__main__')\n"
        "heavy = {'pandas', 'numpy', 'duckdb', 'streamlit', 'plotly', 'openpyxl'}\n"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    head = pickle.dumps(("报表.xlsx", catalogue.load(), {}))
    sent = len(head).to_bytes(8, "big") + head + workbooks.xlsx()
    done = subprocess.run(command, input=sent, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
