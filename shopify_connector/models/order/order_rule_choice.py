# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Let each order follow the first rule that fits it, and read settings through the rule (O25)."""

from decimal import Decimal

from odoo import fields, models

from ...rules.order_rule import Fit, Not, TotalFrom, Traits, first_fit
from ..sync.changes import write_changed

ON_SALE_ORDERS = (
    "team_id",
    "user_id",
    "pricelist_id",
    "journal_id",
    "payment_term_id",
)


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    rule_id = fields.Many2one(
        "shopify.order.rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The first rule of the shop that fits the order. It is chosen until the order is in "
        "Odoo, and stays then.",
    )
    rule_reason = fields.Char(readonly=True, copy=False, string="Because")
    retail_location_shopify_id = fields.Char(readonly=True)

    def _setting(self, name):
        """Return a setting as it holds for the order: its rule's, else its shop's (O25).

        Whoever treats an order reads settings so, and not from the shop.

        :param str name: a field of ``shopify.shop`` or ``shopify.order.rule``
        """
        self.ensure_one()
        value = self.rule_id._value(name) if self.rule_id else None
        if value is not None:
            return value
        return self.shop_id[name] if name in self.shop_id._fields else self.rule_id.browse()[name]

    def _with_setting(self, name, value=True):
        """Return the orders for which a setting has a value.

        :param str name: as for ``_setting``
        """
        return self.filtered(lambda order: order._setting(name) == value)

    def _rule_sale_values(self):
        """Return what the order's rule, or its shop, sets on the sale order."""
        self.ensure_one()
        values = {name: self._setting(name) for name in ON_SALE_ORDERS}
        if values["pricelist_id"].currency_id != self._document_currency():
            del values["pricelist_id"]
        return {name: record.id for name, record in values.items() if record}

    def _traits(self):
        """Return what rules look at."""
        self.ensure_one()
        places = self.line_ids.filtered(lambda line: line.location_shopify_id)
        return Traits(
            channel=self.channel or "",
            app=self.app_name or "",
            store=self.retail_location_shopify_id or "",
            locations=frozenset(places.mapped("location_shopify_id")),
            tags=frozenset(filter(None, (self.tags or "").split(", "))),
            country=self.country_code or "",
            total=Decimal(str(self.total)),
        )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _choose_rules(self, orders):
        """Let orders that are not in Odoo yet follow the first rule that fits (O25).

        :param orders: ``shopify.order`` records of this shop
        """
        rules = self.order_rule_ids._as_rules()
        for order in orders.filtered(lambda order: not order.sale_order_id):
            fit = first_fit(rules, order._traits()) if rules else None
            values = {"rule_id": False, "rule_reason": False}
            if isinstance(fit, Fit):
                reasons = [self._reason_text(reason, order) for reason in fit.reasons]
                text = "; ".join(reasons) or self.env._("it fits every order")
                values = {"rule_id": fit.key, "rule_reason": text}
            write_changed(order, values)

    def _reason_text(self, reason, order):
        """Say because of what a rule fits."""
        asked = reason.part if isinstance(reason, Not) else reason
        if isinstance(asked, TotalFrom):
            amount = order.currency_id.format(float(asked.amount))
            if isinstance(reason, Not):
                return self.env._("the total is less than %s", amount)
            return self.env._("the total is at least %s", amount)
        conditions = self.env["shopify.order.rule.condition"]
        labels = dict(conditions._fields["subject"]._description_selection(self.env))
        names = {place.shopify_id: place.name for place in self.location_ids}
        values = ", ".join(sorted(names.get(value, value) for value in asked.values))
        facts = {"subject": labels[asked.subject.value], "values": values}
        if isinstance(reason, Not):
            return self.env._("%(subject)s is none of %(values)s", **facts)
        return self.env._("%(subject)s is one of %(values)s", **facts)
