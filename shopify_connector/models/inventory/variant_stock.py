# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""In which unit a variant is sold, and whether its stock is synced (N3, N9)."""

from decimal import Decimal

from odoo import fields, models

from .stock_texts import StockError


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    stock_excluded = fields.Boolean(
        string="Stock left out",
        help="Its stock is not sent to Shopify, which keeps its own figures.",
    )
    uom_id = fields.Many2one(
        "uom.uom",
        string="Sold in",
        help="The unit that one piece in Shopify is, such as Dozens where the variant is a box of "
        "twelve. Empty: the product's own unit.",
    )
    level_ids = fields.One2many("shopify.inventory.level", "variant_id", readonly=True)

    def _unit_factor(self):
        """Return how many of its product's unit one piece in Shopify is.

        :return: Decimal above 0
        :raises StockError: if the units have nothing in common
        """
        self.ensure_one()
        own, unit = self.odoo_product_id.uom_id, self.uom_id
        if not unit or unit == own:
            return Decimal(1)
        if not unit._has_common_reference(own):
            raise StockError("stock_unit", variant=self.display_name, unit=unit.name, own=own.name)
        return Decimal(str(unit.factor)) / Decimal(str(own.factor))

    def _sold_unit(self, product):
        """Return the unit in which orders of this variant sell a product.

        :param product: ``product.product``; one that is not the variant's is sold in its own unit
        :raises StockError: if the variant's unit and the product's have nothing in common
        """
        if not self.uom_id or self.odoo_product_id != product:
            return product.uom_id
        self._unit_factor()
        return self.uom_id
