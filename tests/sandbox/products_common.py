# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A shop with two locations and the mutations of products, for the sandbox's tests."""

from server_shop import Asking
from world_common import NOON

from shopify_sandbox.clock import Clock
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.places import add_location

VARIANT = (
    "id title displayName position sku barcode price compareAtPrice taxable inventoryPolicy"
    " inventoryQuantity requiresComponents updatedAt"
    " selectedOptions { name value optionValue { id name } }"
    " inventoryItem { id sku tracked requiresShipping harmonizedSystemCode countryCodeOfOrigin"
    " unitCost { amount currencyCode } measurement { weight { unit value } }"
    " inventoryLevels(first: 10) { nodes { location { name }"
    ' quantities(names: ["available", "on_hand"]) { name quantity } } } }'
)
PRODUCT = (
    "id title handle vendor productType status tags description descriptionHtml isGiftCard"
    " totalInventory tracksInventory hasOnlyDefaultVariant updatedAt seo { title description }"
    " options { id name position values optionValues { id name hasVariants } }"
    f" variants(first: 20) {{ nodes {{ {VARIANT} }} }}"
    " collections(first: 10) { nodes { title } }"
)
_ERRORS = "userErrors { field message }"
_CODED = "userErrors { field message code }"
SET = (
    "mutation S($input: ProductSetInput!, $identifier: ProductSetIdentifiers, $now: Boolean = true)"
    " { productSet(input: $input, identifier: $identifier, synchronous: $now)"
    f" {{ product {{ {PRODUCT} }} productSetOperation {{ id status product {{ id }}"
    f" {_CODED} }} {_CODED} }} }}"
)
CREATE = (
    "mutation C($product: ProductCreateInput!) { productCreate(product: $product)"
    f" {{ product {{ {PRODUCT} }} {_ERRORS} }} }}"
)
UPDATE = (
    "mutation U($product: ProductUpdateInput!) { productUpdate(product: $product)"
    f" {{ product {{ {PRODUCT} }} {_ERRORS} }} }}"
)
_BULK = (
    "mutation B($id: ID!, $variants: [ProductVariantsBulkInput!]!{0})"
    " {{ {1}(productId: $id, variants: $variants{2})"
    f" {{{{ product {{{{ {PRODUCT.replace('{', '{{').replace('}', '}}')} }}}}"
    " productVariants {{ id title sku price }} userErrors {{ field message code }} }} }}"
)
BULK_CREATE = _BULK.format(
    ", $strategy: ProductVariantsBulkCreateStrategy = DEFAULT",
    "productVariantsBulkCreate",
    ", strategy: $strategy",
)
BULK_UPDATE = _BULK.format(
    ", $partly: Boolean = false", "productVariantsBulkUpdate", ", allowPartialUpdates: $partly"
)
BULK_DELETE = (
    "mutation D($id: ID!, $gone: [ID!]!) { productVariantsBulkDelete(productId: $id,"
    f" variantsIds: $gone) {{ product {{ {PRODUCT} }} {_CODED} }} }}"
)


def options(**values):
    """Options of an input, by name: texts with the values."""
    return [
        {"name": name, "values": [{"name": value} for value in text.split()]}
        for name, text in values.items()
    ]


def variant(text="", **fields):
    """A variant of an input: "Size:S Colour:Red" and its fields."""
    pairs = [part.partition(":") for part in text.split()]
    chosen = [{"optionName": name, "name": value} for name, _sign, value in pairs]
    return {"optionValues": chosen, **fields}


class AskingProducts(Asking):
    """Asks a German shop with two locations and no products."""

    def __init__(self, **more):
        super().__init__(open_shop(Clock(NOON)), **more)
        self.warehouse = self.shop.collection("Location")[0]
        self.store = add_location(self.shop, "Store", city="Berlin")

    def later(self):
        """Let an hour pass."""
        self.shop.clock.advance(hours=1)

    def set(self, identifier=None, **given):
        """productSet: the payload."""
        return self.data(SET, input=given, identifier=identifier)["productSet"]

    def was_set(self, identifier=None, **given):
        """productSet without errors: the product."""
        payload = self.set(identifier, **given)
        assert payload["userErrors"] == []
        return payload["product"]

    def a_shirt(self, **given):
        """A product of two sizes and two colours, three of the four made."""
        return self.was_set(
            **{
                "title": "Shirt",
                "productOptions": options(Size="S M", Colour="Red Blue"),
                "variants": [
                    variant("Size:S Colour:Red", sku="S-RED", price="20"),
                    variant("Size:M Colour:Red", sku="M-RED", price="20"),
                    variant("Size:M Colour:Blue", sku="M-BLUE", price="22"),
                ],
                **given,
            }
        )

    def create(self, **given):
        """productCreate: the payload."""
        return self.data(CREATE, product=given)["productCreate"]

    def update(self, product, **given):
        """productUpdate: the payload."""
        return self.data(UPDATE, product={"id": product["id"], **given})["productUpdate"]

    def bulk_create(self, product, *variants, **more):
        """productVariantsBulkCreate: the payload."""
        answer = self.data(BULK_CREATE, id=product["id"], variants=list(variants), **more)
        return answer["productVariantsBulkCreate"]

    def bulk_update(self, product, *variants, **more):
        """productVariantsBulkUpdate: the payload."""
        answer = self.data(BULK_UPDATE, id=product["id"], variants=list(variants), **more)
        return answer["productVariantsBulkUpdate"]

    def bulk_delete(self, product, *gids):
        """productVariantsBulkDelete: the payload."""
        answer = self.data(BULK_DELETE, id=product["id"], gone=list(gids))
        return answer["productVariantsBulkDelete"]


def codes(payload):
    """The errors of a payload: the code by the path of the field."""
    return {".".join(one["field"] or ()): one["code"] for one in payload["userErrors"]}


def messages(payload):
    """The errors of a payload: the message by the path of the field."""
    return {".".join(one["field"] or ()): one["message"] for one in payload["userErrors"]}


def titles(product):
    """The titles of a product's variants."""
    return [one["title"] for one in product["variants"]["nodes"]]


def by_title(product):
    """A product's variants by title."""
    return {one["title"]: one for one in product["variants"]["nodes"]}
