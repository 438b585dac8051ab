# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Try to find mapping, and create in Odoo: as a user asks, with a report (P3, P5)."""

from odoo import models
from odoo.tools import split_every

from ...shopify import gid
from ..sync.transaction import in_fresh_transaction
from .product_outcome import ProductOutcome

WORKED_AT_ONCE = 100


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    # === ACTIONS === #

    def action_find_mapping(self):
        """Look for the Odoo products of variants without one; none is made (P5).

        :return: a window action that shows what was found
        """
        return self._map_now(create=False)._show()

    def action_create_in_odoo(self):
        """Make the Odoo products of variants without one, unless they are found (P3).

        :return: a window action that shows what was found and made
        """
        return self._map_now(create=True)._show()

    def shopify_find_mapping(self, create=False):
        """Look for the Odoo products of variants without one (P5). For XML-RPC.

        :param bool create: whether to make those that are not found (P3)
        :return: list of dicts, one a variant: variant_id, name, outcome (``found``, ``created``,
            ``ambiguous``, ``not_found``), odoo_product_id, rule, value, error, fix
        """
        return [line._as_row() for line in self._map_now(create).line_ids]

    # === BUSINESS METHODS === #

    def _map_now(self, create):
        """Look for the products of variants in the present transaction.

        :return: the ``shopify.mapping.report``
        """
        self.check_access("write")
        wanted = self.filtered(
            lambda each: not (each.odoo_product_id or each.removed or each.is_gift_card)
        )
        if create:
            wanted.product_id._read_unread()
        errors = {}
        for shop, variants in wanted.grouped("shop_id").items():
            errors |= shop._map_now(variants, create)
        wanted.invalidate_recordset()
        return self.env["shopify.mapping.report"]._of(wanted, errors)


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    # === ACTIONS === #

    def action_find_mapping(self):
        """Look for the Odoo products of the variants without one; none is made (P5).

        :return: a window action that shows what was found
        """
        return self.variant_ids.action_find_mapping()

    def action_create_in_odoo(self):
        """Make Odoo products for the variants without one, unless they are found (P3).

        :return: a window action that shows what was found and made
        """
        self._read_unread()
        return self.variant_ids.action_create_in_odoo()

    def shopify_find_mapping(self, create=False):
        """Look for the Odoo products of the variants without one (P5). For XML-RPC.

        :param bool create: whether to make those that are not found (P3)
        :return: as the variants' method of this name
        """
        if create:
            self._read_unread()
        return self.variant_ids.shopify_find_mapping(create)

    # === BUSINESS METHODS === #

    def _read_unread(self):
        """Read the products from Shopify of which only an order has told."""
        self.check_access("write")
        unread = self.filtered(lambda each: not each.shopify_updated_at and each.is_in_shopify)
        for shop, products in unread.grouped("shop_id").items():
            with shop._asking_shopify() as client:
                gids = [gid.make("Product", each.shopify_id) for each in products]
                for page in client.products_by_id(gids):
                    self.sudo()._stage(shop.sudo(), page)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === ACTIONS === #

    def action_find_product_mapping(self):
        """Queue the search for the Odoo products of all variants without one (P5).

        :return: a window action: the run, whose skipped records say what was not found
        """
        self.ensure_one()
        return self._queue_run("products", trigger="button", options={"find_mapping": True})._show()

    # === BUSINESS METHODS === #

    def _map_now(self, variants, create):
        """Look for the products of variants in the present transaction, as a user asked.

        :param variants: ``shopify.variant`` records of this shop
        :param bool create: whether to make those that are not found
        :return: dict of errors by variant, for those that stay without a product
        """
        # Whoever may map may have the connector make what is missing, as an order does.
        shop = self.sudo()._working()
        variants = variants.with_env(shop.env)
        shop.env["shopify.mapping.lock"]._hold(shop.company_id)
        outcome = ProductOutcome(shop, create=create, variants=variants)
        outcome.work(variants.product_id)
        return outcome.errors

    def _find_all_mappings(self, meter):
        """Look for the products of all variants without one, and make none (P5).

        :return: whether all is done; False when the time was over
        """
        domain = [
            ("shop_id", "=", self.id),
            ("mapping_state", "in", ("unmapped", "partly")),
            ("removed", "=", False),
        ]
        products = self.env["shopify.product"].search(domain, order="id")
        run = meter.run
        in_fresh_transaction(self.env, lambda: run.write({"total": len(products)}))
        for ids in split_every(WORKED_AT_ONCE, products.ids):
            part = products.browse(ids)
            self.env["shopify.mapping.lock"]._in_turn(
                self.company_id, lambda each=part: self._find_mappings(each, meter)
            )
            if meter.should_stop():
                return False
        return True

    def _find_mappings(self, products, meter):
        outcome = ProductOutcome(self, meter.run, create=False)
        outcome.work(products)
        meter.count("write", unchanged=len(products) - outcome.count, **outcome.counts)
