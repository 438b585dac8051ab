# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The bodies of webhooks: Shopify's REST shapes, and those that its documentation gives."""


def _number(node) -> int:
    return int(node["legacyResourceId"])


def _shop_of(profile) -> dict:
    return {
        "shop_id": int(profile["id"].rpartition("/")[2]),
        "shop_domain": profile["myshopifyDomain"],
    }


def _orders_of(customer) -> list[int]:
    orders = customer["orders"]
    return [_number(order) for order in (orders() if callable(orders) else orders)]


def customer_body(customer: dict) -> dict:
    """The body of customers/create and customers/update."""
    address = customer["defaultAddress"]
    return {
        "id": _number(customer),
        "admin_graphql_api_id": customer["id"],
        "created_at": customer["createdAt"],
        "updated_at": customer["updatedAt"],
        "first_name": customer["firstName"],
        "last_name": customer["lastName"],
        "email": customer["email"],
        "phone": customer["phone"],
        "state": customer["state"].lower(),
        "note": customer["note"],
        "verified_email": customer["verifiedEmail"],
        "multipass_identifier": customer["multipassIdentifier"],
        "tax_exempt": customer["taxExempt"],
        "tax_exemptions": customer["taxExemptions"],
        "currency": customer["amountSpent"]["currencyCode"],
        "addresses": [_address_body(one, customer) for one in customer["addresses"]],
        "default_address": address and _address_body(address, customer),
    }


def _address_body(address, customer):
    keys = ("company", "address1", "address2", "city", "province", "country", "zip", "phone")
    return {
        "id": _number(address),
        "customer_id": _number(customer),
        "first_name": address["firstName"],
        "last_name": address["lastName"],
        "name": address["name"],
        **{key: address[key] for key in keys},
        "province_code": address["provinceCode"],
        "country_code": address["countryCodeV2"],
        "country_name": address["country"],
        "default": address["id"] == customer["defaultAddress"]["id"],
    }


def deleted_body(node: dict) -> dict:
    """The body of customers/delete."""
    return {"id": _number(node), "admin_graphql_api_id": node["id"]}


def merge_body(kept_id: str, gone_id: str) -> dict:
    """The body of customers/merge."""
    return {
        "admin_graphql_api_customer_kept_id": kept_id,
        "admin_graphql_api_customer_deleted_id": gone_id,
        "admin_graphql_api_job_id": None,
        "status": "completed",
        "errors": [],
    }


def order_body(order: dict) -> dict:
    """The body of orders/create and orders/updated: what identifies the order and its state."""
    customer = order["customer"]
    return {
        "id": _number(order),
        "admin_graphql_api_id": order["id"],
        "name": order["name"],
        "email": order["email"],
        "created_at": order["createdAt"],
        "updated_at": order["updatedAt"],
        "cancelled_at": order["cancelledAt"],
        "currency": order["currencyCode"],
        "total_price": order["totalPriceSet"]["shopMoney"]["amount"],
        "financial_status": (order["displayFinancialStatus"] or "").lower(),
        "test": order["test"],
        "customer": customer and {"id": _number(customer), "admin_graphql_api_id": customer["id"]},
    }


def data_request_body(profile: dict, customer: dict, request_id: int) -> dict:
    """The body of customers/data_request."""
    return {
        **_shop_of(profile),
        "orders_requested": _orders_of(customer),
        "customer": _person(customer),
        "data_request": {"id": request_id},
    }


def redact_body(profile: dict, customer: dict) -> dict:
    """The body of customers/redact."""
    return {
        **_shop_of(profile),
        "customer": _person(customer),
        "orders_to_redact": _orders_of(customer),
    }


def shop_redact_body(profile: dict) -> dict:
    """The body of shop/redact."""
    return _shop_of(profile)


def _person(customer):
    return {
        "id": _number(customer),
        "email": customer["email"],
        "phone": customer["phone"],
    }
