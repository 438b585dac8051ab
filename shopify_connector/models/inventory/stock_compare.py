# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Compare Shopify's stock with what it is to be, and keep both (N5)."""

from collections import Counter
from dataclasses import dataclass

from odoo import fields, models

from ...shopify import gid
from ..sync.fast_rows import insert_rows, update_rows
from .stock_plan import OF_A_VARIANT, StockFigures, StockPlanner
from .stock_texts import StockError

# Reasons that are the user's own choice, or can't be otherwise, are no matter for a list.
NOT_LISTED = ("excluded", "gift_card")
NOTHING_WRONG = {"code": False, "reason": False, "fix": False}


@dataclass(frozen=True)
class StockChange:
    """A figure that is to be sent.

    :ivar level_id: id of the ``shopify.inventory.level``
    :ivar item: gid of the inventory item
    :ivar change_from: Shopify's figure that the decision is based on
    :ivar is_stocked: whether Shopify keeps the variant at the location
    """

    level_id: int
    location: models.BaseModel
    item: str
    quantity: int
    change_from: int
    is_stocked: bool


class StockComparison:
    """Compares the stock of variants at locations, a batch after the other.

    :param shop: the shop record
    :param locations: ``shopify.location`` records of the shop
    :param run: the sync run
    """

    def __init__(self, shop, locations, run):
        self._shop = shop
        self._env = shop.env
        self._locations = locations
        self._run = run
        self._selected = bool(run.options)
        self._counts = Counter()

    def everywhere(self, variants):
        """Return the variants by location, all of them everywhere."""
        return dict.fromkeys(self._locations, variants)

    def take_counts(self):
        """Return how many levels are unchanged, and skipped, since the last call."""
        counts, self._counts = self._counts, Counter()
        return counts

    # === WITHOUT SHOPIFY === #

    def changed(self, variants):
        """Return the variants by location of which Shopify is to have another figure than when
        they were last compared."""
        levels = self._levels(variants)
        targets = self._shop._stock_targets(variants, self._locations, levels)
        found = dict.fromkeys(self._locations, variants.browse())
        for (variant, location), target in targets.items():
            level = levels.get((variant, location))
            if level and _is_as_planned(level, target):
                self._counts["unchanged"] += 1
            else:
                found[location] += variant
        return {location: part for location, part in found.items() if part}

    # === WITH SHOPIFY'S FIGURES === #

    def take_in(self, found, fresh=None, again=False):
        """Keep what Shopify has and what it is to have.

        :param found: the client's LevelsFound
        :param FreshOrders fresh: orders as they were just read, if any
        :param bool again: whether these were compared by this run before
        :return: list of StockChange
        """
        read = self._recognised(found)
        variants = self._env["shopify.variant"].union(*{variant for variant, _place in read})
        self._note_how_sold(read)
        figures = {key: _figures(level) for key, level in read.items()}
        targets = StockPlanner(self._shop, self._locations, fresh).plan(variants, figures)
        rows = {key: self._values(key[1], read[key], targets[key]) for key in targets}
        gone = self._gone_rows(found)
        levels = self._keep(rows | gone)
        if not again:
            self._note_left_out(variants, targets, gone)
            self._count(rows | gone, levels)
        self._forget_errors()
        return [
            StockChange(
                level_id=levels[key].id,
                location=key[1],
                item=read[key].item_id,
                quantity=values["wanted"],
                change_from=values["shopify_quantity"],
                is_stocked=values["is_stocked"],
            )
            for key, values in rows.items()
            if values["state"] == "differs"
        ]

    def _recognised(self, found):
        """Return the client's StockLevel by (variant, location)."""
        places = {place.shopify_id: place for place in self._locations}
        numbers = {
            str(gid.number(level.variant_id)): level.variant_id
            for part in found
            for level in part.levels
        }
        variants = self._by_gid(numbers)
        return {
            (variants[level.variant_id], places[part.location_id]): level
            for part in found
            for level in part.levels
            if level.variant_id in variants
        }

    def _by_gid(self, numbers):
        variants = self._env["shopify.variant"].search_fetch(
            [
                ("connection_id", "=", self._shop.connection_id.id),
                ("company_id", "=", self._shop.company_id.id),
                ("shopify_id", "in", list(numbers)),
                ("odoo_product_id", "!=", False),
            ],
            OF_A_VARIANT,
        )
        return {numbers[variant.shopify_id]: variant for variant in variants}

    def _note_how_sold(self, read):
        """Keep what the levels tell of their variants, where it has changed."""
        news = {}
        for (variant, _place), level in read.items():
            values = {
                "inventory_item_id": str(gid.number(level.item_id)),
                "tracked": level.tracked,
                "requires_components": level.is_bundle,
                "inventory_policy": "continue" if level.sells_beyond else "deny",
            }
            if any(variant[name] != value for name, value in values.items()):
                news[variant.id] = values
        if news:
            update_rows(self._env["shopify.variant"], news)

    def _values(self, location, level, target):
        counted = level.on_hand if location.quantity_name == "on_hand" else level.available
        return {
            "is_stocked": level.is_stocked,
            "available": level.available,
            "on_hand": level.on_hand,
            "committed": level.committed,
            "shopify_quantity": counted,
            "odoo_quantity": float(round(target.quantity, 3)),
            **self._wanted_values(level, counted, target),
        }

    def _wanted_values(self, level, counted, target):
        if target.problem:
            return {"wanted": 0, "state": "left_out", **self._explained(target.problem)}
        wanted = target.plan.quantity
        equal = level.is_stocked and counted == wanted
        return {"wanted": wanted, "state": "equal" if equal else "differs", **NOTHING_WRONG}

    def _gone_rows(self, found):
        """Return values for the levels of variants that Shopify no longer has."""
        places = {place.shopify_id: place for place in self._locations}
        missing = {
            (str(gid.number(each)), places[part.location_id])
            for part in found
            for each in part.missing
        }
        variants = self._by_gid({number: number for number, _place in missing})
        values = {
            "is_stocked": False,
            **dict.fromkeys(("available", "on_hand", "committed", "shopify_quantity"), 0),
            "odoo_quantity": 0.0,
            "wanted": 0,
            "state": "left_out",
            **self._explained(StockError("gone")),
        }
        return {(variants[number], place): values for number, place in missing}

    def _explained(self, problem):
        explained = self._env["shopify.explain"]._explain(problem)
        return {"code": explained.code, "reason": explained.message, "fix": explained.fix}

    # === KEEP === #

    def _levels(self, variants):
        levels = self._env["shopify.inventory.level"].search_fetch(
            [
                ("variant_id", "in", variants.ids),
                ("location_id", "in", self._locations.ids),
            ]
        )
        return {(level.variant_id, level.location_id): level for level in levels}

    def _keep(self, rows):
        """Write the rows that are new or differ.

        :param dict rows: values by (variant, location)
        :return: dict of the levels by (variant, location)
        """
        variants = self._env["shopify.variant"].union(*{variant for variant, _place in rows})
        levels = self._levels(variants)
        now = fields.Datetime.now()
        changed, new = {}, {}
        for key, values in rows.items():
            level = levels.get(key)
            if not level:
                new[key] = values
            elif self._selected or any(level[name] != value for name, value in values.items()):
                changed[level.id] = {**values, "read_at": now}
        model = self._env["shopify.inventory.level"]
        if changed:
            update_rows(model, changed)
        created = insert_rows(
            model,
            [
                {
                    "variant_id": variant.id,
                    "product_id": variant.product_id.id,
                    "location_id": place.id,
                    "shop_id": self._shop.id,
                    "company_id": self._shop.company_id.id,
                    **values,
                    "read_at": now,
                }
                for (variant, place), values in new.items()
            ],
        )
        return levels | dict(zip(new, created, strict=True))

    def _note_left_out(self, variants, targets, gone):
        """List variants whose stock is not sent though a person may want it, and take off the
        others."""
        problems = {variant: target.problem for (variant, _place), target in targets.items()}
        problems |= {variant: StockError("gone") for variant, _place in gone}
        listed = {
            variant: problem
            for variant, problem in problems.items()
            if problem and problem.code not in NOT_LISTED
        }
        skips = self._env["shopify.sync.skip"]
        rows = [variant._stock_skip(problem) for variant, problem in listed.items()]
        skips._note(self._shop, "stock", rows, self._run)
        fine = variants - variants.browse().union(*listed)
        skips._resolve(self._shop, "stock", fine.mapped("shopify_id"))

    def _forget_errors(self):
        """Take levels off the list of skipped records that are no longer refused."""
        skips = self._env["shopify.sync.skip"].search(
            [
                ("shop_id", "=", self._shop.id),
                ("kind", "=", "stock"),
                ("res_model", "=", "shopify.inventory.level"),
            ]
        )
        levels = self._env["shopify.inventory.level"].browse(skips.mapped("res_id")).exists()
        kept = set(levels.filtered(lambda level: level.state in ("differs", "error")).ids)
        skips.filtered(lambda skip: skip.res_id not in kept).sudo().unlink()

    def _count(self, rows, levels):
        """Count what stays as it is; what this run has sent before it was cut off is counted."""
        for key, values in rows.items():
            if values["state"] == "left_out":
                self._counts["skipped"] += 1
            elif values["state"] == "equal" and levels[key].run_id != self._run:
                self._counts["unchanged"] += 1


def _figures(level):
    return StockFigures(
        tracked=level.tracked,
        is_bundle=level.is_bundle,
        sells_beyond=level.sells_beyond,
        is_stocked=level.is_stocked,
        available=level.available,
        on_hand=level.on_hand,
        committed=level.committed,
    )


def _is_as_planned(level, target):
    if target.problem:
        return level.code == target.problem.code
    return level.state in ("equal", "differs") and level.wanted == target.plan.quantity
