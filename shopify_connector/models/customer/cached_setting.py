# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ShopifyCachedSetting(models.AbstractModel):
    """Records that are looked up thousands of times a run and seldom change.

    Which there are is kept in the registry's cache and forgotten with each change.
    """

    _name = "shopify.cached.setting"
    _description = "Setting that is looked up in a cache"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
