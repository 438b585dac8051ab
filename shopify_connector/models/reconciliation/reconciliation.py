# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from ...rules.reconciliation_facts import Subject
from ...rules.reconciliation_sums import Tally

KIND = "reconciliation"
DAYS_WITHOUT_SCOPE = 60
OPEN = ("open", "healing")


class ShopifyReconciliation(models.Model):
    """A shop's orders, refunds and payments of some days, in Shopify and in Odoo (O24)."""

    _name = "shopify.reconciliation"
    _description = "Reconciliation with Shopify"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    shop_id = fields.Many2one(
        "shopify.shop",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self._default_shop(),
    )
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    date_from = fields.Date(
        string="Ordered from",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="The first day, in the time zone of the company: orders of that day are compared with "
        "all their refunds and payments, whenever those were made.",
    )
    date_to = fields.Date(
        string="Ordered until",
        required=True,
        default=lambda self: fields.Date.context_today(self),
        help="The last day; it is compared, too.",
    )
    run_id = fields.Many2one("shopify.sync.run", readonly=True, copy=False, ondelete="set null")
    state = fields.Selection(
        [
            ("new", "New"),
            ("running", "Comparing"),
            ("done", "Compared"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
    )
    is_scheduled = fields.Boolean(readonly=True, copy=False)
    compared_at = fields.Datetime(string="Compared at", readonly=True, copy=False)
    error = fields.Char(related="run_id.error")
    fix = fields.Char(related="run_id.fix")
    problem = fields.Char(compute="_compute_problem")
    sum_ids = fields.One2many("shopify.reconciliation.sum", "reconciliation_id", readonly=True)
    row_ids = fields.One2many("shopify.reconciliation.row", "reconciliation_id")
    row_count = fields.Integer(compute="_compute_row_counts", string="Differences")
    open_count = fields.Integer(compute="_compute_row_counts", string="Open differences")
    is_under_way = fields.Boolean(compute="_compute_row_counts")
    left_out_count = fields.Integer(
        string="Left out",
        readonly=True,
        copy=False,
        help="Orders that are not compared: those that the shop record does not take or that "
        "somebody has left out, and those that are kept as records of history only.",
    )
    unread_count = fields.Integer(
        readonly=True, copy=False, help="Orders whose data Shopify sent in a form unknown here."
    )

    # === CONSTRAINTS === #

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for record in self:
            if record.date_from > record.date_to:
                raise ValidationError(self.env._("The first day is after the last one."))

    # === COMPUTE METHODS === #

    @api.model
    def _default_shop(self):
        shops = self.env["shopify.shop"].search([], limit=2)
        return shops if len(shops) == 1 else False

    @api.depends("shop_id.name", "date_from", "date_to")
    def _compute_name(self):
        for record in self:
            days = [format_date(self.env, day) for day in (record.date_from, record.date_to) if day]
            record.name = f"{record.shop_id.name or ''}: {' – '.join(days)}"

    @api.depends("compared_at", "run_id.state")
    def _compute_state(self):
        states = {"waiting": "running", "failed": "failed", "cancelled": "cancelled"}
        for record in self:
            if record.compared_at:
                record.state = "done"
            else:
                run = record.sudo().run_id
                record.state = states.get(run.state, "running") if run else "new"

    @api.depends("shop_id", "date_from")
    def _compute_problem(self):
        for record in self:
            record.problem = record.shop_id and record._scope_problem()

    @api.depends("row_ids.state")
    def _compute_row_counts(self):
        groups = self.env["shopify.reconciliation.row"]._read_group(
            [("reconciliation_id", "in", self.ids)], ["reconciliation_id", "state"], ["__count"]
        )
        counts = {(record.id, state): count for record, state, count in groups}
        for record in self:
            own = {state: count for (number, state), count in counts.items() if number == record.id}
            record.row_count = sum(own.values())
            record.open_count = sum(own.get(state, 0) for state in OPEN)
            record.is_under_way = "healing" in own

    def _scope_problem(self):
        """Return why Shopify does not show all of the orders, or False."""
        scopes = self.sudo().shop_id.connection_id.granted_scopes or []
        if not scopes or "read_all_orders" in scopes or not self.date_from:
            return False
        first = fields.Date.context_today(self) - timedelta(days=DAYS_WITHOUT_SCOPE - 1)
        return self.date_from < first and self.env._(
            "Shopify gives the app only the orders of the last 60 days. Choose %(day)s or a later "
            "day, or give the app the access scope read_all_orders in Shopify and press Test "
            "connection.",
            day=format_date(self.env, first),
        )

    # === ACTIONS === #

    def action_compare(self):
        """Queue the comparison, or do it again. Callable over XML-RPC.

        :return: True; what is found stands in ``row_ids`` when ``state`` is ``done``
        :raises UserError: if Shopify does not show all orders of these days
        """
        self.check_access("write")
        for record in self:
            if problem := record._scope_problem():
                raise UserError(problem)
            known = record.sudo()
            if known.state == "running":
                continue
            known._begin()
            known.run_id = record.shop_id._queue_run(
                KIND, trigger="button", options={"reconciliation_id": record.id}
            )
        return True

    def action_open_run(self):
        """Show the sync run that compares.

        :return: a window action
        """
        return self.run_id._show()

    def action_open_rows(self):
        """Show the differences in a list of their own.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_reconciliation_row_action"
        )
        return {**action, "domain": [("reconciliation_id", "in", self.ids)]}

    def action_heal_all(self):
        """Heal what can be healed without a person's choice. Callable over XML-RPC.

        :return: True; what is left keeps its ``note``
        """
        self.check_access("write")
        self.row_ids.filtered("is_safe").action_heal()
        return True

    def action_check_again(self):
        """Compare the open differences once more with what is known of their orders; Shopify is not
        asked. Callable over XML-RPC.

        :return: True
        """
        self.check_access("write")
        self.sudo().row_ids._check_again()
        return True

    # === BUSINESS METHODS === #

    def _begin(self):
        """Forget what an earlier comparison has found."""
        self.row_ids.unlink()
        self.sum_ids.unlink()
        self.write({"compared_at": False, "left_out_count": 0, "unread_count": 0})

    def _period(self):
        """Return the first moment and the one behind the last: naive, in UTC."""
        zone = self.shop_id._zone()
        days = self.date_from, self.date_to + timedelta(days=1)
        return tuple(
            datetime.combine(day, time.min, zone).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
            for day in days
        )

    def _add_tallies(self, tallies):
        """Add to the sums.

        :param dict tallies: rules.reconciliation_sums.Tally by (subject, currency)
        """
        known = {(one.subject, one.currency_id): one for one in self.sum_ids}
        new = []
        for (subject, currency), tally in tallies.items():
            if tally == Tally():
                continue
            if row := known.get((subject.value, currency)):
                row._add(tally)
            else:
                new.append(
                    {
                        "reconciliation_id": self.id,
                        "sequence": list(Subject).index(subject),
                        "subject": subject.value,
                        "currency_id": currency.id,
                        **self.env["shopify.reconciliation.sum"]._values(tally),
                    }
                )
        self.env["shopify.reconciliation.sum"].create(new)

    @api.autovacuum
    def _gc_scheduled(self):
        """Remove comparisons by schedule after the days for which the shop keeps its log."""
        for shop in self.env["shopify.shop"]._all_shops():
            limit = fields.Datetime.subtract(fields.Datetime.now(), days=shop.log_days)
            self.search(
                [
                    ("shop_id", "=", shop.id),
                    ("is_scheduled", "=", True),
                    ("create_date", "<", limit),
                ]
            ).unlink()


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    reconciliation_days = fields.Integer(
        string="Days compared by schedule",
        default=14,
        required=True,
        help="A scheduled reconciliation compares the orders of so many days, up to today.",
    )
    heal_missing_orders = fields.Boolean(
        string="Heal missing orders by themselves",
        help="Orders that a scheduled reconciliation finds in Shopify and not in Odoo, or changed "
        "there since they were read, are imported at once. Off: they are shown, and wait for you.",
    )
    difference_count = fields.Integer(compute="_compute_difference_count")

    _reconciliation_days_positive = models.Constraint(
        "CHECK (reconciliation_days >= 1)", "At least 1 day is compared."
    )

    def _compute_difference_count(self):
        groups = self.env["shopify.reconciliation.row"]._read_group(
            [("shop_id", "in", self.ids), ("state", "in", OPEN)], ["shop_id"], ["__count"]
        )
        counts = {shop.id: count for shop, count in groups}
        for shop in self:
            shop.difference_count = counts.get(shop.id, 0)

    def action_open_differences(self):
        """Show what reconciliation has found and nobody has healed yet.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_reconciliation_row_action"
        )
        return {**action, "domain": [("shop_id", "in", self.ids)]}
