# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models

DAYS_TO_ANSWER = 30


class ShopifyPrivacyRequest(models.Model):
    """What Shopify asks for about a person's data, with the day by which it must be done (C16)."""

    _name = "shopify.privacy.request"
    _description = "Shopify privacy request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state desc, deadline, id"

    name = fields.Char(required=True, readonly=True, default="/", copy=False)
    kind = fields.Selection(
        [
            ("data_request", "Show a customer's data"),
            ("customer_redact", "Erase a customer"),
            ("shop_redact", "Erase the shop"),
        ],
        required=True,
        string="Asks to",
    )
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    connection_id = fields.Many2one(related="shop_id.connection_id", store=True)
    customer_number = fields.Char(
        string="Shopify customer id", help="The number at the end of the customer's page address."
    )
    email = fields.Char(help="As the request names it.")
    phone = fields.Char(help="As the request names it.")
    order_numbers = fields.Json(string="Shopify's ids of the orders", readonly=True)
    order_text = fields.Char(compute="_compute_order_text", string="Ids of orders")
    event_id = fields.Many2one(
        "shopify.webhook.event",
        string="Webhook",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    received_at = fields.Datetime(
        string="Received at",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        copy=False,
    )
    deadline = fields.Date(
        compute="_compute_deadline",
        store=True,
        help="Shopify asks that it is done within 30 days.",
    )
    is_overdue = fields.Boolean(compute="_compute_is_overdue")
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("not_needed", "Not needed")],
        default="open",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    user_id = fields.Many2one("res.users", string="Responsible", tracking=True)
    done_at = fields.Datetime(string="Closed at", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False)

    _event_uniq = models.UniqueIndex("(event_id, company_id) WHERE event_id IS NOT NULL")

    # === COMPUTE METHODS === #

    @api.depends("order_numbers")
    def _compute_order_text(self):
        for request in self:
            request.order_text = ", ".join(request.order_numbers or [])

    @api.depends("received_at")
    def _compute_deadline(self):
        for request in self:
            request.deadline = request.received_at.date() + timedelta(days=DAYS_TO_ANSWER)

    @api.depends("state", "deadline")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for request in self:
            request.is_overdue = request.state == "open" and request.deadline < today

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = self.env["ir.sequence"].next_by_code(self._name)
        requests = super().create(vals_list)
        for request in requests:
            request.user_id = request.user_id or request.shop_id._privacy_user()
            request._remind()
        return requests

    def write(self, vals):
        result = super().write(vals)
        if "user_id" in vals:
            for request in self.filtered("user_id"):
                request.activity_ids.write({"user_id": request.user_id.id})
        return result

    # === ACTIONS === #

    def action_not_needed(self):
        """Close the requests: nothing has to be done. Callable over XML-RPC by managers.

        :return: True
        """
        self._close("not_needed", self.env._("Nothing had to be done."))
        return True

    def action_done(self):
        """Close the requests as done. Callable over XML-RPC by managers.

        :return: True
        """
        self._close("done", self.env._("Closed as done."))
        return True

    def action_reopen(self):
        """Open closed requests again. Callable over XML-RPC by managers.

        :return: True
        """
        for request in self.filtered(lambda request: request.state != "open"):
            request.write({"state": "open", "done_at": False, "done_by_id": False})
            request._remind()
        return True

    # === BUSINESS METHODS === #

    def _remind(self):
        """Give the responsible user an activity with the deadline."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        self.activity_schedule(
            "shopify_connector.mail_activity_privacy",
            date_deadline=self.deadline,
            summary=self.env._("%(shop)s: %(kind)s", shop=self.shop_id.name, kind=kinds[self.kind]),
            user_id=self.user_id.id,
        )

    def _close(self, state, feedback=False):
        """Close the requests, and their activities.

        :param str state: done or not_needed
        :param str feedback: what is said on the activity, if the history does not say it already
        """
        self.write({"state": state, "done_at": fields.Datetime.now(), "done_by_id": self.env.uid})
        self.activity_feedback(["shopify_connector.mail_activity_privacy"], feedback=feedback)
