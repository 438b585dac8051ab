# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

KINDS = (
    "connect",
    "currency",
    "locations",
    "customers",
    "products",
    "taxes",
    "payments",
    "history",
    "schedule",
)


class ShopifySetupStep(models.Model):
    """A step of setting up a shop; together they are the check list on its form (G3)."""

    _name = "shopify.setup.step"
    _description = "Step of setting up a Shopify shop"
    _order = "shop_id, sequence"

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer()
    kind = fields.Selection(
        [
            ("connect", "Connect the shop"),
            ("currency", "Company and currency"),
            ("locations", "Locations and warehouses"),
            ("customers", "Customers"),
            ("products", "Products"),
            ("taxes", "Taxes"),
            ("payments", "Payments"),
            ("history", "Orders from when on"),
            ("schedule", "Schedules"),
        ],
        required=True,
    )
    is_skipped = fields.Boolean(string="Not needed")
    is_done = fields.Boolean(compute="_compute_is_done")
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("skipped", "Not needed")], compute="_compute_is_done"
    )
    hint = fields.Char(compute="_compute_hint", string="What to do")

    @api.depends("is_skipped", "kind")
    def _compute_is_done(self):
        for step in self:
            step.is_done = getattr(step, f"_is_done_{step.kind}")()
            step.state = "done" if step.is_done else "skipped" if step.is_skipped else "open"

    @api.depends("kind")
    def _compute_hint(self):
        hints = {
            "connect": self.env._("Enter address and credentials, then Test connection."),
            "currency": self.env._("Choose the company and the shop's currency."),
            "locations": self.env._(
                "Get the locations, choose a warehouse for each, and which stock is offered there."
            ),
            "customers": self.env._(
                "Choose how orders find or create their partner, and initialise the templates."
            ),
            "products": self.env._("Choose what the SKU is and whether products are created."),
            "taxes": self.env._("Check the Odoo taxes that stand for Shopify's."),
            "payments": self.env._(
                "Choose the journals of the payment methods, which the first orders list."
            ),
            "history": self.env._("Choose from when on orders are imported."),
            "schedule": self.env._("Switch a scheduled synchronisation on."),
        }
        for step in self:
            step.hint = hints[step.kind]

    def action_skip(self):
        """Mark the steps as not needed, or as needed again. Callable over XML-RPC.

        :return: True
        """
        for step in self:
            step.is_skipped = not step.is_skipped
        return True

    def _is_done_connect(self):
        return self.shop_id.connection_state in ("ok", "warning")

    def _is_done_currency(self):
        report = self.shop_id.connection_report or []
        return self._is_done_connect() and not any(row["state"] == "failed" for row in report)

    def _is_done_locations(self):
        locations = self.shop_id.location_ids
        return bool(locations) and all(
            location.warehouse_id and not location.stock_hint for location in locations
        )

    def _is_done_customers(self):
        shop = self.shop_id
        finds_partners = shop.auto_create_customers or shop.default_partner_id
        return bool(finds_partners and shop.customer_template_ids)

    def _is_done_products(self):
        shop = self.shop_id
        return bool(not shop.auto_create_products or shop.item_template_id)

    def _is_done_taxes(self):
        taxes = self.shop_id.tax_map_ids
        return bool(taxes) and all(tax.tax_id for tax in taxes)

    def _is_done_payments(self):
        methods = self.shop_id.payment_method_ids
        return bool(methods) and "unmapped" not in methods.mapped("state")

    def _is_done_history(self):
        return bool(self.shop_id.orders_from or self.shop_id.orders_synced_until)

    def _is_done_schedule(self):
        return any(self.shop_id.schedule_ids.mapped("active"))


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    setup_step_ids = fields.One2many("shopify.setup.step", "shop_id", string="Check list")
    open_step_count = fields.Integer(compute="_compute_open_step_count", string="Open steps")

    @api.depends("setup_step_ids.is_skipped")
    def _compute_open_step_count(self):
        for shop in self:
            shop.open_step_count = len(
                shop.setup_step_ids.filtered(lambda step: step.state == "open")
            )

    def _create_setup_steps(self):
        self.env["shopify.setup.step"].sudo().create(
            [
                {"shop_id": shop.id, "kind": kind, "sequence": sequence}
                for shop in self
                for sequence, kind in enumerate(KINDS)
            ]
        )
