# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Choose which value stays where both sides have changed a metafield (P19)."""

from odoo import models

from ...rules.metafield_compare import Sides
from ...rules.metafield_meaning import ValueProblem
from .metafield_mapping import TO_ODOO, TO_SHOPIFY
from .metafield_owners import OWNERS


class ShopifyMetafield(models.Model):
    _inherit = "shopify.metafield"

    def action_keep_odoo(self):
        """Let Odoo's values stay, and tell Shopify where they go there. Callable over XML-RPC.

        :return: a notification
        """
        return self._settle("odoo")

    def action_take_shopify(self):
        """Let Shopify's values stay, and write them to Odoo where they go there.

        Callable over XML-RPC.

        :return: a notification
        """
        return self._settle("shopify")

    def _settle(self, side):
        """Make the next comparison take over one side's value, and start it.

        :param str side: ``odoo`` or ``shopify``
        """
        self.check_access("read")
        conflicts = self.sudo().filtered("has_conflict")
        for metafield in conflicts:
            metafield.write(
                {"synced": metafield._base_preferring(side).as_json(), "has_conflict": False}
            )
        for shop, metafields in conflicts.grouped("shop_id").items():
            options = {
                f"{name}_ids": found.mapped(OWNERS[name].column).ids
                for name, found in metafields.grouped("owner").items()
            }
            shop._queue_run("metafields", "button", options)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Settled: %s. The metafield sync takes it over.", len(conflicts)
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _base_preferring(self, side):
        """Return the bases after which only the preferred side has changed.

        Where its values do not go to the other side, both stay as they are.
        """
        present = self._present()
        goes = TO_SHOPIFY if side == "odoo" else TO_ODOO
        if self.mapping_id.direction not in goes:
            return present
        loser = present.shopify if side == "odoo" else present.odoo
        return Sides(shopify=loser, odoo=loser)

    def _present(self):
        """Return what both sides hold, as it was last seen."""
        conversion = self.mapping_id._conversion()
        keys = []
        for value in (self.value or "", self.odoo_value or ""):
            try:
                keys.append(conversion.key(value))
            except ValueProblem:
                keys.append(value)
        return Sides(shopify=keys[0], odoo=keys[1])
