# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Filters of orders to import: the shop record's own, a schedule's, a sync's (O5, O6)."""

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

ALL_ORDERS = "[]"


class ShopifyOrderImport(models.Model):
    _inherit = "shopify.order.import"

    @api.model
    def _filter_domain(self, text):
        """Read a filter of orders to import.

        It may look at the orders to import only, not at what hangs on them: a sync looks with all
        rights, whoever wrote the filter.

        :param text: a domain as text or, as scripts send it, as a list
        :raises ValidationError: if it is none; it says why
        """
        try:
            domain = Domain(literal_eval(text or ALL_ORDERS) if not _is_list(text) else text)
            domain.validate(self)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
            raise ValidationError(
                self.env._(
                    "%(filter)s is no filter of orders to import: %(error)s. Write it as a domain, "
                    "such as [('is_paid', '=', True)].",
                    filter=text,
                    error=error,
                )
            ) from error
        for condition in domain.iter_conditions():
            if "." in condition.field_expr or "any" in condition.operator.split():
                raise ValidationError(
                    self.env._(
                        "The filter %(filter)s looks at %(field)s. A filter may use the fields of "
                        "the order to import only, such as channel, tag or is_paid.",
                        filter=text,
                        field=condition.field_expr,
                    )
                )
        return domain

    def _mark_outside(self):
        """Mark those rows that their shop record leaves to others; imported orders stay its own."""
        for shop, rows in self.grouped("shop_id").items():
            own = rows.filtered(lambda row: row.action == "update")
            own |= rows.with_context(active_test=False).search(
                Domain("id", "in", rows.ids) & shop._own_orders_domain()
            )
            (rows - own).filtered(lambda row: not row.is_outside).is_outside = True
            own.filtered("is_outside").is_outside = False


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    order_filter = fields.Char(
        string="Only orders that",
        default=ALL_ORDERS,
        help="Which of the Shopify shop's orders this record takes. The others stay for another "
        "record of the same Shopify shop, such as one for the point of sale, or for you. An order "
        "that was imported here is followed here, whatever becomes of it.",
    )

    @api.constrains("order_filter")
    def _check_order_filter(self):
        for shop in self:
            self.env["shopify.order.import"]._filter_domain(shop.order_filter)


class ShopifySchedule(models.Model):
    _inherit = "shopify.schedule"

    @api.constrains("order_filter")
    def _check_order_filter(self):
        for schedule in self:
            schedule._order_domain()

    def _order_domain(self):
        """Return which orders to import the schedule takes."""
        self.ensure_one()
        return self.env["shopify.order.import"]._filter_domain(self.order_filter)


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    order_filter = fields.Char(compute="_compute_order_filter", string="Only orders that")

    @api.depends("options")
    def _compute_order_filter(self):
        for run in self:
            chosen = (run.options or {}).get("order_filter")
            run.order_filter = str(chosen) if chosen and str(chosen) != ALL_ORDERS else False


def _is_list(text):
    return isinstance(text, list | tuple)
