# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import test_connection
from . import test_order_import
from . import test_tours
from . import test_views
