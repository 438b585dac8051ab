# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The product sync: what comes from Shopify, then what goes there (P1, P13)."""

from odoo import models


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === ACTIONS === #

    def action_sync_products(self):
        """Queue the product sync and show its run (P13).

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("products", trigger="button")._show()

    # === BUSINESS METHODS === #

    def _sync_products(self, meter):
        """Import products and then export them, as far as the settings and the options say so, and
        read where in Shopify they are shown. Translations follow the texts that were sent.

        :return: whether the run is finished; False when its time was over
        """
        finished = (
            self._import_products(meter)
            and self._put_away_archived(meter)
            and self._send_tags(meter)
            and self._export_products(meter)
            and self._read_memberships(meter)
            and self._send_translations(meter)
        )
        return finished or meter.is_cancelled()
