# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Running other programs: what failed is shown, and nothing is left behind."""

import sys
import time
from pathlib import Path

import pytest

from devtools.console import DevError
from devtools.processes import end, excerpt, run_quietly, start


def test_a_failed_program_shows_its_exception_and_its_log(tmp_path):
    log = tmp_path / "logs" / "a.log"
    script = "print('before'); raise ValueError('no such field')"
    with pytest.raises(DevError) as raised:
        run_quietly([sys.executable, "-c", script], log)
    assert str(raised.value).endswith(f"the whole log is {log}:\n  ValueError: no such field")
    assert log.read_text().startswith("before\n")


def test_a_log_without_exceptions_shows_its_last_lines():
    assert excerpt(["one", "two", "three"], count=2) == "  two\n  three"


def test_every_line_is_handed_on_as_it_comes(tmp_path):
    lines = []
    script = "print('one'); print('two')"
    run_quietly([sys.executable, "-c", script], tmp_path / "a.log", on_line=lines.append)
    assert lines == ["one\n", "two\n"]


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
        return state.rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("trap", ["", "trap '' TERM;"])
def test_ending_a_program_ends_what_it_started(tmp_path, trap):
    pid_file = tmp_path / "pid"
    script = f"{trap} sleep 60 & echo $! > {pid_file}; wait"
    child = start(["sh", "-c", script])
    until = time.monotonic() + 10
    while not (pid_file.exists() and pid_file.read_text().strip()) and time.monotonic() < until:
        time.sleep(0.02)
    grandchild = int(pid_file.read_text())
    assert alive(grandchild)
    end(child, seconds=0.5)
    time.sleep(0.1)
    assert child.returncode is not None
    assert not alive(grandchild)
