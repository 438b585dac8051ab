# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify is to have of variants at locations, thousands in one go (N3, N7, N9)."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from odoo import models

from ...rules.stock import StockFacts, StockPlan, plan_stock, reason_to_leave_out
from .stock_texts import StockError

OF_A_VARIANT = (
    "product_id",
    "shopify_id",
    "odoo_product_id",
    "uom_id",
    "stock_excluded",
    "is_gift_card",
    "tracked",
    "requires_components",
    "inventory_policy",
    "inventory_item_id",
)


@dataclass(frozen=True)
class StockFigures:
    """What Shopify has of a variant at a location, and how it sells it."""

    tracked: bool
    is_bundle: bool
    sells_beyond: bool
    is_stocked: bool
    available: int
    on_hand: int
    committed: int


def stored_figures(variant, level):
    """Return what Shopify had of a variant at a location when it was last read.

    :param level: ``shopify.inventory.level``; empty or None if it was never read
    :return: StockFigures
    """
    return StockFigures(
        tracked=variant.tracked or not level,
        is_bundle=variant.requires_components,
        sells_beyond=variant.inventory_policy == "continue",
        is_stocked=bool(level) and level.is_stocked,
        available=level.available if level else 0,
        on_hand=level.on_hand if level else 0,
        committed=level.committed if level else 0,
    )


@dataclass(frozen=True)
class StockTarget:
    """What Shopify is to have of a variant at a location.

    :ivar quantity: Odoo's figure, in the product's unit
    :ivar plan: how it becomes what Shopify is told; None where nothing is
    :ivar problem: why nothing is
    """

    quantity: Decimal = Decimal(0)
    plan: StockPlan | None = None
    problem: StockError | None = None


@dataclass
class Outside:
    """What one side knows of and the other does not, in a product's unit.

    :ivar sold: sold by Shopify, and in no sale order yet
    :ivar gone: sent by Shopify, and not delivered by Odoo yet
    """

    sold: Decimal = Decimal(0)
    gone: Decimal = Decimal(0)


@dataclass
class _OutsideStock:
    """The like for many products.

    :ivar by_product: dict of Outside by location, by product
    :ivar delivered_only: what Odoo has delivered and Shopify does not know of, by (variant,
        location)
    """

    by_product: dict = field(default_factory=lambda: defaultdict(dict))
    delivered_only: dict = field(default_factory=dict)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _stock_targets(self, variants, locations, levels):
        """Plan the stock of variants from what Shopify had when it was last read.

        :param variants: ``shopify.variant`` records that have an Odoo product
        :param locations: ``shopify.location`` records of the shop
        :param dict levels: ``shopify.inventory.level`` by (variant, location)
        :return: dict of StockTarget by (variant, location)
        """
        variants.fetch(OF_A_VARIANT)
        figures = {
            (variant, place): stored_figures(variant, levels.get((variant, place)))
            for variant in variants
            for place in locations
        }
        return StockPlanner(self, locations).plan(variants, figures)


class StockPlanner:
    """Plans the stock of variants at locations of a shop.

    :param shop: the shop record
    :param locations: ``shopify.location`` records of the shop
    :param FreshOrders fresh: orders as they were just read, if any
    """

    def __init__(self, shop, locations, fresh=None):
        self._shop = shop
        self._env = shop.env
        self._locations = locations
        self._fresh = fresh
        self._reach = _Reach()

    def plan(self, variants, figures):
        """Plan the stock of variants at all locations of which there are figures.

        :param variants: ``shopify.variant`` records that have an Odoo product
        :param dict figures: StockFigures by (variant, location)
        :return: dict of StockTarget by (variant, location)
        """
        products = self._warm(variants)
        factors = _unit_factors(variants)
        outside = self._outside(products, figures, factors)
        targets = {}
        for location in self._locations:
            quantities = location._odoo_quantities(products)
            settings = location._stock_settings()
            for variant in variants:
                if shown := figures.get((variant, location)):
                    targets[variant, location] = self._target(
                        variant,
                        location,
                        shown,
                        quantities.get(variant.odoo_product_id.id, 0.0),
                        factors[variant],
                        outside,
                        settings,
                    )
        return targets

    @staticmethod
    def _warm(variants):
        """Read what is needed of all records at once."""
        variants.fetch(OF_A_VARIANT)
        products = variants.sudo().odoo_product_id
        products.fetch(["product_tmpl_id"])
        products.product_tmpl_id.fetch(["is_storable", "uom_id"])
        return products

    def _target(self, variant, location, shown, quantity, factor, outside, settings):
        quantity = Decimal(str(round(quantity, 6)))
        if problem := _problem(variant, shown, factor):
            return StockTarget(quantity, problem=problem)
        there = settings.quantity_name == "on_hand"
        missing = Decimal(0)
        for place, taken in outside.by_product[variant.odoo_product_id].items():
            if self._reach.reaches(place, location):
                missing += taken.gone if there else taken.sold
        more = outside.delivered_only.get((variant, location), Decimal(0)) if there else Decimal(0)
        facts = StockFacts(
            quantity=quantity,
            unit_factor=factor,
            not_in_odoo=missing,
            not_in_shopify=more,
            sells_beyond=shown.sells_beyond,
        )
        return StockTarget(quantity, plan_stock(facts, settings))

    # === SOLD, AND NOT IN ODOO === #

    def _outside(self, products, figures, factors):
        """Sum up, by product and location, what only one side knows of: of all shops, as they may
        sell the same stock (N8)."""
        variants = (
            self._env["shopify.variant"].sudo().search([("odoo_product_id", "in", products.ids)])
        )
        committed = self._committed(variants, figures)
        sold = self._shop._sold_units(variants, self._fresh)
        places = self._places({place for _variant, place in (*committed, *sold)})
        by_id = {variant.id: variant for variant in variants}
        found = _OutsideStock()
        for variant_id, place_gid in {*committed, *sold}:
            place, variant = places.get(place_gid), by_id[variant_id]
            factor = factors.get(variant) or _unit_factor(variant)
            if not place or isinstance(factor, StockError):
                continue
            units = sold[variant_id, place_gid]
            taken = found.by_product[variant.odoo_product_id].setdefault(place, Outside())
            taken.sold += factor * units.not_in_odoo(committed.get((variant_id, place_gid), 0))
            taken.gone += factor * units.gone()
            if units.delivered_only:
                found.delivered_only[variant, place] = factor * units.delivered_only
        return found

    def _committed(self, variants, figures):
        """Return what Shopify holds for orders, by (variant id, the location's gid)."""
        read = {
            (variant.id, location.shopify_id): shown.committed
            for (variant, location), shown in figures.items()
            if shown.committed
        }
        levels = (
            self._env["shopify.inventory.level"]
            .sudo()
            .search_fetch(
                [("variant_id", "in", variants.ids), ("committed", ">", 0)],
                ["variant_id", "location_id", "committed"],
            )
        )
        for level in levels:
            if (level.variant_id, level.location_id) not in figures:
                read.setdefault(
                    (level.variant_id.id, level.location_id.shopify_id), level.committed
                )
        return read

    def _places(self, gids):
        """Return the locations of these gids; of several shop records that which syncs stock."""
        locations = self._env["shopify.location"].sudo().with_context(active_test=False)
        found = locations.search([("shopify_id", "in", list(gids))])
        return {place.shopify_id: place for place in found.sorted("stock_sync")}


class _Reach:
    """Which locations offer stock that a sale at another one takes."""

    def __init__(self):
        self._known = {}

    def reaches(self, place, location):
        """Tell whether what is sold at a place is taken from stock that a location offers.

        :param place: ``shopify.location``, of any shop
        :param location: ``shopify.location``
        """
        key = place, location._origin
        if key not in self._known:
            taken = (place._stock_sources() | place._order_source()).mapped("parent_path")
            offered = location.sudo()._stock_sources().mapped("parent_path")
            self._known[key] = place == location._origin or any(
                one.startswith(other) or other.startswith(one) for one in taken for other in offered
            )
        return self._known[key]


def _problem(variant, shown, factor):
    reason = reason_to_leave_out(
        tracked=shown.tracked,
        is_bundle=shown.is_bundle,
        is_gift_card=variant.is_gift_card,
        is_excluded=variant.stock_excluded,
        is_stored=_is_stored(variant.sudo().odoo_product_id),
    )
    if reason:
        product = variant.odoo_product_id.display_name if reason == "not_stored" else ""
        return StockError(reason, product=product)
    return factor if isinstance(factor, StockError) else None


def _is_stored(product):
    """Tell whether Odoo keeps stock of a product, or of what it is a kit of."""
    return product.is_storable or ("is_kits" in product._fields and product.is_kits)


def _unit_factors(variants):
    return {variant: _unit_factor(variant) for variant in variants}


def _unit_factor(variant):
    """Return how many of the product's unit a piece is, or why that can't be said."""
    try:
        return variant.sudo()._unit_factor()
    except StockError as error:
        return error
