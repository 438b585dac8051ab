# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Recorded customers and addresses."""

from ..world.people import add_customer, address_node, phone_number
from .catalogue import keep

_ADDRESS = {
    "first_name": "firstName",
    "last_name": "lastName",
    "company": "company",
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "zip_code": "zip",
    "province": "provinceCode",
    "phone": "phone",
}


def load_address(shop, known):
    """Make an address of what was recorded, or of the input it was made from.

    :param RecordedShop shop: where
    :param dict|None known: what is known
    :return: the node, None when nothing is known
    :rtype: dict|None
    """
    if not known or not any(known.get(key) for key in ("address1", "city", "countryCodeV2")):
        return None
    shop.expect(known.get("id"))
    values = {name: known[key] for name, key in _ADDRESS.items() if known.get(key)}
    country = known.get("countryCodeV2") or known.get("countryCode") or "CA"
    node = address_node(shop, country=country, **values)
    keep(node, known, ("country", "province", "name", "formattedArea"))
    return node


def load_customers(shop, fragments):
    """Load the customers of which more than the id was recorded.

    :param RecordedShop shop: where
    :param Fragments fragments: what was recorded
    """
    for known in fragments.of_type("Customer"):
        if len([key for key, value in known.items() if value]) > 1:
            load_customer(shop, known)


def load_customer(shop, known):
    """Load a customer.

    :param RecordedShop shop: where
    :param dict known: what was recorded
    :return: the node
    :rtype: dict
    """
    listed = [*(known.get("addressesV2") or []), *(known.get("addresses") or [])]
    default = known.get("defaultAddress")
    made = {}
    for part in [default, *listed]:
        if isinstance(part, dict) and (part.get("id") or part.get("address1")):
            key = part.get("id") or part["address1"]
            if key not in made:
                made[key] = load_address(shop, part)
    email = known.get("email") or (known.get("defaultEmailAddress") or {}).get("emailAddress")
    shop.expect(known["id"])
    node = add_customer(
        shop,
        known.get("firstName") or "",
        known.get("lastName") or "",
        email=email,
        addresses=[address for address in made.values() if address],
        tags=[tag for tag in known.get("tags") or [] if isinstance(tag, str)],
        note=known.get("note"),
        tax_exempt=bool(known.get("taxExempt")),
    )
    keep(node, known, ("displayName", "state", "locale", "createdAt", "updatedAt", "verifiedEmail"))
    phone = (known.get("defaultPhoneNumber") or {}).get("phoneNumber")
    if phone:
        node.update(phone=phone, defaultPhoneNumber=phone_number(phone))
    return node
