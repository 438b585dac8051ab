# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Serves a sandbox over HTTP on 127.0.0.1."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import control
from .faults import ConnectionCut, CutBody
from .webhooks.posting import Postman

HOST = "127.0.0.1"


class SandboxServer(ThreadingHTTPServer):
    """An HTTP server for one sandbox; ``address`` tells where it is.

    :param sandbox: the ``Sandbox``; its ``address`` is set to the server's.
    :param port: 0 takes a free one.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, sandbox, port: int = 0):
        super().__init__((HOST, port), _Handler)
        self.sandbox = sandbox
        self.address = sandbox.address = f"http://{HOST}:{self.server_port}"
        self._postman = Postman(sandbox.webhooks)
        self._postman.start()

    def server_close(self):
        """Let the port go and post no more."""
        self._postman.stop()
        super().server_close()

    def start(self) -> "SandboxServer":
        """Serve in a background thread."""
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __enter__(self):
        return self.start()

    def __exit__(self, *_raised):
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def _answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        sandbox = self.server.sandbox
        try:
            if self.path.startswith(control.PREFIX):
                status, headers, answer = control.handle(sandbox, self.command, self.path, body)
            else:
                status, headers, answer = sandbox.handle(
                    self.command, self.path, dict(self.headers.items()), body
                )
        except ConnectionCut:
            self.close_connection = True
            return
        self._send(status, headers, answer)

    do_GET = do_POST = do_PUT = do_HEAD = _answer  # noqa: N815 (http.server's names)

    def _send(self, status, headers, answer):
        self.send_response(status)
        for name, value in headers.items():
            if name != "Content-Length":
                self.send_header(name, value)
        if isinstance(answer, bytes):
            length = answer.whole if isinstance(answer, CutBody) else len(answer)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(answer)
            self.close_connection = self.close_connection or isinstance(answer, CutBody)
        else:
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            for chunk in answer:
                self.wfile.write(chunk)

    def log_message(self, *_parts):
        """The statistics tell what was asked."""
