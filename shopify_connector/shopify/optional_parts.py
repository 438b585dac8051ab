# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Parts of documents that are read only where the app may (O7).

One missing access scope would fail a whole request, such as every order for want of its returns. So
a document says which parts it can do without; those are left out where the app lacks the scope, and
where Shopify denies them all the same: to see the staff takes a plan beside the scope.
"""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from . import documents
from .documents import Document
from .errors import AccessDenied, BulkFailed
from .scopes import OPTIONAL_SCOPES, PLAN_SCOPES, lacking

T = TypeVar("T")


class OptionalParts:
    """What the client asks for of what is optional; needs ``execute`` and ``access_scopes``."""

    def _know_scopes(self, granted: Collection[str] | None) -> None:
        self._has_known_scopes = granted is not None
        self._lacking = set() if granted is None else lacking(granted, OPTIONAL_SCOPES)

    def may_read_staff(self) -> bool:
        """Whether Shopify lets the app see members of the staff; a scope alone is not enough."""
        try:
            self.execute(documents.STAFF_ACCESS)
        except AccessDenied:
            return False
        return True

    def _as_permitted(self, document: Document, send: Callable[[dict[str, bool]], T]) -> T:
        """Send a document without the parts that the app may not read.

        :param send: sends it with these further variables
        """
        while True:
            try:
                return send(document.permitted(self._lacking))
            except AccessDenied as denied:
                scope = denied.params["scope"]
                if scope in self._lacking or scope not in document.optional_scopes:
                    raise
                self._lacking.add(scope)

    def _permitted_in_bulk(self, document: Document) -> dict[str, Any]:
        """The variables as they are for a bulk operation, which can't be told on the way."""
        if document.optional_scopes and not self._has_known_scopes:
            self._lacking |= lacking(self.access_scopes(), OPTIONAL_SCOPES)
            self._has_known_scopes = True
        return document.permitted(self._lacking)

    def _can_do_with_less(self, document: Document, failure: BulkFailed) -> bool:
        """Whether to run a bulk operation again, without what takes a plan."""
        asked = PLAN_SCOPES.intersection(document.optional_scopes) - self._lacking
        if failure.params["error_code"] != "ACCESS_DENIED" or not asked:
            return False
        self._lacking |= asked
        return True
