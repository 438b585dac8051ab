# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Files: what apps upload to staged targets, and the results they download."""

import json
import re
import secrets
from email.parser import BytesParser
from email.policy import HTTP

FILES = "/__files__/"
TARGET = "/__uploads__/"
MOST_BYTES = 100 * 1024 * 1024
WHOLE_AT_MOST = 1024 * 1024
PIECE = 256 * 1024


class Uploads:
    """The staged uploads of one sandbox."""

    PREFIXES = (FILES, TARGET)

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self._expected: dict[str, dict] = {}
        self._contents: dict[str, bytes] = {}

    def target(self, entry: dict) -> dict:
        """A staged target for one entry of ``stagedUploadsCreate``."""
        name = re.sub(r"[^\w.-]", "_", entry["filename"])
        key = f"tmp/1/{entry['resource'].lower()}/{secrets.token_hex(8)}/{name}"
        self._expected[key] = entry
        address = f"{self.sandbox.address}{TARGET}"
        if entry.get("httpMethod", "PUT") == "PUT":
            return {
                "url": f"{address}{key}",
                "resourceUrl": f"{address}{key}",
                "parameters": [
                    {"name": "content_type", "value": entry["mimeType"]},
                    {"name": "acl", "value": "private"},
                ],
            }
        values = {
            "Content-Type": entry["mimeType"],
            "success_action_status": "201",
            "acl": "private",
            "key": key,
            "policy": secrets.token_hex(16),
        }
        return {
            "url": address,
            "resourceUrl": None
            if entry["resource"] == "BULK_MUTATION_VARIABLES"
            else f"{address}{key}",
            "parameters": [{"name": name, "value": value} for name, value in values.items()],
        }

    def content(self, path: str) -> bytes | None:
        """What was uploaded under a staged upload's path; None when nothing was."""
        return self._contents.get(path.removeprefix(f"{self.sandbox.address}{TARGET}"))

    def handle(self, method: str, path: str, headers: dict, body: bytes):
        """Answer an upload or a download."""
        if path.startswith(FILES):
            return self._download(path.removeprefix(FILES))
        if method == "PUT":
            return self._store(path.removeprefix(TARGET), body, 200)
        if method == "POST":
            return self._posted(headers.get("content-type", ""), body)
        return 405, {}, b""

    def _download(self, name):
        path = self.sandbox.bulk.file(name)
        if path is None:
            return 404, {"Content-Type": "application/xml"}, b"<Error>NoSuchKey</Error>"
        size = path.stat().st_size
        headers = {"Content-Type": "application/jsonl", "Content-Length": str(size)}
        if size <= WHOLE_AT_MOST:
            return 200, headers, path.read_bytes()
        return 200, headers, _pieces(path)

    def _posted(self, content_type, body):
        head = f"Content-Type: {content_type}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + body)
        parts = {
            part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in (message.iter_parts() if message.is_multipart() else ())
        }
        if "file" not in parts or "key" not in parts or list(parts)[-1] != "file":
            return 400, {"Content-Type": "application/xml"}, b"<Error>InvalidArgument</Error>"
        return self._store(parts["key"].decode(), parts["file"], 201)

    def _store(self, key, content, status):
        if key not in self._expected:
            return 403, {"Content-Type": "application/xml"}, b"<Error>AccessDenied</Error>"
        if len(content) > MOST_BYTES:
            return 400, {"Content-Type": "application/xml"}, b"<Error>EntityTooLarge</Error>"
        self._contents[key] = content
        return status, {"Content-Type": "application/xml"}, b""


def _pieces(path):
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def lines_of(content: bytes) -> list[str]:
    """The JSON lines of an upload.

    :raises ValueError: not text, or a line that is no JSON object.
    """
    lines = [line for line in content.decode("utf-8").split("\n") if line.strip()]
    if any(not isinstance(json.loads(line), dict) for line in lines):
        raise ValueError("a line is no object")
    return lines
