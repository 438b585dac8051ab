# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The default customer of a store, and what new customers made there take over from it (S4)."""

from odoo import api, fields, models
from odoo.fields import Command

RECEIPTS = [
    ("none", "None"),
    ("printed", "Printed"),
    ("email", "By email"),
    ("both", "Printed and by email"),
]


class ResPartner(models.Model):
    _inherit = "res.partner"

    receipt_preference = fields.Selection(
        RECEIPTS,
        string="Receipt",
        help="How the contact gets the receipts of a store. Empty: as the store does it.",
    )

    def _values_for_new_customers(self):
        """Return what a new customer takes over from this default customer (S4).

        Person or company, tags with the customer group, receipt preference, pricelist and language
        are its own. What concerns the books comes from its customer group alone; the analytic
        distribution does so by itself, as Odoo looks it up by the tags.

        :return: values for ``res.partner``; what is not defined is left out
        """
        if not self:
            return {}
        self.ensure_one()
        group = self.customer_group_id
        values = {
            "category_id": [Command.set(self.category_id.ids)] if self.category_id else False,
            "receipt_preference": self.receipt_preference,
            # What is computed from it would be written partner by partner.
            "specific_property_product_pricelist": self.specific_property_product_pricelist.id,
            "lang": self.lang,
            "property_account_position_id": group.property_account_position_id.id,
            "property_account_receivable_id": group.property_account_receivable_id.id,
        }
        return {
            "is_company": self.is_company,
            **{name: value for name, value in values.items() if value},
        }

    @api.model
    def _merged_defaults(self, *sources):
        """Merge the defaults of new customers: a later one wins, but tags add up.

        Of customer groups, a customer has one: the last.

        :param sources: dicts of values for ``res.partner``
        :return: values for ``res.partner``
        """
        merged, tags = {}, self.env["res.partner.category"]
        for values in sources:
            merged.update(values)
            for _set, _zero, ids in values.get("category_id", ()):
                more = tags.browse(ids)
                if more.filtered("is_customer_group"):
                    tags = tags.filtered(lambda tag: not tag.is_customer_group)
                tags |= more
        if tags:
            merged["category_id"] = [Command.set(tags.ids)]
        return merged


class ShopifyLocation(models.Model):
    _inherit = "shopify.location"

    default_customer_id = fields.Many2one(
        "res.partner",
        check_company=True,
        help="What is defined on this contact is copied to every new customer of this location: "
        "person or company, tags with the customer group, receipt, pricelist and language; fiscal "
        "position and receivable account come from its customer group. Empty: the shop's.",
    )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    default_customer_id = fields.Many2one(
        "res.partner",
        check_company=True,
        help="What is defined on this contact is copied to every new customer of this shop: person "
        "or company, tags with the customer group, receipt, pricelist and language; fiscal "
        "position and receivable account come from its customer group. A template of the "
        "customer's country, and the defaults below, come before it; the default customer of a "
        "location comes before all of them.",
    )

    def _default_customer_at(self, location_id):
        """Return the default customer of one of the shop's locations.

        :param str location_id: Shopify's id of the location; may be empty
        :return: ``res.partner``; empty if the location has none of its own
        """
        if not location_id:
            return self.env["res.partner"]
        location = self.location_ids.filtered(lambda place: place.shopify_id == location_id)
        return location.default_customer_id
