# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Keep what Shopify lists of a shop: sales channels, collections."""

from ..sync.changes import write_changed


def keep_listed(shop, model, listed):
    """Note what is new and what has changed; what Shopify no longer has is archived.

    :param shop: the shop record
    :param model: an empty recordset of what is listed
    :param dict listed: dict of field values by Shopify's id
    """
    records = model.sudo().with_context(active_test=False)
    known = {
        record.shopify_id: record
        for record in records.search(
            [
                ("connection_id", "=", shop.connection_id.id),
                ("company_id", "=", shop.company_id.id),
            ]
        )
    }
    for shopify_id in known.keys() & listed.keys():
        write_changed(known[shopify_id], {"active": True, **listed[shopify_id]})
    for shopify_id in known.keys() - listed.keys():
        write_changed(known[shopify_id], {"active": False})
    records.create(
        [
            {
                "connection_id": shop.connection_id.id,
                "shop_id": shop.id,
                "shopify_id": shopify_id,
                **listed[shopify_id],
            }
            for shopify_id in listed
            if shopify_id not in known
        ]
    )
