# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fetch the next piece in a thread while the caller works on the present one."""

import queue
import threading
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")

_POLL_SECONDS = 0.1


class _End:
    """Marks the last piece, and carries the exception that ended it."""

    def __init__(self, error: BaseException | None = None):
        self.error = error


def prefetched(pieces: Iterator[T], ahead: int = 1) -> Iterator[T]:
    """The same pieces, each fetched while the caller still works on the one before.

    An exception comes out where its piece would have. Closing the result, or leaving its loop,
    ends the thread once the piece on its way is there.

    :param ahead: how many pieces may wait
    """
    ready: queue.Queue = queue.Queue(maxsize=ahead)
    stop = threading.Event()
    worker = threading.Thread(
        target=_fetch, args=(pieces, ready, stop), name="shopify-prefetch", daemon=True
    )
    worker.start()
    try:
        while True:
            piece = ready.get()
            if isinstance(piece, _End):
                if piece.error:
                    raise piece.error
                return
            yield piece
    finally:
        stop.set()
        worker.join()


def _fetch(pieces: Iterator, ready: queue.Queue, stop: threading.Event) -> None:
    try:
        for piece in pieces:
            if not _put(ready, piece, stop):
                break
        else:
            _put(ready, _End(), stop)
    except BaseException as error:
        _put(ready, _End(error), stop)
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()


def _put(ready: queue.Queue, piece: object, stop: threading.Event) -> bool:
    while not stop.is_set():
        try:
            ready.put(piece, timeout=_POLL_SECONDS)
            return True
        except queue.Full:
            continue
    return False
