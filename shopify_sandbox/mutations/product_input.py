# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify makes of a given product, or has against it; options and variants apart."""

from ..errors import ApiError
from ..world.handles import LONGEST, handle_of
from ..world.product_changes import description_fields
from ..world.taxonomy import category
from .answers import ErrorCodes, user_error
from .parts import Parts
from .tags import kept

MOST_TAGS = 250
BIGGEST_DESCRIPTION = 512 * 1024
DOES_NOT_EXIST = "Product does not exist"
NO_PRODUCT = user_error(["productId"], DOES_NOT_EXIST, "PRODUCT_DOES_NOT_EXIST")
_AS_GIVEN = (
    "status",
    "templateSuffix",
    "requiresSellingPlan",
    "giftCardTemplateSuffix",
    "combinedListingRole",
)


class ProductInput:
    """A given product, checked.

    :param context: the request's context.
    :param given: the input.
    :param path: where the input stands in paths of errors.
    :param known: the product that it changes; None: it is a new one.
    :param coded: whether errors have the codes of ``productSet``.
    """

    def __init__(self, context, given, path=(), known=None, *, coded=False):
        self.errors: list[dict] = []
        self.values: dict = {}
        self.parts = Parts(context)
        self._context = context
        self._given = given
        self._path = list(path)
        self._known = known
        self._coded = coded
        self._read_title()
        self._read_text("vendor", "Vendor")
        self._read_text("productType", "Product type")
        self._read_handle()
        self._read_description()
        self._read_tags()
        self._read_seo()
        self._read_category()
        self._read_gift_card()
        self.values |= {key: given[key] for key in _AS_GIVEN if given.get(key) is not None}

    def error(self, keys, message, code="INVALID_PRODUCT"):
        """Note an error."""
        keys = [keys] if isinstance(keys, str) else keys
        self.errors.append(
            user_error([*self._path, *keys], message, (self._coded and code) or None)
        )

    def _read_title(self):
        if self._known is not None and "title" not in self._given:
            return
        title = self.values["title"] = (self._given.get("title") or "").strip()
        if not title:
            self.error("title", "Title can't be blank")
        elif len(title) > LONGEST:
            self.error("title", f"Title is too long (maximum is {LONGEST} characters)")

    def _read_text(self, key, label):
        if key not in self._given:
            return
        text = self.values[key] = (self._given[key] or "").strip()
        if len(text) > LONGEST:
            self.error(key, f"{label} is too long (maximum is {LONGEST} characters)")
            if key == "productType":
                message = f"Custom product type is too long (maximum is {LONGEST} characters)"
                self.error("customProductType", message)
        if key == "vendor" and not text:
            self.values[key] = self._context.shop.profile["name"]

    def _read_handle(self):
        text = self._given.get("handle")
        title = self.values.get("title") or (self._known or {}).get("title") or ""
        handles = self._context.shop.handles("Product")
        if text is None and self._known is not None:
            return
        if text is None or not text.strip():
            self.values["handle"] = handles.free(handle_of(title), self._known)
            return
        handle = handle_of(text, "")
        if len(handle) > LONGEST:
            self.error("handle", f"Handle is too long (maximum is {LONGEST} characters)")
        elif not handle:
            self.values["handle"] = handles.free("product", self._known)
        elif handles.owner(handle) not in (None, self._known):
            message = f"Handle '{text}' already in use. Please provide a new handle."
            code = "HANDLE_NOT_UNIQUE" if self._coded else None
            self.errors.append(user_error(["input", "handle"], message, code))
        else:
            self.values["handle"] = handle

    def _read_description(self):
        if "descriptionHtml" not in self._given:
            return
        text = self._given["descriptionHtml"] or ""
        self.values |= description_fields(text)
        if len(text.encode()) > BIGGEST_DESCRIPTION:
            self.error("descriptionHtml", "Body (HTML) is too big (maximum is 512 KB)")

    def _read_tags(self):
        if "tags" not in self._given:
            return
        tags = self.values["tags"] = kept(self._given["tags"] or [])
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST for tag in tags):
            self.error("tags", "Product tags is invalid")

    def _read_seo(self):
        if self._given.get("seo") is None:
            return
        known = (self._known or {}).get("seo") or {}
        seo = {"__typename": "SEO", "title": known.get("title")}
        seo["description"] = known.get("description")
        for key in ("title", "description"):
            if key in self._given["seo"]:
                seo[key] = self._given["seo"][key] or None
        self.values["seo"] = seo

    def _read_category(self):
        if "category" not in self._given:
            return
        gid = self._given["category"]
        found = self.values["category"] = category(gid) if gid else None
        if gid and found is None:
            raise ApiError("Invalid product_taxonomy_node_id", "INVALID_PRODUCT_TAXONOMY_NODE_ID")

    def _read_gift_card(self):
        wanted = self._given.get("giftCard")
        if wanted is None:
            return
        if self._known is not None and self._known["isGiftCard"] != wanted:
            message = "The product gift_card attribute cannot be changed after creation."
            self.error("giftCard", message, "GIFT_CARD_ATTRIBUTE_CANNOT_BE_CHANGED")
        self.values["isGiftCard"] = wanted

    def read_collections(self, key) -> list[dict]:
        """The custom collections that a field names, unknown and smart ones being errors."""
        found = []
        for index, gid in enumerate(self._given.get(key) or ()):
            collection = self._context.node(gid, "Collection")
            if collection is None:
                self.error([key, str(index)], "Collection does not exist", "INVALID_INPUT")
            elif collection["ruleSet"] is not None:
                message = "Can't manually add products to a smart collection"
                self.error([key, str(index)], message, "INVALID_INPUT")
            else:
                found.append(collection)
        return found

    def read_parts(self, *names: str, given=None) -> None:
        """Note parts that other areas check and keep.

        :param names: names of the parts, which are fields of the input unless ``given`` is there.
        :param given: what is given for the one part.
        """
        for name in names:
            key = name.removesuffix("_set")
            value = self._given.get(key) if given is None else given
            found = self.parts.read(name, value, [*self._path, key], self._known)
            if self._coded:
                codes = ErrorCodes(self._context, "ProductSetUserErrorCode", "INVALID_METAFIELD")
                found = [{**one, "code": codes(one.get("code"))} for one in found]
            self.errors += found
