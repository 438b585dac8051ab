# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The bodies of webhooks about products, collections and stock: Shopify's REST shapes."""

from decimal import Decimal

_UNITS = {"KILOGRAMS": "kg", "GRAMS": "g", "POUNDS": "lb", "OUNCES": "oz"}


def _number(node) -> int:
    return int(node["legacyResourceId"])


def id_body(node: dict) -> dict:
    """The body of products/delete, collections/delete and inventory_items/delete."""
    return {"id": _number(node)}


def product_body(product: dict) -> dict:
    """The body of products/create and products/update."""
    number = _number(product)
    variants = product["variants"]
    published_at = product["publishedAt"]()
    images = [
        _image_body(media, product, position)
        for position, media in enumerate(product["media"], start=1)
        if media.get("image")
    ]
    return {
        "id": number,
        "admin_graphql_api_id": product["id"],
        "title": product["title"],
        "body_html": product["descriptionHtml"] or None,
        "handle": product["handle"],
        "vendor": product["vendor"],
        "product_type": product["productType"],
        "category": _category_body(product["category"]),
        "status": product["status"].lower(),
        "tags": ", ".join(product["tags"]),
        "template_suffix": product["templateSuffix"],
        "created_at": product["createdAt"],
        "updated_at": product["updatedAt"],
        "published_at": published_at,
        "published_scope": "global" if published_at else "web",
        "has_variants_that_requires_components": product["hasVariantsThatRequiresComponents"],
        "variants": [_variant_body(variant, number) for variant in variants],
        "options": [
            {
                "id": _number(option),
                "product_id": number,
                "name": option["name"],
                "position": option["position"],
                "values": option["values"],
            }
            for option in product["options"]
        ],
        "images": images,
        "image": images[0] if images else None,
        "media": [
            {
                "id": _number(media),
                "product_id": number,
                "position": position,
                "alt": media["alt"],
                "status": media["status"],
                "media_content_type": media["mediaContentType"],
                "admin_graphql_api_id": media["id"],
            }
            for position, media in enumerate(product["media"], start=1)
        ],
        "variant_gids": [
            {"admin_graphql_api_id": variant["id"], "updated_at": variant["updatedAt"]}
            for variant in variants
        ],
    }


def _category_body(category):
    return category and {
        "admin_graphql_api_id": category["id"],
        "name": category["name"],
        "full_name": category["fullName"],
    }


def _variant_body(variant, product_number):
    values = [part["value"] for part in variant["selectedOptions"]]
    quantity = variant["inventoryQuantity"]()
    return {
        "id": _number(variant),
        "product_id": product_number,
        "admin_graphql_api_id": variant["id"],
        "title": variant["title"],
        "position": variant["position"],
        "sku": variant["sku"] or "",
        "barcode": variant["barcode"],
        "price": variant["price"],
        "compare_at_price": variant["compareAtPrice"],
        "inventory_policy": variant["inventoryPolicy"].lower(),
        "inventory_item_id": _number(variant["inventoryItem"]),
        "inventory_quantity": quantity,
        "old_inventory_quantity": quantity,
        "taxable": variant["taxable"],
        "image_id": _number(variant["media"][0]) if variant["media"] else None,
        "created_at": variant["createdAt"],
        "updated_at": variant["updatedAt"],
        **{
            f"option{place + 1}": values[place] if len(values) > place else None
            for place in range(3)
        },
    }


def _image_body(media, product, position):
    return {
        "id": _number(media),
        "product_id": _number(product),
        "position": position,
        "alt": media["alt"] or None,
        "width": media["image"]["width"],
        "height": media["image"]["height"],
        "variant_ids": [
            _number(variant)
            for variant in product["variants"]
            if any(one is media for one in variant["media"])
        ],
        "admin_graphql_api_id": media["id"],
    }


def collection_body(collection: dict) -> dict:
    """The body of collections/create and collections/update."""
    body = {
        "id": _number(collection),
        "admin_graphql_api_id": collection["id"],
        "title": collection["title"],
        "handle": collection["handle"],
        "body_html": collection["descriptionHtml"] or None,
        "sort_order": collection["sortOrder"].lower().replace("_", "-"),
        "template_suffix": collection["templateSuffix"],
        "updated_at": collection["updatedAt"],
        "published_at": min(collection["_published"].values(), default=None),
        "published_scope": "global" if collection["_published"] else "web",
    }
    if collection["ruleSet"] is not None:
        body["disjunctive"] = collection["ruleSet"]["appliedDisjunctively"]
        body["rules"] = [
            {
                "column": rule["column"].lower(),
                "relation": rule["relation"].lower(),
                "condition": rule["condition"],
            }
            for rule in collection["ruleSet"]["rules"]
        ]
    return body


def inventory_item_body(item: dict) -> dict:
    """The body of inventory_items/create and inventory_items/update."""
    weight = item["measurement"]["weight"]
    cost = item["unitCost"]
    return {
        "id": _number(item),
        "admin_graphql_api_id": item["id"],
        "sku": item["sku"] or "",
        "tracked": item["tracked"],
        "requires_shipping": item["requiresShipping"],
        "cost": cost and f"{Decimal(cost['amount']):.2f}",
        "harmonized_system_code": item["harmonizedSystemCode"],
        "country_code_of_origin": item["countryCodeOfOrigin"],
        "province_code_of_origin": item["provinceCodeOfOrigin"],
        "country_harmonized_system_codes": [],
        "weight_value": weight["value"],
        "weight_unit": _UNITS[weight["unit"]],
        "created_at": item["createdAt"],
        "updated_at": item["updatedAt"],
    }


def inventory_level_body(level: dict) -> dict:
    """The body of inventory_levels/connect and inventory_levels/update."""
    quantities = {part["name"]: part["quantity"] for part in level["quantities"]}
    return {
        **level_id_body(level),
        "available": quantities["available"] if level["item"]["tracked"] else None,
        "updated_at": level["updatedAt"],
        "admin_graphql_api_id": level["id"],
    }


def level_id_body(level: dict) -> dict:
    """The body of inventory_levels/disconnect."""
    return {
        "inventory_item_id": _number(level["item"]),
        "location_id": _number(level["location"]),
    }
