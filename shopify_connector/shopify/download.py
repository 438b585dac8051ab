# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Stream a file; a cut connection goes on where it broke off."""

from collections.abc import Callable, Iterator

from .errors import ShopifyUnavailable, UnexpectedAnswer
from .retry import RetryPolicy
from .transport import Transport, TransportFailure

_GONE = frozenset({403, 404, 410})


class FileGone(Exception):
    """The file is no longer kept, or its address has expired."""


def download_chunks(
    transport: Transport,
    url: str,
    retry: RetryPolicy,
    sleep: Callable[[float], None],
    start: int = 0,
) -> Iterator[bytes]:
    """A file's bytes in pieces, from one of them on.

    :raises FileGone: it is no longer there
    :raises ShopifyUnavailable: it broke off again and again without getting further
    """
    position, failures = start, 0
    while True:
        try:
            for chunk in _from(transport, url, position):
                yield chunk
                position += len(chunk)
                failures = 0
            return
        except TransportFailure as failure:
            failures += 1
            if failures >= retry.attempts:
                raise ShopifyUnavailable(
                    shop="the file", attempts=failures, detail=failure.detail
                ) from None
        sleep(retry.pause(failures))


def _from(transport: Transport, url: str, position: int) -> Iterator[bytes]:
    with transport.download(url, start=position) as (answer, chunks):
        if answer.status >= 500 or answer.status == 429:
            raise TransportFailure(f"HTTP status {answer.status}")
        if answer.status in _GONE:
            raise FileGone
        if answer.status not in (200, 206):
            raise UnexpectedAnswer(
                shop="the file", status=answer.status, detail="the result can't be loaded"
            )
        # a server that does not know ranges sends the file from its start
        skip = position if answer.status == 200 else 0
        received = 0
        for chunk in chunks:
            received += len(chunk)
            if skip >= len(chunk):
                skip -= len(chunk)
                continue
            yield chunk[skip:]
            skip = 0
    announced = answer.header("Content-Length")
    plain = not answer.header("Content-Encoding")
    if announced.isdecimal() and plain and received < int(announced):
        raise TransportFailure("the file was cut off")
