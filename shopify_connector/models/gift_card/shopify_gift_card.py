# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ShopifyGiftCard(models.Model):
    """A gift card that the shop has issued, or that somebody has paid with (R8).

    Orders tell which cards were sold and which paid. Only with the scope read_gift_cards, which
    Shopify grants on request, is a card's balance known, and which sold card it is that paid.
    """

    _name = "shopify.gift.card"
    _description = "Shopify gift card"
    _order = "issued_at desc, id desc"
    _check_company_auto = True

    connection_id = fields.Many2one(
        "shopify.connection", required=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", readonly=True)
    last_characters = fields.Char(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    initial_value = fields.Monetary(string="Initial value", readonly=True)
    balance = fields.Monetary(
        readonly=True, help="What is left on the card, where Shopify tells it."
    )
    is_read = fields.Boolean(string="Read from Shopify", readonly=True)
    is_enabled = fields.Boolean(string="Can be used", default=True, readonly=True)
    expires_on = fields.Date(readonly=True)
    issued_at = fields.Datetime(string="Issued at", readonly=True)
    customer_id = fields.Many2one("shopify.customer", readonly=True, ondelete="set null")
    order_id = fields.Many2one(
        "shopify.order",
        string="Sold with",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    order_line_id = fields.Many2one("shopify.order.line", readonly=True, ondelete="set null")
    unit_number = fields.Integer(readonly=True)
    transaction_ids = fields.Many2many(
        "shopify.order.transaction", compute="_compute_redeemed", string="Payments"
    )
    redeemed = fields.Monetary(compute="_compute_redeemed", string="Paid with it")
    paid_order_ids = fields.Many2many(
        "shopify.order", compute="_compute_redeemed", string="Orders paid"
    )
    open_value = fields.Monetary(
        compute="_compute_open_value", string="Open", help="What can still be paid with the card."
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("used", "Used up"),
            ("disabled", "Disabled"),
            ("unknown", "Not known"),
        ],
        compute="_compute_open_value",
    )

    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, shopify_id) WHERE shopify_id IS NOT NULL", "This card is there already."
    )
    _sold_uniq = models.UniqueIndex("(order_line_id, unit_number) WHERE order_line_id IS NOT NULL")

    # === COMPUTE METHODS === #

    @api.depends("last_characters", "order_id.name", "unit_number")
    def _compute_display_name(self):
        for card in self:
            if card.last_characters:
                card.display_name = f"•••• {card.last_characters}"
            else:
                card.display_name = f"{card.order_id.name or ''} / {card.unit_number or 1}"

    @api.depends("shopify_id")
    def _compute_redeemed(self):
        rows = self.env["shopify.order.transaction"].search(
            [
                ("gift_card_shopify_id", "in", self.filtered("shopify_id").mapped("shopify_id")),
                ("order_id.connection_id", "in", self.connection_id.ids),
                ("status", "=", "SUCCESS"),
                ("kind", "in", ("SALE", "CAPTURE", "REFUND")),
            ]
        )
        for card in self:
            own = rows.filtered(
                lambda row, card=card: (
                    row.gift_card_shopify_id == card.shopify_id
                    and row.order_id.connection_id == card.connection_id
                )
            )
            card.transaction_ids = own
            card.paid_order_ids = own.order_id
            card.redeemed = sum(-row.amount if row.kind == "REFUND" else row.amount for row in own)

    @api.depends("balance", "is_read", "is_enabled", "initial_value", "redeemed")
    def _compute_open_value(self):
        for card in self:
            known = card.is_read or bool(card.initial_value and card.shopify_id)
            if card.is_read:
                card.open_value = card.balance if card.is_enabled else 0.0
            else:
                card.open_value = card.initial_value - card.redeemed if known else 0.0
            if not card.is_enabled:
                card.state = "disabled"
            elif not known:
                card.state = "unknown"
            else:
                card.state = "open" if card.open_value > 0 else "used"

    # === ACTIONS === #

    def action_open_orders(self):
        """Show the orders that were paid with the card.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_order_action"
        )
        return {**action, "domain": [("id", "in", self.paid_order_ids.ids)], "context": {}}

    def action_open_order(self):
        """Open the order that bought the card.

        :return: a window action
        """
        self.ensure_one()
        return self.order_id.action_open()
