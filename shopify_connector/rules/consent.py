# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Consent to marketing by email and by SMS, in both directions (C14).

A consent has a state, a level, a time and a source; the newest one counts, whichever side it is
from. Times are UTC without a time zone, as Odoo keeps them.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

NEVER = datetime.min  # noqa: DTZ901 naive, as all times here

State = Literal["subscribed", "unsubscribed", "pending", "not_subscribed", "redacted", "invalid"]
Level = Literal["single_opt_in", "confirmed_opt_in", "unknown"]
_SENDABLE = ("subscribed", "unsubscribed", "pending")
_FIXED_BY_SHOPIFY = ("redacted", "invalid")


@dataclass(frozen=True, slots=True)
class Consent:
    """What a customer has said to marketing by one channel.

    ``at`` is when the state was given, :data:`NEVER` when that is not known; ``source`` tells
    where, in whatever words the side has for it; ``location`` is Shopify's id of the location
    where it was given, "" for none.
    """

    state: State = "not_subscribed"
    level: Level = "unknown"
    at: datetime = NEVER
    source: str = ""
    location: str = ""

    @property
    def answer(self) -> Literal["yes", "no", "unknown"]:
        """Whether the customer wants marketing.

        Only ``subscribed`` is a yes and only ``unsubscribed`` a no. Whoever was never asked, has
        not confirmed yet, or has been erased, has given no answer, and gets no marketing either.
        """
        return {"subscribed": "yes", "unsubscribed": "no"}.get(self.state, "unknown")

    def says_the_same(self, other: "Consent") -> bool:
        """:return: whether state and level are the same, whenever and wherever they were given."""
        return (self.state, self.level) == (other.state, other.level)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Both sides say the same: nothing is to be done."""


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Shopify's consent counts, and Odoo takes it over."""

    consent: Consent


@dataclass(frozen=True, slots=True)
class Send:
    """Odoo's consent counts, and Shopify is told."""

    consent: Consent


@dataclass(frozen=True, slots=True)
class NotSendable:
    """Odoo's consent is newer, but Shopify takes no such change: both sides stay as they are.

    ``code``: ``never_asked`` (Shopify can't be told that somebody has not been asked) or
    ``fixed_by_shopify`` (of an erased customer or an invalid email).
    """

    consent: Consent
    code: str


def received_consent(told: Consent, known: Consent, now: datetime) -> Consent:
    """Give the consent to keep of what a side says now.

    A time still to come, of a wrong clock, can't win for ever: nobody has said anything later than
    we have heard of it. It becomes the time at which the consent was first heard of.

    :param told: what the side says
    :param known: what was kept of it before, ``Consent()`` if nothing was
    :param now: the time now
    :return: the consent, at the latest of now
    """
    if told.at <= now:
        return told
    first_heard = known.at if told.says_the_same(known) and known.at != NEVER else now
    return replace(told, at=min(first_heard, now))


def settle_consent(shopify: Consent, odoo: Consent) -> Agreed | TakeOver | Send | NotSendable:
    """Tell which side's consent counts: the newest one, Shopify's when both are of one time.

    :param shopify: what :func:`received_consent` gave for Shopify
    :param odoo: what it gave for Odoo
    :return: what is to be done
    """
    if shopify.says_the_same(odoo):
        return Agreed()
    if shopify.at >= odoo.at:
        return TakeOver(shopify)
    if shopify.state in _FIXED_BY_SHOPIFY:
        return NotSendable(odoo, "fixed_by_shopify")
    if odoo.state not in _SENDABLE:
        return NotSendable(odoo, "never_asked")
    return Send(odoo)


def email_consent_input(customer_gid: str, consent: Consent) -> dict[str, Any]:
    """Give the input of ``customerEmailMarketingConsentUpdate``.

    :param customer_gid: Shopify's id of the customer
    :param consent: the consent of a :class:`Send`
    :return: the ``CustomerEmailMarketingConsentUpdateInput``
    """
    return {"customerId": customer_gid, "emailMarketingConsent": _input(consent)}


def sms_consent_input(customer_gid: str, consent: Consent) -> dict[str, Any]:
    """Give the input of ``customerSmsMarketingConsentUpdate``.

    :param customer_gid: Shopify's id of the customer
    :param consent: the consent of a :class:`Send`
    :return: the ``CustomerSmsMarketingConsentUpdateInput``
    """
    return {"customerId": customer_gid, "smsMarketingConsent": _input(consent)}


def _input(consent: Consent) -> dict[str, str]:
    # Who is pending is asked to confirm, and Shopify takes no other level with it.
    level = "confirmed_opt_in" if consent.state == "pending" else consent.level
    given = {"marketingState": consent.state.upper(), "marketingOptInLevel": level.upper()}
    if consent.at != NEVER:
        given["consentUpdatedAt"] = f"{consent.at.isoformat(timespec='seconds')}Z"
    if consent.location:
        given["sourceLocationId"] = consent.location
    return given
