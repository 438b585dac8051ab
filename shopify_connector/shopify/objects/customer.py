# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers (C3-C6, C9)."""

from dataclasses import dataclass, field
from datetime import datetime

from .. import gid
from . import reading as read
from .address import Address


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent to marketing, and when and where it was given.

    :param state: SUBSCRIBED, UNSUBSCRIBED, PENDING, NOT_SUBSCRIBED, …
    :param opt_in_level: SINGLE_OPT_IN, CONFIRMED_OPT_IN, UNKNOWN, or ``""``
    :param source_location_id: the location's gid; ``""`` if it was given elsewhere, and in an
        order's customer, where it is not read
    """

    state: str
    opt_in_level: str
    updated_at: datetime | None
    source_location_id: str = ""
    source_location: str = ""

    @classmethod
    def from_node(cls, node: read.Node) -> "Consent":
        """Read the consent fields of a ``CustomerEmailAddress``."""
        return cls(
            read.text(node, "marketingState"),
            read.maybe_text(node, "marketingOptInLevel"),
            read.maybe_moment(node, "marketingUpdatedAt"),
            *_source_location(node),
        )

    @classmethod
    def from_sms_node(cls, node: read.Node) -> "Consent":
        """Read a ``CustomerSmsMarketingConsent``."""
        return cls(
            read.text(node, "state"),
            read.maybe_text(node, "optInLevel"),
            read.maybe_moment(node, "updatedAt"),
            *_source_location(node),
        )


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer; what Shopify does not know, or withholds, is ``""``.

    :param state: of its account: DISABLED, INVITED, ENABLED, DECLINED
    :param verified_email: None in an order's customer, where it is not read
    :param number_of_orders: None in an order's customer, where it is not read
    :param email_consent: None without an email
    :param sms_consent: None without a phone, and in an order's customer, where it is not read
    :param addresses: all of them, the default one first, the others as they were made; in an
        order's customer the default address only
    """

    id: str
    legacy_resource_id: int
    display_name: str
    first_name: str
    last_name: str
    email: str
    phone: str
    locale: str
    state: str
    note: str
    tags: tuple[str, ...]
    tax_exempt: bool
    verified_email: bool | None
    number_of_orders: int | None
    created_at: datetime
    updated_at: datetime
    email_consent: Consent | None
    sms_consent: Consent | None
    default_address: Address | None
    addresses: tuple[Address, ...]
    raw: dict = field(repr=False, compare=False)

    @classmethod
    @read.at_the_door("Customer")
    def from_node(cls, node: read.Node) -> "Customer":
        """Read a node of ``Customers``, or of the fragment ``OrderCustomer``."""
        default_address = read.maybe_one(node, "defaultAddress", Address.from_node)
        return cls(
            id=read.text(node, "id"),
            legacy_resource_id=read.integer(node, "legacyResourceId"),
            display_name=read.maybe_text(node, "displayName"),
            first_name=read.maybe_text(node, "firstName"),
            last_name=read.maybe_text(node, "lastName"),
            email=_value(node, "defaultEmailAddress", "emailAddress"),
            phone=_value(node, "defaultPhoneNumber", "phoneNumber"),
            locale=read.maybe_text(node, "locale"),
            state=read.text(node, "state"),
            note=read.maybe_text(node, "note"),
            tags=read.texts(node, "tags"),
            tax_exempt=read.flag(node, "taxExempt"),
            verified_email=read.flag(node, "verifiedEmail") if "verifiedEmail" in node else None,
            number_of_orders=read.integer(node, "numberOfOrders")
            if "numberOfOrders" in node
            else None,
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            email_consent=read.maybe_one(node, "defaultEmailAddress", Consent.from_node),
            sms_consent=_sms_consent(node),
            default_address=default_address,
            addresses=_addresses(node, default_address),
            raw=node,
        )


def _source_location(node: read.Node) -> tuple[str, str]:
    if not node.get("sourceLocation"):
        return "", ""
    return read.one(node, "sourceLocation", lambda at: (read.text(at, "id"), read.text(at, "name")))


def _value(node: read.Node, key: str, inner: str) -> str:
    return read.maybe_one(node, key, lambda found: read.text(found, inner)) or ""


def _sms_consent(node: read.Node) -> Consent | None:
    phone = node["defaultPhoneNumber"]
    if not phone or "smsMarketingConsent" not in phone:
        return None
    return read.one(phone, "smsMarketingConsent", Consent.from_sms_node)


def _addresses(node: read.Node, default: Address | None) -> tuple[Address, ...]:
    if "addressesV2" not in node:
        return (default,) if default else ()
    found = read.connection(node, "addressesV2", Address.from_node)
    if len(found) < 2:
        return found
    first = default.id if default else ""
    return tuple(sorted(found, key=lambda address: (address.id != first, gid.number(address.id))))
