# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Collections: creating, changing, deleting, and which products they have."""

from ..errors import ApiError
from ..execution.registry import mutation
from ..world.collections import add_collection, is_modelled, join, leave
from ..world.handles import LONGEST, handle_of
from ..world.product_changes import description_fields
from .answers import user_error
from .parts import Parts

DOES_NOT_EXIST = "Collection does not exist"


class _CollectionInput:
    """A given collection, checked.

    :param context: the request's context.
    :param given: the input.
    :param known: the collection that it changes; None: it is a new one.
    """

    def __init__(self, context, given, known=None):
        self.errors: list[dict] = []
        self.values: dict = {}
        self.parts = Parts(context)
        self._context = context
        self._given = given
        self._known = known
        self._read_title()
        self._read_handle()
        self._read_rules()
        if "descriptionHtml" in given:
            fields = description_fields(given["descriptionHtml"] or "")
            self.values |= {key: fields[key] for key in ("descriptionHtml", "description")}
        if given.get("seo") is not None:
            known_seo = (known or {}).get("seo") or {"title": None, "description": None}
            self.values["seo"] = {"__typename": "SEO", **known_seo, **given["seo"]}
        for key in ("sortOrder", "templateSuffix"):
            if given.get(key) is not None:
                self.values[key] = given[key]
        self.errors += self.parts.read(
            "collection_metafields", given.get("metafields"), ["metafields"], known
        )

    def _error(self, key, message):
        self.errors.append(user_error([key], message))

    def _read_title(self):
        if self._known is not None and "title" not in self._given:
            return
        title = self.values["title"] = (self._given.get("title") or "").strip()
        if not title:
            self._error("title", "Title can't be blank")
        elif len(title) > LONGEST:
            self._error("title", f"Title is too long (maximum is {LONGEST} characters)")

    def _read_handle(self):
        text = self._given.get("handle")
        if not text:
            return
        handles = self._context.shop.handles("Collection")
        handle = self.values["handle"] = handle_of(text, "collection")
        if handles.owner(handle) not in (None, self._known):
            self._error("handle", f"Handle '{text}' already in use. Please provide a new handle.")

    def _read_rules(self):
        given = self._given.get("ruleSet")
        if given is None:
            return
        if self._known is not None and self._known["ruleSet"] is None:
            message = "Cannot update rule set of a custom collection"
            self.errors.append(user_error(["id"], message))
        if not given.get("rules"):
            self._error("ruleSet", "Rule set must have at least one rule")
        for rule in given.get("rules") or ():
            if not is_modelled(rule["column"]):
                what = f"collection rules on {rule['column']}"
                raise ApiError(f"the sandbox does not model {what} yet", "NOT_MODELLED")
        self.values["ruleSet"] = {
            "__typename": "CollectionRuleSet",
            "appliedDisjunctively": given["appliedDisjunctively"],
            "rules": [
                {"__typename": "CollectionRule", "conditionObject": None, **rule}
                for rule in given.get("rules") or ()
            ],
        }


def _given(arguments, name):
    if arguments.get("collection") is not None:
        given = arguments["collection"]
        if any(given.get(key) for key in ("sources", "sourcesToCreate", "sourcesToUpdate")):
            message = f"the sandbox does not model sources of Mutation.{name} yet"
            raise ApiError(message, "NOT_MODELLED")
        return given
    return arguments.get("input") or {}


@mutation("collectionCreate")
def collection_create(context, arguments):
    """Create a collection, of products or of rules."""
    given = _given(arguments, "collectionCreate")
    if given.get("id"):
        error = user_error(["id"], "id cannot be specified during creation")
        return {"collection": None, "userErrors": [error]}
    asked = _CollectionInput(context, given)
    products = _products(context, given.get("products") or ())
    if products and given.get("ruleSet"):
        message = "Cannot create a collection with both products and a rule set"
        asked.errors.append(user_error(["products"], message))
    if asked.errors:
        return {"collection": None, "userErrors": asked.errors}
    values = asked.values
    collection = add_collection(
        context.shop,
        values["title"],
        handle=values.get("handle"),
        products=products,
        rule_set=values.get("ruleSet"),
        published=False,
    )
    collection.update({key: value for key, value in values.items() if key != "ruleSet"})
    asked.parts.keep(collection)
    return {"collection": collection, "userErrors": []}


def _products(context, gids):
    found = (context.node(gid, "Product") for gid in gids)
    return [product for product in found if product is not None]


@mutation("collectionUpdate")
def collection_update(context, arguments):
    """Change what is given of a collection."""
    given = _given(arguments, "collectionUpdate")
    if not given.get("id"):
        raise ApiError("id must be specified on collectionUpdate", "BAD_REQUEST")
    collection = context.node(given["id"], "Collection")
    payload = {"collection": None, "job": None}
    if collection is None:
        return {**payload, "userErrors": [user_error(None, DOES_NOT_EXIST)]}
    asked = _CollectionInput(context, given, collection)
    if asked.errors:
        return {**payload, "userErrors": asked.errors}
    changed = {key: value for key, value in asked.values.items() if collection[key] != value}
    collection.update(changed)
    asked.parts.keep(collection)
    if changed:
        context.shop.touch(collection)
    job = _job(context) if "ruleSet" in changed else None
    return {"collection": collection, "job": job, "userErrors": []}


def _job(context):
    return {"__typename": "Job", "id": context.shop.new_id("Job"), "done": False}


@mutation("collectionDelete")
def collection_delete(context, arguments):
    """Delete a collection; its products stay."""
    payload = {"deletedCollectionId": None, "shop": context.shop.profile}
    collection = context.node(arguments["input"]["id"], "Collection")
    if collection is None:
        return {**payload, "userErrors": [user_error(["id"], DOES_NOT_EXIST)]}
    context.shop.remove(collection)
    return {**payload, "deletedCollectionId": collection["id"], "userErrors": []}


# === PRODUCTS OF A CUSTOM COLLECTION === #


def _custom(context, arguments, verb, codes=(None, None)):
    """The collection, or the error of one that is not there or has rules."""
    collection = context.node(arguments["id"], "Collection")
    if collection is None:
        return None, [user_error(["id"], DOES_NOT_EXIST, codes[0])]
    if collection["ruleSet"] is not None:
        message = f"Can't manually {verb} a smart collection"
        return None, [user_error(["id"], message, codes[1])]
    return collection, []


@mutation("collectionAddProducts")
def add_products(context, arguments):
    """Add products at once."""
    collection, errors = _custom(context, arguments, "add products to")
    products = _products(context, arguments["productIds"])
    if collection and len(products) < len(arguments["productIds"]):
        errors = [user_error(["productIds"], "Product does not exist")]
    if collection and any(one["id"] in collection["_members"] for one in products):
        errors = [user_error(["productIds"], "Product is already in the collection")]
    if errors:
        return {"collection": None, "userErrors": errors}
    join(context.shop, collection, products)
    return {"collection": collection, "userErrors": []}


@mutation("collectionAddProductsV2")
def add_products_later(context, arguments):
    """Add products in a job; those that are not there are passed over."""
    codes = ("COLLECTION_DOES_NOT_EXIST", "CANT_ADD_TO_SMART_COLLECTION")
    collection, errors = _custom(context, arguments, "add products to", codes)
    if errors:
        return {"job": None, "userErrors": errors}
    join(context.shop, collection, _products(context, arguments["productIds"]))
    return {"job": _job(context), "userErrors": []}


@mutation("collectionRemoveProducts")
def remove_products(context, arguments):
    """Take products out in a job."""
    collection, errors = _custom(context, arguments, "remove products from")
    if errors:
        return {"job": None, "userErrors": errors}
    leave(context.shop, collection, _products(context, arguments["productIds"]))
    return {"job": _job(context), "userErrors": []}
