# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import test_bad_orders
from . import test_cancelling
from . import test_companies
from . import test_connection
from . import test_currencies
from . import test_customers
from . import test_deliveries
from . import test_exact_totals
from . import test_log
from . import test_missing_links
from . import test_neutralize
from . import test_once_only
from . import test_order_import
from . import test_order_kept
from . import test_orders_to_import
from . import test_products
from . import test_public_methods
from . import test_rights
from . import test_schedules
from . import test_secrets
from . import test_shop
from . import test_sync_runs
from . import test_taxes
from . import test_tours
from . import test_views
