# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Variants of a product: creating, changing and deleting several at once."""

from ..execution.registry import mutation
from ..merchant import Merchant
from ..world.options import DEFAULT_TITLE
from ..world.product_changes import arrange_variants
from .answers import ErrorCodes, user_error
from .option_plan import Combinations, OptionPlan, title_of
from .parts import Parts
from .product_input import NO_PRODUCT
from .variant_input import VariantInput
from .variant_making import edit_variant, make_variant
from .variant_stock import TOO_MANY_QUANTITIES, quantities_of, too_many_quantities

MOST = 2048
NOT_ON_UPDATE = (
    "Inventory quantities can only be provided during create. To update inventory for existing"
    " variants, use inventoryAdjustQuantities."
)


def _read_parts(asked, entry, path):
    """Note the metafields and media of a variant."""
    media = {key: entry[key] for key in ("mediaId", "mediaSrc") if entry.get(key)}
    asked.read_part("variant_media", media or None, path)
    asked.read_part("variant_metafields", entry.get("metafields"), [*path, "metafields"])


def _product_parts(context, product, media):
    """Media that are added to the product itself, and their errors."""
    parts = Parts(context)
    return parts, parts.read("media", media, ["media"], product)


# === CREATING === #


@mutation("productVariantsBulkCreate")
def bulk_create(context, arguments):
    """Create variants, all of them or none."""
    product = context.node(arguments["productId"], "Product")
    given = arguments["variants"]
    if product is None:
        return _not_created([NO_PRODUCT])
    asked = _Creation(context, product, given, _goes(product, arguments.get("strategy")))
    parts, errors = _product_parts(context, product, arguments.get("media"))
    errors = asked.errors + errors
    if errors:
        return _not_created(errors)
    parts.keep(product)
    created = asked.keep() if given else []
    return {"product": product, "productVariants": created, "userErrors": []}


def _not_created(errors):
    return {"product": None, "productVariants": [], "userErrors": errors}


def _goes(product, strategy) -> bool:
    """Whether the only variant makes place for the new ones."""
    if len(product["variants"]) != 1 or strategy == "PRESERVE_STANDALONE_VARIANT":
        return False
    is_default = product["variants"][0]["title"] == DEFAULT_TITLE
    return is_default or strategy == "REMOVE_STANDALONE_VARIANT"


class _Creation:
    def __init__(self, context, product, given, replaces):
        self.errors: list[dict] = []
        self._context = context
        self._product = product
        self._replaces = replaces
        self._plan = OptionPlan.of(product)
        self._entries: list[tuple] = []
        self._codes = ErrorCodes(context, "ProductVariantsBulkCreateUserErrorCode", "INVALID_INPUT")
        if too_many_quantities(given):
            code = self._codes("INVENTORY_QUANTITIES_LIMIT_EXCEEDED")
            self.errors.append(user_error(["variants"], TOO_MANY_QUANTITIES, code))
            return
        standing = 0 if replaces else len(product["variants"])
        if standing + len(given) > MOST:
            message = f"Product cannot have more than {MOST} variants"
            code = self._codes("SUBSCRIPTION_VIOLATION")
            self.errors.append(user_error(["variants"], message, code))
            return
        self._combinations = Combinations("VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE")
        for variant in () if replaces else product["variants"]:
            self._combinations.note(self._plan.chosen_by(variant))
        for index, entry in enumerate(given):
            self._read(entry, ["variants", str(index)])

    def _read(self, entry, path):
        asked = VariantInput(self._context, entry, path, codes=self._codes)
        if entry.get("id"):
            asked.error(["id"], "On create, this key cannot be used", "NO_KEY_ON_CREATE")
        chosen = self._plan.choose(asked, adds=True)
        if chosen is not None:
            self._combinations.check(asked, chosen)
            quantities = quantities_of(self._context, asked, title_of(chosen))
            self._entries.append((asked, chosen, quantities))
        _read_parts(asked, entry, path)
        self.errors += asked.errors

    def keep(self) -> list[dict]:
        """Create the variants; there are no errors."""
        shop, product = self._context.shop, self._product
        standing = list(product["variants"])
        if self._replaces:
            Merchant(shop).forget_variants(standing)
            self._drop_values_of(standing[0])
            standing = []
        self._plan.keep(shop, product)
        new = [
            make_variant(self._context, product, asked, self._plan, chosen, quantities)
            for asked, chosen, quantities in self._entries
        ]
        arrange_variants(shop, product, [*standing, *new])
        shop.touch(product)
        return new

    def _drop_values_of(self, variant):
        """With the default variant its value goes, unless a new variant has it."""
        if variant["title"] != DEFAULT_TITLE:
            return
        used = {id(value) for _asked, chosen, _quantities in self._entries for value in chosen}
        for option in self._plan.options:
            option.values = [
                one for one in option.values if one.name != DEFAULT_TITLE or id(one) in used
            ]


# === CHANGING === #


@mutation("productVariantsBulkUpdate")
def bulk_update(context, arguments):
    """Change variants: all of them or none, or those without errors where that is wanted."""
    product = context.node(arguments["productId"], "Product")
    if product is None:
        return {"product": None, "productVariants": None, "userErrors": [NO_PRODUCT]}
    given = arguments["variants"]
    if not given:
        message = "Something went wrong, please try again."
        return {"product": None, "productVariants": None, "userErrors": [user_error([], message)]}
    update = _Update(context, product, given)
    parts, errors = _product_parts(context, product, arguments.get("media"))
    errors = update.errors + errors
    if errors and not arguments.get("allowPartialUpdates"):
        return {"product": product, "productVariants": None, "userErrors": errors}
    parts.keep(product)
    update.keep()
    return {"product": product, "productVariants": update.variants, "userErrors": errors}


class _Update:
    def __init__(self, context, product, given):
        self.errors: list[dict] = []
        self.variants: list[dict] = []
        self._context = context
        self._product = product
        self._given = given
        self._plan = OptionPlan.of(product)
        self._known = {variant["id"]: variant for variant in product["variants"]}
        self._entries: list[tuple] = []
        self._codes = ErrorCodes(context, "ProductVariantsBulkUpdateUserErrorCode", "INVALID_INPUT")
        self._combinations = Combinations("VARIANT_ALREADY_EXISTS")
        rechosen = {entry.get("id") for entry in given if entry.get("optionValues")}
        for gid, variant in self._known.items():
            if gid not in rechosen:
                self._combinations.note(self._plan.chosen_by(variant))
        for index, entry in enumerate(given):
            self._read(entry, ["variants", str(index)])

    def _read(self, entry, path):
        known = self._known.get(entry.get("id"))
        asked = VariantInput(self._context, entry, path, known, self._codes)
        if not entry.get("id"):
            message = "Product variant is missing ID attribute"
            asked.error(["id"], message, "PRODUCT_VARIANT_ID_MISSING")
        elif known is None:
            message = "Product variant does not exist"
            asked.error(["id"], message, "PRODUCT_VARIANT_DOES_NOT_EXIST")
        if entry.get("inventoryQuantities") is not None:
            code = "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE"
            asked.error(["inventoryQuantities"], NOT_ON_UPDATE, code)
        chosen = self._chosen(asked) if known is not None else None
        _read_parts(asked, entry, path)
        if known is not None:
            self.variants.append(known)
        if not asked.errors:
            self._entries.append((known, asked, chosen))
        self.errors += asked.errors

    def _chosen(self, asked):
        if not asked.given.get("optionValues"):
            return None
        before = self._plan.chosen_by(asked.known)
        chosen = self._plan.choose(asked, adds=True, before=before)
        if chosen is not None:
            self._combinations.check(asked, chosen)
        return chosen

    def keep(self) -> None:
        """Change the variants that have no errors."""
        shop, product = self._context.shop, self._product
        used = {id(value) for _known, _asked, chosen in self._entries for value in chosen or ()}
        for option in self._plan.options:
            option.values = [one for one in option.values if one.node or id(one) in used]
        self._plan.keep(shop, product)
        for known, asked, chosen in self._entries:
            selected = None if chosen is None else self._plan.selected(chosen)
            edit_variant(self._context, known, asked, selected)
        arrange_variants(shop, product, list(product["variants"]))


# === DELETING === #


@mutation("productVariantsBulkDelete")
def bulk_delete(context, arguments):
    """Delete variants, all of them or none; one must stay."""
    product = context.node(arguments["productId"], "Product")
    if product is None:
        return {"product": None, "userErrors": [NO_PRODUCT]}
    known = {variant["id"]: variant for variant in product["variants"]}
    gids = list(dict.fromkeys(arguments["variantsIds"]))
    strange = [index for index, gid in enumerate(arguments["variantsIds"]) if gid not in known]
    if strange:
        message = "At least one variant does not belong to the product"
        code = "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT"
        errors = [user_error(["variantsIds", str(index)], message, code) for index in strange]
        return {"product": None, "userErrors": errors}
    if gids and len(gids) == len(known):
        message = "Cannot delete default variant"
        error = user_error(["variantsIds"], message, "CANNOT_DELETE_LAST_VARIANT")
        return {"product": None, "userErrors": [error]}
    if gids:
        Merchant(context.shop).delete_variants(product, [known[gid] for gid in gids])
    return {"product": product, "userErrors": []}
