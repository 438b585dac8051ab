# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The bulk operations of a shop: started, watched, cancelled."""

import json
import secrets
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from ..context import RequestContext
from ..errors import ApiError, RequestRefused
from ..execution.executor import Executor
from ..input_sizes import check_input_sizes
from ..variables import coerced_variables
from .lines import BulkExecutor

AT_ONCE = 5
RUNNING = ("CREATED", "RUNNING", "CANCELING")


@dataclass
class Running:
    """A bulk operation and what it needs to run.

    :param node: the GraphQL object.
    :param lines: a function that gives batches of (line, is root); takes the shop's lock itself.
    :param fails: whether it is to fail half way.
    """

    app: str
    node: dict
    lines: object
    path: Path
    fails: bool = False
    counts: dict = field(default_factory=lambda: {"objectCount": 0, "rootObjectCount": 0})


class BulkOperations:
    """The bulk operations of one sandbox.

    :param sandbox: the ``Sandbox``.
    :param seconds: how long each takes at least, in a thread of its own; 0: it is done before the
        next request; None: ``step()`` moves it on.
    """

    def __init__(self, sandbox, seconds: float | None):
        self.sandbox = sandbox
        self.seconds = seconds
        self._all: list[Running] = []
        self._folder: tempfile.TemporaryDirectory | None = None
        self._files: dict[str, Path] = {}

    def nodes(self, app: str) -> list[dict]:
        """An app's operations, oldest first."""
        return [running.node for running in self._all if running.app == app]

    def node(self, app: str, gid: str) -> dict | None:
        """One of an app's operations."""
        return next((node for node in self.nodes(app) if node["id"] == gid), None)

    def file(self, name: str) -> Path | None:
        """A result file by the name in its address."""
        return self._files.get(name)

    def busy(self, app: str, kind: str) -> list[str]:
        """Ids of an app's operations of a kind that are under way."""
        return [
            node["id"]
            for node in self.nodes(app)
            if node["type"] == kind and node["status"] in RUNNING
        ]

    def start_query(self, context, document, text: str, grouped: bool) -> dict:
        """Start a bulk query; gives the operation as it is when created."""
        asked = RequestContext(self.sandbox, context.schema, context.grant, {}, bulk=True)
        executor = BulkExecutor(asked, document.operation(None), document.fragments)
        return self._start(context, "QUERY", text, lambda: executor.batches(grouped))

    def start_mutation(self, context, document, text: str, lines: list[str]) -> dict:
        """Start a bulk mutation over lines of variables."""
        return self._start(
            context, "MUTATION", text, lambda: self._mutated(context, document, lines)
        )

    def cancel(self, app: str, gid: str) -> dict | None:
        """Ask an operation to stop; gives it as it is then."""
        node = self.node(app, gid)
        if node is not None and node["status"] in RUNNING:
            node["status"] = "CANCELING"
            answer = dict(node)
            if self.seconds == 0:
                self._end(node, "CANCELED")
            return answer
        return node

    def step(self) -> None:
        """Move every operation that is under way on by one status."""
        for running in self._all:
            match running.node["status"]:
                case "CREATED":
                    running.node["status"] = "RUNNING"
                case "RUNNING":
                    self._work(running)
                case "CANCELING":
                    self._end(running.node, "CANCELED")

    def _start(self, context, kind, text, lines) -> dict:
        shop = self.sandbox.shop
        node = shop.index(
            "BulkOperation",
            {
                "status": "CREATED",
                "type": kind,
                "errorCode": None,
                "createdAt": self.sandbox.moment(),
                "completedAt": None,
                "objectCount": "0",
                "rootObjectCount": "0",
                "fileSize": None,
                "url": None,
                "partialDataUrl": None,
                "query": text,
            },
        )
        name = f"bulk-{secrets.token_hex(8)}.jsonl"
        running = Running(
            context.grant.app,
            node,
            lines,
            self._folder_path() / name,
            self.sandbox.faults.bulk_fails(),
        )
        self._all.append(running)
        answer = dict(node)
        if self.seconds == 0:
            self._work(running)
        elif self.seconds is not None:
            threading.Thread(target=self._work_slowly, args=(running,), daemon=True).start()
        return answer

    def _folder_path(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="shopify-sandbox-")
        return Path(self._folder.name)

    def _work_slowly(self, running):
        time.sleep(self.seconds / 2)
        if running.node["status"] == "CREATED":
            running.node["status"] = "RUNNING"
        time.sleep(self.seconds / 2)
        self._work(running)

    def _work(self, running) -> None:
        node = running.node
        if node["status"] != "CANCELING":
            node["status"] = "RUNNING"
        try:
            self._write(running)
        except ApiError as error:
            denied = error.extensions.get("code") == "ACCESS_DENIED"
            node["errorCode"] = "ACCESS_DENIED" if denied else "INTERNAL_SERVER_ERROR"
            self._publish(running, "partialDataUrl")
            self._end(node, "FAILED")
            return
        if node["status"] == "CANCELING":
            self._publish(running, "partialDataUrl")
            self._end(node, "CANCELED")
            return
        self._publish(running, "url")
        self._end(node, "COMPLETED")

    def _write(self, running) -> None:
        batches = iter(running.lines())
        with running.path.open("w", encoding="utf-8") as file:
            while running.node["status"] != "CANCELING":
                with self.sandbox.shop.lock:
                    batch = next(batches, None)
                if batch is None:
                    return
                if running.fails:
                    self._write_lines(running, file, batch[: len(batch) // 2])
                    raise ApiError("The bulk operation was told to fail.", "INTERNAL_SERVER_ERROR")
                self._write_lines(running, file, batch)

    @staticmethod
    def _write_lines(running, file, batch):
        for line, is_root in batch:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            running.counts["objectCount"] += 1
            running.counts["rootObjectCount"] += is_root
        running.node.update({key: str(count) for key, count in running.counts.items()})

    def _publish(self, running, key: str) -> None:
        size = running.path.stat().st_size if running.path.exists() else 0
        if not size:
            return
        self._files[running.path.name] = running.path
        running.node["fileSize"] = str(size)
        running.node[key] = f"{self.sandbox.address}/__files__/{running.path.name}"

    def _end(self, node, status: str) -> None:
        node["completedAt"] = self.sandbox.moment()
        node["status"] = status

    def _mutated(self, context, document, lines):
        """Carry the mutation out for each line; gives its answers in batches."""
        operation = document.operation(None)
        for number, line in enumerate(lines):
            answer = self._mutated_once(context, document, operation, line)
            yield [({**answer, "__lineNumber": number}, True)]

    def _mutated_once(self, context, document, operation, line) -> dict:
        try:
            given = json.loads(line)
            schema = context.schema.graphql
            variables = coerced_variables(schema, operation, given)
            check_input_sizes(schema, operation, document.fragments, variables)
        except RequestRefused as refusal:
            return {"errors": refusal.errors}
        except ValueError:
            return {"errors": [{"message": "The line is not valid JSON."}]}
        asked = RequestContext(self.sandbox, context.schema, context.grant, variables)
        data = Executor(asked, operation, document.fragments, variables).run()
        return {"data": data, **({"errors": asked.errors} if asked.errors else {})}
