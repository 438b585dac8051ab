# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import customer_sync
from . import fulfillment_sync
from . import privacy_anonymise
from . import shopify_customer_export
from . import product_change
from . import shopify_product_export
from . import shopify_variant_add
from . import mapping_report
from . import order_sync
from . import gift_card_check
from . import order_history
