# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The filters of each type, registered by the files of this folder."""

from .filters import Filter

_tables: dict[str, dict[str, Filter]] = {}
_defaults: dict[str, tuple] = {}


def register(type_name: str, filters: dict[str, Filter], default_fields: tuple) -> None:
    """Make the filters of a type known.

    :param default_fields: functions that read the texts which a bare word is looked for in.
    """
    _tables[type_name] = filters
    _defaults[type_name] = default_fields


def filters_of(type_name: str) -> dict[str, Filter]:
    """The filters of a type by search field."""
    return _tables.get(type_name, {})


def default_texts(type_name: str, record: dict) -> list[str]:
    """The texts of a record that a bare word is looked for in."""
    return [text for get in _defaults.get(type_name, ()) for text in [get(record)] if text]
