# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import order_import
from . import order_filter
from . import orders_taken
from . import order_listing
from . import order_outlook
from . import shopify_order
from . import shopify_order_line
from . import shopify_order_details
from . import shopify_tax
from . import order_staging
from . import order_mapping
from . import order_writing
from . import order_deliveries
from . import order_following
from . import order_run
from . import order_run_view
from . import order_progress
from . import order_cancelling
from . import order_tag
from . import order_push
from . import order_push_texts
from . import order_push_run
from . import order_closing
