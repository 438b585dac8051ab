# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Keep customers as Shopify sent them, in bulk (C2, C14). The step *stage*."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...rules.consent import NEVER, Consent, received_consent
from ...shopify import gid
from ..sync.address_values import address_values
from ..sync.changes import write_changed
from ..sync.fast_rows import insert_rows
from ..sync.moments import utc_naive


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    @api.model
    def _stage(self, shop, customers):
        """Keep customers as Shopify sent them.

        A customer that came with an order brings its default address only, and does not say what
        consents it gave: what is known of the rest stays.

        :param shop: the shop record
        :param customers: iterable of the client's ``Customer`` objects
        :return: CustomerBatch
        """
        return CustomerStaging(shop, customers).keep()


class CustomerBatch:
    """What became of a batch of customers.

    :ivar records: dict of ``shopify.customer`` record by Shopify gid
    :ivar fresh: the records that are new or have changed in Shopify since they were last kept
    """

    def __init__(self, records, fresh):
        self.records = records
        self.fresh = fresh


class CustomerStaging:
    """Turns a batch of the client's customers into rows, a statement or two for each table."""

    def __init__(self, shop, customers):
        self._shop = shop
        self._env = shop.env
        self._now = fields.Datetime.now()
        self._customers = {str(gid.number(customer.id)): customer for customer in customers}

    def keep(self):
        """Insert what is new, write what has changed.

        :return: CustomerBatch
        """
        known = {
            record.shopify_id: record
            for record in self._env["shopify.customer"].search(
                [
                    ("connection_id", "=", self._shop.connection_id.id),
                    ("company_id", "=", self._shop.company_id.id),
                    ("shopify_id", "in", list(self._customers)),
                ]
            )
        }
        changed = [key for key, record in known.items() if self._is_stale(record)]
        new = [key for key in self._customers if key not in known]
        for key in changed:
            write_changed(known[key], self._values(self._customers[key], known[key]))
        created = insert_rows(
            self._env["shopify.customer"], [self._row(key, self._customers[key]) for key in new]
        )
        known.update(zip(new, created, strict=True))
        self._keep_tags({known[key]: self._customers[key] for key in new}, changed=False)
        self._keep_tags({known[key]: self._customers[key] for key in changed}, changed=True)
        self._keep_addresses({known[key]: self._customers[key] for key in [*new, *changed]})
        fresh = self._env["shopify.customer"].browse(known[key].id for key in [*new, *changed])
        return CustomerBatch(
            {customer.id: known[key] for key, customer in self._customers.items()}, fresh
        )

    def _is_stale(self, record):
        customer = self._customers[record.shopify_id]
        if record.shopify_updated_at != utc_naive(customer.updated_at):
            return not record.shopify_updated_at or record.shopify_updated_at < utc_naive(
                customer.updated_at
            )
        return _is_complete(customer) and not record.is_complete

    # === ROWS === #

    def _row(self, key, customer):
        return {
            "connection_id": self._shop.connection_id.id,
            "shop_id": self._shop.id,
            "company_id": self._shop.company_id.id,
            "shopify_id": key,
            **_NOT_IN_ORDERS,
            **self._values(customer, self._env["shopify.customer"]),
        }

    def _values(self, customer, record):
        # The default address comes first (C7).
        first = next(iter(customer.addresses), None)
        country = self._env["shopify.geography"]._country(first.country_code if first else "")
        return {
            "name": customer.display_name or customer.email or customer.phone or customer.id,
            "first_name": customer.first_name,
            "last_name": customer.last_name,
            "email": customer.email,
            "phone": customer.phone,
            "state": customer.state,
            "locale": customer.locale,
            "note": customer.note,
            "tax_exempt": customer.tax_exempt,
            "country_id": country.id,
            "has_address": bool(customer.addresses),
            "shopify_updated_at": utc_naive(customer.updated_at),
            "is_complete": _is_complete(customer),
            "removed": False,
            **self._consent_values("email", customer.email_consent, record),
            **(self._complete_values if _is_complete(customer) else self._order_values)(
                customer, record
            ),
        }

    def _complete_values(self, customer, record):
        return {
            "verified_email": customer.verified_email,
            **self._consent_values("sms", customer.sms_consent, record),
            **_consent_source("email", customer.email_consent),
            **_consent_source("sms", customer.sms_consent),
        }

    @staticmethod
    def _order_values(customer, record):
        """Keep where a consent was given, which an order does not tell, while its time stays."""
        at = utc_naive(customer.email_consent.updated_at) if customer.email_consent else False
        same = record.email_consent_at == at
        return {"email_consent_source": same and record.email_consent_source}

    def _consent_values(self, kind, consent, record):
        values = {
            f"{kind}_consent_state": consent.state.lower() if consent else False,
            f"{kind}_consent_level": consent.opt_in_level.lower() if consent else False,
            f"{kind}_consent_at": utc_naive(consent.updated_at) if consent else False,
        }
        state, level, at = values.values()
        if at and at > self._now:
            known = Consent(
                record[f"{kind}_consent_state"] or "not_subscribed",
                record[f"{kind}_consent_level"] or "unknown",
                record[f"{kind}_consent_at"] or NEVER,
            )
            values[f"{kind}_consent_at"] = received_consent(
                Consent(state, level, at), known, self._now
            ).at
        return values

    # === TAGS === #

    def _keep_tags(self, pairs, changed):
        if changed:
            self._env.cr.execute(
                SQL(
                    "DELETE FROM shopify_customer_shopify_customer_tag_rel "
                    "WHERE shopify_customer_id = ANY(%s)",
                    [record.id for record in pairs],
                )
            )
        names = {tag for customer in pairs.values() for tag in customer.tags}
        ids = self._env["shopify.customer.tag"]._ids_by_name(self._shop.company_id, names)
        rows = [
            (record.id, ids[tag])
            for record, customer in pairs.items()
            for tag in dict.fromkeys(customer.tags)
        ]
        if rows:
            self._env.cr.execute_values(
                "INSERT INTO shopify_customer_shopify_customer_tag_rel "
                "(shopify_customer_id, shopify_customer_tag_id) VALUES %s",
                rows,
                page_size=1000,
            )
        if changed or rows:
            self._env["shopify.customer"].invalidate_model(["tag_ids"], flush=False)

    # === ADDRESSES === #

    def _keep_addresses(self, pairs):
        """Insert new addresses, write changed ones, remove what Shopify no longer has."""
        model = self._env["shopify.customer.address"]
        known = {
            (address.customer_id.id, address.shopify_id): address
            for address in model.search([("customer_id", "in", [record.id for record in pairs])])
        }
        rows = []
        for record, customer in pairs.items():
            for address in customer.addresses:
                values = _address_values(address, customer)
                if old := known.pop((record.id, values["shopify_id"]), None):
                    if write_changed(old, values):
                        # Its partner holds the address that it was.
                        old.partner_id = False
                else:
                    rows.append(
                        {"customer_id": record.id, "company_id": self._shop.company_id.id, **values}
                    )
        complete = {record.id for record, customer in pairs.items() if _is_complete(customer)}
        gone = [address.id for (owner, _key), address in known.items() if owner in complete]
        model.browse(gone).unlink()
        insert_rows(model, rows)
        self._env["shopify.customer"].invalidate_model(["address_ids"], flush=False)


# What an order does not tell of its customer.
_NOT_IN_ORDERS = {
    "verified_email": False,
    "email_consent_source": False,
    "sms_consent_state": False,
    "sms_consent_level": False,
    "sms_consent_at": False,
    "sms_consent_source": False,
}


def _is_complete(customer):
    """Tell whether all of a customer was read, and not only what an order says of it."""
    return "addressesV2" in customer.raw


def _consent_source(kind, consent):
    return {f"{kind}_consent_source": consent.source_location if consent else False}


def _address_values(address, customer):
    default = customer.default_address
    return {
        "shopify_id": str(gid.number(address.id)),
        "is_default": bool(default and default.id == address.id),
        **address_values(address),
    }
