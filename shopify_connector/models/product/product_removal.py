# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify products that Odoo no longer sells: taken off the list, or archived (P15)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...rules.product_removal import status_after_removal
from ...shopify.objects import reading
from ..sync.moments import utc_naive
from .product_change import ProductChange

PUT_AWAY = ("draft", "archived")


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    is_put_away = fields.Boolean(
        string="Put away by Odoo",
        readonly=True,
        copy=False,
        help="Odoo has set its status in Shopify, because the Odoo product was archived.",
    )
    is_in_use_again = fields.Boolean(
        compute="_compute_is_in_use_again",
        search="_search_is_in_use_again",
        string="In use again",
        help="Odoo put it away in Shopify; the Odoo product is in use again, and it is not yet for "
        "sale in Shopify.",
    )

    # === COMPUTE METHODS === #

    @api.depends("is_put_away", "status", "variant_ids.odoo_product_id.active")
    def _compute_is_in_use_again(self):
        for product in self:
            product.is_in_use_again = (
                product.is_put_away
                and product.status in PUT_AWAY
                and any(product.variant_ids.odoo_product_id.mapped("active"))
            )

    def _search_is_in_use_again(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = (
            Domain("is_put_away", "=", True)
            & Domain("status", "in", PUT_AWAY)
            & Domain("variant_ids", "any", [("odoo_product_id.active", "=", True)])
        )
        return domain if True in value else ~domain

    # === CRUD === #

    def unlink(self):
        """Do in Shopify what the shop's *For removed products* says.

        A product that Shopify refuses to put away is not deleted.
        """
        self.check_access("unlink")
        answers, refused = self._send_removal()
        deleted = self.filtered(lambda product: product not in refused)
        deleted._remember_deleted(answers)
        return super(ShopifyProduct, deleted).unlink()

    # === ACTIONS === #

    def action_set_active(self):
        """Set products active in Shopify, such as those in use again. Callable over XML-RPC.

        :return: True
        :raises UserError: if changes are switched off, or Shopify refuses it
        """
        return self.write({"status": "active"})

    def action_leave_put_away(self):
        """Leave products as Odoo put them away, though it sells them again. Callable over XML-RPC.

        :return: True
        """
        self.write({"is_put_away": False})
        return True

    # === BUSINESS METHODS === #

    def _send_removal(self):
        """Put products away in Shopify that are being deleted here, in one go.

        :return: (dict of Shopify's answer by product, dict of CatalogueError by product that it
            refused)
        :raises UserError: if changes are switched off, or Shopify refuses all of them
        """
        waiting = self.filtered(lambda product: product._status_after_removal())
        answers, refused = {}, {}
        if waiting:
            waiting._ensure_removable()
        for shop, products in waiting.grouped("shop_id").items():
            change = ProductChange("status", shop.removed_products)
            with shop._asking_shopify() as client:
                done, kept = products._push_change(client, change)
            answers |= done
            # What Shopify no longer has needs no other status.
            refused |= {one: error for one, error in kept.items() if error.code != "product_gone"}
        self._tell_refused(refused)
        return answers, refused

    def _remember_deleted(self, answers):
        """Remember what is deleted, so that no import brings it back in silence.

        :param dict answers: Shopify's answer by product, of those that were put away
        """
        self.env["shopify.forgotten.product"]._remember(
            {
                product: _changed_at(answers[product])
                if product in answers
                else product.shopify_updated_at
                for product in self
                if product.is_in_shopify
            }
        )

    def _status_after_removal(self):
        """Return the status that a product is to get once it is removed here; None to leave it."""
        self.ensure_one()
        if not self.is_in_shopify:
            return None
        return status_after_removal(self.shop_id.removed_products, self.status)

    def _ensure_removable(self):
        held_back = self.shop_id.filtered(lambda shop: not shop.allow_changes)
        if held_back:
            raise UserError(
                self.env._(
                    "%(shop)s sets removed products to another status, but changes in Shopify are "
                    "switched off for it, so nothing was deleted. Switch Allow changes in Shopify "
                    "on, or set For removed products to Nothing.",
                    shop=", ".join(held_back.mapped("name")),
                )
            )


def _changed_at(answer):
    return utc_naive(reading.moment(answer["product"], "updatedAt"))
