# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where the shop ships to (C8)."""

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
