# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tell Shopify of consents to marketing that are newer in Odoo (S3, C14)."""

from dataclasses import dataclass
from typing import Any

from odoo import fields, models
from odoo.tools import SQL, split_every

from ...rules.consent import (
    NEVER,
    Consent,
    NotSendable,
    Send,
    email_consent_input,
    received_consent,
    settle_consent,
    sms_consent_input,
)
from ...shopify import documents, gid
from ...shopify.documents import Document
from ..sync.fast_rows import update_rows
from ..sync.transaction import in_fresh_transaction
from .consent_texts import ConsentError

AT_ONCE = 1000
SKIP = "consent"

# Contact points of linked partners that say something later than the Shopify customer of that
# email or phone, and something else.
NEWER = """
    SELECT customer.id, point.id
    FROM shopify_customer customer
    JOIN res_partner_contact_point point ON point.partner_id = customer.partner_id
    WHERE customer.shop_id = %(shop)s AND customer.removed IS NULL
        AND (%(partners)s IS NULL OR customer.partner_id = ANY(%(partners)s))
        AND (
            point.kind = 'email' AND point.normalised = lower(btrim(customer.email))
            AND point.consent_at > COALESCE(customer.email_consent_at, '-infinity')
            AND (point.consent_state, point.consent_level) IS DISTINCT FROM
                (customer.email_consent_state, customer.email_consent_level)
            OR
            point.kind = 'phone' AND point.normalised = btrim(customer.phone)
            AND point.consent_at > COALESCE(customer.sms_consent_at, '-infinity')
            AND (point.consent_state, point.consent_level) IS DISTINCT FROM
                (customer.sms_consent_state, customer.sms_consent_level)
        )
    ORDER BY customer.id, point.id
"""


@dataclass(frozen=True)
class Channel:
    """How consents of one kind of contact point are kept and sent.

    :ivar prefix: of the fields on the Shopify customer
    """

    prefix: str
    document: Document
    to_input: Any


CHANNELS = {
    "email": Channel("email", documents.CUSTOMER_EMAIL_CONSENT, email_consent_input),
    "phone": Channel("sms", documents.CUSTOMER_SMS_CONSENT, sms_consent_input),
}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _send_consents(self, meter):
        """Send consents that are newer in Odoo, if Odoo may change Shopify's customers.

        :return: whether all is done; False when the time was over
        """
        options = meter.run.options or {}
        if not self.can_update_shopify_customers or options.get("shopify_ids"):
            return True
        waiting = in_fresh_transaction(
            self.env, lambda: self._consents_to_send(options.get("partner_ids"))
        )
        if not waiting:
            return True
        with meter.client() as client:
            for pairs in split_every(AT_ONCE, waiting):
                ConsentPush(self, meter, client).send(pairs)
                if meter.should_stop():
                    return False
        return True

    def _consents_to_send(self, partner_ids=None):
        """Return what is newer in Odoo: list of (customer id, contact point id).

        Consents that no longer wait are taken off the list of skipped records.
        """
        self.env["shopify.customer"].flush_model()
        self.env["res.partner.contact.point"].flush_model()
        self.env.cr.execute(SQL(NEWER, shop=self.id, partners=partner_ids or None))
        pairs = self.env.cr.fetchall()
        if not partner_ids:
            waiting = {_skip_key(point) for _customer, point in pairs}
            skips = self.env["shopify.sync.skip"].search(
                [
                    ("shop_id", "=", self.id),
                    ("kind", "=", "customers"),
                    ("shopify_id", "=like", f"{SKIP}-%"),
                ]
            )
            skips.filtered(lambda skip: skip.shopify_id not in waiting).unlink()
        return pairs


class ConsentPush:
    """Sends a batch of consents, and notes what became of each."""

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client

    def send(self, pairs):
        """Send the consents of contact points to the customers that they belong to.

        :param pairs: (customer id, contact point id)
        """
        to_send, errors = in_fresh_transaction(self._env, lambda: self._settle(pairs))
        sent = []
        for kind, channel in CHANNELS.items():
            chosen = [each for each in to_send if each[1].kind == kind]
            rows = [
                {"input": channel.to_input(gid.make("Customer", int(customer.shopify_id)), consent)}
                for customer, _point, consent in chosen
            ]
            outcomes = self._client.push(channel.document, rows) if rows else ()
            for each, outcome in zip(chosen, outcomes, strict=True):
                if outcome.succeeded:
                    sent.append(each)
                else:
                    told = outcome.error or "; ".join(e.message for e in outcome.user_errors)
                    errors.append((*each[:2], ConsentError("consent_refused", told=told)))
        in_fresh_transaction(self._env, lambda: self._keep(sent, errors))

    def _settle(self, pairs):
        """Part consents into those to send and those that can't be.

        :return: (list of (customer, point, Consent), list of (customer, point, ConsentError))
        """
        now = fields.Datetime.now()
        to_send, errors = [], []
        for customer_id, point_id in pairs:
            customer = self._env["shopify.customer"].browse(customer_id)
            point = self._env["res.partner.contact.point"].browse(point_id)
            kept = self._consent_of_point(point)
            outcome = settle_consent(
                _consent_of_customer(customer, CHANNELS[point.kind].prefix),
                received_consent(kept, kept, now),
            )
            match outcome:
                case Send() if self._shop.allow_changes:
                    to_send.append((customer, point, outcome.consent))
                case Send():
                    errors.append((customer, point, ConsentError("consent_held_back")))
                case NotSendable():
                    errors.append((customer, point, ConsentError(outcome.code)))
        return to_send, errors

    def _consent_of_point(self, point):
        """Return a point's consent, with the place where it was given if that is the shop's."""
        place = point.location_id
        known = place.active and place.shop_id.connection_id == self._shop.connection_id
        return Consent(
            point.consent_state,
            point.consent_level,
            point.consent_at or NEVER,
            location=place.shopify_id if known else "",
        )

    def _keep(self, sent, errors):
        """Note on customers what Shopify holds now, and list what it does not take."""
        for kind, channel in CHANNELS.items():
            update_rows(
                self._env["shopify.customer"],
                {
                    customer.id: {
                        f"{channel.prefix}_consent_state": consent.state,
                        f"{channel.prefix}_consent_level": consent.level,
                        f"{channel.prefix}_consent_at": consent.at,
                        f"{channel.prefix}_consent_source": (
                            point.location_id.name if consent.location else False
                        ),
                    }
                    for customer, point, consent in sent
                    if point.kind == kind
                },
            )
        skips = self._env["shopify.sync.skip"]
        rows = [_skip_row(self._env, *error) for error in errors]
        skips._note(self._shop, "customers", rows, self._meter.run)
        skips._resolve(
            self._shop, "customers", [_skip_key(point.id) for _customer, point, _told in sent]
        )
        self._meter.count("write", changed=len(sent), skipped=len(errors))


def _skip_key(point_id):
    return f"{SKIP}-{point_id}"


def _skip_row(env, customer, point, error):
    error.params["value"] = point.value
    explained = env["shopify.explain"]._explain(error)
    return {
        "shopify_id": _skip_key(point.id),
        "name": customer.name,
        "res_model": customer._name,
        "res_id": customer.id,
        "code": explained.code,
        "reason": explained.message,
        "fix": explained.fix,
    }


def _consent_of_customer(customer, prefix):
    return Consent(
        customer[f"{prefix}_consent_state"] or "not_subscribed",
        customer[f"{prefix}_consent_level"] or "unknown",
        customer[f"{prefix}_consent_at"] or NEVER,
    )
