# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import account_move
from . import account_payment
from . import contact_point
from . import delivery_charge
from . import res_country
from . import res_partner
from . import partner_consent
from . import several_contact_points
from . import res_config_settings
from . import address_purpose
from . import customer_group
from . import product
from . import product_pricelist
from . import product_archiving
from . import product_presence
from . import sale_order
from . import sale_order_line
from . import sale_order_history
from . import stock_move
from . import stock_picking
from . import stock_changes
