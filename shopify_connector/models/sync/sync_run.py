# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import logging
import time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...shopify.errors import ShopifyError
from . import transaction
from .meter import Meter
from .sync_batch import COUNTS
from .transaction import LOOK_AGAIN_SECONDS, in_fresh_transaction, session_lock

_logger = logging.getLogger(__name__)

WORK_SECONDS = 60
# How long a worker waits for orders that get ready in a run that another one leads.
PATIENCE_SECONDS = 10
UNFINISHED = ("waiting", "running")


class ShopifySyncRun(models.Model):
    """One run of one sync of one shop, visible while it runs (G6).

    Each batch is committed, so a killed run goes on where it stopped: its state stays *running*,
    the lock it held is gone with its database connection, and the next worker takes it up.
    """

    _name = "shopify.sync.run"
    _description = "Shopify sync run"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True, default="/")
    shop_id = fields.Many2one(
        "shopify.shop", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    kind = fields.Selection(selection="_kinds", required=True, readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    trigger = fields.Selection(
        [
            ("button", "By hand"),
            ("schedule", "By schedule"),
            ("script", "By script"),
            ("webhook", "By webhook"),
            ("change", "By a change in Odoo"),
        ],
        default="button",
        required=True,
        readonly=True,
        string="Started",
    )
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user, readonly=True)
    options = fields.Json(readonly=True)
    cancel_requested = fields.Boolean(readonly=True)
    start_at = fields.Datetime(
        string="Starts at", readonly=True, help="No worker takes the run up before."
    )
    requested_at = fields.Datetime(readonly=True, default=fields.Datetime.now, required=True)
    started_at = fields.Datetime(readonly=True)
    finished_at = fields.Datetime(readonly=True)
    total = fields.Integer(readonly=True, string="Records to do")
    batch_ids = fields.One2many("shopify.sync.batch", "run_id", readonly=True)
    skip_ids = fields.One2many("shopify.sync.skip", "run_id", readonly=True)
    new_count = fields.Integer(compute="_compute_counts", string="New")
    changed_count = fields.Integer(compute="_compute_counts", string="Changed")
    unchanged_count = fields.Integer(compute="_compute_counts", string="Unchanged")
    skipped_count = fields.Integer(compute="_compute_counts", string="Skipped")
    failed_count = fields.Integer(compute="_compute_counts", string="Failed")
    done_count = fields.Integer(compute="_compute_counts", string="Done records")
    request_count = fields.Integer(compute="_compute_counts", string="Requests")
    cost = fields.Float(compute="_compute_counts", string="Cost points")
    progress = fields.Float(compute="_compute_progress")
    rate = fields.Float(compute="_compute_progress", string="Records per second")
    seconds = fields.Float(compute="_compute_progress", string="Duration (s)")
    seconds_left = fields.Integer(compute="_compute_progress", string="Time left (s)")
    error = fields.Char(readonly=True)
    fix = fields.Char(string="What to do", readonly=True)

    @api.model
    def _kinds(self):
        return [
            ("orders", self.env._("Orders")),
            ("orders_to_import", self.env._("Orders to import")),
            ("customers", self.env._("Customers")),
            ("products", self.env._("Products")),
            ("prices", self.env._("Prices")),
            ("images", self.env._("Images")),
            ("product_changes", self.env._("Changes of products")),
            ("metafields", self.env._("Metafields")),
            ("locations", self.env._("Locations")),
            ("stock", self.env._("Stock")),
            ("fulfillments", self.env._("Deliveries")),
        ]

    @api.model
    def _scheduled_kinds(self):
        """Return the kinds that may start by schedule."""
        return self._kinds()

    # === COMPUTE METHODS === #

    def _compute_counts(self):
        sums = [*(f"{count}:sum" for count in COUNTS), "requests:sum", "cost:sum"]
        groups = self.env["shopify.sync.batch"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "step"], sums
        )
        figures = {run.id: dict.fromkeys((*COUNTS, "requests", "cost"), 0) for run in self}
        for run, step, *values in groups:
            for name, value in zip((*COUNTS, "requests", "cost"), values, strict=True):
                if step == "write" or name in ("requests", "cost", "failed", "unchanged"):
                    figures[run.id][name] += value or 0
        for run in self:
            row = figures[run.id]
            for name in COUNTS:
                run[f"{name}_count"] = row[name]
            run.done_count = sum(row[name] for name in COUNTS)
            run.request_count = row["requests"]
            run.cost = row["cost"]

    @api.depends("state", "total", "started_at", "finished_at")
    def _compute_progress(self):
        now = fields.Datetime.now()
        for run in self:
            seconds = run.started_at and ((run.finished_at or now) - run.started_at).total_seconds()
            run.seconds = seconds or 0.0
            run.rate = run.done_count / seconds if seconds else 0.0
            finished = run.state == "done"
            run.progress = 100.0 if finished else 100.0 * run.done_count / max(run.total, 1)
            left = max(run.total - run.done_count, 0)
            run.seconds_left = round(left / run.rate) if run.rate and not finished else 0

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = self.env["ir.sequence"].next_by_code(self._name)
        return super().create(vals_list)

    # === ACTIONS === #

    def action_cancel(self):
        """Cancel runs; one that is running stops after its present batch. Callable over XML-RPC.

        :return: True
        """
        self.check_access("read")
        for run in self.sudo():
            if run.state == "waiting":
                run.write({"state": "cancelled", "finished_at": fields.Datetime.now()})
            elif run.state == "running":
                run.cancel_requested = True
        return True

    def action_retry(self):
        """Queue the same sync again. Callable over XML-RPC.

        :return: list of the ids of the new runs
        """
        self.check_access("read")
        return [
            run.shop_id._queue_run(run.kind, trigger="button", options=run.options).id
            for run in self
        ]

    def action_run_again(self):
        """Queue the same sync again and show its run.

        :return: a window action
        """
        self.ensure_one()
        return self.browse(self.action_retry())._show()

    # === BUSINESS METHODS === #

    def _execute(self, seconds=None):
        """Work on the run until it is done or the time is over.

        :param float seconds: time after which the run stops at the end of a batch and is left to
            the next worker; None runs to the end
        :return: whether the run is finished
        """
        self.ensure_one()
        with session_lock(self.env.cr, "shopify.sync", self.shop_id.id, self.kind) as granted:
            if not granted:
                return False
            self.invalidate_recordset()
            if self.state not in UNFINISHED:
                return True
            meter = Meter(self, seconds)
            try:
                in_fresh_transaction(self.env, self._start)
                finished = getattr(meter.shop, f"_sync_{self.kind}")(meter)
                if finished:
                    in_fresh_transaction(self.env, self._finish)
            except (ShopifyError, UserError) as error:
                self._fail(self.env["shopify.explain"]._explain(error))
                finished = True
            except Exception as error:
                _logger.exception("Sync run %s failed", self.name)
                self._fail(self.env["shopify.explain"]._explain(error))
                finished = True
            finally:
                meter.flush_log()
            return finished

    def _start(self):
        if self.state == "waiting":
            self.write({"state": "running", "started_at": fields.Datetime.now()})

    def _finish(self):
        state = "cancelled" if self.cancel_requested else "done"
        self.write({"state": state, "finished_at": fields.Datetime.now()})

    def _fail(self, explained):
        def note():
            self.write(
                {
                    "state": "failed",
                    "finished_at": fields.Datetime.now(),
                    "error": explained.message,
                    "fix": explained.fix,
                }
            )

        in_fresh_transaction(self.env, note, discard=True)

    # === CRON === #

    @api.model
    def _cron_work(self):
        """Work off waiting and interrupted runs, else help with the orders of a running one."""
        shops = self.env["shopify.shop"]
        deadline = time.monotonic() + WORK_SECONDS
        patience = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if self._work_on_a_run(deadline) or shops._help_with_orders(deadline):
                patience = time.monotonic() + PATIENCE_SECONDS
            elif time.monotonic() > patience or not shops._runs_to_help():
                return
            else:
                transaction.commit(self.env)
                time.sleep(LOOK_AGAIN_SECONDS)
        self.env.ref("shopify_connector.cron_worker_1")._trigger()
        self.env.ref("shopify_connector.cron_worker_2")._trigger()

    @api.model
    def _work_on_a_run(self, deadline):
        """Take up the first run that nobody works on; tell whether there was one.

        :param float deadline: when to stop, as :func:`time.monotonic` counts
        """
        return any(
            run._execute(left) for run in self._due() if (left := deadline - time.monotonic()) > 0
        )

    @api.model
    def _due(self):
        """Return the unfinished runs that are not put off, in their order."""
        now = fields.Datetime.now()
        due = Domain("start_at", "=", False) | Domain("start_at", "<=", now)
        unfinished = Domain("state", "in", UNFINISHED) & Domain("shop_id.active", "=", True)
        return self.search(due & unfinished, order="id")

    @api.autovacuum
    def _gc_old_runs(self):
        """Remove finished runs after the days for which the shop keeps its log."""
        for shop in self.env["shopify.shop"]._all_shops():
            limit = fields.Datetime.subtract(fields.Datetime.now(), days=shop.log_days)
            self.search(
                [
                    ("shop_id", "=", shop.id),
                    ("state", "in", ("done", "cancelled", "failed")),
                    ("finished_at", "<", limit),
                ]
            ).unlink()

    def _show(self):
        """Return a window action: the form of the only run, else the list of them."""
        if len(self) != 1:
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "shopify_connector.shopify_sync_run_action"
            )
            return {**action, "domain": [("id", "in", self.ids)]}
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }
