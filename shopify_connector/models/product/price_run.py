# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The price sync, and the check that asks Shopify for its prices (P12, P13)."""

from odoo import fields, models
from odoo.fields import Domain

from ...shopify.scopes import PRODUCT_CHANGES
from ..sync.transaction import in_fresh_transaction
from .price_push import PriceSync

# Computed and sent in one go, as one bulk operation where that is faster.
VARIANTS_AT_ONCE = 10_000
# Options of a run that choose which variants it is about.
CHOSEN = {"product_ids": "product_id", "variant_ids": "id"}


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    position = fields.Integer(
        readonly=True, copy=False, help="Up to which record a run has come that was interrupted."
    )

    def _compute_hint(self):
        checks = self.filtered(
            lambda run: run.kind == "prices" and (run.options or {}).get("check")
        )
        checks.hint = self.env._(
            "A check sends nothing. What Shopify asks for and is not Odoo's price stands under "
            "Prices that differ."
        )
        return super(ShopifySyncRun, self - checks)._compute_hint()


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === ACTIONS === #

    def action_sync_prices(self):
        """Queue the price sync and show its run (P12).

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("prices", trigger="button")._show()

    def action_check_prices(self):
        """Queue a check of Shopify's prices, which sends nothing, and show its run (P12).

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("prices", trigger="button", options={"check": True})._show()

    # === BUSINESS METHODS === #

    def _scope_uses(self):
        uses = super()._scope_uses()
        scheduled = self.schedule_ids.filtered(lambda one: one.active and one.kind == "prices")
        if scheduled or self._price_lists():
            uses.add(PRODUCT_CHANGES)
        return uses

    def _sync_prices(self, meter):
        """Send the prices that differ from those that Shopify is known to have (P12).

        Prices are computed anew each time, so that also those change in Shopify that a rule of a
        pricelist gives from a day on. A killed run goes on with the products it has not done.

        Options of the run: ``product_ids`` (ids of ``shopify.product``) or ``variant_ids`` (ids of
        ``shopify.variant``), and no others; ``full`` (ask Shopify what its prices are, and compare
        with these); ``check`` (the same, and send nothing).

        :return: whether the run is finished; False when its time was over
        """
        blocks = in_fresh_transaction(self.env, lambda: self._price_blocks(meter.run))
        with meter.client() as client:
            sync = PriceSync(self, meter, client)
            for product_ids in blocks:
                sync.work_on(product_ids)
                if meter.should_stop():
                    return meter.is_cancelled()
        return True

    def _price_blocks(self, run):
        """Return the products to work on: lists of ids of ``shopify.product``, in order.

        :raises UserError: a currency has no rate
        """
        options = run.options or {}
        domain = self._priced_domain(options)
        if not options.keys() & CHOSEN:
            self._forget_skipped_prices()
        groups = self.env["shopify.variant"]._read_group(domain, ["product_id"], ["__count"])
        counts = {product.id: count for product, count in groups}
        self._check_price_currencies(self._product_of_any_company(domain))
        run.total = sum(counts.values())
        return list(_blocks({key: counts[key] for key in sorted(counts) if key > run.position}))

    def _priced_domain(self, options=None):
        """Return which variants get their price from Odoo.

        A gift card costs what it is worth, so its price stays as it is in Shopify.

        :param dict options: of the run; they may name ``product_ids`` or ``variant_ids``
        """
        chosen = Domain.AND(
            Domain(CHOSEN[name], "in", ids)
            for name, ids in (options or {}).items()
            if name in CHOSEN
        )
        return chosen & Domain(
            [
                ("shop_id", "=", self.id),
                ("odoo_product_id.active", "=", True),
                ("removed", "=", False),
                ("product_id.removed", "=", False),
                ("is_gift_card", "=", False),
                ("product_id.is_gift_card", "=", False),
                # Order lines of deleted products name no product.
                ("product_id.shopify_id", "not =like", "variant-%"),
            ]
        )

    def _product_of_any_company(self, domain):
        """Return a product whose price is in the main company's currency; empty if none is."""
        variants = self.env["shopify.variant"]
        shared = domain & Domain("odoo_product_id.company_id", "=", False)
        return variants.search(shared, limit=1).odoo_product_id

    def _forget_skipped_prices(self):
        """Take variants off the list of skipped records that get no price from Odoo any more."""
        skips = self.env["shopify.sync.skip"].search(
            [("shop_id", "=", self.id), ("kind", "=", "prices")]
        )
        variants = self.env["shopify.variant"].search(
            self._priced_domain() & Domain("id", "in", skips.mapped("res_id"))
        )
        kept = set(variants.ids)
        skips.filtered(lambda skip: skip.res_id not in kept).unlink()


def _blocks(counts):
    """Gather products until they have about as many variants as are worked on in one go."""
    block, size = [], 0
    for product, count in counts.items():
        if block and size + count > VARIANTS_AT_ONCE:
            yield block
            block, size = [], 0
        block.append(product)
        size += count
    if block:
        yield block
