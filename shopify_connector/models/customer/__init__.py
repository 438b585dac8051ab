# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import cached_setting
from . import partner_defaults
from . import geography
from . import customer_tag
from . import shopify_customer
from . import customer_address
from . import customer_template
from . import tax_area
from . import template_initialise
from . import customer_texts
from . import customer_candidates
from . import new_partner
from . import delivery_addresses
from . import customer_mapping
from . import customer_staging
from . import customer_last_change
from . import customer_link
from . import customer_conflict
from . import customer_sides
from . import customer_partners
from . import customer_update
from . import customer_presence
from . import customer_settling
from . import customer_run
from . import customer_removed
