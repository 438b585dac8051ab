# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ShopifyTrackingCompany(models.Model):
    """A carrier by the name that Shopify is told (F4).

    Those that Shopify knows come with the connector; any other name may be added.
    """

    _name = "shopify.tracking.company"
    _description = "Shopify tracking company"
    _order = "name"

    name = fields.Char(required=True)
    is_known = fields.Boolean(
        string="Known to Shopify",
        readonly=True,
        help="Shopify makes tracking links for it. Of any other carrier it shows the link that the "
        "delivery has.",
    )

    _name_uniq = models.UniqueIndex("(name)", "There is a tracking company of this name already.")


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    shopify_tracking_company_id = fields.Many2one(
        "shopify.tracking.company",
        ondelete="restrict",
        groups="stock.group_stock_manager,shopify_connector.group_user",
        help="What Shopify calls the carrier. It makes tracking links of those that it knows; any "
        "other name can be typed in. Empty: the name above.",
    )

    def _shopify_company(self):
        """Return the name that Shopify is told, "" without a carrier."""
        return self.sudo().shopify_tracking_company_id.name or self.name or ""
