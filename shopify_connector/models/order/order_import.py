# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.fields import Domain

from ...rules.retry_pause import next_attempt

RISK_LEVELS = [
    ("NONE", "None"),
    ("PENDING", "Pending"),
    ("LOW", "Low"),
    ("MEDIUM", "Medium"),
    ("HIGH", "High"),
]
# A status that Shopify adds one day.
OTHER = ("OTHER", "Another one")
FINANCIAL_STATUSES = [
    ("PENDING", "Pending"),
    ("AUTHORIZED", "Authorised"),
    ("PARTIALLY_PAID", "Partly paid"),
    ("PAID", "Paid"),
    ("PARTIALLY_REFUNDED", "Partly refunded"),
    ("REFUNDED", "Refunded"),
    ("VOIDED", "Voided"),
    ("EXPIRED", "Expired"),
    OTHER,
]
FULFILLMENT_STATUSES = [
    ("UNFULFILLED", "Unfulfilled"),
    ("OPEN", "Open"),
    ("SCHEDULED", "Scheduled"),
    ("ON_HOLD", "On hold"),
    ("PENDING_FULFILLMENT", "Asked for"),
    ("IN_PROGRESS", "In progress"),
    ("PARTIALLY_FULFILLED", "Partly fulfilled"),
    ("FULFILLED", "Fulfilled"),
    ("REQUEST_DECLINED", "Declined"),
    ("RESTOCKED", "Restocked"),
    OTHER,
]


class ShopifyOrderImport(models.Model):
    """The header of an order that a shop record may import (O5, step 1).

    Each shop record has rows of its own, also where several share one Shopify shop. Once one of
    them has imported the order, its changes are listed there only.
    """

    _name = "shopify.order.import"
    _description = "Shopify order to import"
    _order = "processed_at desc, id desc"

    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="cascade")
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade")
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
    financial_status = fields.Selection(FINANCIAL_STATUSES, readonly=True)
    fulfillment_status = fields.Selection(FULFILLMENT_STATUSES, readonly=True)
    risk_level = fields.Selection(RISK_LEVELS, readonly=True)
    channel = fields.Char(
        readonly=True, help="How Shopify names it in short, such as web, pos or a marketplace."
    )
    app_name = fields.Char(string="App", readonly=True, help="The app that made the order.")
    retail_location = fields.Char(
        string="Store", readonly=True, help="The location of the till that made the order."
    )
    tags = fields.Char(readonly=True)
    tag = fields.Char(
        string="A tag",
        compute="_compute_tag",
        search="_search_tag",
        help="Search for orders that have exactly this tag.",
    )
    custom_attributes = fields.Text(
        string="Attributes", readonly=True, help="One a line, such as Delivery date: 2026-12-24."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    currency_code = fields.Char(readonly=True)
    total = fields.Monetary(readonly=True)
    country_code = fields.Char(string="Ship-to country", readonly=True)
    is_test = fields.Boolean(string="Test", readonly=True)
    is_paid = fields.Boolean(string="Paid in full", readonly=True)
    is_archived = fields.Boolean(string="Archived in Shopify", readonly=True)
    is_outside = fields.Boolean(
        string="Left to others",
        readonly=True,
        help="The order is not one of those that the shop record takes, as its page Orders says.",
    )
    has_error = fields.Boolean(compute="_compute_has_error", store=True)
    error = fields.Char(readonly=True)
    fix = fields.Char(string="What to do", readonly=True)
    error_at = fields.Datetime(readonly=True)
    attempts = fields.Integer(readonly=True)
    retry_at = fields.Datetime(string="Next attempt", readonly=True)

    _shopify_id_uniq = models.UniqueIndex("(shop_id, shopify_id)", "This order is listed already.")
    _order_index = models.Index("(connection_id, shopify_id)")

    # === COMPUTE METHODS === #

    @api.depends("state")
    def _compute_has_error(self):
        for row in self:
            row.has_error = row.state == "error"

    @api.depends("tags")
    def _compute_tag(self):
        for row in self:
            row.tag = row.tags

    def _search_tag(self, operator, value):
        """Search for a tag as a whole: *vip* is not found in *vip-old*."""
        if operator not in ("=", "in"):
            return NotImplemented
        wanted = [value] if isinstance(value, str) or not value else list(value)
        return Domain.OR(
            Domain("tags", "=", False) if not each else _has_tag(each) for each in wanted
        )

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

    def _anonymise(self):
        """Leave the orders out, and forget what merchants or buyers wrote on them (C16)."""
        self.write({"active": False, "tags": False, "custom_attributes": False})

    # === ACTIONS === #

    def action_import(self):
        """Queue the import of the selected rows, and only those, whatever the filters say.
        Callable over XML-RPC.

        :return: a window action on the run, or on the runs: one a shop
        """
        self.check_access("write")
        self.write({"retry_at": False})
        runs = self.env["shopify.sync.run"]
        for shop, rows in self.grouped("shop_id").items():
            runs |= shop._queue_run("orders", trigger="button", options={"import_ids": rows.ids})
        return runs._show()

    # === BUSINESS METHODS === #

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


def _has_tag(tag):
    """Return the condition that one of the tags, which commas part, is this one."""
    text = tag.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return (
        Domain("tags", "=", tag)
        | Domain("tags", "=like", f"{text}, %")
        | Domain("tags", "=like", f"%, {text}")
        | Domain("tags", "=like", f"%, {text}, %")
    )
