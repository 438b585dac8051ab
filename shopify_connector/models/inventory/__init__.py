# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import stock_texts
from . import location_stock
from . import variant_stock
from . import odoo_stock
from . import sold_stock
from . import inventory_level
from . import inventory_call
from . import shop_stock
from . import stock_plan
from . import stock_run
from . import stock_explained
from . import stock_watch
