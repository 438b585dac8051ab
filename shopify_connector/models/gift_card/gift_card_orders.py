# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which gift cards orders have bought, and which have paid for them, in bulk (R8)."""

from odoo import models

from ..sync.fast_rows import insert_rows


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _note_gift_cards(self, orders):
        """Note the cards that orders have sold, one a unit, and those that have paid for them.

        :param orders: ``shopify.order`` records of this shop
        """
        sold = [row for order in orders for row in self._sold_cards(order)]
        insert_rows(self.env["shopify.gift.card"].sudo(), sold, or_skip=True)
        paid = [row for order in orders for row in self._paying_cards(order)]
        insert_rows(self.env["shopify.gift.card"].sudo(), paid, or_skip=True)

    def _sold_cards(self, order):
        for line in order.line_ids.filtered(lambda line: line.kind == "gift_card"):
            for unit in range(1, line.quantity + 1):
                yield {
                    **self._card_values(order),
                    "initial_value": line.unit_price,
                    "issued_at": order.processed_at,
                    "customer_id": order.customer_id.id or None,
                    "order_id": order.id,
                    "order_line_id": line.id,
                    "unit_number": unit,
                }

    def _paying_cards(self, order):
        for row in order.transaction_ids.filtered("gift_card_shopify_id"):
            yield {
                **self._card_values(order),
                "shopify_id": row.gift_card_shopify_id,
                "last_characters": row.gift_card_characters or None,
            }

    def _card_values(self, order):
        return {
            "connection_id": self.connection_id.id,
            "shop_id": self.id,
            "company_id": self.company_id.id,
            "currency_id": order.currency_id.id,
            "is_enabled": True,
        }
