# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the partners made of tills' customers.

``python -m bench.native_data_pos_customers DATABASE FILE``
"""

from bench.native_data import partners_of, write_data


def read(env) -> dict:
    """:return: ``partners``, delivery addresses included, ``owners``, and ``tags``

    The owners are lists: the keys of a partner and of those under it.
    """
    owners = env["pos.pending.customer"].search([]).partner_id.sorted("id")
    partners = partners_of(owners | owners.child_ids)
    for owner in owners:
        partners[owner.id].update(
            is_company=owner.is_company, customer_rank=owner.customer_rank, lang=owner.lang
        )
    return {
        "partners": partners,
        "owners": [[owner.id, *owner.child_ids.ids] for owner in owners],
        "tags": owners[:1].category_id.mapped("name"),
    }


if __name__ == "__main__":
    write_data(read)
