# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The pictures of a product: their order, and which variant shows which."""

from ..execution.registry import mutation
from ..world.media import is_on
from .answers import user_error

MOST_PAIRS = 100


@mutation("productReorderMedia")
def reorder(context, arguments):
    """Move media, one after the other, to their new places."""
    payload = {"job": None, "userErrors": []}
    product = context.node(arguments["id"], "Product")
    if product is None:
        error = user_error(["id"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST")
        return payload | {"mediaUserErrors": [error]}
    media = list(product["media"])
    errors = []
    for number, move in enumerate(arguments["moves"]):
        moved = next((each for each in media if each["id"] == move["id"]), None)
        if moved is None:
            path = ["moves", str(number), "id"]
            errors.append(user_error(path, "Media does not exist", "MEDIA_DOES_NOT_EXIST"))
            continue
        media.remove(moved)
        media.insert(int(move["newPosition"]), moved)
    if errors:
        return payload | {"mediaUserErrors": errors}
    product["media"] = media
    context.shop.touch(product)
    job = {"__typename": "Job", "id": context.shop.new_id("Job"), "done": False}
    return payload | {"job": job, "mediaUserErrors": []}


@mutation("productVariantAppendMedia")
def append_media(context, arguments):
    """Let variants show pictures of their product."""
    asked = _Pairs(context, arguments)
    for number, variant, media in asked.pairs:
        if variant["media"]:
            message = "Product variant already has attached media"
            asked.error(number, "variantId", message, "PRODUCT_VARIANT_ALREADY_HAS_MEDIA")
        elif media["status"] != "READY":
            asked.error(number, "mediaIds", "Non-ready media are not supported", "NON_READY_MEDIA")
    return asked.payload(lambda variant, media: variant["media"].append(media))


@mutation("productVariantDetachMedia")
def detach_media(context, arguments):
    """Let variants show pictures no longer."""
    asked = _Pairs(context, arguments)
    for number, variant, media in asked.pairs:
        if not is_on(variant, media):
            message = "The specified media is not attached to the specified variant"
            asked.error(number, "variantId", message, "MEDIA_IS_NOT_ATTACHED_TO_VARIANT")
    return asked.payload(lambda variant, media: variant["media"].remove(media))


class _Pairs:
    """The given pairs of variant and media, checked; all are carried out or none."""

    def __init__(self, context, arguments):
        self.context = context
        self.errors: list[dict] = []
        self.pairs: list[tuple[int, dict, dict]] = []
        self.product = context.node(arguments["productId"], "Product")
        given = arguments["variantMedia"]
        if self.product is None:
            error = user_error(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST")
            self.errors.append(error)
        elif len(given) > MOST_PAIRS:
            message = f"Exceeded the maximum number of {MOST_PAIRS} variant-media pairs"
            code = "MAXIMUM_VARIANT_MEDIA_PAIRS_EXCEEDED"
            self.errors.append(user_error(["variantMedia"], message, code))
        else:
            self._read(given)

    def error(self, number, key, message, code):
        path = ["variantMedia", str(number), key]
        self.errors.append(user_error(path, message, code))

    def _read(self, given):
        variants = {variant["id"]: variant for variant in self.product["variants"]}
        media = {each["id"]: each for each in self.product["media"]}
        seen = set()
        for number, pair in enumerate(given):
            gid, ids = pair["variantId"], pair["mediaIds"]
            if gid not in variants:
                code = "PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT"
                self.error(number, "variantId", "Variant does not exist on the product", code)
            elif gid in seen:
                code = "PRODUCT_VARIANT_SPECIFIED_MULTIPLE_TIMES"
                self.error(number, "variantId", "Variant specified in more than one pair", code)
            elif len(ids) != 1:
                code = "TOO_MANY_MEDIA_PER_INPUT_PAIR"
                self.error(number, "mediaIds", "Only one mediaId is allowed per pair", code)
            elif ids[0] not in media:
                code = "MEDIA_DOES_NOT_EXIST_ON_PRODUCT"
                self.error(number, "mediaIds", "Media does not exist on the product", code)
            else:
                self.pairs.append((number, variants[gid], media[ids[0]]))
            seen.add(gid)

    def payload(self, change):
        """Carry out the change of each pair and answer."""
        if self.errors:
            return {"product": None, "productVariants": None, "userErrors": self.errors}
        variants = [variant for _number, variant, _media in self.pairs]
        for _number, variant, media in self.pairs:
            change(variant, media)
            self.context.shop.touch(variant)
        return {"product": self.product, "productVariants": variants, "userErrors": []}
