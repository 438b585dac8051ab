# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The only place that uses ``requests``: bytes out, bytes in, within limits of size and time."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests
from requests.adapters import HTTPAdapter

USER_AGENT = "Odoo Shopify Connector"
CONNECT_SECONDS = 10
READ_SECONDS = 60
MAX_ANSWER_BYTES = 64 * 1024 * 1024
CHUNK_BYTES = 256 * 1024


class TransportFailure(Exception):
    """No whole answer came.

    :param maybe_delivered: whether the request may have reached Shopify
    :param too_large: the answer passed the limit and was not read on
    :param too_slow: the same with the limit of time
    """

    def __init__(
        self,
        detail: str,
        *,
        maybe_delivered: bool = True,
        too_large: bool = False,
        too_slow: bool = False,
    ):
        super().__init__(detail)
        self.detail = detail
        self.maybe_delivered = maybe_delivered
        self.too_large = too_large
        self.too_slow = too_slow


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """An answer as it came.

    :param headers: with names in any case
    :param duration: seconds from sending to the last byte
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    duration: float = 0.0

    def header(self, name: str) -> str:
        """A header's value, ``""`` if it is absent."""
        return self.headers.get(name) or ""


class Transport:
    """Sends requests over one session that keeps its connections.

    :param session: a ``requests.Session`` to use instead of an own one
    :param timeouts: seconds to connect and between two packets of the answer
    """

    def __init__(
        self,
        session: requests.Session | None = None,
        *,
        timeouts: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
        max_bytes: int = MAX_ANSWER_BYTES,
        pool_size: int = 8,
    ):
        self._own = session is None
        self._session = session or _new_session(pool_size)
        self._timeouts = timeouts
        self.max_bytes = max_bytes

    def close(self) -> None:
        """Close the session, if it is the transport's own."""
        if self._own:
            self._session.close()

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> RawAnswer:
        """Send a POST and read its answer to the end.

        :raises TransportFailure: cut, timed out, not reached, or larger than ``max_bytes``
        """
        started = time.monotonic()
        with self._sent("POST", url, data=body, headers=headers) as response:
            content = self._read(response)
        return RawAnswer(
            response.status_code, response.headers, content, time.monotonic() - started
        )

    def upload(
        self, url: str, fields: Mapping[str, str], file: tuple[str, bytes, str]
    ) -> RawAnswer:
        """Send a form with a file, as staged uploads take it.

        :param file: name, content and MIME type
        """
        with self._sent("POST", url, data=dict(fields), files={"file": file}) as response:
            return RawAnswer(response.status_code, response.headers, self._read(response))

    def load(self, url: str, most_bytes: int, seconds: float) -> RawAnswer:
        """Read a file to its end.

        :param seconds: how long that may take in all
        :raises TransportFailure: cut, timed out, not reached, or larger than ``most_bytes``
        """
        with self._sent("GET", url, headers={"Accept-Encoding": "identity"}) as response:
            content = self._read(response, most_bytes, time.monotonic() + seconds)
        return RawAnswer(response.status_code, response.headers, content)

    @contextmanager
    def download(self, url: str, *, start: int = 0) -> Iterator[tuple[RawAnswer, Iterator[bytes]]]:
        """Open a file and hand out its chunks as they come.

        :param start: the byte to begin at; a server that can't answers with status 200, not 206
        """
        # packed, the bytes that are counted would not be those that a range names
        headers = {"Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        with self._sent("GET", url, headers=headers) as response:
            yield RawAnswer(response.status_code, response.headers, b""), _chunks(response)

    @contextmanager
    def _sent(self, method: str, url: str, **arguments) -> Iterator[requests.Response]:
        headers = {"User-Agent": USER_AGENT, **(arguments.pop("headers", None) or {})}
        try:
            response = self._session.request(
                method,
                url,
                headers=headers,
                timeout=self._timeouts,
                stream=True,
                allow_redirects=False,
                **arguments,
            )
        except requests.exceptions.RequestException as error:
            raise _failure(error) from None
        try:
            yield response
        finally:
            response.close()

    def _read(
        self,
        response: requests.Response,
        most_bytes: int | None = None,
        until: float = float("inf"),
    ) -> bytes:
        parts, size = [], 0
        most_bytes = most_bytes or self.max_bytes
        for chunk in _chunks(response):
            size += len(chunk)
            if size > most_bytes:
                raise TransportFailure("the answer is too large", too_large=True)
            if time.monotonic() > until:
                raise TransportFailure("it took too long", too_slow=True)
            parts.append(chunk)
        announced = response.headers.get("Content-Length")
        plain = not response.headers.get("Content-Encoding")
        if announced and announced.isdecimal() and plain and size < int(announced):
            raise TransportFailure(f"the answer was cut off after {size} of {announced} bytes")
        return b"".join(parts)


def _chunks(response: requests.Response) -> Iterator[bytes]:
    try:
        yield from response.iter_content(CHUNK_BYTES)
    except requests.exceptions.RequestException as error:
        raise _failure(error) from None


def _failure(error: requests.exceptions.RequestException) -> TransportFailure:
    # only the kind of error: its text may carry the URL and more
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return TransportFailure("no connection in time", maybe_delivered=False)
    if isinstance(error, requests.exceptions.Timeout):
        return TransportFailure("no answer in time")
    if isinstance(error, requests.exceptions.SSLError):
        return TransportFailure("no secure connection", maybe_delivered=False)
    if isinstance(error, requests.exceptions.ConnectionError) and _never_connected(error):
        return TransportFailure("not reachable", maybe_delivered=False)
    return TransportFailure(f"connection cut ({type(error).__name__})")


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError")


def _new_session(pool_size: int) -> requests.Session:
    session = requests.Session()
    adapter = HTTPAdapter(pool_connections=2, pool_maxsize=pool_size, max_retries=0)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
