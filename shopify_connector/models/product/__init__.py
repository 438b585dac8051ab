# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import publication
from . import collection
from . import shopify_product
from . import product_tag
from . import shopify_variant
from . import item_template
from . import product_staging
from . import product_link
from . import product_mapping
from . import product_run
from . import product_memberships
from . import product_export_terms
from . import price_taxes
from . import product_prices
from . import variant_prices
from . import price_texts
from . import price_check
from . import price_explained
from . import price_run
from . import catalogue_texts
from . import product_editing
from . import product_change
from . import product_change_run
from . import forgotten_product
from . import product_removal
from . import product_archived
