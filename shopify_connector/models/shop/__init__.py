# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import connection
from . import currency
from . import connection_token
from . import shop
from . import shop_connection
from . import shop_orders
from . import shop_customers
from . import shop_customer_counts
from . import shop_products
from . import shop_sync
from . import setup_step
from . import schedule
from . import location
from . import shop_guide
