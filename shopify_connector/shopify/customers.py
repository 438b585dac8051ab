# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's customers, as typed objects."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from . import documents
from .jsonl import Shape
from .objects.customer import Customer
from .prefetch import prefetched
from .readers import PAGES_AHEAD
from .typed_pages import OnMalformed, typed, typed_pages

#: Customers in a page: 123 points, of the 1,000 that a request may cost.
CUSTOMER_PAGE = 250
#: Shopify takes at most so many ids.
IDS_IN_A_REQUEST = 250
#: Lookups by email or phone in a request: a point each.
LOOKUPS_IN_A_REQUEST = 100

CUSTOMER_SHAPE: Shape = {"Customer": {"MailingAddress": "addressesV2"}}


@dataclass(frozen=True, slots=True)
class CustomersFound:
    """What became of some customers' gids.

    :param customers: those that are there
    :param missing: the gids of those that were deleted, or merged into others (C15)
    """

    customers: tuple[Customer, ...]
    missing: tuple[str, ...]


class Customers:
    """The client's readers of customers; needs ``execute``, ``pages`` and :class:`Readers`."""

    def customers_count(self, query: str | None = None) -> int:
        """How many customers a query finds."""
        return self.execute(documents.CUSTOMERS_COUNT, {"query": query})["customersCount"]["count"]

    def customers(
        self,
        query: str | None = None,
        *,
        first: int = CUSTOMER_PAGE,
        prefetch: bool = False,
        on_malformed: OnMalformed | None = None,
    ) -> Iterator[list[Customer]]:
        """The customers that a query finds, with all addresses, oldest change first (C2).

        :param on_malformed: told a customer that can't be read; by default that is raised
        """
        pages = self.pages(
            documents.CUSTOMERS, {"query": query}, root="customers", first=first, prefetch=prefetch
        )
        return typed_pages(pages, Customer.from_node, on_malformed)

    def customers_by_ids(
        self,
        ids: Iterable[str],
        *,
        batch: int = CUSTOMER_PAGE,
        prefetch: bool = False,
        on_malformed: OnMalformed | None = None,
    ) -> Iterator[CustomersFound]:
        """Customers by their gids, with all addresses, in batches, and which are gone (C15).

        :param batch: customers in one request; made smaller if Shopify finds it too costly
        """
        chunks = _chunks(ids, batch)
        found = ((chunk, self._customer_nodes(chunk, batch)) for chunk in chunks)
        for chunk, nodes in prefetched(found, PAGES_AHEAD) if prefetch else found:
            there = {node["id"] for node in nodes}
            yield CustomersFound(
                customers=tuple(typed(nodes, Customer.from_node, on_malformed)),
                missing=tuple(identity for identity in chunk if identity not in there),
            )

    def _customer_nodes(self, ids: list[str], batch: int) -> list[dict]:
        pages = self.nodes_by_ids(documents.CUSTOMERS_BY_ID, ids, batch)
        return [node for page in pages for node in page]

    def customers_exist(self, ids: Iterable[str]) -> set[str]:
        """Which of these customers' gids are still there: 250 a request (C15)."""
        pages = self.nodes_by_ids(documents.CUSTOMERS_EXIST, ids, IDS_IN_A_REQUEST)
        return {node["id"] for page in pages for node in page}

    def customers_bulk(
        self,
        query: str | None = None,
        *,
        resume: str = "",
        on_started: Callable[[str], None] | None = None,
        on_malformed: OnMalformed | None = None,
    ) -> Iterator[Customer]:
        """The customers that a query finds, with all addresses, by one bulk operation (C2).

        :param resume: the id of a bulk operation started earlier
        :param on_started: told the operation's id, to be stored for ``resume``
        """
        nodes = self.bulk_query(
            documents.CUSTOMERS_BULK,
            shape=CUSTOMER_SHAPE,
            resume=resume,
            on_started=on_started,
            query=query,
        )
        return (
            customer
            for node in nodes
            for customer in typed([node], Customer.from_node, on_malformed)
        )

    def customers_by_identifier(
        self, emails: Iterable[str] = (), phones: Iterable[str] = ()
    ) -> dict[str, str]:
        """Whose emails and phones these are (C4, C11).

        Shopify looks a whole value up, it does not search by words.

        :param phones: as E.164, such as ``+14155550123``
        :return: the customer's gid by email and by phone, as they were given; one that nobody has
            is left out
        """
        identifiers = {email: {"emailAddress": email} for email in emails}
        identifiers |= {phone: {"phoneNumber": phone} for phone in phones}
        found = {}
        for chunk in _chunks(identifiers, LOOKUPS_IN_A_REQUEST):
            data = self.execute(
                documents.batched(documents.CUSTOMER_BY_IDENTIFIER, len(chunk)),
                {f"identifier{index}": identifiers[value] for index, value in enumerate(chunk)},
            )
            for index, value in enumerate(chunk):
                if data[f"n{index}"]:
                    found[value] = data[f"n{index}"]["id"]
        return found


def _chunks(values: Iterable[str], size: int) -> Iterator[list[str]]:
    waiting = iter(dict.fromkeys(values))
    while chunk := list(islice(waiting, size)):
        yield chunk
