# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Status and SEO texts of a Shopify product: what is edited goes out at once (P15)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...shopify import documents, gid
from ..shop.shop_sync import SYNCING
from .product_push import push_changes

SENT_AT_ONCE = ("status", "seo_title", "seo_description")
# What search engines show; Shopify's own pages count up to here.
SEO_TITLE_LENGTH = 70
SEO_DESCRIPTION_LENGTH = 160
SHOWN = 5


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    status = fields.Selection(
        help="Active: it can be bought where it is published. Draft: only staff sees it. Archived: "
        "it is put away. Unlisted: whoever has its address can buy it. A change goes to Shopify at "
        "once."
    )
    seo_title = fields.Char(
        help="The title that search engines show; up to 70 characters are seen. Empty: the "
        "product's own. A change goes to Shopify at once."
    )
    seo_description = fields.Char(
        help="The text that search engines show; up to 160 characters are seen. Empty: the "
        "beginning of the product's own. A change goes to Shopify at once."
    )
    seo_hint = fields.Char(compute="_compute_seo_hint")
    allow_changes = fields.Boolean(related="shop_id.allow_changes")
    is_in_shopify = fields.Boolean(
        compute="_compute_is_in_shopify",
        help="Shopify has the product; it was not deleted there.",
    )

    # === COMPUTE METHODS === #

    @api.depends("seo_title", "seo_description")
    def _compute_seo_hint(self):
        for product in self:
            hints = []
            if (length := len(product.seo_title or "")) > SEO_TITLE_LENGTH:
                hints.append(
                    self.env._(
                        "The title has %(length)s characters; search engines show about %(most)s.",
                        length=length,
                        most=SEO_TITLE_LENGTH,
                    )
                )
            if (length := len(product.seo_description or "")) > SEO_DESCRIPTION_LENGTH:
                hints.append(
                    self.env._(
                        "The description has %(length)s characters; search engines show about "
                        "%(most)s.",
                        length=length,
                        most=SEO_DESCRIPTION_LENGTH,
                    )
                )
            product.seo_hint = " ".join(hints)

    @api.depends("removed", "shopify_id")
    def _compute_is_in_shopify(self):
        for product in self:
            # An order's line of a deleted product names its variant only.
            product.is_in_shopify = not product.removed and (product.shopify_id or "").isdecimal()

    # === CRUD === #

    def write(self, vals):
        """Tell Shopify at once of an edited status or SEO text.

        It is written here first and then sent: what Odoo objects to never reaches Shopify. What
        Shopify refuses stays as it was; if that is everything, nothing at all is written.
        """
        edited = [name for name in SENT_AT_ONCE if name in vals]
        if not edited or self.env.context.get(SYNCING):
            return super().write(vals)
        before = {product: {name: product[name] for name in edited} for product in self}
        result = super().write(vals)
        edits = {
            product: [
                name for name in edited if (product[name] or "") != (before[product][name] or "")
            ]
            for product in self
        }
        if changed := self.filtered(lambda product: edits[product]):
            refused = changed._send_edits(edits)
            changed._tell_refused(refused)
            for product in refused:
                product._keep_taken(before[product])
        return result

    # === BUSINESS METHODS === #

    def _send_edits(self, edits):
        """Send edited fields to Shopify, one call for all products of a shop.

        :param dict edits: names of fields by product
        :return: dict of CatalogueError by product that Shopify refused
        """
        self._ensure_changeable()
        self.flush_recordset()
        refused = {}
        for shop, products in self.grouped("shop_id").items():
            rows = {
                product: {"product": product._edit_input(edits[product])} for product in products
            }
            with shop._asking_shopify() as client:
                refused |= push_changes(client, documents.PRODUCT_EDIT, rows)[1]
        return refused

    def _edit_input(self, names):
        edited = {"id": gid.make("Product", self.shopify_id)}
        if "status" in names:
            edited["status"] = self.status.upper()
        seo = {
            key: self[name] or ""
            for name, key in (("seo_title", "title"), ("seo_description", "description"))
            if name in names
        }
        return {**edited, "seo": seo} if seo else edited

    def _ensure_changeable(self):
        """Refuse to change what Shopify no longer has, or while changes are switched off (G13)."""
        if gone := self.filtered(lambda product: not product.is_in_shopify):
            raise UserError(
                self.env._("No longer in Shopify, so it can't be changed there: %s.", gone._names())
            )
        held_back = self.shop_id.filtered(lambda shop: not shop.allow_changes)
        if held_back:
            raise UserError(
                self.env._(
                    "Changes in Shopify are switched off for %(shop)s: nothing was sent, and "
                    "nothing is changed here. Switch Allow changes in Shopify on, on the shop's "
                    "page Advanced.",
                    shop=", ".join(held_back.mapped("name")),
                )
            )

    def _tell_refused(self, refused):
        """Say what Shopify refused: as an error if it refused everything, else beside the rest.

        :param dict refused: CatalogueError by product
        """
        if not refused:
            return
        explain = self.env["shopify.explain"]
        told = [f"{product.name}: {explain._sentence(error)}" for product, error in refused.items()]
        text = "\n".join([*told[:SHOWN], *["…"][: len(told) - SHOWN]])
        if len(refused) == len(self):
            raise UserError(text)
        self.env.user._bus_send(
            "simple_notification",
            {
                "type": "warning",
                "sticky": True,
                "title": self.env._("Shopify refused %s of them", len(refused)),
                "message": text,
            },
        )

    def _names(self):
        names = self.mapped("name")
        return ", ".join([*names[:SHOWN], *["…"][: max(len(names) - SHOWN, 0)]])
