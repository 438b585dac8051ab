# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What happens next with an order to import, or why nothing does (O5, O6)."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_datetime


class ShopifyOrderImport(models.Model):
    _inherit = "shopify.order.import"

    outlook = fields.Char(compute="_compute_outlook", string="What happens next")

    @api.depends("active", "state", "retry_at", "is_outside", "action")
    def _compute_outlook(self):
        for shop, rows in self.grouped("shop_id").items():
            outlook = Outlook(shop, rows)
            for row in rows:
                row.outlook = outlook.of(row)


class Outlook:
    """Tells of rows of one shop record what becomes of them, and which setting says so."""

    def __init__(self, shop, rows):
        self._env = rows.env
        self._shop = shop.sudo()
        self._elsewhere = self._other_takers(rows.filtered("is_outside"))
        self._starts = self._next_starts(rows)

    def of(self, row):
        """Return a sentence on a row."""
        if not row.active:
            return self._env._("Left out by hand, until it changes in Shopify.")
        if row.is_outside:
            return self._why_outside(row)
        if row.id in self._starts:
            return self._when_taken(row)
        if self._shop._order_schedules():
            return self._env._("Fits no schedule's filter: import it by hand.")
        return self._env._("The shop has no schedule: import it by hand.")

    def _other_takers(self, rows):
        """Return which other shop record takes an order: a shop by the order's Shopify id."""
        taken = rows.sudo().search(
            [
                ("connection_id", "in", rows.connection_id.ids),
                ("shopify_id", "in", rows.mapped("shopify_id")),
                ("shop_id", "!=", self._shop.id),
                ("is_outside", "=", False),
            ]
        )
        return {row.shopify_id: row.shop_id for row in taken}

    def _next_starts(self, rows):
        """Return when each row that a schedule takes is imported: a moment, or False, by row id."""
        starts = {}
        for schedule in self._shop._order_schedules():
            own = rows.filtered(lambda row: row.action == "update")
            own |= rows.search(schedule._order_domain() & Domain("id", "in", rows.ids))
            for row in own:
                known = starts.get(row.id)
                starts[row.id] = min(filter(None, (known, schedule.next_run)), default=False)
        return starts

    def _why_outside(self, row):
        shop = self._shop
        if row.is_test and not shop.import_test_orders:
            return self._env._("A test order: %s imports none.", shop.name)
        if shop.orders_from and row.processed_at < shop.orders_from:
            return self._env._("Made before the day from which %s imports orders.", shop.name)
        if other := self._elsewhere.get(row.shopify_id):
            return self._env._("Left to %s, whose filter it fits.", other.name)
        return self._env._("Left to others: it does not fit the filter of %s.", shop.name)

    def _when_taken(self, row):
        moment = max(filter(None, (self._starts[row.id], row.retry_at)), default=False)
        if not moment:
            return self._env._("Imported by schedule.")
        at = format_datetime(self._env, moment, dt_format="short")
        if row.has_error:
            return self._env._("Tried again by schedule: %s.", at)
        return self._env._("Imported by schedule: %s.", at)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _order_schedules(self):
        """Return the schedules that import this shop record's orders."""
        return self.schedule_ids.filtered(
            lambda schedule: schedule.active and schedule.kind == "orders"
        )
