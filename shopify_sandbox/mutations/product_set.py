# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""productSet: a product, its options and its variants as they shall be, in one call."""

from ..execution.registry import field, mutation
from ..fields.custom_ids import with_custom_id
from ..fields.metafields import full_namespace
from ..merchant import Merchant
from ..world.collections import set_collections
from ..world.custom_ids import ID
from ..world.metafields import put_metafield
from ..world.product_changes import arrange_variants, change_product, stock_variant
from .answers import ErrorCodes, user_error
from .option_plan import Combinations, OptionPlan, title_of
from .option_set import OptionSet
from .product_input import DOES_NOT_EXIST, ProductInput
from .product_making import create_product, default_plan
from .variant_input import VariantInput
from .variant_making import edit_variant, make_variant
from .variant_stock import TOO_MANY_QUANTITIES, quantities_of, too_many_quantities

NOT_FOUND = "Resource matching the identifier was not found."
NOT_WITH_IDENTIFIER = "The id field is not allowed if identifier is provided."
VARIANTS_MISSING = "Variants input is required when updating product options"
OPTIONS_MISSING = "Product options input is required when updating variants"
_NOTHING = {"inventoryItem": {"tracked": False}}


@mutation("productSet")
def product_set(context, arguments):
    """Create a product or change it to what is given; lists are whole lists."""
    given, identifier = arguments["input"], arguments.get("identifier") or {}
    if arguments.get("synchronous", True):
        return {**_carried_out(context, given, identifier), "productSetOperation": None}
    outcome = _carried_out(context, given, identifier)
    operation = context.shop.add(
        "ProductSetOperation",
        {
            "status": "COMPLETE",
            "product": outcome["product"],
            "userErrors": outcome["userErrors"],
        },
    )
    started = {**operation, "status": "CREATED", "product": None, "userErrors": []}
    return {"product": None, "productSetOperation": started, "userErrors": []}


@field("QueryRoot", "productOperation")
def product_operation(context, source, arguments):
    """What became of a call that was answered before it was carried out."""
    found = context.node(arguments["id"])
    return found if found and found["__typename"].startswith("Product") else None


def _carried_out(context, given, identifier):
    errors, known = _meant(context, given, identifier)
    asked = None if errors else ProductSet(context, given, known)
    errors = errors or asked.errors
    if errors:
        return {"product": None, "userErrors": errors}
    product = asked.keep()
    if known is None and identifier.get("customId"):
        _keep_custom_id(context, product, identifier["customId"])
    return {"product": product, "userErrors": []}


def _keep_custom_id(context, product, given):
    namespace = full_namespace(given.get("namespace"))
    put_metafield(context.shop, product, namespace, given["key"], ID, given["value"])


def _meant(context, given, identifier):
    """The errors of the identifier, and the product that is to change if it is there."""
    gid = given.get("id")
    if identifier and gid:
        return [user_error(["input"], NOT_WITH_IDENTIFIER, "ID_NOT_ALLOWED")], None
    if gid:
        known = context.node(gid, "Product")
        missing = user_error(["input", "id"], DOES_NOT_EXIST, "PRODUCT_DOES_NOT_EXIST")
        return ([] if known else [missing]), known
    if identifier.get("id"):
        known = context.node(identifier["id"], "Product")
        return ([] if known else [user_error(["input"], NOT_FOUND, "NOT_FOUND")]), known
    if identifier.get("handle"):
        known = context.shop.handles("Product").owner(identifier["handle"])
        return _handle_errors(given, identifier["handle"]), known
    if identifier.get("customId"):
        known = with_custom_id(context, "Product", identifier["customId"])
        return _custom_id_errors(given, identifier["customId"]), known
    return [], None


def _handle_errors(given, handle):
    if not given.get("handle"):
        message = "The input field corresponding to the identifier is required."
        return [user_error(["input", "handle"], message, "MISSING_FIELD_REQUIRED")]
    if given["handle"] != handle:
        message = "The identifier value does not match the value of the corresponding field."
        return [user_error(["input", "handle"], message, "INPUT_MISMATCH")]
    return []


def _custom_id_errors(given, wanted):
    """Metafields that are given must not say something else than the identifier."""
    if given.get("metafields") is None:
        return []
    names = full_namespace(wanted.get("namespace")), wanted["key"], wanted["value"]
    for one in given["metafields"]:
        if (full_namespace(one.get("namespace")), one.get("key"), one.get("value")) == names:
            return []
    message = "The input argument `metafields` (if present) must contain the `customId` value."
    return [user_error(["input", "metafields"], message, "METAFIELD_MISMATCH")]


class ProductSet:
    """A given state of a product, checked.

    :param context: the request's context.
    :param given: the ``ProductSetInput``.
    :param known: the product that it changes; None: it is a new one.
    """

    def __init__(self, context, given, known):
        self._context = context
        self._given = given
        self._known = known
        self._codes = ErrorCodes(
            context, "ProductSetUserErrorCode", "INVALID_VARIANT", ("INVALID_INPUT",)
        )
        self._product = ProductInput(context, given, ["input"], known, coded=True)
        self._product.read_parts("files", "metafields_set")
        self._collections = self._product.read_collections("collections")
        self._plan: OptionPlan | None = None
        self._variants: list[tuple] = []
        self.errors = self._product.errors
        self._read_variants()

    def _read_variants(self):
        options, variants = self._given.get("productOptions"), self._given.get("variants")
        if options is not None and not variants:
            self._product.error("variants", VARIANTS_MISSING, "VARIANTS_INPUT_MISSING")
        elif variants is not None and not options:
            message, code = OPTIONS_MISSING, "PRODUCT_OPTIONS_INPUT_MISSING"
            self._product.error("productOptions", message, code)
        elif variants:
            self._read_options(options)
            if not self.errors:
                self._read_entries(variants)

    def _read_options(self, options):
        known = self._known and OptionPlan.of(self._known)
        codes = ErrorCodes(self._context, "ProductSetUserErrorCode", "INVALID_INPUT")
        asked = OptionSet(options, ["input", "productOptions"], known, codes)
        self.errors += asked.errors
        self._plan = asked.plan

    def _read_entries(self, variants):
        if too_many_quantities(variants):
            code = "INVENTORY_QUANTITIES_LIMIT_EXCEEDED"
            self._product.error("variants", TOO_MANY_QUANTITIES, code)
            return
        known = {one["id"]: one for one in (self._known or {}).get("variants", ())}
        by_values: dict[tuple, dict] = {}
        for variant in known.values():
            by_values.setdefault(tuple(map(id, self._plan.chosen_by(variant))), variant)
        combinations = Combinations("INVALID_VARIANT")
        taken = {entry["id"] for entry in variants if entry.get("id")}
        for index, entry in enumerate(variants):
            path = ["input", "variants", str(index)]
            gid = entry.get("id")
            asked = VariantInput(self._context, entry, path, known.get(gid), self._codes)
            if gid and asked.known is None:
                message = "Product variant does not exist"
                asked.error(["id"], message, "PRODUCT_VARIANT_DOES_NOT_EXIST")
            chosen = self._plan.choose(asked, adds=False)
            if chosen is not None:
                combinations.check(asked, chosen)
                same = by_values.get(tuple(map(id, chosen)))
                if not gid and same is not None and same["id"] not in taken:
                    asked.known = same
                quantities = quantities_of(self._context, asked, title_of(chosen))
                self._variants.append((entry, asked, chosen, quantities))
            asked.read_part("file", entry.get("file"), [*path, "file"])
            metafields = entry.get("metafields")
            asked.read_part("variant_metafields_set", metafields, [*path, "metafields"])
            self.errors += asked.errors

    def keep(self) -> dict:
        """Make or change the product; it has no errors."""
        shop, product = self._context.shop, self._known
        if product is None:
            product = create_product(self._context, self._product)
            if self._plan is None:
                self._keep_default_variant(product)
        else:
            change_product(shop, product, self._product.values)
        if "collections" in self._given:
            set_collections(shop, product, self._collections)
        self._product.parts.keep(product)
        if self._plan is not None:
            self._keep_variants(product)
        return product

    def _keep_default_variant(self, product):
        plan = default_plan()
        plan.keep(self._context.shop, product)
        asked = VariantInput(self._context, _NOTHING, [])
        make_variant(self._context, product, asked, plan, plan.options[0].values, [])
        arrange_variants(self._context.shop, product, list(product["variants"]))

    def _keep_variants(self, product):
        shop, plan = self._context.shop, self._plan
        before = _shape(product)
        staying = {asked.known["id"] for _entry, asked, *_rest in self._variants if asked.known}
        gone = [variant for variant in product["variants"] if variant["id"] not in staying]
        if gone:
            Merchant(shop).forget_variants(gone)
        plan.keep(shop, product)
        kept = [self._kept(product, *one) for one in self._variants]
        places = [
            (entry.get("position") or index, index)
            for index, (entry, *_rest) in enumerate(self._variants, start=1)
        ]
        ordered = sorted(zip(places, kept, strict=True), key=lambda one: one[0])
        arrange_variants(shop, product, [variant for _place, variant in ordered])
        if _shape(product) != before:
            shop.touch(product)

    def _kept(self, product, _entry, asked, chosen, quantities):
        if asked.known is None:
            return make_variant(self._context, product, asked, self._plan, chosen, quantities)
        edit_variant(self._context, asked.known, asked, self._plan.selected(chosen))
        stock_variant(self._context.shop, asked.known, quantities)
        return asked.known


def _shape(product):
    """What of a product changes with its options and with which variants it has."""
    options = [
        (option["name"], [value["name"] for value in option["optionValues"]])
        for option in product["options"]
    ]
    return options, [variant["id"] for variant in product["variants"]]
