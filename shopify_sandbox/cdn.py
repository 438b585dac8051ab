# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Serves the files of a shop, as Shopify's content delivery network does."""

from .statistics import Received

FOLDER = "/s/files/"
_LOST = b"<html><body>This file does not exist.</body></html>"
_HTML = {"Content-Type": "text/html; charset=utf-8"}


def serve(sandbox, method: str, path: str):
    """Answer a download: status, headers and body."""
    media = sandbox.shop.files.find(path)
    there = media is not None and media["image"] is not None
    status = 200 if there else 404
    sandbox.statistics.note(Received(path, FOLDER, status=status))
    if method not in ("GET", "HEAD"):
        return 405, {}, b""
    if not there:
        return 404, _HTML, _LOST
    content = media["_content"]
    headers = {"Content-Type": media["mimeType"], "Content-Length": str(len(content))}
    return 200, headers, b"" if method == "HEAD" else content


def with_fault(kind: str):
    """The answer to a download that goes wrong in a way that only files do."""
    match kind:
        case "404":
            return 404, _HTML, _LOST
        case "redirect":
            return 302, {"Location": "http://files.elsewhere.example/picture.png"}, b""
    return 200, {"Content-Type": "image/png"}, b"This is no picture, but a text."
