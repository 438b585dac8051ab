# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bulk operations: start, wait for, read; and mutations, many in one go."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from . import documents, errors, jsonl
from .answers import user_errors
from .bulk_file import BulkFile
from .documents import Document
from .download import FileGone, download_chunks
from .errors import BulkBusy, BulkFailed, BulkTimeout, MalformedAnswer, UserError
from .jsonl import Shape

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 15.0
PAUSE_GROWTH = 1.5
DEADLINE_SECONDS = 3 * 3600.0
#: Variables of a bulk mutation in one upload. Shopify takes 100 MB; less is kept in memory at once.
UPLOAD_BYTES = 16 * 1024 * 1024

_BUSY_CODES = frozenset({"OPERATION_IN_PROGRESS", "LIMIT_REACHED"})
_ENDED_BADLY = frozenset({"FAILED", "CANCELED", "EXPIRED"})


@dataclass(frozen=True, slots=True)
class BulkResult:
    """A bulk operation that has been completed.

    :param url: where its file is; ``""`` if it found nothing
    """

    operation_id: str
    url: str
    object_count: int
    root_object_count: int


@dataclass(frozen=True, slots=True)
class BulkRow:
    """What became of one row of a bulk mutation.

    :param line_number: the row's place in the input, from 0
    :param variables: the row as it was sent
    :param data: the mutation's answer, None if it was not carried out
    :param user_errors: why Shopify refused it; empty if it did not
    :param error: why there is no answer; ``""`` if there is one
    :param outcome_unknown: the answer was lost: Shopify may have done it or not
    """

    line_number: int
    variables: dict[str, Any]
    data: dict[str, Any] | None
    user_errors: tuple[UserError, ...]
    error: str = ""
    outcome_unknown: bool = False

    @property
    def succeeded(self) -> bool:
        """Whether Shopify did what the row asks for."""
        return self.data is not None and not self.user_errors and not self.error

    @property
    def payload(self) -> dict[str, Any]:
        """What the mutation's field answered; empty if it was not carried out."""
        return next(iter((self.data or {}).values()), None) or {}


class BulkOperations:
    """The client's bulk operations; needs ``execute``."""

    # === QUERIES === #

    def bulk_query(
        self,
        document: Document,
        *,
        shape: Shape,
        resume: str = "",
        on_started: Callable[[str], None] | None = None,
        deadline: float = DEADLINE_SECONDS,
        **values: str | None,
    ) -> Iterator[dict[str, Any]]:
        """Run a query in bulk and give its root nodes, children in place.

        Grouping is left off: Shopify's grouping makes the operation slow and likely to time out.

        :param shape: which child belongs where
        :param resume: the id of an operation started earlier, whose result to read
        :param on_started: told the operation's id, to be stored for ``resume``
        :param deadline: seconds to wait at most
        :param values: the document's variables, written into its text
        :raises BulkBusy: the shop runs as many operations as it may
        :raises BulkFailed: it failed, was cancelled, or its result has expired
        :raises BulkTimeout: it has not ended in time; resume it later
        """
        result = self._ended_query(document, resume, on_started, deadline, values)
        return jsonl.join(self._bulk_lines(result), shape)

    def load_bulk(
        self,
        document: Document,
        file: BulkFile,
        *,
        resume: str = "",
        on_started: Callable[[str], None],
        should_stop: Callable[[], bool],
        deadline: float = DEADLINE_SECONDS,
        **values: str | None,
    ) -> bool:
        """Run a query in bulk and load its result into a file, as far as there is time.

        :param file: where the result is kept, as far as it was loaded before
        :param resume: the id of an operation started earlier
        :param on_started: told the operation's id, to be stored for ``resume``
        :param should_stop: asked between the pieces of the file
        :param deadline: seconds to wait at most for the operation to end
        :param values: the document's variables, written into its text
        :return: whether all of it is there; call it again if not
        :raises BulkBusy: the shop runs as many operations as it may
        :raises BulkFailed: it failed, was cancelled, or its result has expired
        :raises BulkTimeout: it has not ended in time; resume it later
        """
        if file.is_complete:
            return True
        result = self._ended_query(document, resume, on_started, deadline, values)
        return file.load(lambda start: self._bulk_chunks(result, start), should_stop)

    def _ended_query(
        self,
        document: Document,
        operation_id: str,
        on_started: Callable[[str], None] | None,
        deadline: float,
        values: dict[str, str | None],
    ) -> BulkResult:
        while True:
            if not operation_id:
                operation_id = self.start_bulk_query(document, **values)
                if on_started:
                    on_started(operation_id)
            try:
                return self.wait_for_bulk(operation_id, deadline=deadline)
            except BulkFailed as failure:
                if not self._can_do_with_less(document, failure):
                    raise
                operation_id = ""

    def start_bulk_query(self, document: Document, **values: str | None) -> str:
        """Start a query in bulk; gives the operation's id."""
        text = documents.bulk_text(document, **self._permitted_in_bulk(document), **values)
        data = self.execute(
            documents.BULK_RUN_QUERY,
            {"query": text, "groupObjects": False},
            # a second operation costs time, but changes nothing
            repeatable=True,
            accept_user_errors=True,
        )
        return self._started(data["bulkOperationRunQuery"], document)

    def wait_for_bulk(self, operation_id: str, *, deadline: float = DEADLINE_SECONDS) -> BulkResult:
        """Ask with growing pauses until an operation has ended."""
        ends = self._clock() + deadline
        pause = FIRST_PAUSE
        while True:
            operation = self.execute(documents.BULK_OPERATION, {"id": operation_id})[
                "bulkOperation"
            ]
            if operation is None:
                raise BulkFailed(
                    operation_id=operation_id, status="UNKNOWN", error_code="", object_count=0
                )
            if operation["status"] == "COMPLETED":
                return _result(operation)
            if operation["status"] in _ENDED_BADLY:
                raise BulkFailed(
                    operation_id=operation_id,
                    status=operation["status"],
                    error_code=operation["errorCode"] or "",
                    object_count=int(operation["objectCount"]),
                    partial_url=operation["partialDataUrl"] or "",
                )
            if self._clock() >= ends:
                raise BulkTimeout(operation_id=operation_id, seconds=int(deadline))
            self._sleep(min(pause, max(0.0, ends - self._clock())))
            pause = min(LONGEST_PAUSE, pause * PAUSE_GROWTH)

    def cancel_bulk(self, operation_id: str) -> None:
        """Stop an operation whose result nobody wants any more."""
        self.execute(documents.BULK_CANCEL, {"id": operation_id}, repeatable=True)

    # === MUTATIONS === #

    def bulk_mutation(
        self,
        document: Document,
        rows: Iterable[dict[str, Any]],
        *,
        on_started: Callable[[str], None] | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> Iterator[BulkRow]:
        """Run a mutation once for each row of variables.

        More rows than an upload takes go one upload, and one operation, after the other.

        :param on_started: told the id of each operation
        :return: one :class:`BulkRow` for each row, in their order; those without a line in the
            result have an ``error``
        :raises BulkBusy: the shop runs as many operations as it may; the rows that were not
            handed out were not sent
        :raises OutcomeUnknown: the start's answer was lost, and the mutation is not repeatable;
            look at the shop's bulk operations
        """
        for part in _parts(rows):
            operation_id = self._start_bulk_mutation(document, part)
            if on_started:
                on_started(operation_id)
            result = self.wait_for_bulk(operation_id, deadline=deadline)
            yield from _joined_rows(part, self._bulk_lines(result))

    def _start_bulk_mutation(self, document: Document, part: "_Part") -> str:
        data = self.execute(
            documents.BULK_RUN_MUTATION,
            {
                "mutation": documents.whole_text(document),
                "stagedUploadPath": self._stage(part.content),
            },
            repeatable=document.is_repeatable,
            accept_user_errors=True,
        )
        return self._started(data["bulkOperationRunMutation"], document)

    def _stage(self, content: bytes) -> str:
        upload = {
            "resource": "BULK_MUTATION_VARIABLES",
            "filename": "rows.jsonl",
            "mimeType": "text/jsonl",
            "httpMethod": "POST",
        }
        data = self.execute(documents.STAGED_UPLOAD, {"input": [upload]}, repeatable=True)
        target = data["stagedUploadsCreate"]["stagedTargets"][0]
        fields = {entry["name"]: entry["value"] for entry in target["parameters"]}
        answer = self._transport.upload(
            self.endpoint.check_file_url(target["url"]),
            fields,
            ("bulk.jsonl", content, "text/jsonl"),
        )
        if answer.status >= 300:
            raise errors.UnexpectedAnswer(
                shop=str(self.endpoint), status=answer.status, detail="the upload was refused"
            )
        if "key" not in fields:
            raise MalformedAnswer("stagedTargets.0.parameters", "no key")
        return fields["key"]

    # === BOTH === #

    def _started(self, payload: dict[str, Any], document: Document) -> str:
        refused = tuple(UserError.from_node(entry) for entry in payload["userErrors"])
        if any(error.code in _BUSY_CODES for error in refused):
            detail = "; ".join(str(error) for error in refused)
            raise BulkBusy(shop=str(self.endpoint), detail=detail)
        if refused:
            raise errors.UserErrors(operation=document.name, errors=refused)
        return payload["bulkOperation"]["id"]

    def _bulk_lines(self, result: BulkResult) -> Iterator[bytes]:
        return jsonl.lines(self._bulk_chunks(result))

    def _bulk_chunks(self, result: BulkResult, start: int = 0) -> Iterator[bytes]:
        if not result.url:
            return
        url = self.endpoint.check_file_url(result.url)
        try:
            yield from download_chunks(self._transport, url, self._retry, self._sleep, start)
        except FileGone:
            raise BulkFailed(
                operation_id=result.operation_id,
                status="EXPIRED",
                error_code="",
                object_count=result.object_count,
            ) from None


def _result(operation: dict[str, Any]) -> BulkResult:
    return BulkResult(
        operation_id=operation["id"],
        url=operation["url"] or "",
        object_count=int(operation["objectCount"]),
        root_object_count=int(operation["rootObjectCount"]),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows that fit into one upload.

    :param first: the place of the first one in the whole input
    """

    first: int
    rows: list[dict[str, Any]]
    content: bytes


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[_Part]:
    first, size = 0, 0
    waiting: list[dict[str, Any]] = []
    lines: list[bytes] = []
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        if lines and size + len(line) + 1 > UPLOAD_BYTES:
            yield _Part(first, waiting, b"\n".join(lines))
            first, size, waiting, lines = first + len(waiting), 0, [], []
        waiting.append(row)
        lines.append(line)
        size += len(line) + 1
    if waiting:
        yield _Part(first, waiting, b"\n".join(lines))


def _joined_rows(part: _Part, lines: Iterable[bytes]) -> Iterator[BulkRow]:
    answers: dict[int, dict[str, Any]] = {}
    for position, line in enumerate(lines):
        answer = jsonl.parse(line, position)
        number = answer.get("__lineNumber", position)
        if number in answers or number not in range(len(part.rows)):
            raise MalformedAnswer(f"bulk.{position}.__lineNumber", f"{number} was not expected")
        answers[number] = answer
    for number, row in enumerate(part.rows):
        if number in answers:
            yield _row(part.first + number, row, answers[number])
        else:
            missing = "Shopify's result has no line for this row"
            yield BulkRow(part.first + number, row, None, (), missing)


def _row(number: int, variables: dict[str, Any], answer: dict[str, Any]) -> BulkRow:
    data = answer.get("data")
    faults = answer.get("errors") or ()
    messages = [
        str(fault.get("message", fault)) if isinstance(fault, dict) else str(fault)
        for fault in faults
    ]
    return BulkRow(number, variables, data, user_errors(data or {}), "; ".join(messages))
