# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers of whom only the id is known any more (C16)."""

from dataclasses import replace

from odoo import api, fields, models
from odoo.fields import Command

from ...rules.personal_data import without_personal_data
from ...shopify import gid
from ...shopify.objects.customer import Customer


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    anonymised_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="Since then nothing about the person is kept here, and no sync brings it back.",
    )

    @api.model
    def _stage(self, shop, customers):
        """Keep out what Shopify still says of customers that were anonymised."""
        customers = {str(gid.number(customer.id)): customer for customer in customers}
        anonymised = self.search(
            [
                ("connection_id", "=", shop.connection_id.id),
                ("company_id", "=", shop.company_id.id),
                ("shopify_id", "in", list(customers)),
                ("anonymised_at", "!=", False),
            ]
        )
        for record in anonymised:
            customer = customers[record.shopify_id]
            customers[record.shopify_id] = replace(
                Customer.from_node(without_personal_data(customer.raw)), display_name=record.name
            )
        batch = super()._stage(shop, customers.values())
        batch.fresh -= anonymised
        return batch

    def _anonymise(self):
        """Take the person out of these customers; their ids and links stay."""
        tags = self.tag_ids
        self.address_ids.unlink()
        self.conflict_ids.unlink()
        for customer in self:
            customer.name = self.env._("Anonymised customer %s", customer.shopify_id)
        self.write(
            {
                **dict.fromkeys(_PERSONAL, False),
                "tag_ids": [Command.clear()],
                "anonymised_at": fields.Datetime.now(),
            }
        )
        used = self.search([("tag_ids", "in", tags.ids)]).tag_ids
        (tags - used).unlink()

    def _personal_data(self):
        """Return all that is kept of the customer, as plain data."""
        self.ensure_one()
        return {
            **_plain(self),
            "tags": self.tag_ids.mapped("name"),
            "addresses": [_plain(address) for address in self.address_ids],
        }


_PERSONAL = (
    "first_name",
    "last_name",
    "email",
    "phone",
    "locale",
    "verified_email",
    "note",
    "has_address",
    "email_consent_state",
    "email_consent_level",
    "email_consent_at",
    "email_consent_source",
    "sms_consent_state",
    "sms_consent_level",
    "sms_consent_at",
    "sms_consent_source",
    "match_value",
    "match_error",
    "match_fix",
    "synced_fields",
)


def _plain(record):
    """Return a record's own fields: dict of value by name, of what it points to the name."""
    names = [
        name
        for name, field in record._fields.items()
        if field.store and field.type not in ("one2many", "many2many")
    ]
    return record.read(names)[0]
