# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Write rows of the connector's own models past the ORM, where thousands come at once.

Only for columns on which no stored computed field, constraint in Python or translation hangs:
nothing else is done here.
"""

from odoo.tools import SQL


def insert_rows(model, rows, or_skip=False):
    """Insert records, all with the same fields.

    :param model: an empty recordset
    :param list rows: dicts of field values as for ``create``, all with the same keys in the same
        order; a field that is not named gets no default
    :param bool or_skip: leave out a row that a unique index forbids
    :return: the records, in the rows' order; with ``or_skip`` some of them may not exist
    """
    if not rows:
        return model
    model.flush_model()
    cursor = model.env.cr
    ids = _next_ids(model, len(rows))
    convert = {name: model._fields[name].convert_to_column_insert for name in rows[0]}
    stamp = (model.env.uid, model.env.uid, cursor.now(), cursor.now())
    values = [
        (record_id, *stamp, *(convert[name](value, model) for name, value in row.items()))
        for record_id, row in zip(ids, rows, strict=True)
    ]
    names = ["id", "create_uid", "write_uid", "create_date", "write_date", *rows[0]]
    columns = SQL(", ").join(map(SQL.identifier, names))
    statement = SQL("INSERT INTO %s (%s) VALUES ", SQL.identifier(model._table), columns)
    ending = " ON CONFLICT DO NOTHING" if or_skip else ""
    cursor.execute_values(f"{statement.code} %s{ending}", values, page_size=1000)
    return model.browse(ids)


def update_rows(model, values_by_id):
    """Update records, all with the same fields.

    :param model: an empty recordset
    :param dict values_by_id: dict of field values by record id
    """
    names = {name for values in values_by_id.values() for name in values}
    model.flush_model(names)
    records = model.browse(values_by_id)
    convert = {name: model._fields[name].convert_to_column for name in names}
    records._write_multi(
        [
            {name: convert[name](value, model) for name, value in values.items()}
            for values in values_by_id.values()
        ]
    )
    records.invalidate_recordset(names, flush=False)


def _next_ids(model, count):
    cursor = model.env.cr
    cursor.execute(
        SQL(
            "SELECT nextval(%s) FROM generate_series(1, %s)",
            f"{model._table}_id_seq",
            count,
        )
    )
    return [row[0] for row in cursor.fetchall()]
