# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop and its locations (G2, G3, N2)."""

from dataclasses import dataclass, field

from . import reading as read


@dataclass(frozen=True, slots=True)
class ShopAddress:
    """An address without a person."""

    company: str
    address1: str
    address2: str
    city: str
    zip: str
    province: str
    province_code: str
    country: str
    country_code: str
    phone: str

    @classmethod
    def from_node(cls, node: read.Node) -> "ShopAddress":
        """Read a ``ShopAddress`` or ``LocationAddress``."""
        return cls(
            company=read.maybe_text(node, "company") if "company" in node else "",
            address1=read.maybe_text(node, "address1"),
            address2=read.maybe_text(node, "address2"),
            city=read.maybe_text(node, "city"),
            zip=read.maybe_text(node, "zip"),
            province=read.maybe_text(node, "province"),
            province_code=read.maybe_text(node, "provinceCode"),
            country=read.maybe_text(node, "country"),
            country_code=_country_code(node),
            phone=read.maybe_text(node, "phone"),
        )


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop as Shopify knows it.

    :param plan: its name for people, such as ``Basic``
    :param currency_code: ISO 4217; ``enabled_presentment_currencies`` are those buyers may see
    :param timezone: IANA name
    """

    id: str
    name: str
    myshopify_domain: str
    primary_domain: str
    email: str
    currency_code: str
    enabled_presentment_currencies: tuple[str, ...]
    plan: str
    shopify_plus: bool
    partner_development: bool
    taxes_included: bool
    tax_shipping: bool
    timezone: str
    weight_unit: str
    ships_to_countries: tuple[str, ...]
    order_number_format_prefix: str
    order_number_format_suffix: str
    address: ShopAddress
    raw: dict = field(repr=False, compare=False)

    @classmethod
    @read.at_the_door("Shop")
    def from_node(cls, node: read.Node) -> "Shop":
        """Read ``shop`` of the document ``Shop``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            myshopify_domain=read.text(node, "myshopifyDomain"),
            primary_domain=read.one(
                node, "primaryDomain", lambda domain: read.text(domain, "host")
            ),
            email=read.maybe_text(node, "email"),
            currency_code=read.text(node, "currencyCode"),
            enabled_presentment_currencies=read.texts(node, "enabledPresentmentCurrencies"),
            plan=read.one(node, "plan", lambda plan: read.text(plan, "publicDisplayName")),
            shopify_plus=read.one(node, "plan", lambda plan: read.flag(plan, "shopifyPlus")),
            partner_development=read.one(
                node, "plan", lambda plan: read.flag(plan, "partnerDevelopment")
            ),
            taxes_included=read.flag(node, "taxesIncluded"),
            tax_shipping=read.flag(node, "taxShipping"),
            timezone=read.text(node, "ianaTimezone"),
            weight_unit=read.text(node, "weightUnit"),
            ships_to_countries=read.texts(node, "shipsToCountries"),
            order_number_format_prefix=read.maybe_text(node, "orderNumberFormatPrefix"),
            order_number_format_suffix=read.maybe_text(node, "orderNumberFormatSuffix"),
            address=read.one(node, "shopAddress", ShopAddress.from_node),
            raw=node,
        )


@dataclass(frozen=True, slots=True)
class Location:
    """A place that keeps or ships goods (N2)."""

    id: str
    legacy_resource_id: int
    name: str
    is_active: bool
    fulfills_online_orders: bool
    ships_inventory: bool
    is_fulfillment_service: bool
    address: ShopAddress
    raw: dict = field(repr=False, compare=False)

    @classmethod
    @read.at_the_door("Location")
    def from_node(cls, node: read.Node) -> "Location":
        """Read a node of ``Locations``."""
        return cls(
            id=read.text(node, "id"),
            legacy_resource_id=read.integer(node, "legacyResourceId"),
            name=read.text(node, "name"),
            is_active=read.flag(node, "isActive"),
            fulfills_online_orders=read.flag(node, "fulfillsOnlineOrders"),
            ships_inventory=read.flag(node, "shipsInventory"),
            is_fulfillment_service=read.flag(node, "isFulfillmentService"),
            address=read.one(node, "address", ShopAddress.from_node),
            raw=node,
        )


def _country_code(node: read.Node) -> str:
    return read.maybe_text(node, "countryCodeV2" if "countryCodeV2" in node else "countryCode")
