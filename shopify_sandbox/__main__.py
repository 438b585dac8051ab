# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""``python -m shopify_sandbox``."""

import sys

from .cli import main

sys.exit(main())
