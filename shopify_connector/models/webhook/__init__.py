# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import connection_webhooks
from . import webhook_event
from . import webhook_subscription
from . import shop_webhooks
from . import webhook_customers
from . import webhook_products
