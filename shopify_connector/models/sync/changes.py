# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Write only what differs, so that a repeated sync writes nothing."""


def changed_values(record, values):
    """Return the part of ``values`` that differs from what the record holds.

    :param record: a single record
    :param dict values: field values without x2many commands
    """
    changed = {}
    for name, value in values.items():
        field = record._fields[name]
        current = field.convert_to_write(record[name], record)
        wanted = field.convert_to_write(
            field.convert_to_record(field.convert_to_cache(value, record, validate=False), record),
            record,
        )
        if current != wanted:
            changed[name] = value
    return changed


def write_changed(record, values):
    """Write what differs and tell whether anything did."""
    changed = changed_values(record, values)
    if changed:
        record.write(changed)
    return bool(changed)
