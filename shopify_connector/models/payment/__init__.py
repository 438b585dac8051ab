# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import payment_method
from . import payment_terms
from . import order_instalment
from . import order_transaction
from . import shop_payments
from . import order_payments
from . import payment_registering
from . import payment_texts
