# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers: creating, changing, deleting."""

from ..execution.registry import mutation
from ..world.customer_changes import change
from ..world.people import add_customer
from .answers import user_error
from .consent_input import ConsentInput
from .customer_input import CustomerInput

_CONSENTS = {
    "emailMarketingConsent": "customerEmailMarketingConsentUpdate",
    "smsMarketingConsent": "customerSmsMarketingConsentUpdate",
}
NOT_FOUND = "Resource matching the identifier was not found."


def refused(payload_key: str, errors: list[dict]) -> dict:
    """A payload that carries only errors."""
    return {payload_key: None, "userErrors": errors}


def customer_of(context, gid: str) -> dict | None:
    """The customer of an id."""
    return context.node(gid, "Customer")


@mutation("customerCreate")
def customer_create(context, arguments):
    """Create a customer."""
    given = arguments["input"]
    if given.get("id"):
        return refused("customer", [user_error(["id"], "Cannot specify ID on creation")])
    asked = CustomerInput(context, given)
    consents = [
        ConsentInput(context, channel, given[key], [key])
        for key, channel in (("emailMarketingConsent", "email"), ("smsMarketingConsent", "sms"))
        if given.get(key)
    ]
    for consent in consents:
        asked.errors += consent.errors_for(asked.values)
    if asked.errors:
        return refused("customer", asked.errors)
    customer = create(context, asked)
    for consent in consents:
        consent.keep(customer)
    customer["updatedAt"] = customer["createdAt"]
    return {"customer": customer, "userErrors": []}


def create(context, asked: CustomerInput) -> dict:
    """Add the customer that an input without errors asks for."""
    values = asked.changes()
    return add_customer(
        context.shop,
        values.get("firstName"),
        values.get("lastName"),
        email=values.get("email"),
        phone=values.get("phone"),
        addresses=values.get("addresses", ()),
        tags=values.get("tags", ()),
        note=values.get("note"),
        locale=values.get("locale") or "en",
        tax_exempt=bool(values.get("taxExempt")),
        tax_exemptions=values.get("taxExemptions") or (),
        multipass_identifier=values.get("multipassIdentifier"),
    )


@mutation("customerUpdate")
def customer_update(context, arguments):
    """Change what is given; addresses are replaced by those given."""
    given = arguments["input"]
    customer = given.get("id") and customer_of(context, given["id"])
    if not customer:
        return refused("customer", [user_error(["id"], "Customer does not exist")])
    errors = [
        user_error([key], f"To update {key}, please use the {name} Mutation instead")
        for key, name in _CONSENTS.items()
        if given.get(key)
    ]
    asked = CustomerInput(context, given, known=customer)
    errors += asked.errors
    if errors:
        return refused("customer", errors)
    change(context.shop, customer, asked.changes())
    return {"customer": customer, "userErrors": []}


@mutation("customerSet")
def customer_set(context, arguments):
    """Change the customer that the identifier names, else create one."""
    given = arguments["input"]
    identifier = arguments.get("identifier") or {}
    if identifier and given.get("id"):
        message = "The id field is not allowed if identifier is provided."
        return refused("customer", [user_error(["input"], message, "ID_NOT_ALLOWED")])
    errors = _mismatches(identifier, given)
    if errors:
        return refused("customer", errors)
    gid = identifier.get("id") or given.get("id")
    customer = customer_of(context, gid) if gid else _named(context, identifier)
    if gid and customer is None:
        return refused("customer", [user_error(["input"], NOT_FOUND, "NOT_FOUND")])
    asked = CustomerInput(context, given, ["input"], customer, blank_addresses=True)
    if asked.errors:
        return refused("customer", asked.errors)
    if customer is None:
        customer = create(context, asked)
    else:
        change(context.shop, customer, asked.changes())
    return {"customer": customer, "userErrors": []}


def _mismatches(identifier, given):
    errors = []
    for key in ("email", "phone"):
        wanted = identifier.get(key)
        if wanted and not given.get(key):
            message = f"The input field corresponding to the identifier is required: {key}."
            errors.append(user_error(["input", key], message, "MISSING_FIELD_REQUIRED"))
        elif wanted and given[key].strip().casefold() != wanted.strip().casefold():
            message = "The identifier value does not match the value of the corresponding field."
            errors.append(user_error(["input", key], message, "INPUT_MISMATCH"))
    return errors


def _named(context, identifier):
    contacts = context.shop.contacts
    if identifier.get("email"):
        return contacts.with_email(identifier["email"])
    return contacts.with_phone(identifier["phone"]) if identifier.get("phone") else None


@mutation("customerDelete")
def customer_delete(context, arguments):
    """Delete a customer without orders."""
    customer = customer_of(context, arguments["input"]["id"])
    payload = {"deletedCustomerId": None, "shop": context.shop.profile}
    if customer is None:
        return payload | {"userErrors": [user_error(["id"], "Customer can't be found")]}
    if int(customer["numberOfOrders"]):
        message = "Customer can’t be deleted because they have associated orders"
        return payload | {"userErrors": [user_error(["id"], message)]}
    context.shop.remove(customer)
    return payload | {"deletedCustomerId": customer["id"], "userErrors": []}
