# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which products of a catalogue are in Shopify already, and which have changed there (P7, P13)."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from . import documents
from .errors import InvalidQuery, UserErrors
from .objects import reading as read

#: Lookups by an id of ours in a request: a point each.
IDENTIFIERS_IN_A_REQUEST = 250
#: SKUs and barcodes in a search …
CODES_IN_A_SEARCH = 40
#: … and variants that one may find, as a code may stand on several.
FOUND_IN_A_SEARCH = 100
#: Searches in a request: 20 points each.
SEARCHES_IN_A_REQUEST = 20
#: Shopify takes at most so many ids.
IDS_IN_A_REQUEST = 250

_TAKEN = {"TAKEN"}
_KEEPS_NO_IDS = re.compile(r"metafield definition.*required", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VariantCodes:
    """What a variant is found by; gids, "" for no SKU or barcode."""

    variant: str
    product: str
    sku: str
    barcode: str

    @classmethod
    @read.at_the_door("ProductVariant")
    def from_node(cls, node: read.Node) -> "VariantCodes":
        """Read a node of ``VariantsByCode``."""
        return cls(
            variant=read.text(node, "id"),
            product=read.one(node, "product", lambda product: read.text(product, "id")),
            sku=read.maybe_text(node, "sku"),
            barcode=read.maybe_text(node, "barcode"),
        )


class ProductLookup:
    """The client's lookups of products; needs ``execute`` and ``nodes_by_ids``."""

    def products_changed_at(self, ids: Iterable[str]) -> dict[str, datetime]:
        """When products were last changed in Shopify, by gid: 250 a request (P13).

        One that is gone is left out.
        """
        pages = self.nodes_by_ids(documents.PRODUCT_CHANGES, ids, IDS_IN_A_REQUEST)
        return {node["id"]: read.moment(node, "updatedAt") for page in pages for node in page}

    def keep_custom_ids(self, namespace: str, key: str, name: str) -> None:
        """Have Shopify keep an id of ours with each product, each id once.

        :param namespace: under which namespace
        :param key: under which key
        :param name: what people who look at it read
        :raises UserErrors: Shopify refuses; that it does so already is no refusal
        """
        definition = {"namespace": namespace, "key": key, "name": name, "type": "id"}
        try:
            self.execute(
                documents.CUSTOM_ID_CREATE, {"definition": {**definition, "ownerType": "PRODUCT"}}
            )
        except UserErrors as error:
            if {refusal.code for refusal in error.errors} - _TAKEN:
                raise

    def products_by_identifier(self, identifiers: dict[str, dict]) -> dict[str, str]:
        """Which products Shopify keeps under ids of ours.

        :param identifiers: a ``ProductIdentifierInput`` by id
        :return: the product's gid by id; one that no product has is left out, and all of them as
            long as Shopify keeps no such ids
        """
        found = {}
        for chunk in _chunks(identifiers, IDENTIFIERS_IN_A_REQUEST):
            try:
                data = self.execute(
                    documents.batched(documents.PRODUCT_BY_IDENTIFIER, len(chunk)),
                    {f"identifier{index}": identifiers[value] for index, value in enumerate(chunk)},
                )
            except InvalidQuery as error:
                if _KEEPS_NO_IDS.search(str(error)):
                    return {}
                raise
            for index, value in enumerate(chunk):
                if data[f"n{index}"]:
                    found[value] = data[f"n{index}"]["id"]
        return found

    def variants_by_code(
        self, skus: Iterable[str], barcodes: Iterable[str]
    ) -> tuple[dict[str, list[VariantCodes]], dict[str, list[VariantCodes]]]:
        """Which variants have these SKUs and barcodes, exactly as they are written (P7).

        :return: the variants by SKU, and by barcode; a code that none has is left out
        """
        wanted = [("sku", sku) for sku in skus] + [("barcode", code) for code in barcodes]
        found: dict[str, VariantCodes] = {}
        searches = list(_chunks(wanted, CODES_IN_A_SEARCH))
        for at in range(0, len(searches), SEARCHES_IN_A_REQUEST):
            for variant in self._search_variants(searches[at : at + SEARCHES_IN_A_REQUEST]):
                found[variant.variant] = variant
        by_sku, by_barcode = defaultdict(list), defaultdict(list)
        asked = set(wanted)
        for variant in found.values():
            if ("sku", variant.sku) in asked:
                by_sku[variant.sku].append(variant)
            if ("barcode", variant.barcode) in asked:
                by_barcode[variant.barcode].append(variant)
        return dict(by_sku), dict(by_barcode)

    def _search_variants(self, searches: list[list[tuple[str, str]]]) -> Iterator[VariantCodes]:
        variables = {}
        for index, codes in enumerate(searches):
            # a JSON string is quoted as Shopify's search wants it
            terms = [f"{field}:{json.dumps(code, ensure_ascii=False)}" for field, code in codes]
            variables[f"query{index}"] = " OR ".join(terms)
            variables[f"first{index}"] = FOUND_IN_A_SEARCH
        data = self.execute(documents.batched(documents.VARIANTS_BY_CODE, len(searches)), variables)
        for index, codes in enumerate(searches):
            connection = data[f"n{index}"]
            if connection["pageInfo"]["hasNextPage"] and len(codes) > 1:
                middle = len(codes) // 2
                yield from self._search_variants([codes[:middle], codes[middle:]])
            else:
                # of a single code a hundred variants are as ambiguous as more
                yield from map(VariantCodes.from_node, connection["nodes"])


def _chunks(values: Iterable, size: int) -> Iterator[list]:
    waiting = iter(dict.fromkeys(values))
    while chunk := list(islice(waiting, size)):
        yield chunk
