# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import shop_refunds
from . import shopify_return
from . import shopify_refund
from . import shopify_refund_line
from . import refund_staging
from . import refund_crediting
from . import credit_note_values
from . import goods_returned
from . import refund_settling
from . import refund_texts
