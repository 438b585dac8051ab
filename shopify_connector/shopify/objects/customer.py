# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers (C3-C6, C9)."""

from dataclasses import dataclass, field
from datetime import datetime

from . import reading as read
from .address import Address


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent to marketing and when it was given.

    :param state: SUBSCRIBED, UNSUBSCRIBED, PENDING, NOT_SUBSCRIBED, …
    """

    state: str
    opt_in_level: str
    updated_at: datetime | None

    @classmethod
    def from_node(cls, node: read.Node) -> "Consent":
        """Read the consent fields of a ``CustomerEmailAddress``."""
        return cls(
            state=read.text(node, "marketingState"),
            opt_in_level=read.maybe_text(node, "marketingOptInLevel"),
            updated_at=read.maybe_moment(node, "marketingUpdatedAt"),
        )


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer; what Shopify does not know, or withholds, is ``""``.

    :param email_consent: None without an email
    :param sms_consent: None without a phone, and in an order's customer, where it is not read
    :param addresses: all of them; in an order's customer the default address only
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
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            email_consent=read.maybe_one(node, "defaultEmailAddress", Consent.from_node),
            sms_consent=_sms_consent(node),
            default_address=read.maybe_one(node, "defaultAddress", Address.from_node),
            addresses=_addresses(node),
            raw=node,
        )


def _value(node: read.Node, key: str, inner: str) -> str:
    return read.maybe_one(node, key, lambda found: read.text(found, inner)) or ""


def _sms_consent(node: read.Node) -> Consent | None:
    phone = node["defaultPhoneNumber"]
    if not phone or "smsMarketingConsent" not in phone:
        return None
    return read.one(phone, "smsMarketingConsent", _sms_fields)


def _sms_fields(node: read.Node) -> Consent:
    return Consent(
        state=read.text(node, "state"),
        opt_in_level=read.maybe_text(node, "optInLevel"),
        updated_at=read.maybe_moment(node, "updatedAt"),
    )


def _addresses(node: read.Node) -> tuple[Address, ...]:
    if "addressesV2" in node:
        return read.connection(node, "addressesV2", Address.from_node)
    default = read.maybe_one(node, "defaultAddress", Address.from_node)
    return (default,) if default else ()
