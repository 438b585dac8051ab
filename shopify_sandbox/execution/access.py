# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which fields an app may read: scopes and the protection of customer data."""

from ..errors import ApiError

DOCUMENTATION = "https://shopify.dev/api/usage/access-scopes"
PROTECTED_OBJECTS = ("Customer",)
STAFF_SCOPE = "read_users"
PLANS_WITHOUT_STAFF = ("Basic", "Grow")
PERSONAL_FIELDS = {
    "Customer": frozenset(
        (
            "firstName",
            "lastName",
            "email",
            "phone",
            "defaultEmailAddress",
            "defaultPhoneNumber",
            "defaultAddress",
        )
    ),
    "Order": frozenset(("email", "phone", "billingAddress", "shippingAddress", "displayAddress")),
    "MailingAddress": frozenset(
        (
            "firstName",
            "lastName",
            "name",
            "company",
            "address1",
            "address2",
            "phone",
            "latitude",
            "longitude",
        )
    ),
}


def refusal(context, type_name: str, field_name: str) -> ApiError | None:
    """The error Shopify answers for a field this app may not read, or None."""
    needed = context.schema.access_for(type_name, field_name)
    if needed and not (context.grant.allows(needed.scopes) and _plan_allows(context, needed)):
        return ApiError(
            f"Access denied for {field_name} field. Required access: {needed.text}",
            "ACCESS_DENIED",
            documentation=DOCUMENTATION,
            requiredAccess=needed.text,
        )
    return _protected(context, type_name, field_name)


def _plan_allows(context, needed) -> bool:
    """Whether the shop's plan gives what a scope alone does not."""
    return needed.scopes != (STAFF_SCOPE,) or context.sandbox.plan not in PLANS_WITHOUT_STAFF


def _protected(context, type_name, field_name):
    if context.sandbox.protected_data != "denied" or type_name in ("Mutation", "Job"):
        return None
    target = context.schema.node_type(
        context.schema.graphql.type_map[type_name].fields[field_name].type
    )
    if target not in PROTECTED_OBJECTS:
        return None
    return ApiError(
        f"This app is not approved to access the {target} object. See"
        " https://shopify.dev/docs/apps/launch/protected-customer-data for more details.",
        "ACCESS_DENIED",
        documentation="https://shopify.dev/docs/apps/launch/protected-customer-data",
    )


def is_withheld(context, type_name: str, field_name: str) -> bool:
    """Whether a personal field is answered with null for this app."""
    return context.sandbox.protected_data is False and field_name in PERSONAL_FIELDS.get(
        type_name, ()
    )
