# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Compare orders that Shopify has changed with what their Odoo orders were made from (O18)."""

from dataclasses import asdict

from markupsafe import Markup
from odoo import fields, models
from odoo.tools import html2plaintext

from ...rules.order_changes import ChangeKind, OrderState, compare, take_over
from .order_edits import order_state
from .shopify_order import _address_text


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    order_edits = fields.Selection(
        [
            ("ask", "Show what has changed, and ask"),
            ("quotations", "Re-import quotations, ask about confirmed orders"),
            ("apply", "Re-import quotations, apply changes to confirmed orders"),
        ],
        string="Orders edited in Shopify",
        default="quotations",
        required=True,
        help="What becomes of an Odoo order when its order is edited in Shopify. A quotation that "
        "was changed in Odoo is never replaced by itself. What can't be carried over to a "
        "confirmed order is shown, and waits for you.",
    )

    def _follow_up_steps(self):
        return (self._follow_edits, *super()._follow_up_steps())

    def _follow_edits(self, orders):
        """Show, or carry over, what Shopify has changed since the Odoo orders were made."""
        changed = orders.filtered(
            lambda order: order.compared_hash != order.content_hash and order.sale_order_id
        )
        if not changed:
            return
        facts = changed._facts()
        found = {}
        for order in changed:
            found[order] = order._compare_with_booked(facts[order])
            order.compared_hash = order.content_hash
        self._list_order_conflicts(
            {order: order._conflict_rows(changes) for order, changes in found.items()}
        )
        self._settle_by_itself(changed.filtered("has_conflict"))

    def _settle_by_itself(self, orders):
        """Settle what the shop has said is not to be asked about."""
        if self.order_edits == "ask":
            return
        quotations = orders.filtered(lambda order: order.sale_order_state in ("draft", "sent"))
        quotations.filtered(lambda order: not order._is_edited_in_odoo())._reimport()
        if self.order_edits == "apply":
            for order in orders.filtered(lambda order: order.sale_order_state == "sale"):
                order._apply_changes()


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    booked_state = fields.Json(
        readonly=True,
        copy=False,
        prefetch=False,
        help="The order as it was when the Odoo order was made from it, or was settled since.",
    )
    compared_hash = fields.Char(
        readonly=True, copy=False, help="The content that was compared with the Odoo order last."
    )

    # === BOOKED === #

    def _note_booked(self, facts):
        """Note what the Odoo orders of these orders were made from.

        :param dict facts: the client's ``Order`` by record
        """
        for order in self:
            order.write(
                {
                    "booked_state": order._state_of(facts[order]).as_json(),
                    "compared_hash": order.content_hash,
                }
            )

    def _state_of(self, facts):
        """Return an order's state in the currency of its documents.

        :param facts: the client's ``Order``
        :return: rules.order_changes.OrderState
        """
        currency = self.sale_order_id.currency_id or self._document_currency()
        return order_state(
            facts,
            presentment=currency != self.currency_id,
            digits=currency.decimal_places,
        )

    # === COMPARED === #

    def _compare_with_booked(self, facts):
        """Return what has changed since the Odoo order was made.

        An order whose beginnings are not known begins now; a cancelled one is followed as such.

        :param facts: the client's ``Order``
        :return: tuple of rules.order_changes.Change
        """
        if self.cancelled_at:
            return ()
        if not self.booked_state:
            self._note_booked({self: facts})
            return ()
        return compare(OrderState.from_json(self.booked_state), self._state_of(facts))

    def _take_over(self, facts, changes):
        """Note that changes are settled: they are not shown again.

        :param facts: the client's ``Order``
        :param changes: rules.order_changes.Change objects
        """
        booked = OrderState.from_json(self.booked_state)
        self.booked_state = take_over(booked, self._state_of(facts), changes).as_json()

    def _follow_own_note(self, before, now):
        """Let the sale order's note follow one that was changed here: it is no change of Shopify's.

        :param str before: the note that was replaced
        :param str now: the note that Shopify has now
        """
        if self.booked_state:
            self.booked_state = {**self.booked_state, "note": now}
        sale = self.sale_order_id
        if sale and html2plaintext(sale.note or "").strip() == before.strip():
            sale.note = now and self.shop_id._note_html(now)

    def _keep_as_it_is(self, conflicts):
        """Settle conflicts by leaving the Odoo order as it is.

        :param conflicts: ``shopify.order.conflict`` records of this order
        """
        facts = self._facts()[self]
        aspects = set(conflicts.mapped("aspect"))
        changes = [one for one in self._compare_with_booked(facts) if one.aspect in aspects]
        self._take_over(facts, changes)
        texts = [conflict._as_text() for conflict in conflicts]
        self._tell_on_sale(self.env._("Left as it is, though changed in Shopify:"), texts)
        conflicts.unlink()

    def _tell_on_sale(self, title, texts):
        """Write a list into the sale order's chatter."""
        entries = Markup().join(Markup("<li>%s</li>") % text for text in texts)
        body = Markup("<p>%s</p><ul>%s</ul>") % (title, entries)
        self.sale_order_id.message_post(body=body, subtype_xmlid="mail.mt_note")

    # === SHOWN === #

    def _conflict_rows(self, changes, problems=None):
        """Return the field values of the conflicts that stand for changes.

        :param changes: rules.order_changes.Change objects
        :param dict problems: why one was not carried over: Explained by aspect
        """
        lines = {line.key: line.id for line in self.line_ids}
        rows = []
        for sequence, change in enumerate(changes):
            problem = (problems or {}).get(change.aspect)
            rows.append(
                {
                    "sequence": sequence,
                    "aspect": change.aspect,
                    "kind": change.kind.value,
                    "line_id": lines.get(change.key, False),
                    "in_odoo": self._side_text(change, change.before),
                    "in_shopify": self._side_text(change, change.now),
                    "problem": problem.message if problem else False,
                    "fix": problem.fix if problem else False,
                }
            )
        return rows

    def _side_text(self, change, value):
        """Put one side of a change in words."""
        match change.kind:
            case ChangeKind.LOCATION:
                return self._places_text(value)
            case ChangeKind.CUSTOMER:
                return self._customer_text(value)
            case ChangeKind.SHIPPING_ADDRESS | ChangeKind.BILLING_ADDRESS:
                return _address_text(asdict(value)) or self.env._("(empty)")
            case ChangeKind.NOTE:
                return value or self.env._("(empty)")
        if value is None or not value.quantity:
            return self.env._("(none)")
        return self._line_text(change, value)

    def _line_text(self, change, line):
        currency = self.sale_order_id.currency_id
        text = f"{line.quantity} × {currency.format(float(line.unit_price))}"
        if line.discount:
            text = self.env._(
                "%(line)s, less %(discount)s",
                line=text,
                discount=currency.format(float(line.discount)),
            )
        if change.kind == ChangeKind.AMOUNTS and change.before.taxes != change.now.taxes:
            taxes = currency.format(float(sum(tax.amount for tax in line.taxes)))
            text = self.env._("%(line)s, tax %(taxes)s", line=text, taxes=taxes)
        return text

    def _customer_text(self, number):
        if not number:
            return self.env._("(none)")
        customer = self.env["shopify.customer"].search(
            [("connection_id", "=", self.connection_id.id), ("shopify_id", "=", number)], limit=1
        )
        return customer.name or number

    def _places_text(self, places):
        """Say which lines ship from where; that they all ship from one place says it all."""
        ids = {place for each in places.values() for place in each}
        locations = self.env["shopify.location"].with_context(active_test=False)
        names = {
            location.shopify_id: location.name
            for location in locations.search(
                [("shop_id", "=", self.shop_id.id), ("shopify_id", "in", list(ids))]
            )
        }
        lines = {line.key: line.name for line in self.line_ids}
        texts = {
            key: ", ".join(sorted(names.get(place, place) for place in each))
            for key, each in places.items()
        }
        if len(set(texts.values())) == 1:
            return next(iter(texts.values()))
        return "\n".join(f"{lines.get(key, key)}: {text}" for key, text in texts.items())
