# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Settle by hand what was changed on both sides of a product."""

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from ...rules.product_fields import ProductSides, prefer
from .product_follower import ProductFollower


class ShopifyProductConflict(models.Model):
    _inherit = "shopify.product.conflict"

    # === ACTIONS === #

    def action_keep_odoo(self):
        """Let Odoo win in these conflicts, and tell Shopify. Callable over XML-RPC.

        :return: a notification that says when Shopify is told
        """
        return self._settle("odoo")

    def action_take_shopify(self):
        """Let Shopify win in these conflicts: its values stay, and Odoo takes them over.

        Callable over XML-RPC.

        :return: a notification that says what was done
        """
        return self._settle("shopify")

    # === BUSINESS METHODS === #

    def _settle(self, side):
        products = self.env["shopify.product"]
        products.check_access("write")
        outcomes = []
        for shop, conflicts in self.grouped("shop_id").items():
            outcomes += shop._settle_products(conflicts, side)
        return products._tell_settled(side, outcomes)


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    # === ACTIONS === #

    def action_settle_conflict(self, side, field_name=None):
        """Settle what was changed both in Odoo and in Shopify.

        Odoo is written at once; Shopify is told by a product sync that starts at once. Over
        XML-RPC: ``execute_kw(db, uid, password, "shopify.product", "action_settle_conflict",
        [[product_id], "odoo", "title"])``.

        :param str side: whose values are to stay, ``odoo`` or ``shopify``
        :param str field_name: which field, such as ``title`` or ``barcode``, of the product and all
            of its variants; None for all
        :return: list of dicts, one a product: product_id, settled (list of field names), run_id (of
            the sync that tells Shopify; False if there is none), reason (why Shopify isn't told
            yet, or Odoo could not take a value over; else an empty text)
        :raises UserError: if there is no such side or field
        """
        self.check_access("write")
        self._check_choice(side, ("odoo", "shopify"))
        if field_name:
            self._check_choice(field_name, self._field_labels())
        outcomes = []
        for shop, products in self.grouped("shop_id").items():
            conflicts = products.conflict_ids.filtered(
                lambda conflict: field_name in (None, conflict.field_name)
            )
            outcomes += shop._settle_products(conflicts, side)
        return outcomes

    def action_keep_odoo(self):
        """Let Odoo win in all conflicts of these products, and tell Shopify.

        :return: a notification that says when Shopify is told
        """
        return self._tell_settled("odoo", self.action_settle_conflict("odoo"))

    def action_take_shopify(self):
        """Let Shopify win in all conflicts of these products.

        :return: a notification that says what was done
        """
        return self._tell_settled("shopify", self.action_settle_conflict("shopify"))

    # === BUSINESS METHODS === #

    @api.model
    def _check_choice(self, choice, known):
        if choice not in known:
            raise UserError(
                self.env._(
                    "%(choice)s is none of: %(known)s.", choice=choice, known=", ".join(known)
                )
            )

    @api.model
    def _tell_settled(self, side, outcomes):
        """Give a notification of what was settled; the page is read again after it."""
        reasons = dict.fromkeys(outcome["reason"] for outcome in outcomes if outcome["reason"])
        if reasons:
            text = " ".join(reasons)
        elif not any(outcome["settled"] for outcome in outcomes):
            text = self.env._("Nothing was in conflict any more.")
        elif side == "shopify":
            text = self.env._("Shopify's values stay.")
        else:
            text = self.env._("Odoo's product stays as it is, and Shopify is being told.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if reasons else "success",
                "message": text,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _settle_products(self, conflicts, side):
        """Settle conflicts of products of this shop, as ``action_settle_conflict`` says.

        :param conflicts: ``shopify.product.conflict`` records
        """
        shop = self._working()
        keys = defaultdict(list)
        for conflict in conflicts.with_env(shop.env):
            keys[conflict.product_id].append(conflict._key())
        linked = {each.product: each for each in shop._linked_products(_products(shop, keys))}
        settled = {product: keys[product] for product in linked}
        run, reasons = None, {}
        if side == "shopify":
            settled, reasons = shop._take_over_products(linked, settled)
        elif settled:
            shop._prefer_odoos(linked, settled)
            run, reason = shop._tell_shopify_of(_products(shop, settled))
            reasons = dict.fromkeys(settled, reason)
        kept = conflicts.filtered(
            lambda conflict: conflict._key() not in settled.get(conflict.product_id, ())
        )
        (conflicts - kept).sudo().unlink()
        return [
            {
                "product_id": product.id,
                "settled": [name for _number, name in names],
                "run_id": run.id if run else False,
                "reason": reasons.get(product, ""),
            }
            for product, names in settled.items()
        ]

    def _prefer_odoos(self, linked, keys):
        """Note that only Odoo has changed the fields, for the next sync to send them."""
        self.env["shopify.product"]._note_bases(
            {
                product: (prefer("odoo", keys[product], each.sides, each.synced), False)
                for product, each in linked.items()
            },
            read_at=False,
        )

    def _take_over_products(self, linked, keys):
        """Let Odoo take Shopify's values over where it has a place, and accept what differs.

        :return: (the fields that are settled by product, why others are not by product)
        """
        follower = ProductFollower(self, linked)
        for product, each in linked.items():
            values = {key: each.sides.shopify.value(key) for key in keys[product]}
            follower.follow(each, values, each.synced)
        settled = {
            product: [key for key in own if key not in follower.refused.get(product, ())]
            for product, own in keys.items()
        }
        bases = {}
        after = self._linked_products(_products(self, linked))
        both = self._followed_sides(after)
        for each in after:
            own, sides, synced = settled[each.product], both[each.product], each.synced
            base = ProductSides(
                shopify=synced.shopify.with_values({key: sides.shopify.value(key) for key in own}),
                odoo=synced.odoo.with_values({key: sides.odoo.value(key) for key in own}),
            )
            bases[each.product] = (base, False)
        self.env["shopify.product"]._note_bases(bases, read_at=False)
        explain, reasons = self.env["shopify.explain"], defaultdict(list)
        for variant, error in follower.notes:
            reasons[variant.product_id].append(explain._sentence(error))
        return settled, {product: " ".join(texts) for product, texts in reasons.items()}

    def _tell_shopify_of(self, products):
        """Queue a product sync that sends what has changed on products.

        :return: (the run, "") or (None, why Shopify is not told yet)
        """
        if not self.allow_changes:
            return None, self.env._(
                "Odoo's product stays as it is. Shopify is told once Allow changes in Shopify is "
                "on in the settings of the shop %s.",
                self.name,
            )
        options = {"template_ids": products.odoo_template_id.ids}
        return self._queue_run("products", "button", options), ""


def _products(shop, keys):
    return shop.env["shopify.product"].union(*keys)
