# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Run other programs: quietly with a log, or in front of the user; never leave one behind."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from .console import DevError

SECONDS_TO_END = 15
EXCEPTION = re.compile(r"[\w.]*(Error|Exception|Interrupt|Violation)\w*: ")


class Interrupted(BaseException):
    """The user or the system asks the command to end.

    :ivar status: the exit status that says so
    """

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.status = 128 + number


def end_on_signals() -> None:
    """Turn SIGINT, SIGTERM and SIGHUP into :class:`Interrupted`, so that all is put away."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        # A second signal must not stop the putting away.
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted(number)

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, interrupt)


def output(command: Sequence[str | Path], env: Mapping[str, str] | None = None, **options) -> str:
    """Run a short command.

    :return: what it printed
    :raises DevError: with what it said, if it fails
    """
    options.setdefault("stdin", subprocess.DEVNULL)
    done = subprocess.run(command, env=env, capture_output=True, text=True, **options)
    if done.returncode:
        raise DevError(f"{Path(command[0]).name} failed: {_last_lines(done.stderr or done.stdout)}")
    return done.stdout


def run_quietly(
    command: Sequence[str | Path],
    log: Path,
    env: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] = lambda line: None,
    cwd: Path | None = None,
    script: Path | None = None,
) -> None:
    """Run a long command with its output in a log file.

    :param on_line: is called with every line of output, to tell how far the command is
    :param script: a file that the command reads as its input
    :raises DevError: with the last lines of the log, if the command fails
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    last: deque[str] = deque(maxlen=300)
    with (
        log.open("w", encoding="utf-8", errors="replace") as file,
        (script or Path(os.devnull)).open() as given,
    ):
        child = start(
            command,
            env=env,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=cwd,
        )
        try:
            for line in child.stdout:
                file.write(line)
                last.append(line.rstrip())
                on_line(line)
            status = child.wait()
        finally:
            end(child)
    if status:
        raise DevError(f"{Path(command[0]).name} failed, the whole log is {log}:\n{excerpt(last)}")


def excerpt(lines: Iterable[str], count: int = 12) -> str:
    """:return: what a log says went wrong: the exceptions, else its last lines, indented"""
    lines = list(lines)
    raised = [line for line in lines if EXCEPTION.match(line)]
    return "\n".join(f"  {line}" for line in raised[-4:] or lines[-count:])


def start(command: Sequence[str | Path], **options) -> subprocess.Popen:
    """Start a program in a process group of its own, so that it can be ended with all it starts."""
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.Popen(
        command,
        start_new_session=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        **options,
    )


def end(child: subprocess.Popen, seconds: float = SECONDS_TO_END) -> None:
    """End a program of :func:`start` and everything it started: politely, then by force."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
            if not _group_lives(child.pid):
                break


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def run_in_front(command: Sequence[str | Path], env: Mapping[str, str], cwd: Path | None = None):
    """Run a command that has the terminal, and wait for it.

    :return: its exit status
    """
    child = subprocess.Popen(command, env=env, cwd=cwd)
    try:
        status = child.wait()
        return 128 - status if status < 0 else status
    except Interrupted as interrupted:
        _end_in_front(child, interrupted)
        raise


def _end_in_front(child: subprocess.Popen, interrupted: Interrupted) -> None:
    """Ctrl-C at a terminal reaches the child too, any other signal has to be handed on."""
    number = interrupted.status - 128
    if number != signal.SIGINT or not sys.stdin.isatty():
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(number)
    try:
        child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _last_lines(text: str, count: int = 3) -> str:
    return " / ".join(line.strip() for line in text.strip().splitlines()[-count:])
