# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The network between a till's browser and the server, which can really be taken away."""

import contextlib
import json
import socket
import threading

from odoo.tests.common import HOST, ChromeBrowser

COMMAND = "beyond the till: "


class Network:
    """Passes on what a browser and the server say, as long as it is on.

    ``cut_answer(path)`` lets the next request whose path holds this text through, but takes the
    network away before the answer comes back: the server has done it, and the till can't know.
    """

    def __init__(self, server_port):
        self._server = (HOST, server_port)
        self._pairs = set()
        self._lock = threading.Lock()
        self._path_to_cut = b""
        self.is_on = True
        self.cut_paths = []
        self._listener = socket.create_server((HOST, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def off(self):
        self.is_on = False
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            _close(*pair)

    def on(self):
        self.is_on = True

    def cut_answer(self, path):
        self._path_to_cut = path.encode()

    def close(self):
        self.off()
        self._listener.close()

    def _accept(self):
        while True:
            try:
                browser, _address = self._listener.accept()
            except OSError:
                return
            if self.is_on:
                self._join(browser)
            else:
                _close(browser)

    def _join(self, browser):
        try:
            server = socket.create_connection(self._server)
        except OSError:
            _close(browser)
            return
        pair = (browser, server)
        with self._lock:
            self._pairs.add(pair)
        cut = threading.Event()
        for source, target, watch in ((browser, server, True), (server, browser, False)):
            arguments = (source, target, pair, cut, watch)
            threading.Thread(target=self._pass_on, args=arguments, daemon=True).start()

    def _pass_on(self, source, target, pair, cut, watch):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if watch and self._path_to_cut and self._path_to_cut in data.split(b"\r\n", 1)[0]:
                    self.cut_paths.append(self._path_to_cut.decode())
                    self._path_to_cut = b""
                    cut.set()
                elif not watch and cut.is_set():
                    # The server has answered, so it has done its work.
                    self.off()
                    break
                target.sendall(data)
        with self._lock:
            self._pairs.discard(pair)
        _close(*pair)


class TillBrowser(ChromeBrowser):
    """A browser whose tours say on the console what is to happen beyond the till.

    :ivar network: between the browser and the server
    :ivar job: set when the scheduled job of the server may run
    """

    network = None
    job = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._handlers["Page.javascriptDialogOpening"] = self._leave_the_page
        self._websocket_request("Network.enable")

    def _spawn_chrome(self, cmd):
        """Let there be no internet, as Odoo does for pages, for their workers too."""
        *command, url = cmd
        rules = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"
        return super()._spawn_chrome([*command, rules, "--no-proxy-server", url])

    def _handle_console(self, type, args=None, **kwargs):  # noqa: A002
        text = str(self._from_remoteobject(args[0])) if args else ""
        if text.startswith(COMMAND):
            self._obey(json.loads(text.removeprefix(COMMAND)))
        if type == "error" and "ConnectionLostError" in text:
            # Odoo logs that it is without connection as an error, although it has dealt with it.
            type = "info"  # noqa: A001
        return super()._handle_console(type, args=args, **kwargs)

    def _obey(self, command):
        if path := command.get("cut_answer"):
            self.network.cut_answer(path)
            return
        if "job" in command:
            self.job.set()
            return
        offline = command["offline"]
        self.network.off() if offline else self.network.on()
        # The service worker is stopped by the network, the page knows it from the browser.
        self._websocket_send(
            "Network.emulateNetworkConditions",
            params={
                "offline": offline,
                "latency": 0,
                "downloadThroughput": -1,
                "uploadThroughput": -1,
            },
        )

    def _leave_the_page(self, **_params):
        """Leave a page although Odoo warns that it is offline: nothing may get lost by it."""
        self._websocket_send("Page.handleJavaScriptDialog", params={"accept": True})


def _close(*sockets):
    for each in sockets:
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()
