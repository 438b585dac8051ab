# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...rules.order_rule import AllOf, AnyOf, OrderRule

YES_NO = [("yes", "Yes"), ("no", "No")]
# What the shop switches on or off.
SWITCHES = ("auto_create_orders", "auto_confirm_orders", "auto_register_payments")


class ShopifyOrderRule(models.Model):
    """Orders that are treated otherwise than the shop's settings say (O25).

    The rules are tried in their order, and the first one that fits an order wins. A setting that a
    rule leaves empty is the shop's.
    """

    _name = "shopify.order.rule"
    _description = "Rule for Shopify orders"
    _order = "shop_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    match = fields.Selection(
        [("all", "all of these hold"), ("any", "one of these holds")],
        default="all",
        required=True,
        string="Fits if",
        help="A rule without conditions fits every order: put it last.",
    )
    condition_ids = fields.One2many("shopify.order.rule.condition", "rule_id", copy=True)
    condition_text = fields.Char(compute="_compute_condition_text", string="Conditions")
    order_ids = fields.One2many("shopify.order", "rule_id")
    order_count = fields.Integer(compute="_compute_order_count")

    # === WHAT IT SETS === #

    partner_id = fields.Many2one(
        "res.partner",
        check_company=True,
        help="The orders are booked on this partner, unless somebody chose another on the order.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        help="Where the orders are delivered from, whatever their Shopify location says.",
    )
    team_id = fields.Many2one("crm.team", string="Sales team", check_company=True)
    user_id = fields.Many2one(
        "res.users", string="Salesperson", domain="[('share', '=', False)]", check_company=True
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        check_company=True,
        help="It stands on the sale order; the prices are Shopify's all the same. A pricelist of "
        "another currency than the order's is left out.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Invoicing journal",
        domain="[('type', '=', 'sale')]",
        check_company=True,
    )
    payment_term_id = fields.Many2one(
        "account.payment.term", string="Payment terms", check_company=True
    )
    auto_create_orders = fields.Selection(
        YES_NO,
        string="Create orders automatically",
        help="It counts when an order is imported for the first time.",
    )
    auto_confirm_orders = fields.Selection(YES_NO, string="Confirm orders automatically")
    auto_invoice = fields.Selection(
        [("none", "No"), ("draft", "As a draft"), ("posted", "And post it")],
        string="Create invoices automatically",
    )
    auto_register_payments = fields.Selection(YES_NO, string="Register payments automatically")

    # === COMPUTE METHODS === #

    @api.depends("match", "condition_ids")
    def _compute_condition_text(self):
        for rule in self:
            sentences = [condition._sentence() for condition in rule.condition_ids]
            word = self.env._(" and ") if rule.match == "all" else self.env._(" or ")
            rule.condition_text = word.join(sentences) or self.env._("Every order")

    def _compute_order_count(self):
        groups = self.env["shopify.order"]._read_group(
            [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
        )
        counts = {rule.id: count for rule, count in groups}
        for rule in self:
            rule.order_count = counts.get(rule.id, 0)

    # === ACTIONS === #

    def action_open_orders(self):
        """Show the orders that follow the rule.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "shopify.order",
            "view_mode": "list,form",
            "domain": [("rule_id", "=", self.id)],
        }

    # === BUSINESS METHODS === #

    def _as_rules(self):
        """Return the rules as rules/ knows them, in their order."""
        return [OrderRule(rule.id, rule._condition()) for rule in self]

    def _condition(self):
        parts = tuple(condition._as_condition() for condition in self.condition_ids)
        return AnyOf(parts) if parts and self.match == "any" else AllOf(parts)

    def _value(self, name):
        """Return what the rule sets, or None where it leaves the setting to the shop.

        :param str name: of the setting, as the shop calls it
        """
        value = self[name] if name in self._fields else False
        if name in SWITCHES and value:
            return value == "yes"
        return value or None


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    order_rule_ids = fields.One2many("shopify.order.rule", "shop_id", string="Order rules")
