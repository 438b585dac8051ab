# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import privacy_request
from . import privacy_records
from . import privacy_webhooks
from . import privacy_export
from . import privacy_anonymising
from . import customer_privacy
from . import order_privacy
from . import partner_privacy
from . import shop_privacy
from . import metafield_privacy
