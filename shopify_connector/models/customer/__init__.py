# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import geography
from . import shopify_customer
from . import customer_template
from . import customer_mapping
