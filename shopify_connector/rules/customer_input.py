# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is sent to Shopify to make or change a customer (C11).

Shopify keeps a customer's names twice: as the customer's and as its default address'. Both follow
the partner. The company is the address' alone, email and phone are the customer's.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from .customer_fields import GROUPS, CustomerFields

_CUSTOMER_KEYS = {
    "first_name": "firstName",
    "last_name": "lastName",
    "email": "email",
    "phone": "phone",
}
_ADDRESS_KEYS = {
    "first_name": "firstName",
    "last_name": "lastName",
    "company": "company",
    "street": "address1",
    "street2": "address2",
    "city": "city",
    "zip": "zip",
    "province_code": "provinceCode",
    "country_code": "countryCode",
}
# What an address is there for: names alone make none.
_NEEDS_ADDRESS = {"company", *GROUPS["address"]}
# Shopify reads a province within its country.
_COUNTRY_AND_PROVINCE = {"country_code", "province_code"}


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """The inputs of a change, each {} when there is nothing to send.

    ``customer`` is for ``customerUpdate``, without the id. ``address`` is for
    ``customerAddressUpdate`` of the default address, which leaves the customer's other addresses
    alone; for ``customerAddressCreate`` where there was no address.
    """

    customer: Mapping[str, Any]
    address: Mapping[str, Any]


def customer_input(sent: CustomerFields) -> dict[str, Any]:
    """Give the input of ``customerCreate``: the customer with its default address.

    :param sent: the fields to send
    :return: the ``CustomerInput``; what is empty is left out
    """
    filled = {name: value for name, value in asdict(sent).items() if value}
    created = _renamed(filled, _CUSTOMER_KEYS)
    if filled.keys() & _NEEDS_ADDRESS:
        created["addresses"] = [_renamed(filled, _ADDRESS_KEYS)]
    return created


def changed_input(
    changes: Mapping[str, str], shopify: CustomerFields, has_address: bool = True
) -> ChangedInput:
    """Give the inputs that change a customer: only the changed fields, null where one is emptied.

    A changed country or province goes with the other of the two. A customer without an address
    gets a whole one, if there is more to it than a name.

    :param changes: the values to send by field, such as ``Comparison.to_shopify``
    :param shopify: what Shopify holds now
    :param has_address: whether the customer has a default address
    :return: the inputs
    """
    after = replace(shopify, **changes)
    customer = _renamed(after.values(changes), _CUSTOMER_KEYS)
    if has_address:
        names = set(changes)
        if names & _COUNTRY_AND_PROVINCE:
            names |= _COUNTRY_AND_PROVINCE
        return ChangedInput(customer, _renamed(after.values(names), _ADDRESS_KEYS))
    if not any(after.values(changes.keys() & _NEEDS_ADDRESS).values()):
        return ChangedInput(customer, {})
    filled = {name: value for name, value in asdict(after).items() if value}
    return ChangedInput(customer, _renamed(filled, _ADDRESS_KEYS))


def _renamed(values: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, str | None]:
    return {key: values[name] or None for name, key in keys.items() if name in values}
