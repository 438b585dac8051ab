# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where the shop ships to (C8), and how (O11)."""

from collections.abc import Iterator
from typing import Any

from . import documents
from .documents import Document
from .errors import AccessDenied, MalformedAnswer
from .objects.shipping import (
    DeliveryProfile,
    ProfileGroups,
    ShippingCountries,
    ShippingCountry,
    market_options,
    method_names,
    option_names,
)
from .paging import Node

PROFILE_PAGE = 25
#: Profiles or markets in one request whose methods are asked for.
FEW = 20
ZONE_PAGE = 10
METHOD_PAGE = 25


class Shipping:
    """The client's reader of shipping zones; needs ``execute``, ``pages`` and ``shop``."""

    def shipping_countries(self) -> ShippingCountries:
        """The countries that the shop ships to, with provinces (C8).

        Those of all zones of all delivery profiles, and those that the shop itself names. Without
        the access scope ``read_shipping`` only the latter, as codes.
        """
        codes = self.shop().ships_to_countries
        try:
            zones = self._zone_countries()
        except AccessDenied:
            zones = None
        return ShippingCountries.united(zones, codes)

    def _zone_countries(self) -> list[ShippingCountry]:
        pages = self.pages(documents.DELIVERY_PROFILES, root="deliveryProfiles", first=PROFILE_PAGE)
        profiles = (DeliveryProfile.from_node(node) for page in pages for node in page)
        return [country for profile in profiles for country in profile.countries]

    # === METHODS === #

    def shipping_methods(self) -> list[str]:
        """The names of all shipping methods that buyers can choose, sorted (O11).

        Those of the delivery profiles, or of the markets where the shop lets them decide. A method
        whose prices a carrier computes has the names of the carrier's services; an option of a
        market whose carrier names it has none here: it is known once it was ordered with.

        :raises AccessDenied: the scope ``read_shipping`` is missing, or ``read_markets``
        """
        by_market, groups = self._profile_groups()
        found = self._market_methods() if by_market else self._profile_methods(groups)
        return sorted(set(found))

    def _profile_groups(self) -> tuple[bool, list[tuple[str, str]]]:
        """Whether the markets decide; else the (profile, group of locations) pairs."""
        pairs: list[tuple[str, str]] = []
        for answer in self._answers(documents.SHIPPING_PROFILES, "deliveryProfiles"):
            page = ProfileGroups.from_node(answer)
            if page.by_market:
                return True, []
            pairs += page.pairs
        return False, pairs

    def _answers(self, document: Document, root: str) -> Iterator[Node]:
        """The answers page by page; their nested connections are read on by whoever uses them."""
        variables: dict[str, Any] = {"first": FEW, "after": None}
        while True:
            answer = self.execute(document, variables)
            yield answer
            page = answer[root]["pageInfo"]
            if not page["hasNextPage"]:
                return
            variables["after"] = page["endCursor"]

    def _profile_methods(self, groups: list[tuple[str, str]]) -> Iterator[str]:
        for profile, group in groups:
            before = None
            while True:
                zones = self._zones(profile, group, ZONE_PAGE, before)
                for edge in zones["edges"]:
                    yield from self._zone_methods(profile, group, before, edge["node"])
                    before = edge["cursor"]
                if not zones["pageInfo"]["hasNextPage"]:
                    break

    def _zone_methods(
        self, profile: str, group: str, before: str | None, zone: Node
    ) -> Iterator[str]:
        """The methods of a zone, to the last page.

        :param before: the cursor of the zone before it: the zone itself has no id
        """
        while True:
            methods = zone["methodDefinitions"]
            yield from method_names(methods)
            if not methods["pageInfo"]["hasNextPage"]:
                return
            after = methods["pageInfo"]["endCursor"]
            zones = self._zones(profile, group, 1, before, after)
            zone = zones["edges"][0]["node"]

    def _zones(
        self,
        profile: str,
        group: str,
        count: int,
        before: str | None,
        methods_after: str | None = None,
    ) -> Node:
        variables = {
            "profile": profile,
            "group": group,
            "zones": count,
            "zonesAfter": before,
            "methods": METHOD_PAGE,
            "methodsAfter": methods_after,
        }
        answer = self.execute(documents.SHIPPING_METHODS, variables)["deliveryProfile"]
        groups = answer and answer["profileLocationGroups"]
        if not groups:
            raise MalformedAnswer("deliveryProfile", f"{profile} is no longer there")
        return groups[0]["locationGroupZones"]

    def _market_methods(self) -> Iterator[str]:
        for answer in self._answers(documents.SHIPPING_BY_MARKET, "markets"):
            for market in answer["markets"]["nodes"]:
                yield from self._options_of(market)

    def _options_of(self, market: Node) -> Iterator[str]:
        identity, options = market["id"], market_options(market)
        while options:
            yield from option_names(options)
            if not options["pageInfo"]["hasNextPage"]:
                return
            variables = {"id": identity, "after": options["pageInfo"]["endCursor"]}
            market = self.execute(documents.SHIPPING_OF_MARKET, variables)["market"]
            options = market and market_options(market)
