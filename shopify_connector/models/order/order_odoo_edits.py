# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What was changed in Odoo on orders of Shopify, and what it means there (O19).

An edit in Odoo is not sent to Shopify: what was charged there stays. The order shows what differs,
and what Shopify makes of it once it is delivered.
"""

from odoo import api, fields, models
from odoo.tools import float_compare

from ..shop.shop_sync import SYNCING

DIGITS = 6
NAMES = ("product_uom_qty", "price_unit", "discount")


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    shopify_booked = fields.Json(
        readonly=True,
        copy=False,
        prefetch=False,
        help="Quantity, price and discount as the connector has written them.",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Keep what the connector writes, to know later what was changed by hand."""
        if self.env.context.get(SYNCING):
            vals_list = [
                vals if vals.get("display_type") else {**vals, "shopify_booked": _booked(vals)}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        result = super().write(vals)
        if self.env.context.get(SYNCING) and not set(NAMES).isdisjoint(vals):
            for line in self.filtered("shopify_booked"):
                line.shopify_booked = [line[name] for name in NAMES]
        return result


def _booked(vals):
    return [
        vals.get("product_uom_qty", 1.0),
        vals.get("price_unit", 0.0),
        vals.get("discount", 0.0),
    ]


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    odoo_edits_html = fields.Html(
        compute="_compute_odoo_edits_html", string="Changed in Odoo", sanitize=False
    )

    @api.depends_context("lang")
    def _compute_odoo_edits_html(self):
        for order in self:
            texts = order.sudo()._edits_in_odoo()
            order.odoo_edits_html = texts and self.env["ir.qweb"]._render(
                "shopify_connector.order_odoo_edits", {"texts": texts}
            )

    # === BUSINESS METHODS === #

    def _is_edited_in_odoo(self):
        """Tell whether lines of the sale order were changed by hand."""
        return bool(self._edits_in_odoo())

    def _edits_in_odoo(self):
        """Say what was changed by hand, and what Shopify makes of it.

        :return: list of texts
        """
        self.ensure_one()
        if not self.booked_state:
            return []
        if self.sale_order_state == "cancel":
            return [] if self.cancelled_at else [self._cancelled_here_text()]
        texts = []
        for line in self.sale_order_id.order_line:
            if not line.display_type:
                texts += line._edit_texts()
        gone = self.line_ids.filtered(lambda line: line.current_quantity and not line.sale_line_ids)
        known = self.booked_state["lines"]
        texts += [
            self.env._("%s was removed here. Shopify still has it to fulfil.", line.name)
            for line in gone
            if known.get(line.key, {}).get("quantity")
        ]
        return texts

    def _cancelled_here_text(self):
        return self.env._(
            "The sale order is cancelled, and the order is not in Shopify. Cancel it there too if "
            "the buyer is to know, and to have the money back."
        )


class SaleOrderLineEdits(models.Model):
    _inherit = "sale.order.line"

    def _edit_texts(self):
        """Say what was changed on a line by hand, and what Shopify makes of it."""
        name = self.product_id.display_name or self.name
        if not self.shopify_booked:
            if not self.product_uom_qty:
                return []
            return [
                self.env._(
                    "%s was added here. Shopify does not know it; fulfilments leave it out.",
                    name,
                )
            ]
        texts, now = [], [self[name] for name in NAMES]
        quantity, *prices = self.shopify_booked
        change = float_compare(now[0], quantity, DIGITS)
        if change < 0:
            texts.append(
                self.env._(
                    "%(line)s: %(now)g instead of %(before)g. Once delivered, it is partially "
                    "fulfilled in Shopify.",
                    line=name,
                    now=self.product_uom_qty,
                    before=quantity,
                )
            )
        elif change > 0:
            texts.append(
                self.env._(
                    "%(line)s: %(now)g instead of %(before)g. Shopify takes no more than was "
                    "ordered: what is above is not told.",
                    line=name,
                    now=self.product_uom_qty,
                    before=quantity,
                )
            )
        if any(float_compare(*pair, DIGITS) for pair in zip(prices, now[1:], strict=True)):
            texts.append(
                self.env._(
                    "%s: price or discount was changed here. The buyer has ordered at Shopify's.",
                    name,
                )
            )
        return texts
