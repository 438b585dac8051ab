# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import cached_setting
from . import partner_defaults
from . import geography
from . import shopify_customer
from . import customer_template
from . import tax_area
from . import template_initialise
from . import customer_mapping
