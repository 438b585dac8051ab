# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The addresses of a customer: adding, changing, deleting, choosing the default."""

from ..errors import ApiError
from ..execution.registry import mutation
from ..world.customer_changes import change
from .address_input import AddressInput
from .answers import user_error
from .customers import customer_of, refused

_NOT_THE_ADDRESS = {"id", "__typename", "legacyResourceId", "createdAt", "updatedAt"}
NO_CUSTOMER = user_error(["customerId"], "Customer does not exist")
NO_ADDRESS = user_error(["addressId"], "Address does not exist")


def _address_of(context, customer, gid):
    """A customer's address.

    :raises ApiError: there is no address of this id at all.
    """
    if context.node(gid, "MailingAddress") is None:
        raise ApiError("invalid id", "RESOURCE_NOT_FOUND")
    return next((one for one in customer["addresses"] if one["id"] == gid), None)


def _content(address):
    return {key: value for key, value in address.items() if key not in _NOT_THE_ADDRESS}


@mutation("customerAddressCreate")
def address_create(context, arguments):
    """Add an address; the first one is the default."""
    customer = customer_of(context, arguments["customerId"])
    if customer is None:
        return refused("address", [NO_CUSTOMER])
    asked = AddressInput(context, arguments["address"], ["address"])
    if asked.errors:
        return refused("address", asked.errors)
    address = asked.node(customer)
    if any(_content(one) == _content(address) for one in customer["addresses"]):
        return refused("address", [user_error(["address"], "Address already exists")])
    changes = {"addresses": [*customer["addresses"], address]}
    if arguments.get("setAsDefault"):
        changes["defaultAddress"] = address
    change(context.shop, customer, changes)
    return {"address": address, "userErrors": []}


@mutation("customerAddressUpdate")
def address_update(context, arguments):
    """Change what is given of an address."""
    customer = customer_of(context, arguments["customerId"])
    if customer is None:
        return refused("address", [NO_CUSTOMER])
    known = _address_of(context, customer, arguments["addressId"])
    if known is None:
        return refused("address", [NO_ADDRESS])
    given = arguments["address"]
    if given.get("id") and given["id"] != known["id"]:
        message = "The id of the address does not match the id in the input"
        return refused("address", [user_error(["addressId"], message)])
    asked = AddressInput(context, given, ["address"], known)
    if asked.errors:
        return refused("address", asked.errors)
    address = asked.node(customer)
    changes = {
        "addresses": [address if one is known else one for one in customer["addresses"]],
    }
    if arguments.get("setAsDefault"):
        changes["defaultAddress"] = address
    change(context.shop, customer, changes)
    return {"address": address, "userErrors": []}


@mutation("customerAddressDelete")
def address_delete(context, arguments):
    """Delete an address; the first of those that are left is the default in its place."""
    customer = customer_of(context, arguments["customerId"])
    payload = {"deletedAddressId": None}
    if customer is None:
        return payload | {"userErrors": [NO_CUSTOMER]}
    known = _address_of(context, customer, arguments["addressId"])
    if known is None:
        return payload | {"userErrors": [NO_ADDRESS]}
    left = [one for one in customer["addresses"] if one is not known]
    change(context.shop, customer, {"addresses": left})
    return {"deletedAddressId": known["id"], "userErrors": []}


@mutation("customerUpdateDefaultAddress")
def update_default_address(context, arguments):
    """Choose another of the customer's addresses as its default."""
    customer = customer_of(context, arguments["customerId"])
    if customer is None:
        return refused("customer", [NO_CUSTOMER])
    known = _address_of(context, customer, arguments["addressId"])
    if known is None:
        return {"customer": customer, "userErrors": [NO_ADDRESS]}
    change(context.shop, customer, {"defaultAddress": known})
    return {"customer": customer, "userErrors": []}
