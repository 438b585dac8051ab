# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Postal addresses of customers and orders."""

from dataclasses import dataclass

from . import reading as read


@dataclass(frozen=True, slots=True)
class Address:
    """A ``MailingAddress``; a part that Shopify does not know is ``""``.

    :param country_code: ISO 3166-1 alpha-2, Shopify's ``countryCodeV2``
    """

    id: str
    name: str
    first_name: str
    last_name: str
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
    def from_node(cls, node: read.Node) -> "Address":
        """Read a node of the fragment ``Address``."""
        return cls(
            id=read.text(node, "id"),
            name=read.maybe_text(node, "name"),
            first_name=read.maybe_text(node, "firstName"),
            last_name=read.maybe_text(node, "lastName"),
            company=read.maybe_text(node, "company"),
            address1=read.maybe_text(node, "address1"),
            address2=read.maybe_text(node, "address2"),
            city=read.maybe_text(node, "city"),
            zip=read.maybe_text(node, "zip"),
            province=read.maybe_text(node, "province"),
            province_code=read.maybe_text(node, "provinceCode"),
            country=read.maybe_text(node, "country"),
            country_code=read.maybe_text(node, "countryCodeV2"),
            phone=read.maybe_text(node, "phone"),
        )
