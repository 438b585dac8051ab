# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Heal differences between Shopify and Odoo, and look whether they are healed (O24).

What makes or changes Shopify's own documents is done as the system, as its buttons do; what cancels
documents in Odoo's books needs the rights of whoever presses the button.
"""

from odoo import models
from odoo.fields import Domain

from ...rules.reconciliation import compare
from ...rules.reconciliation_facts import Remedy, Why
from ..sync.transaction import in_halves
from .order_sides import OdooSide
from .reconciliation import OPEN
from .reconciliation_texts import HealingProblem

BY_HAND = (Remedy.OPEN_IN_ODOO.value, Remedy.OPEN_IN_SHOPIFY.value)
CHECKED_AT_ONCE = 1000


class ShopifyReconciliationRow(models.Model):
    _inherit = "shopify.reconciliation.row"

    # === ACTIONS === #

    def action_heal(self):
        """Heal differences, each by its remedy. Callable over XML-RPC.

        :return: True, or an action that opens what a person has to look at; what could not be
            healed says why in ``note`` and ``fix``
        """
        self.check_access("write")
        rows = self.filtered(lambda row: row.state == "open")
        if len(rows) == 1 and rows.remedy in BY_HAND:
            return rows._open_for_person()
        failed = []
        for remedy, group in rows.grouped("remedy").items():
            if remedy in BY_HAND:
                group._note_problem(HealingProblem("heal_by_hand"))
                failed.extend(group.ids)
            else:
                in_halves(
                    group,
                    getattr(self.browse(), f"_heal_{remedy}").__func__,
                    lambda row, error: (row._note_problem(error), failed.append(row.id)),
                )
        tried = (rows - self.browse(failed)).sudo()
        tried._check_again(tried=True)
        return True

    def _open_for_person(self):
        if self.remedy == Remedy.OPEN_IN_SHOPIFY.value:
            return self.action_open_in_shopify()
        if document := self.move_id or self.payment_id:
            return {
                "type": "ir.actions.act_window",
                "res_model": document._name,
                "res_id": document.id,
                "view_mode": "form",
            }
        return self.action_open_order()

    def _note_problem(self, error):
        explained = self.env["shopify.explain"]._explain(error)
        self.sudo().write({"note": explained.message, "fix": explained.fix})

    # === REMEDIES === #

    def _heal_import(self):
        """Queue the import of the orders, or of what has changed of them."""
        for shop, rows in self.sudo().grouped("shop_id").items():
            listed = shop._order_rows(rows.mapped("shopify_id"))
            listed = listed.filtered(lambda row, shop=shop: row.shop_id == shop)
            found = set(listed.mapped("shopify_id"))
            changed = rows._orders_now().filtered(lambda order, f=found: order.shopify_id not in f)
            listed |= listed.create([order._import_values() for order in changed])
            known = set(listed.mapped("shopify_id"))
            if rows.filtered(lambda row, k=known: row.shopify_id not in k):
                raise HealingProblem("heal_not_listed", shop=shop.name)
            shop._queue_run("orders", trigger="button", options={"import_ids": sorted(listed.ids)})
        self.sudo().write({"state": "healing", "note": False, "fix": False})

    def _heal_create_documents(self):
        self.order_id.filtered(
            lambda order: not order.sale_order_id or order.has_error
        ).action_create_documents()

    def _heal_apply_changes(self):
        self.order_id.action_apply_changes()

    def _heal_reimport(self):
        self.order_id.action_reimport()

    def _heal_cancel_order(self):
        for row in self:
            sale = row.double_id or row.sale_order_id
            if not sale:
                raise HealingProblem("heal_gone")
            row._refuse_to_cancel(sale)
            sale._action_cancel()
            sale.message_post(body=row._reason(), subtype_xmlid="mail.mt_note")

    def _refuse_to_cancel(self, sale):
        """Leave it to a person where goods or money have moved.

        :raises HealingProblem: if they have
        """
        if any(sale.order_line.mapped("qty_delivered")):
            raise HealingProblem("heal_delivered", sale=sale.name)
        posted = sale.invoice_ids.filtered(lambda move: move.state == "posted")
        invoiced = sum(move.direction_sign * move.amount_total for move in posted)
        if not sale.currency_id.is_zero(invoiced):
            invoices = ", ".join(posted.mapped("name"))
            raise HealingProblem("heal_invoiced", sale=sale.name, invoices=invoices)
        if sale.locked:
            raise HealingProblem("heal_locked", sale=sale.name)

    def _heal_reopen_order(self):
        for row in self:
            sale = row.sale_order_id
            sale.action_draft()
            if row.sudo().order_id._setting("auto_confirm_orders"):
                sale.action_confirm()

    def _heal_create_credit_note(self):
        if len(self.refund_id) != len(self):
            raise HealingProblem("heal_gone")
        self.refund_id.filtered(lambda refund: not refund.move_id).action_create_credit_note()
        self._raise_error_of(self.refund_id.filtered("has_error"))

    def _heal_post_credit_note(self):
        self._there(self.move_id).action_post()

    def _heal_cancel_credit_note(self):
        notes = self._there(self.move_id)
        notes.button_draft()
        notes.button_cancel()

    def _heal_register_payment(self):
        transactions = self._transactions()
        # Crediting a refund, just before, may have registered what was paid back.
        transactions.filtered(lambda row: row.registration != "registered").action_register()
        self._raise_error_of(transactions.order_id.filtered("has_error"))

    def _heal_replace_payment(self):
        transactions = self._transactions()
        self._heal_cancel_payment()
        transactions.action_register()
        self._raise_error_of(transactions.order_id.filtered("has_error"))

    def _heal_cancel_payment(self):
        payments = self._there(self.payment_id)
        if matched := payments.filtered("is_matched"):
            raise HealingProblem("heal_matched", payment=", ".join(matched.mapped("display_name")))
        payments.action_draft()
        payments.action_cancel()
        for order in self.order_id.sudo():
            OdooSide(order).reconcile_loose()

    # === HELPERS === #

    def _reason(self):
        """Return what the difference is, in words."""
        return dict(self._reasons())[self.why]

    def _there(self, documents):
        """Return the rows' documents.

        :raises HealingProblem: if one was deleted
        """
        if len(documents) != len(self):
            raise HealingProblem("heal_gone")
        return documents

    def _transactions(self):
        """Return the transactions of payments that differ."""
        wanted = {(row.order_id, row.key) for row in self}
        found = self.order_id.transaction_ids.filtered(
            lambda one: (one.order_id, one.shopify_id) in wanted
        )
        return self._there(found)

    def _raise_error_of(self, records):
        """Let what is wrong with a record be the row's note, which has the fix, too."""
        if len(self) == 1 and records:
            raise HealingProblem("heal_elsewhere", error=records[0].error, fix=records[0].fix or "")

    # === LOOK AGAIN === #

    def _check_again(self, tried=False):
        """Compare the orders of open differences with what was read of them last: what is settled
        is healed, what has come up since is added.

        :param bool tried: a remedy was tried just now, and has raised nothing
        """
        for rows in self.filtered(lambda row: row.state in OPEN).grouped("shop_id").values():
            for start in range(0, len(rows), CHECKED_AT_ONCE):
                rows[start : start + CHECKED_AT_ONCE]._check_batch(tried)

    def _check_batch(self, tried):
        rows = self
        if tried:
            rows = self.filtered(lambda row: row.state == "open")
        if not rows:
            return
        orders = rows._orders_now()
        by_number = orders.grouped("shopify_id")
        absent = set(rows.mapped("shopify_id")) - by_number.keys()
        listed = self.shop_id._order_rows(sorted(absent)).filtered("error").grouped("shopify_id")
        found = _findings(orders)
        for row in rows:
            order = by_number.get(row.shopify_id, orders.browse())
            finding = found.pop(row._identity(), None) or row._later_finding(found)
            if finding:
                row._go_on(finding, order, tried)
            elif row.why == Why.DELETED_THERE.value:
                row._settle(order.sale_order_id.state in (False, "cancel"), order, listed)
            else:
                row._settle(bool(order), order, listed)
        gone = rows.filtered(lambda row: row.why == Why.DELETED_THERE.value)
        rows._add_further(found, orders - gone.order_id)

    def _orders_now(self):
        """Return the orders of the rows, as they are now in Odoo."""
        shop = self.shop_id
        return (
            self.env["shopify.order"]
            .sudo()
            .search(
                Domain("shop_id", "=", shop.id)
                & Domain("shopify_id", "in", self.mapped("shopify_id"))
            )
            .with_company(shop.company_id)
        )

    def _later_finding(self, found):
        """Return the finding of an order that was missing, and has come as far as waiting."""
        if self.why != Why.NOT_IMPORTED.value:
            return None
        return found.pop((self.shopify_id, Why.NO_DOCUMENT.value, "order"), None)

    def _go_on(self, finding, order, tried):
        """Keep a difference that is still there, with its present figures."""
        values = {
            **self._finding_values(finding),
            "order_id": order.id,
            "state": "open",
            "note": order.error,
            "fix": order.fix,
        }
        if tried and not order.error:
            still = self.env["shopify.explain"]._explain(HealingProblem("heal_still"))
            values.update(note=still.message, fix=still.fix)
        self.write(values)

    def _settle(self, is_healed, order, listed):
        """Note whether it is healed.

        :param dict listed: what is wrong with orders to import, by Shopify's number
        """
        if is_healed:
            self.write({"state": "healed", "order_id": order.id, "note": False, "fix": False})
            return
        problem = listed.get(self.shopify_id, self.env["shopify.order.import"])[:1]
        self.write({"state": "open", "note": problem.error, "fix": problem.fix})

    def _add_further(self, found, orders):
        """Add what else is found of the orders, if it is not among the rows already."""
        listed = {
            row._identity(): row
            for row in self.search(
                [
                    ("reconciliation_id", "in", self.reconciliation_id.ids),
                    ("shopify_id", "in", orders.mapped("shopify_id")),
                ]
            )
        }
        by_number = {row.shopify_id: row for row in self}
        by_order = {order.shopify_id: order for order in orders}
        new = []
        for identity, finding in found.items():
            if identity[0] not in by_order:
                continue
            if identity in listed:
                if listed[identity].state == "healed":
                    listed[identity].state = "open"
                continue
            row, order = by_number[identity[0]], by_order[identity[0]]
            new.append(
                {
                    "reconciliation_id": row.reconciliation_id.id,
                    "shopify_id": order.shopify_id,
                    "order_name": order.name,
                    "order_id": order.id,
                    "processed_at": order.processed_at,
                    "currency_id": row.currency_id.id,
                    "note": order.error,
                    "fix": order.fix,
                    **self._finding_values(finding),
                }
            )
        self.create(new)._accept_as_before()

    def _accept_as_before(self):
        """Accept differences that somebody has accepted in an earlier reconciliation."""
        if not self:
            return
        accepted = {
            (row._identity(), row.shopify_amount, row.odoo_amount)
            for row in self.search(
                [
                    ("shop_id", "in", self.shop_id.ids),
                    ("state", "=", "accepted"),
                    ("shopify_id", "in", self.mapped("shopify_id")),
                ]
            )
        }
        self.filtered(
            lambda row: (row._identity(), row.shopify_amount, row.odoo_amount) in accepted
        ).write({"state": "accepted"})


def _findings(orders):
    """Return rules.reconciliation_facts.Finding by (Shopify's id, reason, key) of orders."""
    if not orders:
        return {}
    side = OdooSide(orders)
    return {
        (order.shopify_id, finding.why.value, finding.key): finding
        for order in orders
        if order.history != "records" and (order.sale_order_id or order.state != "ignored")
        for finding in compare(side.known(order), side.here(order))
    }


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _import_values(self):
        """Return the values of a row in Orders to import by which the order is read again."""
        self.ensure_one()
        return {
            "connection_id": self.connection_id.id,
            "shop_id": self.shop_id.id,
            "shopify_id": self.shopify_id,
            "name": self.name,
            "action": "update",
            "created_at": self.created_at,
            "processed_at": self.processed_at,
            "shopify_updated_at": self.shopify_updated_at,
            "channel": self.channel,
            "tags": self.tags,
            "currency_code": self.currency_code,
            "currency_id": self.currency_id.id,
            "total": self.total,
            "country_code": self.country_code,
        }
