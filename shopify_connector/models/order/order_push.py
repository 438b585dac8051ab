# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What of an order is to be told to Shopify: edited tags and note, and Odoo's reference (O22).

It is flagged on the order in the transaction that changes it, and sent by a sync of its own.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules.tag_edits import TagEdits
from ...shopify.scopes import ORDER_CHANGES

MOST_TAGS = 250
LONGEST_NOTE = 5000
LONGEST_KEY = 255
DEFAULT_KEY = "Odoo order"


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    write_reference = fields.Selection(
        [("none", "Not at all"), ("tag", "As a tag"), ("attribute", "As an attribute")],
        string="Odoo's order number",
        default="none",
        required=True,
        help="Whether the number of Odoo's sale order is written on the order in Shopify, and how: "
        "as one of its tags, or among its additional details.",
    )
    reference_attribute = fields.Char(
        string="Name of the attribute",
        default=DEFAULT_KEY,
        help="How the number is called among the order's additional details in Shopify.",
    )

    # === CONSTRAINTS === #

    @api.constrains("reference_attribute", "write_reference")
    def _check_reference_attribute(self):
        for shop in self:
            key = (shop.reference_attribute or "").strip()
            if shop.write_reference == "attribute" and not 0 < len(key) <= LONGEST_KEY:
                raise ValidationError(
                    self.env._(
                        "Name the attribute that bears Odoo's order number, in at most %s "
                        "characters.",
                        LONGEST_KEY,
                    )
                )

    # === BUSINESS METHODS === #

    def _scope_uses(self):
        uses = super()._scope_uses()
        changes = self.write_reference != "none" or self.close_orders
        return uses | {ORDER_CHANGES} if changes else uses

    def _queue_order_changes(self, trigger="change"):
        """Have what waits to be told of orders sent as soon as a worker is free."""
        return self._queue_run("order_changes", trigger=trigger)


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    tag_ids = fields.Many2many(
        "shopify.order.tag",
        string="Shopify tags",
        compute="_compute_tag_ids",
        inverse="_inverse_tag_ids",
        help="Tags that are added or removed here are sent to Shopify.",
    )
    shown_note = fields.Text(
        string="Note",
        compute="_compute_shown_note",
        inverse="_inverse_shown_note",
        help="The note on the order in Shopify. What is changed here is sent to Shopify.",
    )
    tag_edits = fields.Json(
        readonly=True,
        copy=False,
        help="Tags added and removed here that Shopify has not been told yet.",
    )
    note_edit = fields.Json(
        readonly=True,
        copy=False,
        help="A note changed here that Shopify has not been told yet, and the one it replaces.",
    )
    reference_requested = fields.Boolean(
        readonly=True, copy=False, help="Shopify is still to be told the number of Odoo's order."
    )
    push_requested = fields.Boolean(
        readonly=True, copy=False, help="Shopify is still to be told something of this order."
    )
    push_attempts = fields.Integer(readonly=True, copy=False)
    push_retry_at = fields.Datetime(readonly=True, copy=False)
    push_hint = fields.Char(compute="_compute_push_hint", compute_sudo=True)

    _push_index = models.Index("(shop_id, id) WHERE push_requested")

    # === COMPUTE METHODS === #

    @api.depends("tags", "tag_edits")
    def _compute_tag_ids(self):
        shown = {order: order._shown_tags() for order in self}
        tags = self.env["shopify.order.tag"]
        for company in self.company_id:
            orders = self.filtered(lambda order, company=company: order.company_id == company)
            names = {name for order in orders for name in shown[order]}
            ids = tags._known_ids(company, names)
            for order in orders:
                order.tag_ids = tags.browse(ids[name] for name in shown[order] if name in ids)
        (self - self.filtered("company_id")).tag_ids = tags

    @api.depends("note", "note_edit")
    def _compute_shown_note(self):
        for order in self:
            order.shown_note = order.note_edit["to"] if order.note_edit else order.note

    @api.depends("push_requested", "tag_edits", "note_edit", "reference_requested")
    def _compute_push_hint(self):
        for order in self:
            if not order.push_requested:
                order.push_hint = False
            elif order.shop_id.allow_changes:
                order.push_hint = self.env._("Goes to Shopify: %s.", order._push_text())
            else:
                order.push_hint = self.env._(
                    "Not in Shopify: %s. Changes in Shopify are switched off for this shop.",
                    order._push_text(),
                )

    # === INVERSE METHODS === #

    def _inverse_tag_ids(self):
        for order in self:
            wanted = order.tag_ids.mapped("name")
            order._check_tags(wanted)
            shown = order._shown_tags()
            edits = TagEdits.from_json(order.tag_edits).then(shown, wanted)
            order.tag_edits = edits.as_json()
        self._request_push()

    def _inverse_shown_note(self):
        for order in self:
            wanted = order.shown_note or ""
            if len(wanted) > LONGEST_NOTE:
                raise ValidationError(
                    self.env._(
                        "The note of %(order)s has %(length)s characters; Shopify takes at most "
                        "%(most)s.",
                        order=order.name,
                        length=len(wanted),
                        most=LONGEST_NOTE,
                    )
                )
            known = order.note or ""
            order.note_edit = {"from": known, "to": wanted} if wanted != known else False
        self._request_push()

    def _check_tags(self, names):
        known = {}
        for name in names:
            other = known.setdefault(name.casefold(), name)
            if other != name:
                raise ValidationError(
                    self.env._(
                        "“%(one)s” and “%(other)s” are the same tag to Shopify, which does not "
                        "heed capital letters. Choose one of them for %(order)s.",
                        one=other,
                        other=name,
                        order=self.name,
                    )
                )
        if len(known) > MOST_TAGS:
            raise ValidationError(
                self.env._(
                    "%(order)s has %(count)s tags; Shopify takes at most %(most)s.",
                    order=self.name,
                    count=len(known),
                    most=MOST_TAGS,
                )
            )

    # === CRUD === #

    def write(self, vals):
        """Have the number of a sale order that was just made told to Shopify, if the shop does."""
        if vals.get("sale_order_id"):
            told = self.filtered(lambda order: order._writes_reference(vals["sale_order_id"]))
            if told:
                flags = {"reference_requested": True, "push_requested": True}
                super(ShopifyOrder, told).write({**vals, **flags})
                return super(ShopifyOrder, self - told).write(vals)
        return super().write(vals)

    # === ACTIONS === #

    def action_write_reference(self):
        """Have Shopify told the numbers of these orders' sale orders. Callable over XML-RPC.

        :return: True
        :raises UserError: if the shop is set not to
        """
        self.check_access("write")
        for shop in self.shop_id:
            if shop.write_reference == "none":
                raise UserError(
                    self.env._(
                        "%s does not write Odoo's order number to Shopify. Choose how in its "
                        "settings, under Orders.",
                        shop.name,
                    )
                )
        orders = self.filtered("sale_order_id").sudo()
        orders.reference_requested = True
        orders._request_push()
        return True

    # === BUSINESS METHODS === #

    def _writes_reference(self, sale_id):
        return self.shop_id.write_reference != "none" and self.sale_order_id.id != sale_id

    def _shown_tags(self):
        """Return the tags that are shown: Shopify's, with what was edited here."""
        tags = [tag for tag in (self.tags or "").split(", ") if tag]
        return sorted(TagEdits.from_json(self.tag_edits).apply(tags), key=str.casefold)

    def _has_to_push(self):
        return bool(self.tag_edits or self.note_edit or self.reference_requested)

    def _request_push(self):
        """Flag what is to be told to Shopify, and have it sent soon."""
        for order in self:
            order.write(
                {
                    "push_requested": order._has_to_push(),
                    "push_attempts": 0,
                    "push_retry_at": False,
                }
            )
        for shop in self.filtered("push_requested").shop_id:
            shop._queue_order_changes()

    def _push_text(self):
        """Put in words what is to be told to Shopify."""
        parts = []
        edits = TagEdits.from_json(self.tag_edits)
        if edits:
            names = [
                *(f"+{tag}" for tag in sorted(edits.added)),
                *(f"−{tag}" for tag in sorted(edits.removed)),
            ]
            parts.append(self.env._("tags %s", ", ".join(names)))
        if self.note_edit:
            parts.append(self.env._("the note"))
        if self.reference_requested:
            parts.append(self.env._("Odoo's order number %s", self.sale_order_id.name))
        return ", ".join(parts)
