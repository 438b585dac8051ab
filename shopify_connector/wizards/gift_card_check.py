# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError


class ShopifyGiftCardCheck(models.TransientModel):
    """Compares the balance of the gift card account with what is open on the cards (R8)."""

    _name = "shopify.gift.card.check"
    _description = "Check of Shopify gift cards"

    shop_id = fields.Many2one(
        "shopify.shop", required=True, default=lambda self: self._default_shop()
    )
    company_id = fields.Many2one(related="shop_id.company_id")
    account_id = fields.Many2one(related="shop_id.gift_card_account_id")
    currency_id = fields.Many2one("res.currency", compute="_compute_amounts")
    account_balance = fields.Monetary(compute="_compute_amounts", string="On the account")
    open_value = fields.Monetary(compute="_compute_amounts", string="Open on the cards")
    difference = fields.Monetary(compute="_compute_amounts")
    line_ids = fields.One2many("shopify.gift.card.check.line", "check_id", readonly=True)

    @api.model
    def _default_shop(self):
        chosen = self.env.context.get("active_model") == "shopify.shop"
        shops = self.env["shopify.shop"]
        if chosen:
            return shops.browse(self.env.context.get("active_id"))
        return shops.search([("gift_card_account_id", "!=", False)], limit=1) or shops.search(
            [], limit=1
        )

    @api.depends("shop_id")
    def _compute_amounts(self):
        for check in self:
            shop = check.shop_id
            check.currency_id = shop.document_currency_id
            check.account_balance = check._account_balance()
            check.open_value = sum(check._cards().mapped("open_value"))
            check.difference = check.currency_id.round(check.account_balance - check.open_value)

    def action_check(self):
        """List what explains the difference.

        :return: a window action on the check
        :raises UserError: if the shop has no gift card account
        """
        self.ensure_one()
        if not self.account_id:
            raise UserError(
                self.env._(
                    "%s has no sold gift card account. Choose one on the shop's page Orders.",
                    self.shop_id.name,
                )
            )
        self.line_ids.unlink()
        self.line_ids.create([{"check_id": self.id, **values} for values in self._reasons()])
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    # === FIGURES === #

    def _account_balance(self):
        """Return what the account owes to holders of cards, in the shop's currency."""
        if not self.account_id:
            return 0.0
        currency = self.shop_id.document_currency_id
        field = "balance" if currency == self.company_id.currency_id else "amount_currency"
        domain = [
            ("account_id", "=", self.account_id.id),
            ("company_id", "=", self.company_id.id),
            ("parent_state", "=", "posted"),
        ]
        if field == "amount_currency":
            domain.append(("currency_id", "=", currency.id))
        lines = self.env["account.move.line"].sudo()
        ((total,),) = lines._read_group(domain, [], [f"{field}:sum"])
        return -(total or 0.0)

    def _cards(self):
        return self.env["shopify.gift.card"].search(
            [
                ("connection_id", "=", self.shop_id.connection_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        )

    def _reasons(self):
        """Return why account and cards differ, in dicts of kind, amount and the records to look at;
        what is left without a reason is the last."""
        cards = self._cards()
        kinds = (
            ("by_hand", cards.filtered(lambda card: card.is_read and not card.order_id)),
            ("not_posted", cards.filtered(self._is_not_posted)),
            ("unknown", cards.filtered(lambda card: card.state == "unknown" and card.order_id)),
        )
        reasons = [
            {"kind": kind, "amount": -sum(found.mapped("open_value")), "count": len(found)}
            for kind, found in kinds
        ]
        waiting = self._unregistered(cards)
        reasons.append(
            {"kind": "not_registered", "amount": sum(waiting.values()), "count": len(waiting)}
        )
        reasons = [reason for reason in reasons if reason["count"]]
        left = self.difference - sum(reason["amount"] for reason in reasons)
        if not self.currency_id.is_zero(left):
            reasons.append({"kind": "other", "amount": left})
        return reasons

    @staticmethod
    def _is_not_posted(card):
        """Tell whether a card was sold by an order whose invoice is not posted."""
        return bool(card.order_line_id) and not any(
            line.parent_state == "posted"
            for line in card.order_line_id.sale_line_ids.sudo().invoice_lines
        )

    def _unregistered(self, cards):
        """Return what was paid with cards and is not registered, by transaction."""
        rows = self.env["shopify.order.transaction"].search(
            [
                ("gift_card_shopify_id", "in", cards.filtered("shopify_id").mapped("shopify_id")),
                ("order_id.company_id", "=", self.company_id.id),
                ("status", "=", "SUCCESS"),
                ("kind", "in", ("SALE", "CAPTURE", "REFUND")),
            ]
        )
        return {
            row: -row.amount if row.kind == "REFUND" else row.amount
            for row in rows
            if row.registration != "registered"
        }


class ShopifyGiftCardCheckLine(models.TransientModel):
    _name = "shopify.gift.card.check.line"
    _description = "Reason for a difference of Shopify gift cards"

    check_id = fields.Many2one("shopify.gift.card.check", required=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("by_hand", "Issued in Shopify without an order"),
            ("not_posted", "Sold, and the invoice is not posted"),
            ("unknown", "Sold, and Shopify does not tell what is left of them"),
            ("not_registered", "Paid with a card, and the payment is not registered"),
            ("other", "Other postings on the account"),
        ],
        required=True,
    )
    count = fields.Integer()
    currency_id = fields.Many2one(related="check_id.currency_id")
    amount = fields.Monetary()
