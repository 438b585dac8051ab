# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A ``requests`` transport adapter: talks to a sandbox in process, without sockets."""

import io

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse
from urllib3.exceptions import ProtocolError

from .faults import ConnectionCut, CutBody

ADDRESS = "http://127.0.0.1:8990"


class SandboxAdapter(BaseAdapter):
    """Answers a session's requests from a sandbox.

    Mount it: ``session.mount("http://127.0.0.1:8990", SandboxAdapter(sandbox))``.

    :param sandbox: the ``Sandbox``.
    """

    def __init__(self, sandbox):
        super().__init__()
        self.sandbox = sandbox

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        """Answer a prepared request.

        :raises requests.ConnectionError: the sandbox cuts the connection.
        """
        try:
            status, headers, body = self.sandbox.handle(
                request.method, request.path_url, dict(request.headers), _bytes(request.body)
            )
        except ConnectionCut as error:
            raise requests.ConnectionError("Connection aborted.", request=request) from error
        return self._response(request, status, headers, body, stream)

    def close(self):
        """Nothing is held open."""

    def _response(self, request, status, headers, body, stream):
        file = _file(body)
        raw = HTTPResponse(
            body=file, headers=headers, status=status, preload_content=False, decode_content=False
        )
        response = requests.Response()
        response.status_code = status
        response.headers = requests.structures.CaseInsensitiveDict(headers)
        response.encoding = requests.utils.get_encoding_from_headers(response.headers)
        response.raw = raw
        response.url = request.url
        response.request = request
        response.connection = self
        if not stream:
            _ = response.content
        return response


class _CutFile(io.BytesIO):
    """Gives the part that arrived, then breaks."""

    def read(self, size=-1):
        found = super().read(size)
        if not found:
            raise ProtocolError("Connection broken: IncompleteRead")
        return found


def _file(body):
    if isinstance(body, CutBody):
        return _CutFile(body)
    if isinstance(body, bytes):
        return io.BytesIO(body)
    return _Chunks(body)


class _Chunks(io.RawIOBase):
    """A readable file over an iterator of bytes."""

    def __init__(self, chunks):
        self._chunks = iter(chunks)
        self._rest = b""

    def readable(self):
        return True

    def readinto(self, buffer):
        while not self._rest:
            try:
                self._rest = next(self._chunks)
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _bytes(body) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes):
        return body
    return body.read() if hasattr(body, "read") else b"".join(body)
