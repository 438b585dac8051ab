# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import publication
from . import collection
from . import shopify_product
from . import product_tag
from . import shopify_variant
from . import item_template
from . import product_mapping
from . import product_run
from . import product_memberships
from . import product_export_terms
