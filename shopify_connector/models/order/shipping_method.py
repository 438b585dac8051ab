# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules.shipping_method import (
    ShippingLineKey,
    ShippingMethod,
    UnknownMethod,
    choose_method,
    missing_titles,
    same_name,
)
from ..sync.fast_rows import insert_rows

MATCHED_BY = ("title", "code", "source")


class ShopifyShippingMethod(models.Model):
    """A way in which Shopify ships, and the carrier that stands for it (O11)."""

    _name = "shopify.shipping.method"
    _description = "Shopify shipping method"
    _order = "shop_id, title, code, source, id"
    _rec_name = "title"
    _check_company_auto = True

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    active = fields.Boolean(default=True)
    title = fields.Char(
        string="Shipping method",
        help="What the buyer chooses. Found in the order's title, and in its code: that keeps the "
        "shop's word where the buyer sees another language. Empty: whatever the title.",
    )
    code = fields.Char(help="Only orders whose shipping has this code. Empty: whatever the code.")
    source = fields.Char(
        help="Only orders whose shipping was priced by this app or carrier, such as shopify or "
        "ups. Empty: whoever priced it."
    )
    carrier_id = fields.Many2one(
        "delivery.carrier",
        check_company=True,
        ondelete="restrict",
        help="The delivery method of orders that are shipped so, and of their deliveries. Empty: "
        "orders come all the same, without one.",
    )
    use_carrier_product = fields.Boolean(
        string="Charge as the carrier's product",
        help="The charge is booked on the carrier's own product. Off: on the shop's product for "
        "shipping. The shop's shipping account wins over both products' accounts.",
    )
    state = fields.Selection(
        [("mapped", "Mapped"), ("unmapped", "To map")], compute="_compute_state", store=True
    )
    line_ids = fields.One2many("shopify.order.line", "shipping_method_id")
    order_count = fields.Integer(compute="_compute_order_counts", string="Orders")
    open_order_count = fields.Integer(
        compute="_compute_order_counts",
        string="Without carrier",
        help="Orders that are shipped so, have no delivery method and are not delivered yet.",
    )

    _method_uniq = models.UniqueIndex(
        "(shop_id, lower(COALESCE(title, '')), lower(COALESCE(code, '')), "
        "lower(COALESCE(source, '')))",
        "This shipping method is listed already.",
    )
    _named = models.Constraint(
        "CHECK (COALESCE(title, '') <> '' OR COALESCE(code, '') <> '' "
        "OR COALESCE(source, '') <> '')",
        "Say which shipping is meant: by its name, its code or who priced it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("title", "code", "source")
    def _compute_display_name(self):
        for method in self:
            parts = (method.title, method.code, method.source)
            method.display_name = " · ".join(filter(None, parts))

    @api.depends("carrier_id")
    def _compute_state(self):
        for method in self:
            method.state = "mapped" if method.carrier_id else "unmapped"

    def _compute_order_counts(self):
        lines = self.env["shopify.order.line"]
        own = [("shipping_method_id", "in", self.ids)]
        for field, domain in (
            ("order_count", own),
            ("open_order_count", [*own, ("order_id", "any", self._open_orders_domain())]),
        ):
            groups = lines._read_group(domain, ["shipping_method_id"], ["order_id:count_distinct"])
            counts = {method.id: count for method, count in groups}
            for method in self:
                method[field] = counts.get(method.id, 0)

    @api.model
    def _open_orders_domain(self):
        """Return which Shopify orders could still get a carrier."""
        sale = Domain("carrier_id", "=", False) & Domain("state", "!=", "cancel")
        undelivered = Domain("delivery_status", "!=", "full")
        return Domain("sale_order_id", "any", sale & undelivered)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        methods = super().create(vals_list)
        methods.shop_id._match_shipping_lines()
        return methods

    def write(self, vals):
        result = super().write(vals)
        if not {"active", *MATCHED_BY}.isdisjoint(vals):
            self.shop_id._match_shipping_lines()
        return result

    # === ACTIONS === #

    def action_set_carrier(self):
        """Give the carriers to the orders that came without one, and to their deliveries that are
        still to be done (O11). Callable over XML-RPC.

        :return: True
        :raises UserError: if a method has no carrier
        """
        self.check_access("write")
        if unmapped := self.filtered(lambda method: not method.carrier_id):
            raise UserError(
                self.env._(
                    "Choose a carrier first for: %s.", ", ".join(unmapped.mapped("display_name"))
                )
            )
        orders = self.env["shopify.order"].sudo()
        for shop in self.shop_id:
            methods = self.filtered(lambda method, shop=shop: method.shop_id == shop)
            lines = Domain("line_ids.shipping_method_id", "in", methods.ids)
            orders.search(lines & self._open_orders_domain())._give_carriers()
        return True

    def action_open_orders(self):
        """Open the orders that are shipped so.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_order_action"
        )
        return {
            **action,
            "domain": [("line_ids.shipping_method_id", "in", self.ids)],
            "context": {},
        }

    @api.model
    def action_get(self):
        """Read the shipping methods of all active shops of the user's companies from Shopify.

        :return: a notification
        """
        shops = self.env["shopify.shop"].search([("company_id", "in", self.env.companies.ids)])
        added = sum(one["added"] for one in shops.shopify_get_shipping_methods())
        return self._notification(added)

    @api.model
    def _notification(self, added):
        message = self.env._("Nothing to add: all of Shopify's shipping methods are listed.")
        if added:
            message = self.env._("%s shipping methods were added. Choose their carriers.", added)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # === BUSINESS METHODS === #

    @api.model
    def _find_or_add(self, shop, keys):
        """Return the method of each shipping line, made where there is none (O11).

        :param keys: set of rules.shipping_method.ShippingLineKey
        :return: dict of record by key
        """
        if not keys:
            return {}
        if titles := missing_titles(keys, self._known(shop)):
            self._add(shop, titles)
        known = self._known(shop)
        return {key: self.browse(choose_method(key, known).key) for key in keys}

    @api.model
    def _known(self, shop):
        """Return a shop's methods as the rules see them.

        Archived ones too: whoever puts one away wants none of its name made again.
        """
        rows = self.with_context(active_test=False).search_fetch(
            [("shop_id", "=", shop.id)], MATCHED_BY
        )
        return [
            ShippingMethod(row.id, row.title or "", row.code or "", row.source or "")
            for row in rows
        ]

    @api.model
    def _add(self, shop, names):
        """Add methods by name, unless another worker has just done so; a carrier of that very name
        stands for it.

        :return: how many were added
        """
        titles = {same_name(name): name for name in names}
        carriers = self._carriers_by_name(shop)
        rows = [
            {
                "shop_id": shop.id,
                "company_id": shop.company_id.id,
                "active": True,
                "title": title,
                "carrier_id": carriers.get(key, False),
                "state": "mapped" if key in carriers else "unmapped",
            }
            for key, title in titles.items()
        ]
        return len(insert_rows(self, rows, or_skip=True).exists())

    @api.model
    def _carriers_by_name(self, shop):
        """Return the ids of the carriers that alone have their name."""
        carriers = self.env["delivery.carrier"].sudo()
        by_name = {}
        for carrier in carriers.search([("company_id", "in", (shop.company_id.id, False))]):
            by_name.setdefault(same_name(carrier.name), []).append(carrier.id)
        return {name: ids[0] for name, ids in by_name.items() if len(ids) == 1}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    shipping_method_ids = fields.One2many("shopify.shipping.method", "shop_id")
    unmapped_shipping_count = fields.Integer(compute="_compute_unmapped_shipping_count")

    def _compute_unmapped_shipping_count(self):
        groups = self.env["shopify.shipping.method"]._read_group(
            [("shop_id", "in", self.ids), ("state", "=", "unmapped")], ["shop_id"], ["__count"]
        )
        counts = {shop.id: count for shop, count in groups}
        for shop in self:
            shop.unmapped_shipping_count = counts.get(shop.id, 0)

    # === PUBLIC METHODS === #

    def shopify_get_shipping_methods(self):
        """List the shipping methods that buyers can choose in Shopify (O11). Callable over XML-RPC.

        What is listed already stays as it is; a second call adds nothing.

        :return: list of dicts, one a shop: ``{"shop_id", "found", "added"}``
        :raises UserError: if Shopify can't be asked; it says why and what to do
        """
        self.check_access("read")
        return [shop._get_shipping_methods() for shop in self]

    # === ACTIONS === #

    def action_get_shipping_methods(self):
        """List Shopify's shipping methods and show them.

        :return: a window action
        """
        self.ensure_one()
        self.shopify_get_shipping_methods()
        return self.action_open_shipping_methods()

    def action_open_shipping_methods(self):
        """Open the shop's shipping methods.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_shipping_method_action"
        )
        return {**action, "context": {"search_default_shop_id": self.id}}

    # === BUSINESS METHODS === #

    def _get_shipping_methods(self):
        with self._asking_shopify() as client:
            names = client.shipping_methods()
        keys = {ShippingLineKey(name) for name in names}
        methods = self.env["shopify.shipping.method"].sudo()
        titles = missing_titles(keys, methods._known(self))
        added = methods._add(self, titles) if titles else 0
        return {"shop_id": self.id, "found": len(names), "added": added}

    def _match_shipping_lines(self):
        """Find the methods of all shipping lines again, as the user has changed which there are.

        Lines that say the same are many: they are looked at, and written, as one.
        """
        lines = self.env["shopify.order.line"].sudo()
        lines.flush_model()
        for shop in self:
            self.env.cr.execute(
                SQL(
                    """
                    SELECT line.name, line.shipping_code, line.shipping_source,
                        array_agg(DISTINCT line.shipping_method_id), array_agg(line.id)
                    FROM shopify_order_line line
                    JOIN shopify_order placed ON placed.id = line.order_id
                    WHERE placed.shop_id = %s AND line.kind = 'shipping'
                    GROUP BY 1, 2, 3
                    """,
                    shop.id,
                )
            )
            groups = [
                (ShippingLineKey(name, code or "", source or ""), present, ids)
                for name, code, source, present, ids in self.env.cr.fetchall()
            ]
            methods = self.env["shopify.shipping.method"].sudo()._known(shop)
            for key, present, ids in groups:
                choice = choose_method(key, methods)
                wanted = None if isinstance(choice, UnknownMethod) else choice.key
                if present != [wanted]:
                    lines.browse(ids).write({"shipping_method_id": wanted})
