# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The merchant: takes payment, ships, edits, cancels, refunds, takes back and tidies up orders.

Every method takes an ``Order`` node, changes it with Shopify's arithmetic and leaves all derived
figures, statuses and ``updatedAt`` in step.
"""

from decimal import Decimal

from .money import Pair, digits_of, pair_of, round_to
from .world import editing, refunding, returning, shipping
from .world.figures import settle, settle_payments
from .world.gift_cards import balance_of, deactivate, draw, issue
from .world.payment_terms import settle_schedules
from .world.payments import payment_figures, transaction_node
from .world.product_changes import arrange_variants, remove_product


class Merchant:
    """Acts on the orders of a shop.

    :param Shop shop: the merchant's shop
    """

    def __init__(self, shop):
        self.shop = shop

    def _done(self, order):
        settle(order)
        settle_schedules(self.shop, order)
        self.shop.touch(order)

    def _paid(self, order):
        settle_payments(order)
        self._issue_gift_cards(order)
        settle_schedules(self.shop, order)
        self.shop.touch(order)

    # === PAYMENTS === #

    def record_payment(
        self, order, kind, status, means, amount=None, rounding=None, gift_card=None
    ):
        """Add a transaction to an order.

        :param str kind: ``SALE``, ``AUTHORIZATION``
        :param str status: ``SUCCESS``, ``PENDING``, ``FAILURE``
        :param str means: see :func:`transaction_node`
        :param str|None amount: in the buyer's currency; None: what is left to pay
        :param str|None rounding: cash rounding in the buyer's currency
        :param dict|None gift_card: the gift card that pays, as far as it reaches
        :return: the transaction
        :rtype: dict
        """
        with self.shop.lock:
            due = pair_of(order["totalOutstandingSet"]) - payment_figures(order).pending
            paid = due if amount is None else self._in_both(order, Decimal(amount), due)
            if gift_card is not None:
                paid = self._reach(order, gift_card, paid)
                draw(self.shop, gift_card, paid.shop)
            node = transaction_node(
                self.shop,
                order,
                kind=kind,
                means=means,
                amount=paid,
                status=status,
                rounding=self._in_both(order, Decimal(rounding), due) if rounding else None,
                gift_card=gift_card,
                error_code="CARD_DECLINED" if status == "FAILURE" else None,
            )
            self._paid(order)
        return node

    def _in_both(self, order, amount, due):
        if order["currencyCode"] == order["presentmentCurrencyCode"]:
            return Pair(amount, amount)
        if amount == due.presentment:
            return due
        whole = pair_of(order["totalPriceSet"])
        ratio = whole.shop / whole.presentment if whole.presentment else Decimal(1)
        return Pair(round_to(amount * ratio, digits_of(order["currencyCode"])), amount)

    def _reach(self, order, gift_card, wanted):
        balance = balance_of(gift_card)
        if balance >= wanted.shop:
            return wanted
        ratio = wanted.presentment / wanted.shop
        digits = digits_of(order["presentmentCurrencyCode"])
        return Pair(balance, round_to(balance * ratio, digits))

    def settle_new(self, order):
        """Finish a new order: one that costs nothing is paid; keep its time of creation.

        :param dict order: the order, paid or not
        """
        self._issue_gift_cards(order)
        order["updatedAt"] = order["createdAt"]

    def _issue_gift_cards(self, order):
        """Issue the gift cards that an order bought, as soon as it is paid."""
        cards = [
            line
            for line in order["lineItems"]
            if line["isGiftCard"] and line["_fulfilled"] < line["currentQuantity"]
        ]
        if cards and order["displayFinancialStatus"] == "PAID":
            for line in cards:
                issue(self.shop, order, line)
                shipping.deliver_gift_card(self.shop, order, line)
            settle(order)

    def take_cash(self, order, handed_over):
        """Take cash for what is due, and give change.

        :param str handed_over: more than is due, in the buyer's currency
        :return: the payment and the change
        :rtype: tuple[dict, dict]
        """
        with self.shop.lock:
            due = pair_of(order["totalOutstandingSet"])
            given = self._in_both(order, Decimal(handed_over), due)
            nodes = []
            for kind, amount in (("SALE", given), ("CHANGE", given - due)):
                nodes.append(
                    transaction_node(
                        self.shop,
                        order,
                        kind=kind,
                        means="cash",
                        amount=amount,
                        parent=nodes[0] if nodes else None,
                    )
                )
            self._paid(order)
        return tuple(nodes)

    def pay(self, order, means="manual", amount=None, **fields):
        """Take a payment for an order; arguments as :meth:`record_payment`."""
        return self.record_payment(order, "SALE", "SUCCESS", means, amount, **fields)

    def capture(self, order, amount=None):
        """Capture the open authorisation.

        :param str|None amount: in the buyer's currency; None: all of it
        :return: the transaction
        :raises ValueError: nothing is authorised
        :rtype: dict
        """
        with self.shop.lock:
            parent = self._open_authorisation(order)
            whole = pair_of(parent["amountSet"])
            captured = whole if amount is None else self._in_both(order, Decimal(amount), whole)
            node = transaction_node(
                self.shop,
                order,
                kind="CAPTURE",
                means=parent["_means"],
                amount=captured,
                parent=parent,
            )
            self._paid(order)
        return node

    def void(self, order):
        """Give the open authorisation back.

        :return: the transaction
        :raises ValueError: nothing is authorised
        :rtype: dict
        """
        with self.shop.lock:
            parent = self._open_authorisation(order)
            node = transaction_node(
                self.shop,
                order,
                kind="VOID",
                means=parent["_means"],
                amount=pair_of(parent["amountSet"]),
                parent=parent,
            )
            self._paid(order)
        return node

    def _open_authorisation(self, order):
        if not any(payment_figures(order).capturable):
            raise ValueError(f"nothing is authorised on {order['name']}")
        return [part for part in order["transactions"] if part["kind"] == "AUTHORIZATION"][-1]

    # === SHIPPING === #

    def fulfil(self, order, quantities=None, *, location=None, tracking=(), status="SUCCESS"):
        """Ship an order, or some units of it; see :func:`world.shipping.fulfil`."""
        with self.shop.lock:
            nodes = shipping.fulfil(self.shop, order, quantities, location, tracking, status)
            self._done(order)
        return nodes

    def cancel_fulfillment(self, order, fulfillment):
        """Take a shipment back; its units are open again."""
        with self.shop.lock:
            shipping.cancel(self.shop, order, fulfillment)
            self._done(order)

    def hold(self, order, reason="AWAITING_PAYMENT"):
        """Put the open fulfilment orders on hold."""
        with self.shop.lock:
            shipping.hold(self.shop, order, reason)
            self._done(order)

    def release(self, order):
        """Release the fulfilment orders that are on hold."""
        with self.shop.lock:
            shipping.release(self.shop, order)
            self._done(order)

    def move(self, order, location):
        """Have the open fulfilment orders shipped from another location."""
        with self.shop.lock:
            shipping.move(self.shop, order, location)
            self._done(order)

    def schedule(self, order, moment):
        """Have the open fulfilment orders wait until a time."""
        with self.shop.lock:
            shipping.schedule(self.shop, order, moment)
            self._done(order)

    def split(self, order, line, units, location):
        """Have some units of a line shipped from another location; see
        :func:`world.shipping.split`."""
        with self.shop.lock:
            shipping.split(self.shop, order, line, units, location)
            self._done(order)

    # === EDITS === #

    def add_line(self, order, variant, quantity=1, price=None):
        """Add a line by an order edit; see :func:`world.editing.add_line`."""
        with self.shop.lock:
            line = editing.add_line(self.shop, order, variant, quantity, price)
            self._done(order)
        return line

    def set_quantity(self, order, line, quantity):
        """Change a line's quantity by an order edit; see :func:`world.editing.set_quantity`."""
        with self.shop.lock:
            editing.set_quantity(self.shop, order, line, quantity)
            self._done(order)

    def remove_line(self, order, line):
        """Take a line off by an order edit."""
        self.set_quantity(order, line, 0)

    def discount_line(self, order, line, amount, title="Goodwill"):
        """Discount a line by an order edit; see :func:`world.editing.discount_line`."""
        with self.shop.lock:
            editing.discount_line(self.shop, order, line, amount, title)
            self._done(order)

    # === REFUNDS, RETURNS, CANCELLATION === #

    def refund(self, order, quantities=None, **fields):
        """Refund an order or a part; see :func:`world.refunding.refund`."""
        with self.shop.lock:
            node = refunding.refund(self.shop, order, quantities, **fields)
            self._done(order)
        return node

    def finish_refund(self, order, refund):
        """Let the pending transactions of a refund succeed."""
        with self.shop.lock:
            for transaction in refund["transactions"]:
                transaction["status"] = "SUCCESS"
            refund["totalRefundedSet"] = refunding.total_refunded(order, refund)
            self.shop.touch(refund)
            self._done(order)

    def open_return(self, order, quantities, **fields):
        """Announce a return of shipped units; see :func:`world.returning.open_return`."""
        with self.shop.lock:
            node = returning.open_return(self.shop, order, quantities, **fields)
            self._done(order)
        return node

    def close_return(self, order, returned):
        """Close a return."""
        with self.shop.lock:
            returned.update(status="CLOSED", closedAt=self.shop.now())
            self._done(order)

    def cancel(self, order, reason="CUSTOMER", *, refund=True, restock=True, note=None):
        """Cancel an order: what is left is taken off, money given back, authorisations voided.

        :param str reason: ``CUSTOMER``, ``FRAUD``, ``INVENTORY``, ``DECLINED``, ``OTHER``
        :param bool refund: whether money goes back
        :param bool restock: whether the units go back to stock
        """
        with self.shop.lock:
            if any(payment_figures(order).capturable):
                self.void(order)
            refunding.refund_everything(self.shop, order, pay=refund, restock=restock)
            order.update(
                cancelledAt=self.shop.now(),
                cancelReason=reason,
                cancellation={"__typename": "OrderCancellation", "staffNote": note},
            )
            self.close(order)

    # === TIDYING UP === #

    def deactivate_gift_card(self, gift_card):
        """Let a gift card pay no more, as one does before its price is given back."""
        with self.shop.lock:
            deactivate(self.shop, gift_card)

    def close(self, order):
        """Archive an order."""
        with self.shop.lock:
            order.update(closed=True, closedAt=self.shop.now())
            self._done(order)

    def reopen(self, order):
        """Bring an archived order back."""
        with self.shop.lock:
            order.update(closed=False, closedAt=None)
            self._done(order)

    def tag(self, order, *tags):
        """Add tags."""
        with self.shop.lock:
            order["tags"] = sorted({*order["tags"], *tags})
            self._done(order)

    def note(self, order, text):
        """Write the note."""
        with self.shop.lock:
            order["note"] = text
            self._done(order)

    def delete(self, order):
        """Delete an order; nothing is left of it."""
        with self.shop.lock:
            self.shop.remove(order)

    def delete_product(self, product):
        """Delete a product; the lines that sold it keep only their texts."""
        with self.shop.lock:
            self._forget(lambda line: line["product"] is product, "product", "variant")
            remove_product(self.shop, product)

    def forget_variants(self, variants):
        """Let the lines that sold variants, which are to be deleted, keep only their texts."""
        gone = {variant["id"] for variant in variants}
        self._forget(lambda line: (line["variant"] or {}).get("id") in gone, "variant")

    def delete_variants(self, product, variants):
        """Delete some variants of a product; the lines that sold them keep only their texts."""
        with self.shop.lock:
            self.forget_variants(variants)
            gone = {variant["id"] for variant in variants}
            kept = [variant for variant in product["variants"] if variant["id"] not in gone]
            arrange_variants(self.shop, product, kept)
            self.shop.touch(product)

    def _forget(self, is_of_it, *keys):
        orders = self.shop.collection("Order")
        # Orders that are made when they are read do not remember what was deleted.
        for order in () if hasattr(orders, "header") else orders:
            lines = [line for line in order["lineItems"] if is_of_it(line)]
            for line in lines:
                line.update(dict.fromkeys(keys))
            if lines:
                self._done(order)
