# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the partners made of customers: ``python -m bench.native_data_customers DATABASE FILE``."""

from bench.native_data import partners_of, write_data


def read(env) -> dict:
    """:return: ``partners``, contacts and delivery addresses included, and ``owners``

    The owners are lists: the keys of a partner and of those under it.
    """
    owners = env["shopify.customer"].search([]).partner_id.sorted("id")
    return {
        "partners": partners_of(owners | owners.child_ids),
        "owners": [[owner.id, *owner.child_ids.ids] for owner in owners],
    }


if __name__ == "__main__":
    write_data(read)
