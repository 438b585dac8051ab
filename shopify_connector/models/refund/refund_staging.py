# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Keep the returns and refunds of orders as Shopify sent them, in bulk (R1, R2). The step
*stage*."""

import hashlib

from odoo import models
from odoo.tools import SQL

from ...shopify import gid
from ..order.order_edit_refunds import edits_of
from ..sync.changes import write_changed
from ..sync.moments import utc_naive

UNDERWAY = ("PENDING", "AWAITING_RESPONSE")
AT_ONCE = 500


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _stage_known_refunds(self):
        """Stage the refunds of orders that came while the shop imported none (R1)."""
        for shop in self:
            self.env["shopify.order"].flush_model()
            self.env.cr.execute(
                SQL(
                    """
                    SELECT orders.id FROM shopify_order orders
                    JOIN shopify_order_data data ON data.order_id = orders.id
                    WHERE orders.shop_id = %s
                        AND (jsonb_array_length(data.raw->'refunds') > 0
                            OR jsonb_array_length(data.raw#>'{returns,nodes}') > 0)
                    """,
                    shop.id,
                )
            )
            orders = self.env["shopify.order"].browse(row[0] for row in self.env.cr.fetchall())
            for start in range(0, len(orders), AT_ONCE):
                shop._stage_refunds(list(orders[start : start + AT_ONCE]._facts().items()))

    def _stage_refunds(self, pairs):
        """Keep the returns and refunds of orders.

        :param list pairs: (``shopify.order`` record, the client's ``Order``)
        """
        if self.return_processing == "none" or not pairs:
            return
        records = self.env["shopify.order"].union(*(record for record, _order in pairs))
        RefundStaging(self.sudo(), records).keep(pairs)


class RefundStaging:
    """Writes the returns and refunds of a batch of orders, a model at a time."""

    def __init__(self, shop, records):
        self._shop = shop
        self._env = shop.env
        self._lines = {}
        self._returns = self._known("shopify.return", records)
        self._refunds = self._known("shopify.refund", records)

    def _known(self, model, records):
        found = self._env[model].search([("order_id", "in", records.ids)])
        return {(row.order_id.id, row.shopify_id): row for row in found}

    def keep(self, pairs):
        """Write what is new or has changed; a refund that is gone is marked."""
        busy = [(record, order) for record, order in pairs if order.refunds or order.returns]
        for record, _order in busy:
            self._lines.update({(record.id, line.key): line.id for line in record.line_ids})
        self._keep_rows(self._returns, "shopify.return", busy, self._return_rows)
        self._keep_rows(self._refunds, "shopify.refund", busy, self._refund_rows)
        gone = self._env["shopify.refund"].union(*self._gone(pairs))
        gone.filtered(lambda refund: not refund.is_deleted).write({"is_deleted": True})

    def _keep_rows(self, known, model, pairs, rows):
        new = []
        for record, order in pairs:
            for values, lines in rows(record, order):
                row = known.get((record.id, values["shopify_id"]))
                if not row:
                    new.append((values, lines))
                elif write_changed(row, values):
                    row.line_ids.unlink()
                    self._create_lines(row, lines)
        created = self._env[model].create([values for values, _lines in new])
        for row, (values, lines) in zip(created, new, strict=True):
            known[values["order_id"], values["shopify_id"]] = row
            self._create_lines(row, lines)

    def _create_lines(self, row, lines):
        parent = "return_id" if row._name == "shopify.return" else "refund_id"
        row.line_ids.create([{parent: row.id, **line} for line in lines])

    def _gone(self, pairs):
        for record, order in pairs:
            listed = {_number(refund.id) for refund in order.refunds}
            for (order_id, shopify_id), refund in self._refunds.items():
                if order_id == record.id and shopify_id not in listed:
                    yield refund

    # === RETURNS === #

    def _return_rows(self, record, order):
        for one in order.returns:
            yield (
                {
                    "order_id": record.id,
                    "shopify_id": _number(one.id),
                    "name": one.name,
                    "status": one.status,
                    "created_at": utc_naive(one.created_at),
                    "closed_at": utc_naive(one.closed_at),
                    "total_quantity": one.total_quantity,
                },
                [self._return_line(record, line) for line in one.line_items],
            )

    def _return_line(self, record, line):
        return {
            "shopify_id": _number(line.id),
            "order_line_id": self._lines.get((record.id, line.line_item_id), False),
            "quantity": line.quantity,
            "processed_quantity": line.processed_quantity,
            "refunded_quantity": line.refunded_quantity,
            "reason": line.reason,
            "reason_note": line.reason_note,
            "customer_note": line.customer_note,
        }

    # === REFUNDS === #

    def _refund_rows(self, record, order):
        edits = edits_of(order)
        statuses = {transaction.id: transaction.status for transaction in order.transactions}
        for number, refund in enumerate(order.refunds, 1):
            known = refund.return_id and self._returns.get((record.id, _number(refund.return_id)))
            underway = {statuses.get(key) for key in refund.transaction_ids} & set(UNDERWAY)
            yield (
                {
                    "order_id": record.id,
                    "shopify_id": _number(refund.id),
                    "name": f"{order.name}/{number}",
                    "processed_at": utc_naive(refund.processed_at),
                    "note": refund.note,
                    "return_id": known.id if known else False,
                    "total": float(refund.total_refunded.shop),
                    "presentment_total": float(refund.total_refunded.presentment),
                    "is_pending": bool(underway),
                    "is_credited": refund.id not in edits,
                    "is_deleted": False,
                    "facts": _facts(refund),
                },
                list(self._refund_lines(record, order, refund)),
            )

    def _refund_lines(self, record, order, refund):
        names = {line.id: line.name for line in order.line_items}
        for line in refund.line_items:
            yield {
                **self._amounts("line", line.subtotal, line.total_tax),
                "order_line_id": self._lines.get((record.id, line.line_item_id), False),
                "name": names.get(line.line_item_id),
                "quantity": line.quantity,
                "restock_type": line.restock_type,
                "is_restocked": line.restocked,
                "location_shopify_id": line.location_id,
            }
        shipping = {line.id: line.title for line in order.shipping_lines}
        for line in refund.shipping_lines:
            yield {
                **self._amounts("shipping", line.subtotal_amount, line.tax_amount),
                "order_line_id": self._lines.get((record.id, line.shipping_line_id), False),
                "name": shipping.get(line.shipping_line_id),
            }
        for duty in refund.duties:
            yield {
                **self._amounts("duty", duty.amount),
                "order_line_id": self._lines.get((record.id, duty.duty_id), False),
            }
        for part in refund.order_adjustments:
            yield {
                **self._amounts("adjustment", part.amount, part.tax_amount),
                "name": part.reason.replace("_", " ").capitalize(),
            }

    @staticmethod
    def _amounts(kind, amount, tax=None):
        return {
            "kind": kind,
            "amount": float(amount.shop),
            "presentment_amount": float(amount.presentment),
            "tax": float(tax.shop) if tax else 0.0,
            "presentment_tax": float(tax.presentment) if tax else 0.0,
        }


def _facts(refund):
    """Return what stands for all that the credit note is made of."""
    parts = (
        [(line.line_item_id, line.quantity, line.restocked) for line in refund.line_items],
        [
            (money.shop.normalize(), money.presentment.normalize())
            for money in (
                *(line.subtotal for line in refund.line_items),
                *(line.total_tax for line in refund.line_items),
                *(line.subtotal_amount for line in refund.shipping_lines),
                *(line.tax_amount for line in refund.shipping_lines),
                *(duty.amount for duty in refund.duties),
                *(part.amount for part in refund.order_adjustments),
                refund.total_refunded,
            )
        ],
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _number(key):
    return str(gid.number(key))
