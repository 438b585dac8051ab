# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import customer_attribute
from . import pos_config
from . import res_config_settings
from . import pending_customer
from . import pending_texts
from . import store_partners
from . import pending_conversion
from . import store_customers
from . import pos_order
from . import pos_session
from . import res_partner
