# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where the shop ships to (C8), and how (O11)."""

from collections.abc import Iterable
from dataclasses import dataclass

from . import reading as read


@dataclass(frozen=True, slots=True)
class Province:
    """A part of a country, as addresses name it.

    :param code: Shopify's, such as ``CA`` or ``QC``
    """

    code: str
    name: str

    @classmethod
    def from_node(cls, node: read.Node) -> "Province":
        """Read a ``DeliveryProvince``."""
        return cls(read.text(node, "code"), read.text(node, "name"))


@dataclass(frozen=True, slots=True)
class ShippingCountry:
    """A country and its provinces.

    :param code: ISO 3166-1 alpha-2; ``""`` is the rest of the world
    :param name: ``""`` if Shopify told the code only
    """

    code: str
    name: str = ""
    provinces: tuple[Province, ...] = ()

    @classmethod
    def from_node(cls, node: read.Node) -> "ShippingCountry":
        """Read a ``DeliveryCountry``."""
        return cls(
            code=read.one(node, "code", lambda code: read.maybe_text(code, "countryCode")),
            name=read.text(node, "name"),
            provinces=read.many(node, "provinces", Province.from_node),
        )


@dataclass(frozen=True, slots=True)
class ShippingCountries:
    """All countries that a shop ships to.

    :param countries: sorted by their codes
    :param rest_of_world: a zone takes in every country that no other zone names
    :param has_provinces: the shipping zones could be read; else there are codes only
    """

    countries: tuple[ShippingCountry, ...]
    rest_of_world: bool
    has_provinces: bool

    @classmethod
    def united(
        cls, zones: Iterable[ShippingCountry] | None, codes: Iterable[str]
    ) -> "ShippingCountries":
        """Put countries of all zones and codes together, each country with all its provinces.

        :param zones: the countries of all zones; None if they could not be read
        :param codes: further countries by code
        """
        found = {code: ShippingCountry(code) for code in codes}
        for country in zones or ():
            known = found.get(country.code, country)
            provinces = {province.code: province for province in known.provinces}
            provinces |= {province.code: province for province in country.provinces}
            found[country.code] = ShippingCountry(
                country.code, known.name or country.name, tuple(provinces.values())
            )
        rest_of_world = found.pop("", None) is not None
        return cls(tuple(found[code] for code in sorted(found)), rest_of_world, zones is not None)


@dataclass(frozen=True, slots=True)
class DeliveryProfile:
    """Where some of the products are shipped to.

    :param countries: of all its zones; one comes again for each group of locations
    """

    id: str
    countries: tuple[ShippingCountry, ...]

    @classmethod
    @read.at_the_door("DeliveryProfile")
    def from_node(cls, node: read.Node) -> "DeliveryProfile":
        """Read a node of ``DeliveryProfiles``."""
        groups = read.many(node, "profileLocationGroups", _countries_of_group)
        return cls(
            id=read.text(node, "id"),
            countries=tuple(country for countries in groups for country in countries),
        )


def _countries_of_group(node: read.Node) -> tuple[ShippingCountry, ...]:
    return read.many(
        node,
        "countriesInAnyZone",
        lambda entry: read.one(entry, "country", ShippingCountry.from_node),
    )


@dataclass(frozen=True, slots=True)
class ProfileGroups:
    """A page of delivery profiles, as far as it leads on to their methods.

    :param by_market: the shop's markets decide how is shipped, and no profile does
    :param pairs: a profile's id with that of each of its groups of locations
    """

    by_market: bool
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    @read.at_the_door("ShippingProfiles")
    def from_node(cls, node: read.Node) -> "ProfileGroups":
        """Read the answer to ``ShippingProfiles``."""
        features = read.one(node, "shop", lambda shop: read.one(shop, "features", _is_by_market))
        profiles = read.many(node["deliveryProfiles"], "nodes", _groups_of_profile)
        return cls(
            by_market=features,
            pairs=tuple(pair for pairs in profiles for pair in pairs),
        )


def _is_by_market(node: read.Node) -> bool:
    return read.flag(node, "marketDrivenShipping")


def _groups_of_profile(node: read.Node) -> tuple[tuple[str, str], ...]:
    profile = read.text(node, "id")
    groups = read.many(
        node, "profileLocationGroups", lambda group: read.reference(group, "locationGroup")
    )
    return tuple((profile, group) for group in groups)


def method_names(connection: read.Node) -> list[str]:
    """The names of the active methods on a page: a carrier's method has those of its services."""
    return [name for names in read.many(connection, "nodes", _names_of_method) for name in names]


def _names_of_method(node: read.Node) -> tuple[str, ...]:
    if not read.flag(node, "active"):
        return ()
    services = node["rateProvider"].get("participantServices")
    if services is None:
        return (read.text(node, "name"),)
    return tuple(service["name"] for service in services if service["active"])


def market_options(node: read.Node) -> read.Node | None:
    """The connection of a market's own shipping options; None where it inherits or has none."""
    shipping = node["delivery"]["shipping"]
    return shipping["optionDefinitions"] if shipping and shipping.get("isEnabled", True) else None


def option_names(connection: read.Node) -> list[str]:
    """The names of the options on a page; one that a carrier computes has none."""
    return [node["name"] for node in connection["nodes"] if node.get("name")]
