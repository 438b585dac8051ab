# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the list and the page of Shopify products tell beside their fields, and lead to (P20)."""

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from .shopify_product import STATUSES

SHOPIFYS_OWN = ".myshopify.com"

# Linked products of which the Odoo product was written after the last sync.
CHANGED_IN_ODOO = """(
    SELECT variant.product_id
    FROM shopify_variant variant
    JOIN shopify_product shown ON shown.id = variant.product_id
    JOIN product_product product ON product.id = variant.odoo_product_id
    JOIN product_template template ON template.id = product.product_tmpl_id
    WHERE shown.synced_at IS NULL
        OR GREATEST(product.write_date, template.write_date) > shown.synced_at
)"""

ORDERS = """
    SELECT variant.product_id, COUNT(DISTINCT line.order_id)
    FROM shopify_order_line line
    JOIN shopify_variant variant ON variant.id = line.variant_id
    WHERE variant.product_id = ANY(%s)
    GROUP BY variant.product_id
"""


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    image_128 = fields.Image(related="odoo_template_id.image_128", string="Image")
    price_range = fields.Char(
        compute="_compute_variant_figures",
        string="Price",
        help="What Shopify asks for it: the lowest and the highest price of its variants.",
    )
    variant_count = fields.Integer(compute="_compute_variant_figures", string="Variants")
    shown_status = fields.Selection(
        [*STATUSES, ("deleted", "Deleted")],
        compute="_compute_shown_status",
        string="In Shopify",
        help="The product's status in Shopify.",
    )
    stock_total = fields.Integer(
        compute="_compute_stock_total",
        string="In stock",
        help="What Shopify may sell of all variants at all locations, as it was last read.",
    )
    is_stock_known = fields.Boolean(compute="_compute_stock_total")
    order_count = fields.Integer(compute="_compute_order_count", string="Orders")
    skip_count = fields.Integer(compute="_compute_skip_count", string="Skipped")
    is_changed_in_odoo = fields.Boolean(
        compute="_compute_is_changed_in_odoo",
        search="_search_is_changed_in_odoo",
        string="Changed in Odoo",
        help="The Odoo product was changed after the last sync.",
    )
    admin_url = fields.Char(compute="_compute_admin_url", string="Page in Shopify")

    # === COMPUTE METHODS === #

    @api.depends("variant_ids.price", "variant_ids.removed")
    def _compute_variant_figures(self):
        groups = self.env["shopify.variant"]._read_group(
            [("product_id", "in", self.ids), ("removed", "=", False)],
            ["product_id"],
            ["price:min", "price:max", "__count"],
        )
        figures = {product.id: rest for product, *rest in groups}
        for product in self:
            lowest, highest, count = figures.get(product.id, (0.0, 0.0, 0))
            product.variant_count = count
            # A product that only an order has told of has no price here.
            product.price_range = product._price_range(lowest, highest) if highest else False

    def _price_range(self, lowest, highest):
        currency = self.shop_id.document_currency_id
        prices = [formatLang(self.env, price, currency_obj=currency) for price in (lowest, highest)]
        return " – ".join(dict.fromkeys(prices))

    @api.depends("status", "removed")
    def _compute_shown_status(self):
        for product in self:
            product.shown_status = "deleted" if product.removed else product.status

    @api.depends("level_ids.available", "level_ids.is_stocked")
    def _compute_stock_total(self):
        groups = self.env["shopify.inventory.level"]._read_group(
            [("product_id", "in", self.ids), ("is_stocked", "=", True)],
            ["product_id", "shop_id"],
            ["available:sum"],
        )
        # Two records of a shop may both list its locations.
        totals = {(product, shop): total for product, shop, total in groups}
        for product in self:
            total = totals.get((product, product.shop_id))
            product.is_stock_known = total is not None
            product.stock_total = total or 0

    def _compute_order_count(self):
        self.env["shopify.order.line"].flush_model(["order_id", "variant_id"])
        self.env["shopify.variant"].flush_model(["product_id"])
        self.env.cr.execute(SQL(ORDERS, self.ids))
        counts = dict(self.env.cr.fetchall())
        for product in self:
            product.order_count = counts.get(product.id, 0)

    def _compute_skip_count(self):
        owners = {(self._name, product.id): product for product in self}
        owners |= {(variant._name, variant.id): variant.product_id for variant in self.variant_ids}
        owners |= {(one.odoo_template_id._name, one.odoo_template_id.id): one for one in self}
        counts = Counter(
            owners[skip.res_model, skip.res_id]
            for skip in self.env["shopify.sync.skip"].search(self._skip_domain())
        )
        for product in self:
            product.skip_count = counts[product]

    def _skip_domain(self):
        """Return which skipped records are these products, their variants or Odoo products."""
        return Domain.OR(
            Domain("res_model", "=", records._name)
            & Domain("res_id", "in", records.ids)
            & Domain("shop_id", "in", self.shop_id.ids)
            for records in (self, self.variant_ids, self.odoo_template_id)
        )

    def _compute_is_changed_in_odoo(self):
        changed = self.search([("id", "in", self.ids), ("is_changed_in_odoo", "=", True)])
        for product in self:
            product.is_changed_in_odoo = product in changed

    def _search_is_changed_in_odoo(self, operator, value):
        if operator != "in":
            return NotImplemented
        for name in ("shopify.product", "shopify.variant", "product.product", "product.template"):
            self.env[name].flush_model()
        domain = Domain("id", "in", SQL(CHANGED_IN_ODOO))
        return domain if True in value else ~domain

    @api.depends("is_in_shopify", "connection_id.domain")
    def _compute_admin_url(self):
        for product in self:
            domain = product.connection_id.domain or ""
            # The sandbox has no pages.
            has_page = domain.endswith(SHOPIFYS_OWN) and product.is_in_shopify
            product.admin_url = has_page and f"https://{domain}/admin/products/{product.shopify_id}"

    # === ACTIONS === #

    def action_open_in_shopify(self):
        """Open the product's page in Shopify's admin.

        :return: a URL action
        """
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.admin_url, "target": "new"}

    def action_sync(self):
        """Queue a sync of just these products, the way their shops sync products (P13).

        :return: a window action: the run; of several shops, their runs
        :raises UserError: if none of them is in Shopify
        """
        known = self.filtered("is_in_shopify")
        if not known:
            raise UserError(self.env._("No longer in Shopify: %s.", self._names()))
        runs = self.env["shopify.sync.run"]
        for shop, products in known.grouped("shop_id").items():
            for options in products._sync_options(shop.product_sync):
                runs |= shop._queue_run("products", trigger="button", options=options)
        return runs._show()

    def _sync_options(self, direction):
        """Return the options of the runs that sync just these products: list of dicts.

        To Shopify go those that are linked; the others are read, to be mapped.
        """
        sent = self.filtered("odoo_template_id") if direction == "to_shopify" else self.browse()
        templates = sent.variant_ids.odoo_product_id.product_tmpl_id
        read = (self - sent).mapped("shopify_id")
        options = ({"template_ids": templates.ids}, {"shopify_ids": read})
        return [each for each in options if any(each.values())]

    def action_start_sync(self):
        """Start the product sync: of the only shop at once, else of the one that is chosen (P13).

        :return: a window action
        """
        shops = self.env["shopify.shop"].search([], limit=2)
        if len(shops) == 1:
            return shops.action_sync_products()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_shop_action"
        )

    def action_open_odoo_products(self):
        """Show the Odoo products that stand for the product's variants.

        :return: a window action: the form of the only one, else the list
        """
        self.ensure_one()
        templates = self.variant_ids.odoo_product_id.product_tmpl_id
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Odoo products"),
            "res_model": "product.template",
        }
        if len(templates) == 1:
            return {**action, "view_mode": "form", "res_id": templates.id}
        return {
            **action,
            "view_mode": "list,form",
            "domain": [("id", "in", templates.ids)],
            "context": {"active_test": False},
        }

    def _show(self):
        """Return a window action: the form of the only product, else the list of them."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_product_action"
        )
        if len(self) == 1:
            return {**action, "view_mode": "form", "views": [(False, "form")], "res_id": self.id}
        return {**action, "domain": [("id", "in", self.ids)]}

    def action_open_variants(self):
        """Show the product's variants.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_variant_action"
        )
        return {**action, "domain": [("product_id", "=", self.id)]}

    def action_open_orders(self):
        """Show the Shopify orders that sold the product.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_order_action"
        )
        return {**action, "domain": [("line_ids.variant_id.product_id", "=", self.id)]}

    def action_open_skips(self):
        """Show what was skipped of the product, and why (G7).

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_sync_skip_action"
        )
        return {**action, "domain": list(self._skip_domain())}
