# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send one mutation many times: several in a request, or by a bulk operation.

Either way each row gets its own answer, and one that is refused takes no other with it.
"""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from . import documents, push_plan
from .answers import PASSING_CODES, fault_code, user_errors
from .bulk import BulkRow
from .documents import Document
from .errors import BulkBusy, CostTooHigh, InvalidQuery, OutcomeUnknown

_logger = logging.getLogger(__name__)

Row = dict[str, Any]

#: Mutations in a request: 200 points, and done within seconds.
ROWS_IN_A_REQUEST = 20


class Push:
    """The client's way to send many changes; needs ``execute_each`` and ``bulk_mutation``."""

    def push(
        self,
        document: Document,
        rows: Iterable[Row],
        *,
        at_once: int = ROWS_IN_A_REQUEST,
        in_bulk: bool = True,
    ) -> Iterator[BulkRow]:
        """Run a mutation once for each row of variables; the outcomes in the rows' order.

        Outcomes are handed out as they come in, so that what was done before an error is known.
        A mutation that is not repeatable is never sent twice: if its answer is lost, its row is
        marked as unknown, and the next rows are sent.

        :param document: a mutation with one root field
        :param at_once: rows in a request
        :param in_bulk: whether many may go by a bulk operation
        :raises HandsOff: nothing may be changed (G13)
        :raises ShopifyError: what would meet every further row too, such as a missing scope
        """
        waiting = list(rows)
        done = 0
        if in_bulk and self._pushes_in_bulk(document, len(waiting)):
            try:
                for outcome in self.bulk_mutation(document, waiting):
                    yield outcome
                    done += 1
            except BulkBusy:
                _logger.info("All bulk operations are in use, %s goes in requests", document.name)
        yield from self._push_in_requests(document, waiting, done, at_once)

    def _pushes_in_bulk(self, document: Document, count: int) -> bool:
        # held back, the log is to show the rows; not repeatable, a lost start would leave all of
        # them unknown
        if not self._may_change or not document.is_repeatable:
            return False
        plan = push_plan.choose(
            count,
            available=self.budget.available or 0.0,
            restore_rate=self.budget.restore_rate or 0.0,
        )
        return plan.method == "bulk"

    def _push_in_requests(
        self, document: Document, rows: Sequence[Row], start: int, at_once: int
    ) -> Iterator[BulkRow]:
        everything = range(start, len(rows))
        chunks = deque(everything[at : at + at_once] for at in range(0, len(everything), at_once))
        while chunks:
            chunk = chunks.popleft()
            try:
                outcomes = self._push_chunk(document, rows, chunk)
            except InvalidQuery as error:
                # nothing of the request was carried out: the row that Shopify can't read is sought
                if len(chunk) > 1:
                    middle = len(chunk) // 2
                    chunks.extendleft((chunk[middle:], chunk[:middle]))
                    continue
                if isinstance(error, CostTooHigh):
                    raise
                outcomes = [BulkRow(chunk[0], rows[chunk[0]], None, (), str(error))]
            yield from outcomes

    def _push_chunk(
        self, document: Document, rows: Sequence[Row], numbers: Sequence[int]
    ) -> list[BulkRow]:
        variables = {
            f"{name}{index}": value
            for index, number in enumerate(numbers)
            for name, value in rows[number].items()
        }
        try:
            data, faults = self.execute_each(documents.batched(document, len(numbers)), variables)
        except OutcomeUnknown as error:
            return [BulkRow(n, rows[n], None, (), str(error), True) for n in numbers]
        return [
            _outcome(document, number, rows[number], data.get(alias), faults.get(alias, []))
            for alias, number in ((f"n{index}", number) for index, number in enumerate(numbers))
        ]


def _outcome(
    document: Document, number: int, row: Row, payload: Row | None, faults: list[Row]
) -> BulkRow:
    if payload is None:
        messages = [str(fault.get("message") or "") for fault in faults]
        unknown = not document.is_repeatable and any(
            fault_code(fault) in PASSING_CODES for fault in faults
        )
        error = "; ".join(messages) or "Shopify gave no answer for this row"
        return BulkRow(number, row, None, (), error, unknown)
    data = {documents.root_field(document): payload}
    return BulkRow(number, row, data, user_errors(data))
