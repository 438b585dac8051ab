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


def replace_links(model, name, wanted):
    """Make a many2many field of records hold exactly these; what is so already is not touched.

    :param model: an empty recordset
    :param str name: the many2many field
    :param dict wanted: set of ids by record id
    """
    field = model._fields[name]
    model.flush_model([name])
    table, column, other = map(SQL.identifier, (field.relation, field.column1, field.column2))
    cursor = model.env.cr
    cursor.execute(
        SQL("SELECT %s, %s FROM %s WHERE %s = ANY(%s)", column, other, table, column, list(wanted))
    )
    known = set(cursor.fetchall())
    pairs = {(record_id, each) for record_id, ids in wanted.items() for each in ids}
    if gone := known - pairs:
        cursor.execute_values(
            f"DELETE FROM {table.code} USING (VALUES %s) AS gone (one, other) "
            f"WHERE {column.code} = gone.one AND {other.code} = gone.other",
            list(gone),
            page_size=1000,
        )
    if new := pairs - known:
        cursor.execute_values(
            f"INSERT INTO {table.code} ({column.code}, {other.code}) VALUES %s "
            "ON CONFLICT DO NOTHING",
            list(new),
            page_size=1000,
        )
    if gone or new:
        model.invalidate_model([name], flush=False)


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
