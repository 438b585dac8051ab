# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Take over Shopify's consents to marketing where they are the newer ones (S3, C14)."""

from odoo import models
from odoo.tools import SQL

from ...rules.consent import NEVER, Consent, TakeOver, settle_consent
from ..native.contact_point import STATES, normalised_value
from ..sync.fast_rows import insert_rows, update_rows

# Consents of Shopify customers that say something which the partner's contact point does not say.
# What Shopify has said of another address already, it does not say of a new one.
DIFFERING = """
    WITH told AS (
        SELECT id, partner_id, shop_id, 'email' AS kind, email AS value,
            lower(btrim(email)) AS normalised, email_consent_state AS state,
            COALESCE(NULLIF(email_consent_level, ''), 'unknown') AS level,
            email_consent_at AS at, email_consent_source AS source
        FROM shopify_customer
        WHERE id = ANY(%(customers)s) AND partner_id IS NOT NULL AND email IS NOT NULL
            AND email_consent_state = ANY(%(states)s)
        UNION ALL
        SELECT id, partner_id, shop_id, 'phone', phone, btrim(phone), sms_consent_state,
            COALESCE(NULLIF(sms_consent_level, ''), 'unknown'),
            sms_consent_at, sms_consent_source
        FROM shopify_customer
        WHERE id = ANY(%(customers)s) AND partner_id IS NOT NULL AND phone IS NOT NULL
            AND sms_consent_state = ANY(%(states)s)
    )
    SELECT told.partner_id, told.shop_id, told.kind, told.value, told.state, told.level, told.at,
        told.source, point.id, point.consent_state, point.consent_level, point.consent_at
    FROM told
    LEFT JOIN res_partner_contact_point point ON point.partner_id = told.partner_id
        AND point.kind = told.kind AND point.normalised = told.normalised
    WHERE CASE WHEN point.id IS NULL
        THEN (told.state <> 'not_subscribed' OR told.at IS NOT NULL)
            AND NOT EXISTS (
                SELECT FROM res_partner_contact_point other
                WHERE other.partner_id = told.partner_id AND other.kind = told.kind
                    AND other.consent_state = told.state AND other.consent_at = told.at
            )
        ELSE (point.consent_state, point.consent_level) <> (told.state, told.level)
        END
    ORDER BY told.at NULLS FIRST
"""


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    def write(self, vals):
        """A partner that is chosen by hand gets what the customer said to marketing."""
        result = super().write(vals)
        if vals.get("partner_id"):
            self._take_over_consents()
        return result

    def _link_all(self, outcomes, agreed=None):
        result = super()._link_all(outcomes, agreed=agreed)
        self.union(*outcomes)._take_over_consents()
        return result

    def _take_over_consents(self):
        """Let the contact points of linked partners follow Shopify where its word is newer.

        With a statement or two a batch: only what differs is looked at.
        """
        if not self:
            return
        new, changed, sources = {}, {}, {}
        for row in self._differing_consents():
            partner, shop, kind, value, state, level, at, source, point, *known = row
            if (shop, source) not in sources:
                sources[shop, source] = self._consent_source(shop, source)
            values = {
                "consent_state": state,
                "consent_level": level,
                "consent_at": at,
                "consent_source": sources[shop, source],
            }
            if not point:
                # Of several customers with one partner, the newest word counts.
                key = (partner, kind, normalised_value(kind, value))
                new[key] = {
                    "partner_id": partner,
                    "kind": kind,
                    "value": value,
                    "normalised": key[2],
                    **values,
                }
            elif isinstance(settle_consent(_kept(state, level, at), _kept(*known)), TakeOver):
                changed[point] = values
        points = self.env["res.partner.contact.point"].sudo()
        insert_rows(points, list(new.values()), or_skip=True)
        update_rows(points, changed)
        if new:
            self.env["res.partner"].invalidate_model(["contact_point_ids"], flush=False)

    def _differing_consents(self):
        self.flush_recordset()
        self.env["res.partner.contact.point"].flush_model()
        self.env.cr.execute(
            SQL(DIFFERING, customers=self.ids, states=[state for state, _label in STATES])
        )
        return self.env.cr.fetchall()

    def _consent_source(self, shop_id, location):
        """Say where a consent was given: at a location of Shopify, else in the shop."""
        place = location or self.env["shopify.shop"].browse(shop_id).sudo().name
        return self.env._("Shopify: %s", place)


def _kept(state, level, at):
    return Consent(state, level, at or NEVER)
