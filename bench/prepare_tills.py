# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Let a till send customers for the job: ``python -m bench.prepare_tills DATABASE SIZE``.

Every second has an email, the others a phone, every tenth is a company, every fifth has a delivery
address, every third wants marketing. The store's default customer has a group, a tag, a pricelist
and a language.
"""

import sys
import uuid

from odoo.fields import Command

from bench.odoo_process import odoo_environment
from bench.prepare_shop import prepare_company

NAMESPACE = uuid.UUID("6f9034bb-faf8-4875-b216-dafb78982918")
AT_ONCE = 100


def prepare(env, size: int) -> None:
    """Make the store, and the customers that it has sent.

    :param size: how many
    """
    prepare_company(env)
    tags = env["res.partner.category"].create(
        [{"name": "Bench retail", "is_customer_group": True}, {"name": "Bench regular"}]
    )
    default = env["res.partner"].create(
        {
            "name": "Walk-in",
            "category_id": [Command.set(tags.ids)],
            "specific_property_product_pricelist": a_pricelist(env).id,
            "lang": "en_US",
            "receipt_preference": "email",
        }
    )
    cash = env["account.journal"].create({"name": "Cash bench", "type": "cash", "code": "CBEN"})
    method = env["pos.payment.method"].create({"name": "Cash bench", "journal_id": cash.id})
    store = env["pos.config"].create(
        {
            "name": "Bench",
            "payment_method_ids": [Command.set(method.ids)],
            "default_customer_id": default.id,
            "customer_creation": "async",
        }
    )
    country = env["res.country"].search([("code", "=", "NL")]).id
    told = [_told(number, country) for number in range(size)]
    for start in range(0, size, AT_ONCE):
        store.sync_store_customers(told[start : start + AT_ONCE])


def a_pricelist(env):
    """:return: a pricelist, of the same name on both sides"""
    return env["product.pricelist"].create({"name": "Bench"})


def _told(number, country):
    place = {"street": f"Lindenweg {number % 180}", "zip": "1012 AB", "city": "Amsterdam"}
    place["country_id"] = country
    delivery = {**place, "purpose": "delivery", "street": f"Side door {number}"}
    return {
        "uuid": str(uuid.uuid5(NAMESPACE, str(number))),
        "name": f"Weber Handel {number}" if number % 10 == 9 else f"Clara Weber {number}",
        "is_company": number % 10 == 9,
        "email": f"clara.{number}@example.com" if number % 2 else "",
        "phone": "" if number % 2 else f"+3120{1000000 + number}",
        "email_marketing": "yes" if number % 3 == 1 else "unknown",
        "made_at": "2026-02-01T12:00:00Z",
        "address": place,
        "further_addresses": [] if number % 5 else [delivery],
    }


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment, int(sys.argv[2]))
    print("{}")
