# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Carry over to a confirmed order what was changed in Shopify, as far as Odoo allows it (O18)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.order_changes import ChangeKind
from ...rules.order_plan import PlanError
from ..sync.explain import MappingError
from .order_conflict import TOTAL
from .order_edit_discounts import EditedDiscounts
from .order_edit_lines import EditedLines
from .order_edit_texts import EditProblem

OF_PARTNERS = (ChangeKind.CUSTOMER, ChangeKind.BILLING_ADDRESS, ChangeKind.SHIPPING_ADDRESS)


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    expected_untaxed = fields.Monetary(
        readonly=True,
        copy=False,
        currency_field="document_currency_id",
        help="What the Odoo order amounts to since changes were carried over.",
    )
    expected_tax = fields.Monetary(readonly=True, copy=False, currency_field="document_currency_id")
    expected_total = fields.Monetary(
        readonly=True, copy=False, currency_field="document_currency_id"
    )
    applied_at = fields.Datetime(
        string="Changes carried over",
        readonly=True,
        copy=False,
        help="When changes made in Shopify were last carried over to the Odoo order.",
    )

    # === COMPUTE METHODS === #

    @api.depends("applied_at", "expected_untaxed", "expected_tax", "expected_total")
    def _compute_charged(self):
        """Once changes were carried over, the order is to amount to what they left."""
        result = super()._compute_charged()
        for order in self.filtered("applied_at"):
            sale = order.sale_order_id
            booked = (sale.amount_untaxed, sale.amount_tax, sale.amount_total)
            for name, odoo in zip(("untaxed", "tax", "total"), booked, strict=True):
                wanted = order[f"expected_{name}"]
                order[f"charged_{name}"] = wanted
                order[f"difference_{name}"] = order.document_currency_id.round(odoo - wanted)
        return result

    # === ACTIONS === #

    def action_apply_changes(self):
        """Carry over to the Odoo orders what was changed in Shopify: a quotation is re-imported, a
        confirmed order changed where Odoo allows it. Callable over XML-RPC.

        :return: a notification that says what was done; what was not stands in ``conflict_ids``
        """
        self.check_access("write")
        for shop, orders in self.sudo().grouped("shop_id").items():
            shop._apply_changes(orders.filtered("has_conflict"))
        left = self.conflict_ids
        if left:
            message = self.env._("%s changes could not be carried over.", len(left))
        else:
            message = self.env._("The changes are carried over.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # === BUSINESS METHODS === #

    def _apply_changes(self):
        """Carry over what was changed on one confirmed order; what can't be stays a conflict."""
        self.ensure_one()
        facts = self._facts()[self]
        changes = self._compare_with_booked(facts)
        carrier = ChangeCarrier(self, facts)
        problems = carrier.carry(changes)
        settled = [change for change in changes if change.aspect not in problems]
        texts = [conflict._as_text() for conflict in self._shown_conflicts(settled)]
        self._take_over(facts, settled)
        left = [change for change in changes if change.aspect in problems]
        rows = self._conflict_rows(left, problems)
        if settled:
            rows += carrier.total_rows(problems)
            self.applied_at = fields.Datetime.now()
            self._tell_on_sale(self.env._("Carried over from Shopify:"), texts)
        self.shop_id._list_order_conflicts({self: rows})

    def _shown_conflicts(self, changes):
        aspects = {change.aspect for change in changes}
        return self.conflict_ids.filtered(lambda conflict: conflict.aspect in aspects)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _apply_changes(self, orders):
        """Carry over what was changed on orders of this shop, as a user asked."""
        shop = self._working()
        orders = orders.with_env(shop.env)
        shop.env["shopify.mapping.lock"]._hold(shop.company_id)
        quotations = orders.filtered(lambda order: order.sale_order_state in ("draft", "sent"))
        shop._take_step(quotations, lambda part: part._reimport(), None)
        confirmed = orders - quotations
        failed = shop._take_step(
            confirmed, lambda part: [order._apply_changes() for order in part] and None, None
        )
        shop._follow_up(confirmed - failed)


class ChangeCarrier:
    """Carries the changes of one order over, each for itself.

    :param order: the ``shopify.order``, in its shop's working environment
    :param facts: the client's ``Order``
    """

    def __init__(self, order, facts):
        self._order = order
        self._env = order.env
        self._sale = order.sale_order_id
        self._lines = EditedLines(order, facts)

    def carry(self, changes):
        """Carry changes over.

        :return: dict of Explained by aspect, of those that could not be
        """
        problems = {}
        lines_error = partners_error = None
        if any(change.kind.is_of_line for change in changes):
            lines_error = self._try(self._lines.prepare)
        if any(change.kind in OF_PARTNERS for change in changes):
            partners_error = self._try(self._map_partners)
        for change in changes:
            known = lines_error if change.kind.is_of_line else None
            if change.kind in OF_PARTNERS:
                known = partners_error
            if error := known or self._try(lambda change=change: self._carry_one(change)):
                problems[change.aspect] = self._env["shopify.explain"]._explain(error)
        if any(change.kind.is_of_line and change.aspect not in problems for change in changes):
            self._lines.settle_removed(_line_keys(problems))
            EditedDiscounts(self._order, self._lines).level()
        return problems

    def total_rows(self, problems):
        """Return a conflict, as field values, if the total differs for no known reason."""
        self._lines.note_expected()
        lines = self._lines.differences(_line_keys(problems))
        if not lines:
            return []
        explained = self._env["shopify.explain"]._explain(
            EditProblem("edit_total_differs", lines="; ".join(lines))
        )
        currency = self._sale.currency_id
        return [
            {
                "sequence": 1000,
                "aspect": TOTAL,
                "kind": TOTAL,
                "line_id": False,
                "in_odoo": currency.format(self._sale.amount_total),
                "in_shopify": currency.format(self._order.expected_total),
                "problem": explained.message,
                "fix": explained.fix,
            }
        ]

    def _try(self, work):
        """Run ``work``, undone if it fails; return why it has failed, or None."""
        try:
            with self._env.cr.savepoint():
                work()
                self._env.flush_all()
        except (UserError, MappingError, PlanError) as error:
            return error
        return None

    # === ONE CHANGE === #

    def _carry_one(self, change):
        if self._sale.state == "cancel":
            raise EditProblem("edit_cancelled_here")
        if self._sale.locked:
            raise EditProblem("edit_locked")
        match change.kind:
            case ChangeKind.NOTE:
                self._sale.note = change.now and self._order.shop_id._note_html(change.now)
            case ChangeKind.CUSTOMER:
                self._carry_customer()
            case ChangeKind.BILLING_ADDRESS:
                self._carry_billing()
            case ChangeKind.SHIPPING_ADDRESS:
                self._carry_shipping()
            case ChangeKind.LOCATION:
                self._carry_location(change)
            case _:
                self._lines.carry(change)

    def _carry_customer(self):
        self._refuse_if_invoiced()
        values = self._partner_values()
        partner = values.pop("partner_shipping_id")
        self._sale.write(values)
        self._ship_to(partner)

    def _carry_billing(self):
        self._refuse_if_invoiced()
        partner_id = self._partner_values()["partner_invoice_id"]
        present = self._sale.partner_invoice_id
        if partner_id == present.id:
            raise EditProblem("edit_same_partner", partner=present.display_name)
        self._sale.partner_invoice_id = partner_id

    def _carry_shipping(self):
        pickings = self._sale.picking_ids.filtered(lambda picking: picking.state != "cancel")
        if pickings and all(picking.state == "done" for picking in pickings):
            raise EditProblem("edit_delivered_there")
        self._ship_to(self._partner_values()["partner_shipping_id"])

    def _ship_to(self, partner_id):
        """Deliver what is still to be delivered to another address."""
        # Odoo would ask somebody to change the deliveries, which is done here.
        quiet = self._sale.with_context(mail_activity_automation_skip=True)
        quiet.partner_shipping_id = partner_id
        pickings = self._sale.picking_ids
        pickings.filtered(lambda one: one.state not in ("done", "cancel")).partner_id = partner_id

    def _partner_values(self):
        """Return the partners that a sale order made now would have."""
        values = self._order.shop_id._sale_values(self._order, (), {})
        names = ("partner_id", "partner_invoice_id", "partner_shipping_id")
        return {name: values[name] for name in names}

    def _refuse_if_invoiced(self):
        invoices = self._sale.invoice_ids.filtered(lambda move: move.state != "cancel")
        if invoices:
            raise EditProblem("edit_invoiced", invoices=_names(invoices))

    def _map_partners(self):
        """Find or make the order's partners anew."""
        errors = self._order.shop_id._map_customers(self._order)
        if error := errors.get(self._order.id):
            raise error

    def _carry_location(self, change):
        for key, places in change.now.items():
            if len(places) > 1:
                raise EditProblem("edit_several_places")
            self._lines.ship_from(key, self._location(next(iter(places))))

    def _location(self, place):
        location = self._order.shop_id._location(place)
        if not location.warehouse_id:
            raise EditProblem("edit_place_unmapped", location=location.name or place)
        return location


def _line_keys(aspects):
    """Return Shopify's ids of the lines that are among aspects."""
    return {aspect.removeprefix("line:") for aspect in aspects}


def _names(moves):
    return ", ".join(move.name or move.display_name for move in moves)
