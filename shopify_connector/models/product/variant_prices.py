# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Odoo's price of a Shopify variant beside the one that Shopify asks for (P12)."""

from collections import defaultdict
from dataclasses import replace

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules.price import PriceProblem
from ...rules.price_tax import exact
from ...rules.product_fields import ProductSides, number_text
from ...shopify import gid
from ...shopify.objects.price import Price
from ..sync.fast_rows import update_rows
from .shopify_variant import MONEY_DIGITS


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    odoo_price = fields.Float(
        string="Odoo's price",
        digits=MONEY_DIGITS,
        readonly=True,
        help="What the price sync or the price check computed last. 0 as long as neither has, or "
        "where there is no price that could be sent.",
    )
    odoo_compare_at_price = fields.Float(
        string="Odoo's compare-at price",
        digits=MONEY_DIGITS,
        readonly=True,
        help="The full price of a product that is reduced by the pricelist with discounts.",
    )
    price_differs = fields.Boolean(
        compute="_compute_price_differs",
        search="_search_price_differs",
        help="Shopify asks for another price than Odoo.",
    )

    # === COMPUTE METHODS === #

    @api.depends("price", "compare_at_price", "odoo_price", "odoo_compare_at_price", "removed")
    def _compute_price_differs(self):
        for variant in self:
            ours = variant.odoo_price, variant.odoo_compare_at_price
            theirs = variant.price, variant.compare_at_price
            variant.price_differs = bool(
                variant.odoo_price and not variant.removed and ours != theirs
            )

    def _search_price_differs(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain.custom(to_sql=_differs_in_sql)
        return domain if True in value else ~domain

    # === BUSINESS METHODS === #

    def _gid(self):
        """Return Shopify's id of the variant."""
        self.ensure_one()
        return gid.make("ProductVariant", int(self.shopify_id))

    def _shopify_price(self):
        """Return what Shopify is known to ask for, as the client's ``Price``."""
        self.ensure_one()
        return Price(
            self._gid(),
            exact(self.price),
            exact(self.compare_at_price) if self.compare_at_price else None,
        )

    def _price_to_tell(self, price):
        """Return a computed price as the client's ``Price``; None if it can't be sent.

        :param price: ``rules.price.VariantPrice`` or ``PriceProblem``
        """
        self.ensure_one()
        if isinstance(price, PriceProblem):
            return None
        return Price(self._gid(), price.price, price.compare_at)

    @api.model
    def _note_shopify_prices(self, prices):
        """Keep what Shopify asks for; what is kept already is not written.

        :param dict prices: the client's ``Price`` by variant
        :return: the variants of which the price kept here was another one
        """
        return self._note_amounts(
            "price",
            "compare_at_price",
            {variant: (price.price, price.compare_at_price) for variant, price in prices.items()},
        )

    @api.model
    def _note_odoo_prices(self, prices):
        """Keep what Odoo's price is; what is kept already is not written.

        :param dict prices: the client's ``Price`` by variant; None where there is none to be sent
        """
        self._note_amounts(
            "odoo_price",
            "odoo_compare_at_price",
            {
                variant: (price.price, price.compare_at_price) if price else (0, None)
                for variant, price in prices.items()
            },
        )

    @api.model
    def _note_amounts(self, price_field, compare_at_field, amounts):
        changed = {}
        for variant, (price, compare_at) in amounts.items():
            values = {price_field: float(price), compare_at_field: float(compare_at or 0)}
            if any(variant[name] != value for name, value in values.items()):
                changed[variant.id] = values
        update_rows(self.browse(), changed)
        return self.browse(changed)


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    @api.model
    def _note_told_prices(self, prices):
        """Note that these prices are what Shopify was told, and no change of its own (P6).

        :param dict prices: the client's ``Price`` by variant
        """
        told = defaultdict(dict)
        for variant, price in prices.items():
            told[variant.product_id][variant.shopify_id] = price
        changed = {}
        for product, by_number in told.items():
            synced = ProductSides.from_json(product.synced_fields)
            values = {}
            for number, price in by_number.items():
                if number in synced.shopify.variants:
                    values[number, "price"] = number_text(price.price)
                    values[number, "compare_at_price"] = (
                        number_text(price.compare_at_price) if price.compare_at_price else ""
                    )
            if values:
                noted = replace(synced, shopify=synced.shopify.with_values(values))
                changed[product.id] = {"synced_fields": noted.as_json()}
        update_rows(self.browse(), changed)


def _differs_in_sql(model, alias, query):
    columns = {
        name: model._field_to_sql(alias, name, query)
        for name in ("price", "compare_at_price", "odoo_price", "odoo_compare_at_price", "removed")
    }
    return SQL(
        """(
            coalesce(%(odoo_price)s, 0) <> 0 AND %(removed)s IS NOT TRUE AND (
                %(odoo_price)s <> coalesce(%(price)s, 0)
                OR coalesce(%(odoo_compare_at_price)s, 0) <> coalesce(%(compare_at_price)s, 0)
            )
        )""",
        **columns,
    )
