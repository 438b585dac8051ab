# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What was changed in Shopify after an order came to Odoo, until somebody settles it (O18)."""

from odoo import api, fields, models

from ..sync.changes import changed_values

TOTAL = "total"


class ShopifyOrderConflict(models.Model):
    """A difference between an Odoo order and what has become of its order in Shopify.

    Each time an order has changed, its differences are brought up to date: one that is settled, or
    that Shopify has taken back, is gone.
    """

    _name = "shopify.order.conflict"
    _description = "Conflict of a Shopify order"
    _order = "order_id desc, sequence, id"
    _rec_name = "order_id"

    order_id = fields.Many2one(
        "shopify.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one(
        "shopify.order.line",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Empty if it is about the whole order.",
    )
    shop_id = fields.Many2one(related="order_id.shop_id", store=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    sale_order_id = fields.Many2one(related="order_id.sale_order_id")
    sequence = fields.Integer(readonly=True)
    aspect = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [
            ("line_added", "Line added"),
            ("line_removed", "Line removed"),
            ("quantity_raised", "Quantity raised"),
            ("quantity_lowered", "Quantity lowered"),
            ("amounts", "Price, discount or tax"),
            ("location", "Fulfilment location"),
            ("customer", "Customer"),
            ("billing_address", "Billing address"),
            ("shipping_address", "Delivery address"),
            ("note", "Note"),
            (TOTAL, "Total"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    in_odoo = fields.Text(readonly=True, help="What the Odoo order was made from.")
    in_shopify = fields.Text(readonly=True)
    shopify_changed_at = fields.Datetime(
        string="Changed in Shopify", readonly=True, help="When the order was last changed there."
    )
    problem = fields.Char(
        string="Not carried over", readonly=True, help="Why Apply changes has left this as it is."
    )
    fix = fields.Char(string="What to do", readonly=True)

    _aspect_uniq = models.UniqueIndex("(order_id, aspect)")

    # === ACTIONS === #

    def action_apply(self):
        """Carry over what has changed on the orders of these conflicts. Callable over XML-RPC.

        :return: a notification that says what was done
        """
        return self.order_id.action_apply_changes()

    def action_keep(self):
        """Leave the Odoo orders as they are in these points, until Shopify changes them again.
        Callable over XML-RPC.

        :return: True
        """
        self.order_id.check_access("write")
        for order, conflicts in self.sudo().grouped("order_id").items():
            order._keep_as_it_is(conflicts)
        return True

    def action_open_order(self):
        """Open the Shopify order.

        :return: a window action
        """
        self.ensure_one()
        return self.order_id.action_open()

    # === BUSINESS METHODS === #

    def _as_text(self):
        """Put the conflict in a line."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        what = f"{kinds[self.kind]}: {self.line_id.name}" if self.line_id else kinds[self.kind]
        sides = [", ".join((side or "").splitlines()) for side in (self.in_odoo, self.in_shopify)]
        return self.env._(
            "%(what)s: %(odoo)s → %(shopify)s", what=what, odoo=sides[0], shopify=sides[1]
        )


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    conflict_ids = fields.One2many("shopify.order.conflict", "order_id", readonly=True)
    has_conflict = fields.Boolean(
        compute="_compute_has_conflict",
        store=True,
        string="In conflict",
        help="The order was changed in Shopify after it came to Odoo, and waits for you to choose.",
    )

    is_partly_applied = fields.Boolean(compute="_compute_is_partly_applied")

    # === COMPUTE METHODS === #

    @api.depends("conflict_ids")
    def _compute_has_conflict(self):
        for order in self:
            order.has_conflict = bool(order.conflict_ids)

    @api.depends("conflict_ids.problem")
    def _compute_is_partly_applied(self):
        for order in self:
            order.is_partly_applied = any(order.conflict_ids.mapped("problem"))

    # === ACTIONS === #

    def action_open_conflicts(self):
        """Show what is in conflict on these orders.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_order_conflict_action"
        )
        return {**action, "domain": [("order_id", "in", self.ids)]}

    def action_keep_as_it_is(self):
        """Leave the Odoo orders as they are, until Shopify changes them again. Callable over
        XML-RPC.

        :return: True
        """
        return self.conflict_ids.action_keep()


class SaleOrder(models.Model):
    _inherit = "sale.order"

    shopify_has_conflict = fields.Boolean(
        related="shopify_order_id.has_conflict", string="Changed in Shopify"
    )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    order_conflict_count = fields.Integer(compute="_compute_order_conflict_count")

    def _compute_order_conflict_count(self):
        groups = self.env["shopify.order"]._read_group(
            [("shop_id", "in", self.ids), ("has_conflict", "=", True)], ["shop_id"], ["__count"]
        )
        counts = {shop.id: count for shop, count in groups}
        for shop in self:
            shop.order_conflict_count = counts.get(shop.id, 0)

    def _list_order_conflicts(self, differences):
        """Bring the list of conflicts up to date.

        :param dict differences: list of field values of conflicts by ``shopify.order``
        """
        model = self.env["shopify.order.conflict"].sudo()
        orders = self.env["shopify.order"].union(*differences)
        old = {
            (conflict.order_id, conflict.aspect): conflict
            for conflict in model.search([("order_id", "in", orders.ids)])
        }
        new = []
        for order, rows in differences.items():
            for row in rows:
                known = old.pop((order, row["aspect"]), model)
                if not known:
                    new.append({"order_id": order.id, **row, **_changed_when(order)})
                elif changed := changed_values(known, row):
                    known.write({**changed, **_changed_when(order, changed)})
        model.union(*old.values()).unlink()
        model.create(new)


def _changed_when(order, changed=("in_shopify",)):
    return {"shopify_changed_at": order.shopify_updated_at} if "in_shopify" in changed else {}
