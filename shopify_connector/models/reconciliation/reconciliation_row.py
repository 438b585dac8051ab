# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...rules.reconciliation_facts import Remedy, Why

# What may be done without a person's choice: nothing is cancelled, nothing is left to look at.
SAFE = tuple(
    remedy.value
    for remedy in (
        Remedy.IMPORT,
        Remedy.CREATE_DOCUMENTS,
        Remedy.CREATE_CREDIT_NOTE,
        Remedy.REGISTER_PAYMENT,
    )
)


class ShopifyReconciliationRow(models.Model):
    """Something that Shopify has and Odoo has not, or the other way round, and its remedy (O24)."""

    _name = "shopify.reconciliation.row"
    _description = "Difference between Shopify and Odoo"
    _order = "reconciliation_id desc, processed_at desc, order_name desc, id"
    _rec_name = "order_name"

    reconciliation_id = fields.Many2one(
        "shopify.reconciliation", required=True, readonly=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one(related="reconciliation_id.shop_id", store=True, index=True)
    company_id = fields.Many2one(related="reconciliation_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id of the order", required=True, readonly=True)
    order_name = fields.Char(string="Order", required=True, readonly=True)
    order_id = fields.Many2one(
        "shopify.order", string="Shopify order", readonly=True, ondelete="set null", index=True
    )
    sale_order_id = fields.Many2one(related="order_id.sale_order_id", string="Sale order")
    processed_at = fields.Datetime(string="Ordered at", readonly=True)
    subject = fields.Selection(
        [("order", "Order"), ("refund", "Refund"), ("payment", "Payment")],
        required=True,
        readonly=True,
        string="About",
    )
    kind = fields.Selection(
        [
            ("missing", "Missing in Odoo"),
            ("doubled", "Doubled in Odoo"),
            ("differs", "Differing"),
            ("gone", "Missing in Shopify"),
        ],
        required=True,
        readonly=True,
        string="Difference",
    )
    why = fields.Selection(selection="_reasons", required=True, readonly=True, string="Reason")
    key = fields.Char(required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    shopify_amount = fields.Monetary(string="Shopify", readonly=True)
    odoo_amount = fields.Monetary(string="Odoo", readonly=True)
    difference = fields.Monetary(
        compute="_compute_difference", help="Odoo less Shopify.", string="Amount of difference"
    )
    remedy = fields.Selection(
        selection="_remedies", required=True, readonly=True, string="What heals it"
    )
    is_safe = fields.Boolean(compute="_compute_is_safe", search="_search_is_safe")
    double_id = fields.Many2one(
        "sale.order", string="Second sale order", readonly=True, ondelete="set null"
    )
    refund_id = fields.Many2one("shopify.refund", readonly=True, ondelete="set null")
    move_id = fields.Many2one(
        "account.move", string="Credit note", readonly=True, ondelete="set null"
    )
    payment_id = fields.Many2one("account.payment", readonly=True, ondelete="set null")
    state = fields.Selection(
        [
            ("open", "Open"),
            ("healing", "Being imported"),
            ("healed", "Healed"),
            ("accepted", "Accepted"),
            ("repeated", "Compared again"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    note = fields.Char(string="Why it waits", readonly=True, copy=False)
    fix = fields.Char(string="What to do", readonly=True, copy=False)

    explanation = fields.Text(compute="_compute_explanation", string="What it is, and why")

    # === COMPUTE METHODS === #

    @api.depends("why", "note", "fix")
    def _compute_explanation(self):
        """Put into one text what is found, why it waits and what to do."""
        reasons = dict(self._reasons())
        for row in self:
            row.explanation = " ".join(filter(None, (reasons.get(row.why), row.note, row.fix)))

    @api.depends("shopify_amount", "odoo_amount")
    def _compute_difference(self):
        for row in self:
            difference = row.odoo_amount - row.shopify_amount
            row.difference = row.currency_id.round(difference) if row.currency_id else difference

    @api.depends("remedy", "state")
    def _compute_is_safe(self):
        for row in self:
            row.is_safe = row.state == "open" and row.remedy in SAFE

    def _search_is_safe(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        return [("state", "=", "open"), ("remedy", "in", SAFE)]

    # === ACTIONS === #

    def action_accept(self):
        """Leave differences as they are; the same ones are not shown again. Callable over XML-RPC.

        :return: True
        """
        self.check_access("write")
        self.sudo().filtered(lambda row: row.state == "open").write(
            {"state": "accepted", "note": False, "fix": False}
        )
        return True

    def action_reopen(self):
        """Take back that differences were accepted. Callable over XML-RPC.

        :return: True
        """
        self.check_access("write")
        self.sudo().filtered(lambda row: row.state == "accepted").state = "open"
        return True

    def action_open_order(self):
        """Open the Shopify order; where there is none yet, its row in Orders to import.

        :return: a window action
        """
        self.ensure_one()
        if self.order_id:
            return self.order_id.action_open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_order_import_action"
        )
        return {**action, "domain": [("shopify_id", "=", self.shopify_id)], "context": {}}

    def action_open_in_shopify(self):
        """Open the order in Shopify's admin.

        :return: a URL action
        """
        self.ensure_one()
        domain = self.sudo().shop_id.connection_id.domain
        url = f"https://{domain}/admin/orders/{self.shopify_id}"
        return {"type": "ir.actions.act_url", "url": url, "target": "new"}

    # === BUSINESS METHODS === #

    @api.model
    def _finding_values(self, finding):
        """Return the field values of a rules.reconciliation_facts.Finding."""
        values = {
            "subject": finding.why.subject.value,
            "kind": finding.why.kind.value,
            "why": finding.why.value,
            "key": finding.key,
            "shopify_amount": float(finding.there),
            "odoo_amount": float(finding.here),
            "remedy": finding.remedy.value,
        }
        if name := _RECORDS.get(finding.why):
            values[name] = finding.record
        return values

    def _identity(self):
        """Return what the same difference is known by when it is found again."""
        return self.shopify_id, self.why, self.key


_RECORDS = {
    Why.SECOND_ORDER: "double_id",
    Why.NO_CREDIT_NOTE: "refund_id",
    Why.DRAFT_CREDIT_NOTE: "move_id",
    Why.OTHER_CREDIT: "move_id",
    Why.SECOND_CREDIT_NOTE: "move_id",
    Why.NO_REFUND_THERE: "move_id",
    Why.OTHER_PAYMENT: "payment_id",
    Why.PAID_TWICE: "payment_id",
    Why.NO_PAYMENT_THERE: "payment_id",
}
