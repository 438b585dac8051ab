# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import tracking_company
from . import fulfillment_texts
from . import fulfillment_call
from . import order_fulfillment
from . import delivery
from . import shop_fulfillments
from . import sale_line_delivered
from . import fulfillment_run
from . import fulfillment_watch
from . import shopify_shipments
