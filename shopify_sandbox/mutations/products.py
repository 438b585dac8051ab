# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products: creating, changing, deleting; productSet apart."""

from ..errors import ApiError
from ..execution.registry import mutation
from ..merchant import Merchant
from ..world.collections import join, leave
from ..world.product_changes import arrange_variants, change_product
from .answers import user_error
from .option_set import OptionSet
from .product_input import DOES_NOT_EXIST, ProductInput
from .product_making import create_product, default_plan
from .variant_input import VariantInput
from .variant_making import make_variant

# The only variant of a new product is not tracked.
_PLAIN = {"inventoryItem": {"tracked": False}}


def _input(arguments, name):
    """The input, under its present name or its old one.

    :raises ApiError: neither is given.
    """
    given = arguments.get("product") or arguments.get("input")
    if given is None:
        message = f"Field '{name}' is missing required arguments: product"
        raise ApiError(message, "missingRequiredArguments")
    return given


@mutation("productCreate")
def product_create(context, arguments):
    """Create a product with its first variant."""
    payload = {"product": None, "shop": context.shop.profile}
    given = _input(arguments, "productCreate")
    if given.get("id"):
        error = user_error(["input"], "id cannot be specified during creation")
        return {**payload, "userErrors": [error]}
    asked = ProductInput(context, given)
    asked.read_parts("metafields")
    asked.read_parts("media", given=arguments.get("media"))
    collections = asked.read_collections("collectionsToJoin")
    options = OptionSet(given.get("productOptions") or (), ["productOptions"], codes=_no_code)
    errors = asked.errors + options.errors
    if errors:
        return {**payload, "userErrors": errors}
    product = create_product(context, asked)
    _add_first_variant(context, product, options.plan if options.plan.options else default_plan())
    for collection in collections:
        join(context.shop, collection, [product])
    asked.parts.keep(product)
    return {**payload, "product": product, "userErrors": []}


def _no_code(_code):
    return None


def _add_first_variant(context, product, plan):
    """A variant of the first value of each option; the other values wait for theirs."""
    plan.keep(context.shop, product)
    values = [option.values[0] for option in plan.options]
    make_variant(context, product, VariantInput(context, _PLAIN, []), plan, values, [])
    arrange_variants(context.shop, product, list(product["variants"]))


@mutation("productUpdate")
def product_update(context, arguments):
    """Change what is given of a product."""
    given = _input(arguments, "productUpdate")
    known = _named(context, arguments, given)
    if known is None:
        return {"product": None, "userErrors": [user_error(["id"], DOES_NOT_EXIST)]}
    asked = ProductInput(context, given, known=known)
    asked.read_parts("metafields")
    asked.read_parts("media", given=arguments.get("media"))
    joined = asked.read_collections("collectionsToJoin")
    left = asked.read_collections("collectionsToLeave")
    if asked.errors:
        return {"product": known, "userErrors": asked.errors}
    change_product(context.shop, known, asked.values)
    for collection in joined:
        join(context.shop, collection, [known])
    for collection in left:
        leave(context.shop, collection, [known])
    asked.parts.keep(known)
    return {"product": known, "userErrors": []}


def _named(context, arguments, given):
    identifier = arguments.get("identifier") or {}
    gid = identifier.get("id") or given.get("id")
    if gid:
        return context.node(gid, "Product")
    return context.shop.handles("Product").owner(identifier.get("handle"))


@mutation("productDelete")
def product_delete(context, arguments):
    """Delete a product with its variants."""
    gid = arguments["input"]["id"]
    payload = {"deletedProductId": None, "productDeleteOperation": None}
    payload["shop"] = context.shop.profile
    product = context.node(gid, "Product")
    if product is None:
        return {**payload, "userErrors": [user_error(["id"], DOES_NOT_EXIST)]}
    Merchant(context.shop).delete_product(product)
    if arguments.get("synchronous", True):
        return {**payload, "deletedProductId": gid, "userErrors": []}
    operation = context.shop.add(
        "ProductDeleteOperation",
        {"status": "COMPLETE", "product": None, "deletedProductId": gid, "userErrors": []},
    )
    started = {**operation, "status": "CREATED", "deletedProductId": None}
    return {**payload, "productDeleteOperation": started, "userErrors": []}


@mutation("productChangeStatus")
def product_change_status(context, arguments):
    """Change only the status of a product."""
    product = context.node(arguments["productId"], "Product")
    if product is None:
        error = user_error(["productId"], DOES_NOT_EXIST, "PRODUCT_NOT_FOUND")
        return {"product": None, "userErrors": [error]}
    change_product(context.shop, product, {"status": arguments["status"]})
    return {"product": product, "userErrors": []}
