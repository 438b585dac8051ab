# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import explain
from . import tag
from . import sync_run
from . import sync_batch
from . import sync_skip
from . import log
from . import mapping_lock
