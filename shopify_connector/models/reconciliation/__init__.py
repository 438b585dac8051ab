# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import reconciliation
from . import reconciliation_sum
from . import reconciliation_row
from . import reconciliation_texts
from . import reconciliation_run
from . import reconciliation_healing
