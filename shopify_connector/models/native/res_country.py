# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ResCountry(models.Model):
    _name = "res.country"
    _inherit = ["res.country", "shopify.cached.setting"]


class ResCountryState(models.Model):
    _name = "res.country.state"
    _inherit = ["res.country.state", "shopify.cached.setting"]
