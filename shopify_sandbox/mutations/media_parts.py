# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The pictures that a given product or variant brings along."""

from .media_input import (
    add,
    added_errors,
    set_errors,
    set_files,
    set_variant_file,
    set_variant_media,
    variant_file_errors,
    variant_media_errors,
)
from .parts import Part, register_part

register_part("files", Part(set_errors, set_files))
register_part("file", Part(variant_file_errors, set_variant_file))
register_part("media", Part(added_errors, add))
register_part("variant_media", Part(variant_media_errors, set_variant_media))
