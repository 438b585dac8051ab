# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields of customers and their orders, which say something of a person (C16)."""

from odoo import models

from ..metafield.metafield_mapping import TO_ODOO


class ShopifyMetafieldMapping(models.Model):
    _inherit = "shopify.metafield.mapping"

    def _filled_partner_fields(self):
        """Return the names of the fields of partners that customers' metafields fill."""
        mappings = self.sudo().search([("owner", "=", "customer"), ("direction", "in", TO_ODOO)])
        return mappings.field_id.mapped("name")


class ShopifyMetafield(models.Model):
    _inherit = "shopify.metafield"

    def _personal_data(self):
        """Return what is kept of these metafields, as plain data."""
        return [
            {
                "metafield": metafield.mapping_id._full_key(),
                "in_shopify": metafield.value,
                "in_odoo": metafield.odoo_value,
            }
            for metafield in self
        ]


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    def _anonymise(self):
        """Forget the customers' metafields; the sync looks at them no more."""
        self.metafield_ids.unlink()
        return super()._anonymise()

    def _personal_data(self):
        return {**super()._personal_data(), "metafields": self.metafield_ids._personal_data()}


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _anonymise(self):
        """Forget the orders' metafields; the sync looks at them no more."""
        self.metafield_ids.unlink()
        return super()._anonymise()

    def _personal_data(self):
        return {**super()._personal_data(), "metafields": self.metafield_ids._personal_data()}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _shopify_personal_fields(self):
        """Add the fields that hold what customers' metafields say."""
        names = self.env["shopify.metafield.mapping"]._filled_partner_fields()
        return (*super()._shopify_personal_fields(), *names)


class ShopifyPrivacyRequest(models.Model):
    _inherit = "shopify.privacy.request"

    def _partner_fields(self):
        """Hand over what metafields filled as well."""
        names = self.env["shopify.metafield.mapping"]._filled_partner_fields()
        return tuple(dict.fromkeys((*super()._partner_fields(), *names)))
