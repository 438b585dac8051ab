# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

STATES = [
    ("equal", "Equal"),
    ("differs", "Differs"),
    ("left_out", "Left out"),
    ("error", "Error"),
]


class ShopifyInventoryLevel(models.Model):
    """The stock of a variant at a Shopify location, as both sides have it (N5).

    A row is written when a figure changes; when all were compared stands on the location.
    """

    _name = "shopify.inventory.level"
    _description = "Stock of a Shopify variant"
    _order = "product_id, variant_id, location_id"
    _rec_name = "variant_id"

    variant_id = fields.Many2one(
        "shopify.variant", required=True, readonly=True, ondelete="cascade", index=True
    )
    product_id = fields.Many2one(
        related="variant_id.product_id", string="Shopify product", store=True, index=True
    )
    location_id = fields.Many2one(
        "shopify.location", required=True, readonly=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one(related="location_id.shop_id", store=True)
    company_id = fields.Many2one(related="location_id.company_id", store=True)
    odoo_product_id = fields.Many2one(related="variant_id.odoo_product_id")
    sku = fields.Char(related="variant_id.sku")
    is_stocked = fields.Boolean(
        string="Stocked there", readonly=True, help="Whether Shopify keeps it at the location."
    )
    available = fields.Integer(readonly=True, help="Shopify's figure: what it may sell.")
    on_hand = fields.Integer(readonly=True, help="Shopify's figure: what lies there.")
    committed = fields.Integer(
        readonly=True, help="Shopify's figure: what is held for orders that are still to be sent."
    )
    shopify_quantity = fields.Integer(
        string="In Shopify",
        readonly=True,
        help="Shopify's figure that is compared: available or on hand, as the location is set.",
    )
    odoo_quantity = fields.Float(
        string="In Odoo",
        digits=(16, 3),
        readonly=True,
        help="What Odoo computes for the location, in the product's unit.",
    )
    wanted = fields.Integer(
        string="Should be",
        readonly=True,
        help="What Shopify is to have: Odoo's figure less what is not offered, in whole pieces.",
    )
    difference = fields.Integer(
        compute="_compute_difference", help="How many pieces Shopify is to have more, or less."
    )
    state = fields.Selection(STATES, required=True, readonly=True, default="differs", index=True)
    code = fields.Char(readonly=True)
    reason = fields.Char(readonly=True)
    fix = fields.Char(string="What to do", readonly=True)
    read_at = fields.Datetime(
        string="Read", readonly=True, help="When Shopify's figures were read."
    )
    sent_at = fields.Datetime(
        string="Sent", readonly=True, help="When Shopify was last told another figure."
    )
    run_id = fields.Many2one(
        "shopify.sync.run",
        string="Sent by",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    compared_at = fields.Datetime(
        string="Compared", compute="_compute_compared_at", help="When both sides were compared."
    )

    _level_uniq = models.UniqueIndex("(variant_id, location_id)")

    # === COMPUTE METHODS === #

    @api.depends("wanted", "shopify_quantity", "state")
    def _compute_difference(self):
        for level in self:
            left_out = level.state == "left_out"
            level.difference = 0 if left_out else level.wanted - level.shopify_quantity

    @api.depends("read_at", "location_id.stock_compared_at")
    def _compute_compared_at(self):
        for level in self:
            moments = (level.read_at, level.location_id.stock_compared_at)
            level.compared_at = max(filter(None, moments), default=False)

    @api.depends("variant_id.display_name", "location_id.name")
    def _compute_display_name(self):
        for level in self:
            level.display_name = f"{level.variant_id.display_name}, {level.location_id.name}"

    # === ACTIONS === #

    def action_sync(self):
        """Queue a stock sync of these products and show its run. Callable over XML-RPC.

        :return: a window action on the run
        :raises UserError: if they belong to several shops
        """
        return self.product_id._sync_stock_of(self.shop_id)

    def action_leave_out(self):
        """Leave these variants out of the stock sync, or take them in again, whatever they are.

        :return: True
        """
        variants = self.variant_id
        variants.check_access("write")
        variants.stock_excluded = not all(variants.mapped("stock_excluded"))
        return True

    # === BUSINESS METHODS === #

    def _stock_skip_id(self):
        self.ensure_one()
        return f"{self.variant_id.shopify_id}-{self.location_id.id}"

    def _stock_skip(self, problem):
        """Return a row for the list of skipped records.

        :param StockError problem: why its stock was not sent
        """
        return _skip_row(self, self._stock_skip_id(), problem)


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    def _stock_skip(self, problem):
        """Return a row for the list of skipped records.

        :param StockError problem: why its stock is sent nowhere
        """
        return _skip_row(self, self.shopify_id, problem)


class ShopifyLocation(models.Model):
    _inherit = "shopify.location"

    def _stock_skip(self, problem):
        """Return a row for the list of skipped records.

        :param StockError problem: why no stock of it is sent
        """
        return _skip_row(self, self.shopify_id, problem)


def _skip_row(record, shopify_id, problem):
    record.ensure_one()
    explained = record.env["shopify.explain"]._explain(problem)
    return {
        "shopify_id": shopify_id,
        "name": record.display_name,
        "res_model": record._name,
        "res_id": record.id,
        "code": explained.code,
        "reason": explained.message,
        "fix": explained.fix,
    }
