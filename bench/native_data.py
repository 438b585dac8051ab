# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the native records that the connector made, as data for a script that makes the same.

The data are plain values. What the script has to make itself (partners, taxes, the products of
shipping and the like) is named by a key; products with an internal reference are there before.
"""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.odoo_process import odoo_environment

PARTNER = ("name", "company_name", "type", "email", "phone", "street", "street2", "city", "zip")


def values_of(record, names: Iterable[str]) -> dict:
    """:return: a record's values by field name"""
    return {name: record[name] for name in names}


def partners_of(partners) -> dict[int, dict]:
    """:return: the values of partners by id, in the order in which they were made"""
    return {partner.id: _partner(partner) for partner in partners.sorted("id")}


def _partner(partner):
    return {
        **values_of(partner, PARTNER),
        "parent_id": partner.parent_id.id,
        "country_id": partner.country_id.id,
        "state_id": partner.state_id.id,
    }


def write_data(read: Callable) -> None:
    """Read the database and write the file that the command line names: DATABASE FILE.

    :param read: takes an environment and gives the data
    """
    with odoo_environment(sys.argv[1]) as env:
        Path(sys.argv[2]).write_text(json.dumps(read(env)))
    print("{}")
