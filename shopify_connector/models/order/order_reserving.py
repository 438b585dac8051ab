# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Let workers confirm sale orders side by side, and touch the stock one after the other.

All who reserve a product change the same row. Of two that do so at once, PostgreSQL makes one start
its batch again, and what it has done by then is lost. So where several work, each makes and
confirms a batch of sale orders at any time, and marks it. What comes after, reserving, delivering,
invoicing, is done in turn for all that is marked, also by workers that were killed in between. A
worker that is alone has its turn all the time, and does all in one go.
"""

from odoo import fields, models

from ..native.stock_move import RESERVES_LATER
from ..sync.transaction import in_fresh_transaction, one_at_a_time, when_free

TO_RESERVE = ("confirmed", "partially_available")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _confirm_ahead(self, orders, run):
        """Confirm sale orders that were just made, and leave all steps behind to a turn of their
        own.

        :param orders: ``shopify.order`` records of this shop with a sale order
        :param run: the sync run
        """
        good = orders.filtered(lambda order: not order.history)
        if self._can_reserve_later():
            later = good.with_context(**{RESERVES_LATER: True})
            good -= self._take_step(later, self._confirm_sales, run)
            confirmed = good.filtered(lambda order: order.sale_order_state == "sale")
            confirmed.reserve_requested = True
        good.follow_up_requested = True

    def _can_reserve_later(self):
        """Tell whether no rule of Odoo decides, while an order is confirmed, by what the orders
        before it have left in stock."""
        rules = self.env["stock.rule"].sudo()
        companies = (False, self.company_id.id)
        return not rules.search_count(
            [("procure_method", "=", "mts_else_mto"), ("company_id", "in", companies)], limit=1
        )

    def _reserve_stock(self, orders):
        """Reserve what Odoo would have reserved when it confirmed the orders."""
        waiting = orders.filtered("reserve_requested")
        if not waiting:
            return
        moves = waiting.sale_order_id.stock_reference_ids.move_ids
        moves = moves.filtered(
            lambda move: move.state in TO_RESERVE and move._should_assign_at_confirm()
        )
        moves._read_for_reserving()
        moves._action_assign()
        waiting.reserve_requested = False

    def _go_on_in_turn(self, orders, run, wait=True):
        """Take orders through the steps behind the sale order, when no other worker of the company
        does the like.

        :param orders: ``shopify.order`` records; those that somebody went on with are left out
        :param run: the sync run
        :param bool wait: for the others; else do nothing where it is their turn
        :return: whether it was done
        """

        def go_on():
            waiting = orders.filtered("follow_up_requested")
            waiting.follow_up_requested = False
            self._follow_up(waiting, run)

        if wait:
            self._in_stock_turn(go_on)
            return True
        return when_free(
            self.env,
            self._stock_turn(),
            lambda: in_fresh_transaction(self.env, go_on),
            should_stop=lambda: True,
        )

    def _in_stock_turn(self, work):
        """Run ``work`` in a transaction of its own while no other worker of the company reserves,
        delivers or invoices orders, and commit.

        :param work: a function without arguments
        :return: what ``work`` returns
        """
        return one_at_a_time(self.env, self._stock_turn(), work)

    def _stock_turn(self):
        """Return what the lock of the turn with the stock is about."""
        return "shopify.stock", self.company_id.id


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    reserve_requested = fields.Boolean(
        readonly=True, copy=False, help="The sale order is confirmed, its stock not reserved yet."
    )
