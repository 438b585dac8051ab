# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import shopify_gift_card
from . import gift_card_orders
from . import gift_card_run
