# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the user sees: one line a step, with the time it took, and plain errors."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class DevError(Exception):
    """Something the user can mend; its text says in one line how."""


def say(text: str) -> None:
    """Print a line for the user, beside whatever the command itself prints."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[Callable[[str], None]]:
    """Show a long step: what is done, how far it is and how long it took.

    On a terminal one line is kept up to date; elsewhere a line comes every 15 seconds.

    :return: a function that takes a short text on how far the step is
    """
    progress = _Progress(title)
    progress.start()
    try:
        yield progress.tell
    except BaseException:
        progress.stop("stopped")
        raise
    progress.stop("done")


class _Progress(threading.Thread):
    def __init__(self, title: str) -> None:
        super().__init__(daemon=True)
        self.title = title
        self.detail = ""
        self.began = time.monotonic()
        self.ended = threading.Event()
        self.live = sys.stderr.isatty()

    def tell(self, detail: str) -> None:
        self.detail = detail

    def _line(self, state: str) -> str:
        seconds = f"{time.monotonic() - self.began:.1f} s"
        detail = f" {self.detail}" if self.detail else ""
        return f"• {self.title} …{detail} {state} ({seconds})".replace("  ", " ")

    def run(self) -> None:
        pause = 0.3 if self.live else 15
        if not self.live:
            say(f"• {self.title} …")
        while not self.ended.wait(pause):
            if self.live:
                print(f"\r\033[K{self._line('')}", end="", file=sys.stderr, flush=True)
            else:
                say(self._line("still at it"))

    def stop(self, state: str) -> None:
        self.ended.set()
        self.join()
        print("\r\033[K" if self.live else "", end="", file=sys.stderr)
        self.detail = ""
        say(self._line(state))
