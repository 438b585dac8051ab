# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules.order_rule import Not, OneOf, Subject, TotalFrom

BY_TEXT = ("channel", "app", "tag")
BY_LOCATION = ("store", "location")


class ShopifyOrderRuleCondition(models.Model):
    """One of the things that a rule asks of an order (O25)."""

    _name = "shopify.order.rule.condition"
    _description = "Condition of a rule for Shopify orders"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one("shopify.order.rule", required=True, ondelete="cascade", index=True)
    shop_id = fields.Many2one(related="rule_id.shop_id")
    company_id = fields.Many2one(related="rule_id.company_id", store=True)
    currency_id = fields.Many2one(related="rule_id.shop_id.document_currency_id")
    sequence = fields.Integer(default=10)
    subject = fields.Selection(
        [
            ("channel", "Channel"),
            ("app", "App"),
            ("store", "Store of the till"),
            ("location", "Location that ships"),
            ("tag", "A tag"),
            ("country", "Ship-to country"),
            ("total", "Total"),
        ],
        required=True,
        default="channel",
    )
    operator = fields.Selection(
        [
            ("is", "is one of"),
            ("is_not", "is none of"),
            ("from", "is at least"),
            ("below", "is less than"),
        ],
        compute="_compute_operator",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    texts = fields.Char(
        string="Values", help="Several values are parted by commas, such as pos, web."
    )
    location_ids = fields.Many2many(
        "shopify.location", string="Locations", domain="[('shop_id', '=', shop_id)]"
    )
    country_ids = fields.Many2many("res.country", string="Countries")
    amount = fields.Monetary(help="In the currency of the shop.")

    # === CONSTRAINTS === #

    @api.constrains("subject", "operator", "texts", "location_ids", "country_ids")
    def _check_complete(self):
        for condition in self:
            label = condition._subject_label()
            if (condition.subject == "total") != (condition.operator in ("from", "below")):
                raise ValidationError(
                    self.env._(
                        "%(subject)s can't be compared so: a total is at least or less than "
                        "an amount, anything else is one or none of some values.",
                        subject=label,
                    )
                )
            if condition.subject != "total" and not condition._values():
                raise ValidationError(
                    self.env._("Say what to compare with: the condition on %s is empty.", label)
                )

    # === COMPUTE METHODS === #

    @api.depends("subject")
    def _compute_operator(self):
        for condition in self:
            fitting = ("from", "below") if condition.subject == "total" else ("is", "is_not")
            if condition.operator not in fitting:
                condition.operator = fitting[0]

    # === BUSINESS METHODS === #

    def _as_condition(self):
        """Return the condition as rules/ knows it."""
        if self.subject == "total":
            asked = TotalFrom(Decimal(str(self.amount)))
        else:
            asked = OneOf(Subject(self.subject), frozenset(self._values()))
        return Not(asked) if self.operator in ("is_not", "below") else asked

    def _values(self):
        """Return the values as orders have them."""
        if self.subject in BY_TEXT:
            return [text.strip() for text in (self.texts or "").split(",") if text.strip()]
        if self.subject in BY_LOCATION:
            return self.location_ids.mapped("shopify_id")
        return self.country_ids.mapped("code")

    # === TEXTS === #

    def _sentence(self):
        """Return the condition in words."""
        operators = dict(self._fields["operator"]._description_selection(self.env))
        return f"{self._subject_label()} {operators[self.operator]} {self._values_text()}"

    def _values_text(self):
        if self.subject == "total":
            return self.currency_id.format(self.amount) if self.currency_id else str(self.amount)
        if self.subject in BY_LOCATION:
            return ", ".join(self.location_ids.mapped("name"))
        return ", ".join(self._values())

    def _subject_label(self):
        return dict(self._fields["subject"]._description_selection(self.env))[self.subject]
