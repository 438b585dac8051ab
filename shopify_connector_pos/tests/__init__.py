# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import test_pending_customers
from . import test_pending_orders
from . import test_store_customers
from . import test_store_details
from . import test_tours
from . import test_unit
