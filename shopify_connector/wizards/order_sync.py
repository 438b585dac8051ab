# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.order.order_filter import ALL_ORDERS
from ..models.order.order_import import FINANCIAL_STATUSES, FULFILLMENT_STATUSES


class ShopifyOrderSync(models.TransientModel):
    """Asks which orders a sync imports, and shows which of those listed they are (O6)."""

    _name = "shopify.order.sync"
    _description = "Import orders by filter"

    shop_id = fields.Many2one(
        "shopify.shop", required=True, default=lambda self: self._default_shop()
    )
    currency_id = fields.Many2one(related="shop_id.document_currency_id")
    paid = fields.Selection([("paid", "Paid in full"), ("unpaid", "Not paid in full")])
    financial_status = fields.Selection(FINANCIAL_STATUSES, string="Payment status")
    fulfillment_status = fields.Selection(FULFILLMENT_STATUSES, string="Fulfilment status")
    risk = fields.Selection(
        [("low", "None or low"), ("not_high", "Not high"), ("high", "Medium or high")]
    )
    channel_is = fields.Selection([("=", "is"), ("!=", "is not")], default="=", required=True)
    channel = fields.Char(help="How Shopify names it in short, such as web or pos.")
    tag_is = fields.Selection([("=", "has"), ("!=", "has not")], default="=", required=True)
    tag = fields.Char(help="The whole tag.")
    country_id = fields.Many2one("res.country", string="Ship-to country")
    total_from = fields.Monetary(string="Total from")
    total_to = fields.Monetary(string="Total up to")
    ordered_from = fields.Datetime(string="Ordered from")
    ordered_to = fields.Datetime(string="Ordered before")
    changed_from = fields.Datetime(string="Changed from")
    test = fields.Selection(
        [("no", "No tests"), ("only", "Tests only")],
        string="Test orders",
        help="The shop must import test orders at all.",
    )
    order_filter = fields.Char(string="Further conditions", default=ALL_ORDERS)
    fitting_count = fields.Integer(compute="_compute_counts", string="Taken of those listed now")
    other_count = fields.Integer(compute="_compute_counts", string="Left of those listed now")
    problem = fields.Char(compute="_compute_counts")

    @api.model
    def _default_shop(self):
        shops = self.env["shopify.shop"].search([], limit=2)
        return shops if len(shops) == 1 else False

    # === COMPUTE METHODS === #

    @api.depends(
        "shop_id",
        "paid",
        "financial_status",
        "fulfillment_status",
        "risk",
        "channel_is",
        "channel",
        "tag_is",
        "tag",
        "country_id",
        "total_from",
        "total_to",
        "ordered_from",
        "ordered_to",
        "changed_from",
        "test",
        "order_filter",
    )
    def _compute_counts(self):
        rows = self.env["shopify.order.import"]
        for wizard in self:
            wizard.fitting_count = wizard.other_count = 0
            wizard.problem = False
            try:
                domain = rows._filter_domain(wizard._filter())
            except UserError as error:
                wizard.problem = str(error)
                continue
            listed = Domain("shop_id", "=", wizard.shop_id.id) & Domain("is_outside", "=", False)
            followed = Domain("action", "=", "update")
            wizard.fitting_count = rows.search_count(listed & (followed | domain))
            wizard.other_count = rows.search_count(listed) - wizard.fitting_count

    # === ACTIONS === #

    def action_start(self):
        """Queue an order sync of the orders that fit and show its run.

        :return: a window action
        :raises UserError: if the further conditions can't be read
        """
        self.ensure_one()
        options = {"order_filter": self._checked_filter()}
        return self.shop_id._queue_run("orders", trigger="button", options=options)._show()

    def action_keep_as_schedule(self):
        """Make a schedule with this filter, off until it is switched on, and show the schedules.

        :return: a window action
        :raises UserError: if the further conditions can't be read
        """
        self.ensure_one()
        self.env["shopify.schedule"].create(
            {"shop_id": self.shop_id.id, "kind": "orders", "order_filter": self._checked_filter()}
        )
        return self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_schedule_action"
        )

    # === BUSINESS METHODS === #

    def _checked_filter(self):
        """Return the filter as text."""
        text = self._filter()
        self.env["shopify.order.import"]._filter_domain(text)
        return text

    def _filter(self):
        """Return the filter as the text of a domain, unreadable where the user's part is."""
        conditions = self._conditions()
        further = (self.order_filter or "").strip()
        if not conditions:
            return further or ALL_ORDERS
        if further in ("", ALL_ORDERS):
            return str(list(Domain.AND(conditions)))
        domain = self.env["shopify.order.import"]._filter_domain(further)
        return str(list(Domain.AND([*conditions, domain])))

    def _conditions(self):
        return [*self._status_conditions(), *self._fact_conditions(), *self._range_conditions()]

    def _status_conditions(self):
        if self.paid:
            yield Domain("is_paid", "=", self.paid == "paid")
        if self.financial_status:
            yield Domain("financial_status", "=", self.financial_status)
        if self.fulfillment_status:
            yield Domain("fulfillment_status", "=", self.fulfillment_status)
        if self.risk:
            levels = {"low": ["NONE", "LOW"], "not_high": ["HIGH"], "high": ["MEDIUM", "HIGH"]}
            operator = "not in" if self.risk == "not_high" else "in"
            yield Domain("risk_level", operator, levels[self.risk])
        if self.test:
            yield Domain("is_test", "=", self.test == "only")

    def _fact_conditions(self):
        if self.channel:
            yield Domain("channel", self.channel_is, self.channel.strip())
        if self.tag:
            yield Domain("tag", self.tag_is, self.tag.strip())
        if self.country_id:
            yield Domain("country_code", "=", self.country_id.code)

    def _range_conditions(self):
        for name, operator, value in (
            ("total", ">=", self.total_from),
            ("total", "<=", self.total_to),
            ("processed_at", ">=", fields.Datetime.to_string(self.ordered_from)),
            ("processed_at", "<", fields.Datetime.to_string(self.ordered_to)),
            ("shopify_updated_at", ">=", fields.Datetime.to_string(self.changed_from)),
        ):
            if value:
                yield Domain(name, operator, value)
