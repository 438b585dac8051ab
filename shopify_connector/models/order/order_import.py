# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.retry_pause import next_attempt
from ...shopify import gid
from ..sync.moments import utc_naive

RISK_LEVELS = [
    ("NONE", "None"),
    ("PENDING", "Pending"),
    ("LOW", "Low"),
    ("MEDIUM", "Medium"),
    ("HIGH", "High"),
]


class ShopifyOrderImport(models.Model):
    """The header of an order that is to be imported (O5, step 1)."""

    _name = "shopify.order.import"
    _description = "Shopify order to import"
    _order = "processed_at desc, id desc"

    connection_id = fields.Many2one(
        "shopify.connection", required=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(string="Order", required=True, readonly=True)
    active = fields.Boolean(
        default=True,
        help="Deleting a row leaves the order out until it changes in Shopify: the row is "
        "archived, and comes back then.",
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("error", "Error")], default="waiting", required=True, index=True
    )
    action = fields.Selection(
        [("new", "New"), ("update", "Update")], default="new", required=True, readonly=True
    )
    created_at = fields.Datetime(string="Created in Shopify", readonly=True)
    processed_at = fields.Datetime(string="Ordered at", readonly=True)
    shopify_updated_at = fields.Datetime(string="Changed in Shopify", readonly=True)
    financial_status = fields.Char(readonly=True)
    fulfillment_status = fields.Char(readonly=True)
    risk_level = fields.Selection(RISK_LEVELS, readonly=True)
    channel = fields.Char(readonly=True)
    tags = fields.Char(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    currency_code = fields.Char(readonly=True)
    total = fields.Monetary(readonly=True)
    country_code = fields.Char(string="Ship-to country", readonly=True)
    is_test = fields.Boolean(string="Test", readonly=True)
    is_paid = fields.Boolean(string="Paid", readonly=True)
    has_error = fields.Boolean(compute="_compute_has_error", store=True)
    error = fields.Char(readonly=True)
    fix = fields.Char(string="What to do", readonly=True)
    error_at = fields.Datetime(readonly=True)
    attempts = fields.Integer(readonly=True)
    retry_at = fields.Datetime(string="Next attempt", readonly=True)

    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, shopify_id)", "This order is listed already."
    )

    @api.depends("state")
    def _compute_has_error(self):
        for row in self:
            row.has_error = row.state == "error"

    # === CRUD === #

    def unlink(self):
        """Leave the orders out until they change in Shopify (O5): rows are archived first."""
        active = self.filtered("active")
        active.write({"active": False})
        return super(ShopifyOrderImport, self - active).unlink()

    def _remove(self):
        """Remove rows whose orders have been imported."""
        # Past our own unlink, which would leave the orders out instead.
        return super().unlink()  # pylint: disable=super-method-mismatch

    # === ACTIONS === #

    def action_import(self):
        """Queue the import of the selected rows, and only those. Callable over XML-RPC.

        :return: a window action on the run
        :raises UserError: if the rows belong to several shops
        """
        if len(self.shop_id) != 1:
            raise UserError(self.env._("Select orders of one shop."))
        self.check_access("write")
        self.write({"retry_at": False})
        return self.shop_id._queue_run(
            "orders", trigger="button", options={"import_ids": self.ids}
        )._show()

    # === BUSINESS METHODS === #

    @api.model
    def _list_headers(self, shop, headers):
        """Keep order headers that are new or have changed, in bulk (O5).

        :param shop: the shop record
        :param headers: the client's ``OrderHeader`` objects
        :return: counts: dict of new, changed, unchanged
        """
        headers = {str(gid.number(header.id)): header for header in headers}
        rows = {
            row.shopify_id: row
            for row in self.with_context(active_test=False).search(
                [
                    ("connection_id", "=", shop.connection_id.id),
                    ("shopify_id", "in", list(headers)),
                ]
            )
        }
        orders = {
            order.shopify_id: order
            for order in self.env["shopify.order"].search_fetch(
                [
                    ("connection_id", "=", shop.connection_id.id),
                    ("shopify_id", "in", list(headers)),
                ],
                ["shopify_id", "shopify_updated_at", "read_at"],
            )
        }
        counts = {"new": 0, "changed": 0, "unchanged": 0}
        new = []
        for number, header in headers.items():
            values = self._header_values(header)
            order = orders.get(number)
            if row := rows.get(number):
                if row.shopify_updated_at >= values["shopify_updated_at"]:
                    counts["unchanged"] += 1
                    continue
                counts["changed"] += 1
                row.write({**values, **self._fresh_values()})
            elif order and order._is_as_of(values["shopify_updated_at"]):
                counts["unchanged"] += 1
            elif order or self._is_wanted(shop, header):
                counts["new"] += 1
                new.append(
                    {
                        **values,
                        "connection_id": shop.connection_id.id,
                        "shop_id": shop.id,
                        "shopify_id": number,
                        "action": "update" if order else "new",
                    }
                )
            else:
                counts["unchanged"] += 1
        self.create(new)
        return counts

    @api.model
    def _is_wanted(self, shop, header):
        """Tell whether an order not known yet is to be listed: not archived, not cancelled,
        not older than the shop wants, no test unless the shop imports them (O5, O14)."""
        if header.closed or header.cancelled_at:
            return False
        if header.test and not shop.import_test_orders:
            return False
        return not shop.orders_from or utc_naive(header.processed_at) >= shop.orders_from

    @api.model
    def _header_values(self, header):
        currency = self.env["shopify.currency"]._currency(header.currency_code)
        return {
            "name": header.name,
            "created_at": utc_naive(header.created_at),
            "processed_at": utc_naive(header.processed_at),
            "shopify_updated_at": utc_naive(header.updated_at),
            "financial_status": header.display_financial_status,
            "fulfillment_status": header.display_fulfillment_status,
            "risk_level": header.risk_level or "NONE",
            "channel": header.channel or header.source_name,
            "tags": ", ".join(header.tags),
            "currency_code": header.currency_code,
            "currency_id": currency.id,
            "total": float(header.total_price.shop),
            "country_code": header.shipping_country_code or header.billing_country_code,
            "is_test": header.test,
            "is_paid": header.fully_paid,
        }

    @api.model
    def _fresh_values(self):
        return {
            "active": True,
            "state": "waiting",
            "error": False,
            "fix": False,
            "error_at": False,
            "attempts": 0,
            "retry_at": False,
        }

    def _note_error(self, explained):
        """Keep why an order could not be imported, and when it is tried again (O5)."""
        now = fields.Datetime.now()
        for row in self:
            attempts = row.attempts + 1
            row.write(
                {
                    "state": "error",
                    "error": explained.message,
                    "fix": explained.fix,
                    "error_at": now,
                    "attempts": attempts,
                    "retry_at": next_attempt(attempts, now, self.env["shopify.order"]._jitter()),
                }
            )
