# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make the partners of customers of a till (S2, S3, S4, S6), many at once."""

from odoo import fields, models
from odoo.addons.shopify_connector.models.native.contact_point import normalised_value
from odoo.addons.shopify_connector.models.native.partner_consent import STATES_OF_ANSWERS
from odoo.addons.shopify_connector.models.sync.fast_rows import insert_rows, update_rows
from odoo.addons.shopify_connector.models.sync.transaction import QUIET
from odoo.addons.shopify_connector.rules.consent import Consent, TakeOver, settle_consent
from odoo.addons.shopify_connector.rules.email import normalise_email


class PosPendingCustomer(models.Model):
    _inherit = "pos.pending.customer"

    def _make_partners(self, customers):
        """Make the partners of customers of one company.

        :param dict customers: StoreCustomer by record
        :return: dict of partner by record
        """
        partners = self.env["res.partner"].with_company(self.company_id).with_context(**QUIET)
        defaults = {store: store._new_customer_defaults() for store in self.config_id}
        # Odoo's own way for many at once: without parent and children there is nothing to sync.
        alone = partners.with_context(_partners_skip_fields_sync=True)
        made = alone.create(
            [
                pending._partner_values(customer, defaults[pending.config_id])
                for pending, customer in customers.items()
            ]
        )
        by_pending = dict(zip(customers, made.with_env(partners.env), strict=True))
        self._make_further_addresses(customers, by_pending)
        return {pending: each.with_env(self.env) for pending, each in by_pending.items()}

    def _partner_values(self, customer, defaults):
        """Return a new partner's values: what was typed, on top of the default customer's (S4)."""
        place = _place_values(customer.address)
        if customer.address.is_empty and not place["country_id"]:
            place["country_id"] = self.config_id._store_country().id
        return {
            **defaults,
            **self.config_id.customer_attribute_ids._values_of(customer.attributes),
            **place,
            "name": customer.name,
            "is_company": customer.is_company,
            "email": normalise_email(customer.email),
            "phone": customer.phone,
            "type": "contact",
            "customer_rank": 1,
            "company_id": False,
        }

    def _make_further_addresses(self, customers, partners):
        """Make the further addresses of customers (S6).

        :param dict customers: StoreCustomer by record
        :param dict partners: partner by record
        """
        vals_list = [
            {**address, "parent_id": partners[pending].id}
            for pending, customer in customers.items()
            for address in pending._further_address_values(customer)
        ]
        if not vals_list:
            return
        model = next(iter(partners.values()))
        if not self.env["shopify.shop"]._has_other_companies():
            # All that Odoo would take over from the owner, for each address on its own.
            for vals in vals_list:
                vals.update(model.browse(vals["parent_id"])._get_commercial_values())
            model = model.with_context(_partners_skip_fields_sync=True)
        model.create(vals_list)

    def _further_address_values(self, customer):
        """Return the values of a customer's further addresses (S6).

        Name and phone are those of the address's contact, else the customer's.
        """
        return [
            {
                **_place_values(address),
                "type": address.purpose if address.purpose in ("delivery", "invoice") else "other",
                "address_purpose": address.purpose
                or ("business" if customer.is_company else "home"),
                "name": address.name or customer.name,
                "phone": address.phone or customer.phone,
            }
            for address in customer.further_addresses
            if not address.is_empty
        ]

    # === EMAILS, PHONES AND CONSENT === #

    def _keep_contact_points(self, customers, partners):
        """Keep further emails and phones, and what was said to marketing (S3).

        A customer that was there already keeps what it has said later than this.

        :param dict customers: StoreCustomer by record
        :param dict partners: partner by record
        """
        told = {}
        for pending, customer in customers.items():
            partner = partners[pending]
            for point in pending._points(customer, partner):
                told[point["partner_id"], point["kind"], point["normalised"]] = point
        if not told:
            return
        points = self.env["res.partner.contact.point"]
        known = {
            (point.partner_id.id, point.kind, point.normalised): point
            for point in points.search([("partner_id", "in", [key[0] for key in told])])
        }
        insert_rows(points, [point for key, point in told.items() if key not in known], True)
        changed = {
            known[key].id: _consent_values(point)
            for key, point in told.items()
            if key in known and _is_newer(point, known[key])
        }
        update_rows(points, changed)
        self.env["res.partner"].invalidate_model(["contact_point_ids"], flush=False)

    def _points(self, customer, partner):
        """Return the contact points that a customer tells of: values with a consent each."""
        several = self.env["res.partner"]._several_contact_points()
        own = [
            ("email", customer.email, "", customer.email_marketing),
            ("phone", customer.phone, "", customer.sms_marketing),
        ]
        further = [(p.kind, p.value, p.purpose, p.marketing) for p in customer.contact_points]
        country = partner.country_id.code or self.config_id._store_country().code or ""
        location = self.config_id.shopify_location_id
        at = self.made_at or fields.Datetime.now()
        rows = []
        for kind, value, purpose, marketing in own + further:
            state = STATES_OF_ANSWERS.get(marketing, "not_subscribed")
            # An own email or phone needs no point of its own as long as it says nothing.
            if not value or (not several and state == "not_subscribed"):
                continue
            answered = state != "not_subscribed"
            rows.append(
                {
                    "partner_id": partner.id,
                    "kind": kind,
                    "value": value,
                    "normalised": normalised_value(kind, value, country),
                    "purpose": purpose or None,
                    "consent_state": state,
                    "consent_level": "single_opt_in" if answered else "unknown",
                    "consent_at": min(at, fields.Datetime.now()) if answered else None,
                    "consent_source": self.config_id.name if answered else None,
                    "location_id": location.id if answered and location else None,
                }
            )
        return rows


def _place_values(address):
    return {
        "street": address.street,
        "street2": address.street2,
        "city": address.city,
        "zip": address.zip,
        "state_id": address.state or False,
        "country_id": address.country or False,
        **({"address_purpose": address.purpose} if address.purpose else {}),
    }


def _consent_values(point):
    names = ("consent_state", "consent_level", "consent_at", "consent_source", "location_id")
    return {name: point[name] or False for name in names}


def _is_newer(point, known):
    """Tell whether a till's word is later than what is known, and another (S3)."""
    if not point["consent_at"]:
        return False
    told = Consent(point["consent_state"], point["consent_level"], point["consent_at"])
    kept = Consent(known.consent_state, known.consent_level)
    if known.consent_at:
        kept = Consent(known.consent_state, known.consent_level, known.consent_at)
    return isinstance(settle_consent(told, kept), TakeOver)
