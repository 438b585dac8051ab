# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Two stores with tills, for the pictures: one makes customers at once, the other later."""

import uuid

STORES = (("Shop Amsterdam", "sync"), ("Market stall", "async"))
TWINS = ("Lotte Jansen", "Lotte Jansen-Smit")
TWINS_EMAIL = "lotte@jansen.example"
LOCATION = "Store Amsterdam"
MOST_PRODUCTS = 12


def prepare_tills(demo) -> dict[str, int]:
    """Add stores, what they ask and hand down, and customers that wait, unless they are there.

    :param demo: the running demo
    :return: ids of records to take pictures of
    """
    if not demo.first("pos.config", ("name", "=", STORES[0][0])):
        _add(demo)
    till, later = (demo.first("pos.config", ("name", "=", name)) for name, _mode in STORES)
    return {
        "till": till,
        "till_later": later,
        "default_customer": demo.first("res.partner", ("name", "=", "Walk-in customer")),
        "till_customer": demo.first("pos.pending.customer", ("code", "=", "ambiguous_customer")),
        "several": demo.first("res.partner", ("name", "=", "Femke Bos")),
    }


def _add(demo) -> None:
    settings = demo.call("res.config.settings", "create", {"group_several_contact_points": True})
    demo.call("res.config.settings", "execute", [settings])
    sold = demo.call("product.template", "search", [("sale_ok", "=", True)], limit=MOST_PRODUCTS)
    demo.call("product.template", "write", sold, {"available_in_pos": True})
    website = demo.first("ir.model.fields", ("model", "=", "res.partner"), ("name", "=", "website"))
    question = demo.call("pos.customer.attribute", "create", {"field_id": website})
    walk_in = _default_customer(demo)
    location = demo.first("shopify.location", ("name", "=", LOCATION))
    stores = [
        _store(
            demo,
            name,
            {
                "customer_creation": mode,
                "default_customer_id": walk_in,
                "shopify_location_id": location,
                "customer_attribute_ids": [(6, 0, [question])],
            },
        )
        for name, mode in STORES
    ]
    twins = [{"name": name, "email": TWINS_EMAIL} for name in TWINS]
    demo.call("res.partner", "create", twins)
    _customers_of_tills(demo, *stores)


def _default_customer(demo) -> int:
    fiscal_position = demo.call("account.fiscal.position", "create", {"name": "Consumers"})
    group, club = demo.call(
        "res.partner.category",
        "create",
        [{"name": "Retail", "is_customer_group": True}, {"name": "Loyalty club"}],
    )
    values = {"property_account_position_id": fiscal_position}
    demo.call("res.partner.category", "write", [group], values)
    return demo.call(
        "res.partner",
        "create",
        {
            "name": "Walk-in customer",
            "receipt_preference": "email",
            "category_id": [(6, 0, [group, club])],
        },
    )


def _store(demo, name: str, values: dict) -> int:
    """Add a store with its session open."""
    journal = {"name": f"Cash {name}", "type": "cash", "code": f"C{name[:3].upper()}"}
    cash = {"name": f"Cash {name}", "journal_id": demo.call("account.journal", "create", journal)}
    method = demo.call("pos.payment.method", "create", cash)
    store = demo.call(
        "pos.config", "create", {"name": name, "payment_method_ids": [(6, 0, [method])], **values}
    )
    session = demo.call("pos.session", "create", {"config_id": store, "user_id": demo.user})
    demo.call("pos.session", "write", [session], {"state": "opened"})
    return store


def _customers_of_tills(demo, store: int, later: int) -> None:
    """Make a customer with two emails; let others wait, each for another reason."""
    femke = {
        "uuid": str(uuid.uuid4()),
        "name": "Femke Bos",
        "email": "femke@bos.example",
        "email_marketing": "yes",
        "phone": "+31 20 623 4567",
        "contact_points": [
            {
                "kind": "email",
                "value": "f.bos@studio.example",
                "purpose": "business",
                "marketing": "no",
            }
        ],
    }
    demo.call("pos.config", "create_store_customer", [store], femke)
    wrong = (
        {"name": "Lotte Jansen", "email": TWINS_EMAIL},
        {"name": "Pieter Kok", "email": "pieter(at)kok.example"},
        {"name": "Sofie de Graaf", "phone": "020 12"},
    )
    told = [{"uuid": str(uuid.uuid4()), **customer} for customer in wrong]
    demo.call("pos.config", "sync_store_customers", [later], told)
    waiting = demo.call("pos.pending.customer", "search", [("state", "=", "waiting")])
    demo.call("pos.pending.customer", "action_try_again", waiting)
