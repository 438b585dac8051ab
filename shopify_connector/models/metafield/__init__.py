# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from . import metafield_definition
from . import metafield_mapping
from . import metafield_value
from . import metafield_links
from . import metafield_comparing
from . import metafield_pushing
from . import metafield_run
from . import metafield_settling
from . import metafield_texts
from . import shop_metafields
