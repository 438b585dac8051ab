# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Hold orders back that look like fraud, until somebody has looked at them (O21)."""

from odoo import api, fields, models

from ...rules.order_risk import RiskLevel, is_held
from ..sync.transaction import in_fresh_transaction

MOST_HELD = 250


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    hold_risk_level = fields.Selection(
        [
            ("NONE", "Never"),
            ("HIGH", "High"),
            ("MEDIUM", "Medium and high"),
            ("LOW", "Low, medium and high"),
        ],
        string="Hold back confirmation from risk level",
        default="NONE",
        required=True,
        help="Orders that Shopify finds this risky stay quotations until somebody confirms them, "
        "or until Shopify finds them less risky. One that Shopify is still looking at waits, too.",
    )

    def _follow_up_steps(self):
        return (self._warn_of_risk, *super()._follow_up_steps())

    def _confirm_sales(self, orders):
        """Hold back what is to be confirmed and looks risky."""
        held = orders.filtered(lambda order: order._is_to_be_held())
        (orders - held).filtered("is_held")._let_go()
        for order in held.filtered(lambda order: not order.is_held):
            order._hold_back()
        return super()._confirm_sales(orders - held)

    def _sync_orders(self, meter):
        self._look_at_held(meter)
        return super()._sync_orders(meter)

    def _look_at_held(self, meter):
        """Read again the orders that are held back: Shopify's mind may change, and not the time."""
        held = in_fresh_transaction(
            self.env,
            lambda: self.env["shopify.order"].search(
                [("shop_id", "=", self.id), ("is_held", "=", True)], limit=MOST_HELD
            ),
        )
        if not held:
            return
        with meter.client() as client:
            for page in client.orders([order._gid() for order in held]):
                self.env["shopify.mapping.lock"]._in_turn(
                    self.company_id, lambda page=page: self._take_in_held(page, meter)
                )

    def _take_in_held(self, page, meter):
        records, unchanged = self._stage_orders(page)
        records.filtered("sale_order_id").follow_up_requested = True
        meter.count("read", unchanged=unchanged)

    def _warn_of_risk(self, orders):
        """Tell somebody of confirmed orders that turned out to be risky before they have left."""
        for order in orders.filtered(lambda order: order._is_newly_risky()):
            order._ask_about_risk(
                self.env._("Shopify finds this order risky now"),
                self.env._("Stop the delivery if you do not trust it."),
            )


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    risk_assessments = fields.Json(
        readonly=True, help="What Shopify found: a list of levels, each with facts."
    )
    risk_html = fields.Html(compute="_compute_risk_html", string="Why", sanitize=False)
    is_held = fields.Boolean(
        string="Held back",
        readonly=True,
        copy=False,
        index=True,
        help="The quotation is not confirmed, as Shopify finds the order risky.",
    )
    risk_accepted = fields.Boolean(
        readonly=True, copy=False, help="Somebody has confirmed the order in spite of its risk."
    )
    risk_activity_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, ondelete="set null"
    )
    risk_told = fields.Char(
        readonly=True, copy=False, help="The level of risk that somebody was told of."
    )

    # === COMPUTE METHODS === #

    @api.depends("risk_assessments")
    def _compute_risk_html(self):
        for order in self:
            facts = [fact for one in order.risk_assessments or () for fact in one["facts"]]
            order.risk_html = facts and self.env["ir.qweb"]._render(
                "shopify_connector.order_risk_facts", {"facts": facts}
            )

    # === ACTIONS === #

    def action_accept_risk(self):
        """Confirm orders that are held back in spite of their risk. Callable over XML-RPC.

        :return: True; what is still wrong stands in ``error`` and ``fix`` of each order
        """
        self.check_access("write")
        orders = self.sudo().filtered("is_held")
        orders.risk_accepted = True
        for shop in orders.shop_id:
            shop._process(orders.filtered(lambda order, shop=shop: order.shop_id == shop))
        return True

    # === BUSINESS METHODS === #

    def _looks_risky(self):
        level = RiskLevel(self.risk_level or "NONE")
        return not self.risk_accepted and is_held(level, RiskLevel(self.shop_id.hold_risk_level))

    def _is_to_be_held(self):
        """Tell whether the quotation would be confirmed if it did not look risky."""
        waits = self.confirm_requested and self.sale_order_state in ("draft", "sent")
        return waits and self._looks_risky()

    def _is_newly_risky(self):
        """Tell whether a confirmed order that has not left in full is found risky for the first
        time."""
        return (
            self.sale_order_state == "sale"
            and self.risk_level in ("LOW", "MEDIUM", "HIGH")
            and self.risk_told != self.risk_level
            and self._looks_risky()
            and any(picking.state != "done" for picking in self.sale_order_id.picking_ids)
        )

    def _hold_back(self):
        """Keep the quotation as it is, and ask somebody to look at it."""
        self.is_held = True
        if self.risk_level == "PENDING":
            return
        self._ask_about_risk(
            self.env._("Held back: risky order"),
            self.env._("Confirm it on the Shopify order if you trust it; else cancel it there."),
        )

    def _let_go(self):
        """Note that orders are held back no more."""
        self.is_held = False
        self.risk_activity_id.action_feedback()

    def _ask_about_risk(self, summary, advice):
        """Make an activity on the sale order, once for each level of risk."""
        if self.risk_told == self.risk_level:
            return
        self.risk_told = self.risk_level
        facts = [
            fact["description"]
            for one in self.risk_assessments or ()
            for fact in one["facts"]
            if fact["sentiment"] == "NEGATIVE"
        ]
        levels = dict(self._fields["risk_level"]._description_selection(self.env))
        self.risk_activity_id = self._ask_person(
            summary,
            self.env._(
                "Shopify's risk level of %(order)s is %(level)s. %(facts)s %(advice)s",
                order=self.name,
                level=levels[self.risk_level].lower(),
                facts=" ".join(f"{fact}." for fact in facts),
                advice=advice,
            ),
        )
