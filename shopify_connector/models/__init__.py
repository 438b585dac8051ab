# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import sync
from . import shop
from . import customer
from . import product
from . import order
from . import refund
from . import payment
from . import gift_card
from . import inventory
from . import fulfillment
from . import reconciliation
from . import native
from . import metafield
from . import webhook
from . import privacy
