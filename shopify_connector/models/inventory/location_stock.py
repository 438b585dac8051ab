# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which stock feeds a Shopify location, and what of it is offered there (N2, N3, N9)."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules.stock import StockSettings


class ShopifyLocation(models.Model):
    _inherit = "shopify.location"

    stock_sync = fields.Boolean(
        string="Sync stock",
        help="Tell Shopify what is in stock here. Off until you switch it on: until then Shopify "
        "keeps its own figures.",
    )
    stock_calculation = fields.Selection(
        [
            ("free", "Free to use"),
            ("forecast_today", "Forecast as of today"),
            ("on_hand", "On hand"),
            ("none", "None"),
        ],
        string="Calculation",
        required=True,
        default="forecast_today",
        help="Free to use: what is there, less what is reserved.\n"
        "Forecast as of today: what is there, less what is reserved or due out, plus what is due "
        "in, until today.\n"
        "On hand: what is there.\n"
        "None: nothing is computed and nothing is sent.\n"
        "What Shopify itself has sold is taken off in any case.",
    )
    stock_location_ids = fields.Many2many(
        "stock.location",
        "shopify_location_stock_location_rel",
        string="Stock locations",
        domain="[('usage', '=', 'internal'), ('company_id', 'in', (False, company_id))]",
        check_company=True,
        help="Stock in these places, and in all places within them, is offered here.",
    )
    stock_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        "shopify_location_stock_warehouse_rel",
        string="Warehouses",
        check_company=True,
        help="All stock of these warehouses is offered here. Several are summed up; a stock "
        "location within one of them is not counted twice.",
    )
    quantity_name = fields.Selection(
        [("available", "Available"), ("on_hand", "On hand")],
        string="Quantity to set",
        required=True,
        default="available",
        help="Available: the quantity that Shopify may sell; Odoo takes sales off.\n"
        "On hand: the quantity that lies there; Shopify takes its own open orders off. It goes "
        "with the calculation On hand only.",
    )
    safety_stock = fields.Integer(
        help="Pieces of each variant that are kept back.",
    )
    share_percent = fields.Float(
        string="Share (%)",
        digits=(5, 2),
        default=100,
        help="How much of what is left is offered here. Where several Shopify locations, or shops, "
        "are fed by the same stock, shares of up to 100 % together keep the last pieces from "
        "being sold twice.",
    )
    upper_limit = fields.Integer(
        help="Pieces of a variant that are offered at most. 0: no limit.",
    )
    stock_compared_at = fields.Datetime(
        string="Stock last compared",
        readonly=True,
        copy=False,
        help="When the stock of all variants was last compared with Shopify's.",
    )
    stock_hint = fields.Char(compute="_compute_stock_hint")
    level_ids = fields.One2many("shopify.inventory.level", "location_id", readonly=True)
    level_count = fields.Integer(compute="_compute_level_counts", string="Variants")
    differing_count = fields.Integer(compute="_compute_level_counts", string="Differing")
    level_error_count = fields.Integer(compute="_compute_level_counts", string="With error")

    _safety_stock_positive = models.Constraint(
        "CHECK (safety_stock >= 0)", "The safety stock can't be negative."
    )
    _share_within_bounds = models.Constraint(
        "CHECK (share_percent > 0 AND share_percent <= 100)",
        "The share is more than 0 % and at most 100 %.",
    )
    _upper_limit_positive = models.Constraint(
        "CHECK (upper_limit >= 0)", "The upper limit can't be negative. 0 means no limit."
    )

    # === CONSTRAINTS === #

    @api.constrains("quantity_name", "stock_calculation")
    def _check_quantity_name(self):
        for location in self:
            if location.quantity_name == "on_hand" and location.stock_calculation not in (
                "on_hand",
                "none",
            ):
                raise ValidationError(
                    self.env._(
                        "%(location)s: Shopify's quantity On hand goes with the calculation On "
                        "hand only. %(calculation)s has sales taken off already, and Shopify would "
                        "take its own off once more. Choose the calculation On hand, or the "
                        "quantity Available.",
                        location=location.name,
                        calculation=dict(
                            location._fields["stock_calculation"]._description_selection(self.env)
                        )[location.stock_calculation],
                    )
                )

    @api.constrains("stock_sync", "shop_id", "shopify_id")
    def _check_synced_once(self):
        """Two shop records of one Shopify shop must not send different figures in turn (O6)."""
        for location in self.filtered("stock_sync"):
            other = self.sudo().search(
                [
                    ("id", "!=", location.id),
                    ("stock_sync", "=", True),
                    ("shopify_id", "=", location.shopify_id),
                    ("shop_id.connection_id", "=", location.shop_id.connection_id.id),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "The stock of %(location)s is synced by the shop %(shop)s already, which "
                        "is the same Shopify shop. Switch it off there first.",
                        location=location.name,
                        shop=other.shop_id.name,
                    )
                )

    # === COMPUTE METHODS === #

    @api.depends("stock_sync", "stock_calculation", "stock_location_ids", "stock_warehouse_ids")
    def _compute_stock_hint(self):
        for location in self:
            location.stock_hint = location._stock_problem()

    def _compute_level_counts(self):
        groups = self.env["shopify.inventory.level"]._read_group(
            [("location_id", "in", self.ids)], ["location_id", "state"], ["__count"]
        )
        counts = {(location.id, state): count for location, state, count in groups}
        for location in self:
            location.level_count = sum(
                count for (owner, _state), count in counts.items() if owner == location.id
            )
            location.differing_count = counts.get((location.id, "differs"), 0)
            location.level_error_count = counts.get((location.id, "error"), 0)

    # === CRUD === #

    def write(self, vals):
        result = super().write(vals)
        if vals.get("stock_sync") is False or vals.get("active") is False:
            self.sudo().level_ids.unlink()
        return result

    # === ACTIONS === #

    def action_show_stock(self):
        """Show the stock of all variants at these locations.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_inventory_level_action"
        )
        action["domain"] = [("location_id", "in", self.ids)]
        return action

    # === BUSINESS METHODS === #

    def _stock_problem(self):
        """Tell why nothing is sent although stock sync is on; False if there is no reason."""
        self.ensure_one()
        if not self.stock_sync:
            return False
        if self.stock_calculation == "none":
            return self.env._("The calculation is None, so nothing is sent to Shopify.")
        if not (self.stock_location_ids or self.stock_warehouse_ids):
            return self.env._(
                "Choose the warehouses or stock locations that feed it; until then nothing is sent "
                "to Shopify."
            )
        return False

    def _stock_sources(self):
        """Return the places whose stock, with that of all places within them, is offered here."""
        # A form that is being edited has its own copies of the records.
        warehouses, locations = self.stock_warehouse_ids._origin, self.stock_location_ids._origin
        return warehouses.view_location_id | locations

    def _order_source(self):
        """Return the place that Odoo will take the goods of orders from that are not in Odoo yet.

        :return: a ``stock.location``, empty if the company has no warehouse
        """
        warehouse = self.warehouse_id or self.shop_id.warehouse_id
        if not warehouse:
            warehouse = self.env["stock.warehouse"].search(
                [("company_id", "=", self.company_id.id)], limit=1
            )
        return warehouse.view_location_id

    def _stock_settings(self):
        """Return how the stock becomes what Shopify is told, for the rules."""
        self.ensure_one()
        return StockSettings(
            quantity_name=self.quantity_name,
            safety_stock=self.safety_stock,
            share_percent=Decimal(str(self.share_percent)),
            upper_limit=self.upper_limit,
        )
