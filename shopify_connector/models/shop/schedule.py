# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

# How often a sync starts unless the user says otherwise: what changes often, often.
INTERVALS = {
    "customers": (1, "hours"),
    "products": (1, "hours"),
    "prices": (1, "hours"),
    "images": (1, "days"),
    "locations": (1, "days"),
    "metafields": (1, "days"),
    "reconciliation": (1, "days"),
}
EVERY_QUARTER = (15, "minutes")


class ShopifySchedule(models.Model):
    """When a sync of a shop starts by itself: one of Odoo's scheduled actions each (G5)."""

    _name = "shopify.schedule"
    _description = "Schedule of a Shopify sync"
    _order = "shop_id, kind"

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    kind = fields.Selection(
        selection=lambda self: self.env["shopify.sync.run"]._scheduled_kinds(), required=True
    )
    active = fields.Boolean(
        default=False, help="Schedules are off until you switch them on, and off in a copy."
    )
    interval_number = fields.Integer(
        compute="_compute_interval",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        string="Every",
    )
    interval_type = fields.Selection(
        [("minutes", "Minutes"), ("hours", "Hours"), ("days", "Days")],
        compute="_compute_interval",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        string="Unit",
    )
    order_filter = fields.Char(
        string="Orders",
        default="[]",
        help="Which of the shop's new orders this schedule imports; the others stay for another "
        "schedule or for you. Changes of orders that are in Odoo already are always taken over.",
    )
    cron_id = fields.Many2one("ir.cron", readonly=True, copy=False, ondelete="set null")
    next_run = fields.Datetime(compute="_compute_next_run")

    _interval_positive = models.Constraint(
        "CHECK (interval_number >= 1)", "The interval is at least 1."
    )

    @api.depends("kind")
    def _compute_interval(self):
        for schedule in self:
            interval = INTERVALS.get(schedule.kind, EVERY_QUARTER)
            schedule.interval_number, schedule.interval_type = interval

    def _compute_next_run(self):
        for schedule in self:
            cron = schedule.sudo().cron_id
            schedule.next_run = cron.active and cron.nextcall

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        schedules = super().create(vals_list)
        schedules._sync_cron()
        return schedules

    def write(self, vals):
        result = super().write(vals)
        if not {"active", "interval_number", "interval_type", "kind"}.isdisjoint(vals):
            self._sync_cron()
        return result

    def unlink(self):
        crons = self.sudo().cron_id
        result = super().unlink()
        crons.unlink()
        return result

    def _sync_cron(self):
        for schedule in self.sudo():
            values = schedule._cron_values()
            if schedule.cron_id:
                schedule.cron_id.write(values)
            elif schedule.active:
                schedule.cron_id = self.env["ir.cron"].sudo().create(values)

    def _cron_values(self):
        kind = dict(self.env["shopify.sync.run"]._kinds())[self.kind]
        return {
            "name": f"Shopify: {self.shop_id.name}: {kind}",
            "model_id": self.env["ir.model"]._get_id(self._name),
            "state": "code",
            "code": f"model.browse({self.id})._cron_start()",
            "interval_number": self.interval_number,
            "interval_type": self.interval_type,
            "active": self.active,
            "user_id": self.env.ref("base.user_root").id,
        }

    # === CRON === #

    def _cron_start(self):
        """Queue a run of each schedule; the workers work it off."""
        for schedule in self.exists().filtered(lambda one: one.active and one.shop_id.active):
            options = {"order_filter": schedule.order_filter} if schedule.kind == "orders" else None
            schedule.shop_id._queue_run(schedule.kind, trigger="schedule", options=options)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    schedule_ids = fields.One2many(
        "shopify.schedule",
        "shop_id",
        string="Schedules",
        context={"active_test": False},
    )

    def unlink(self):
        """Take the schedules' actions along, which the database's own cascade leaves behind."""
        self.schedule_ids.unlink()
        return super().unlink()
