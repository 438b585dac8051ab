# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.fields import Command

from ..models.product.product_change import ProductChange
from ..models.product.shopify_product import STATUSES

# More than that is worked off in the background: a user waits for some twenty a second.
MOST_AT_ONCE = 100


class ShopifyProductChange(models.TransientModel):
    """Changes many Shopify products at once, and shows what became of each (P15, P17, P18)."""

    _name = "shopify.product.change"
    _description = "Change Shopify products"

    subject = fields.Selection(
        [("status", "Status"), ("collections", "Collections"), ("channels", "Sales channels")],
        required=True,
        default="status",
        readonly=True,
    )
    product_ids = fields.Many2many("shopify.product", string="Products", readonly=True)
    product_count = fields.Integer(compute="_compute_product_count")
    shop_ids = fields.Many2many("shopify.shop", compute="_compute_shop_ids")
    is_held_back = fields.Boolean(compute="_compute_shop_ids")
    connection_id = fields.Many2one("shopify.connection", compute="_compute_shop_ids")
    company_id = fields.Many2one("res.company", compute="_compute_shop_ids")
    status = fields.Selection(STATUSES, default="active")
    collection_change = fields.Selection(
        [("join", "Add to these collections"), ("leave", "Take out of these collections")],
        default="join",
    )
    channel_change = fields.Selection(
        [("publish", "Publish on these sales channels"), ("unpublish", "Take off them")],
        default="publish",
    )
    collection_ids = fields.Many2many("shopify.collection", string="Collections")
    publication_ids = fields.Many2many("shopify.publication", string="Sales channels")
    is_done = fields.Boolean(readonly=True)
    done_count = fields.Integer(compute="_compute_done_count")
    line_ids = fields.One2many("shopify.product.change.line", "wizard_id", readonly=True)

    # === COMPUTE METHODS === #

    @api.depends("product_ids")
    def _compute_product_count(self):
        for wizard in self:
            wizard.product_count = len(wizard.product_ids)

    @api.depends("product_ids")
    def _compute_shop_ids(self):
        for wizard in self:
            shops = wizard.product_ids.shop_id
            wizard.shop_ids = shops
            wizard.is_held_back = not all(shops.mapped("allow_changes"))
            wizard.connection_id = shops.connection_id[:1]
            wizard.company_id = shops.company_id[:1]

    @api.depends("line_ids.done")
    def _compute_done_count(self):
        for wizard in self:
            wizard.done_count = len(wizard.line_ids.filtered("done"))

    # === ACTIONS === #

    def action_apply(self):
        """Change the products; more than a hundred in the background.

        :return: an action: the run in the background, the outcomes if Shopify refused some, else a
            notification
        """
        self.ensure_one()
        change = self._change()
        if self.product_count > MOST_AT_ONCE:
            self.product_ids._ensure_fitting(change)
            runs = self.env["shopify.sync.run"]
            for shop, products in self.product_ids.grouped("shop_id").items():
                runs |= shop._queue_product_change(products, change)
            return runs[:1]._show()
        outcomes = self.product_ids._change_now(change)
        if all(outcome["done"] for outcome in outcomes):
            return self._tell_done()
        self.line_ids = [Command.create({**outcome, "wizard_id": self.id}) for outcome in outcomes]
        self.is_done = True
        return self._show()

    # === BUSINESS METHODS === #

    def _change(self):
        if self.subject == "status":
            return ProductChange("status", self.status)
        if self.subject == "collections":
            return ProductChange(self.collection_change, self.collection_ids)
        return ProductChange(self.channel_change, self.publication_ids)

    def _tell_done(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Shopify has taken it: %s products.", self.product_count)
                if self.product_count > 1
                else self.env._("Shopify has taken it: %s.", self.product_ids.name),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change in Shopify"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class ShopifyProductChangeLine(models.TransientModel):
    """What became of one product."""

    _name = "shopify.product.change.line"
    _description = "Outcome of a change of a Shopify product"
    _order = "done, id"

    wizard_id = fields.Many2one("shopify.product.change", required=True, ondelete="cascade")
    product_id = fields.Many2one("shopify.product", required=True, ondelete="cascade")
    done = fields.Boolean(readonly=True)
    error = fields.Char(string="Why not", readonly=True)
    fix = fields.Char(string="What to do", readonly=True)


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    def action_change_status(self):
        """Ask which status the products are to have in Shopify (P15).

        :return: a window action
        """
        return self._ask_change("status")

    def action_change_collections(self):
        """Ask which collections the products are to join or leave (P18).

        :return: a window action
        """
        return self._ask_change("collections")

    def action_change_channels(self):
        """Ask on which sales channels the products are to be published (P17).

        :return: a window action
        """
        return self._ask_change("channels")

    def _ask_change(self, subject):
        values = {"subject": subject, "product_ids": self.ids}
        if subject == "channels":
            values["publication_ids"] = self.shop_id[:1].publication_ids.ids
        if subject == "status":
            values["status"] = self[:1].status
        return self.env["shopify.product.change"].create(values)._show()
