# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products and their variants (P2, P4, P9)."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from . import reading as read
from .money import Money


@dataclass(frozen=True, slots=True)
class SelectedOption:
    """What a variant has for one of its product's options."""

    name: str
    value: str

    @classmethod
    def from_node(cls, node: read.Node) -> "SelectedOption":
        """Read a ``selectedOptions`` entry."""
        return cls(
            name=read.text(node, "name"),
            value=read.text(node, "value"),
        )


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight in its own unit: KILOGRAMS, GRAMS, POUNDS or OUNCES."""

    unit: str
    value: Decimal

    @classmethod
    def from_node(cls, node: read.Node) -> "Weight":
        """Read a ``Weight``."""
        return cls(
            unit=read.text(node, "unit"),
            value=read.decimal(node, "value"),
        )


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """The stock-keeping side of a variant (N1)."""

    id: str
    tracked: bool
    requires_shipping: bool
    harmonized_system_code: str
    country_code_of_origin: str
    unit_cost: Money | None
    weight: Weight | None

    @classmethod
    def from_node(cls, node: read.Node) -> "InventoryItem":
        """Read ``inventoryItem``."""
        return cls(
            id=read.text(node, "id"),
            tracked=read.flag(node, "tracked"),
            requires_shipping=read.flag(node, "requiresShipping"),
            harmonized_system_code=read.maybe_text(node, "harmonizedSystemCode"),
            country_code_of_origin=read.maybe_text(node, "countryCodeOfOrigin"),
            unit_cost=read.maybe_one(node, "unitCost", Money.from_node),
            weight=read.one(node, "measurement", _weight),
        )


@dataclass(frozen=True, slots=True)
class ProductVariant:
    """One variant of a product."""

    id: str
    legacy_resource_id: int
    title: str
    display_name: str
    position: int
    sku: str
    barcode: str
    price: Decimal
    compare_at_price: Decimal | None
    taxable: bool
    inventory_policy: str
    inventory_quantity: int | None
    requires_components: bool
    created_at: datetime
    updated_at: datetime
    selected_options: tuple[SelectedOption, ...]
    inventory_item: InventoryItem

    @classmethod
    def from_node(cls, node: read.Node) -> "ProductVariant":
        """Read a node of the fragment ``Variant``."""
        return cls(
            id=read.text(node, "id"),
            legacy_resource_id=read.integer(node, "legacyResourceId"),
            title=read.text(node, "title"),
            display_name=read.text(node, "displayName"),
            position=read.integer(node, "position"),
            sku=read.maybe_text(node, "sku"),
            barcode=read.maybe_text(node, "barcode"),
            price=read.decimal(node, "price"),
            compare_at_price=read.maybe_decimal(node, "compareAtPrice"),
            taxable=read.flag(node, "taxable"),
            inventory_policy=read.text(node, "inventoryPolicy"),
            inventory_quantity=read.maybe_integer(node, "inventoryQuantity"),
            requires_components=read.flag(node, "requiresComponents"),
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            selected_options=read.many(node, "selectedOptions", SelectedOption.from_node),
            inventory_item=read.one(node, "inventoryItem", InventoryItem.from_node),
        )


@dataclass(frozen=True, slots=True)
class ProductOption:
    """An option, such as Size, with all its values."""

    id: str
    name: str
    position: int
    values: tuple[str, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "ProductOption":
        """Read an ``options`` entry."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            position=read.integer(node, "position"),
            values=read.texts(node, "values"),
        )


@dataclass(frozen=True, slots=True)
class Product:
    """A product with all its variants."""

    id: str
    legacy_resource_id: int
    title: str
    handle: str
    status: str
    description_html: str
    product_type: str
    vendor: str
    tags: tuple[str, ...]
    is_gift_card: bool
    has_only_default_variant: bool
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    online_store_url: str
    seo_title: str
    seo_description: str
    category: str
    options: tuple[ProductOption, ...]
    variants: tuple[ProductVariant, ...]
    raw: dict = field(repr=False, compare=False)

    @classmethod
    @read.at_the_door("Product")
    def from_node(cls, node: read.Node) -> "Product":
        """Read a node of the fragment ``Product``."""
        return cls(
            id=read.text(node, "id"),
            legacy_resource_id=read.integer(node, "legacyResourceId"),
            title=read.text(node, "title"),
            handle=read.text(node, "handle"),
            status=read.text(node, "status"),
            description_html=read.text(node, "descriptionHtml"),
            product_type=read.maybe_text(node, "productType"),
            vendor=read.maybe_text(node, "vendor"),
            tags=read.texts(node, "tags"),
            is_gift_card=read.flag(node, "isGiftCard"),
            has_only_default_variant=read.flag(node, "hasOnlyDefaultVariant"),
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            published_at=read.maybe_moment(node, "publishedAt"),
            online_store_url=read.maybe_text(node, "onlineStoreUrl"),
            seo_title=read.one(node, "seo", lambda seo: read.maybe_text(seo, "title")),
            seo_description=read.one(node, "seo", lambda seo: read.maybe_text(seo, "description")),
            category=_category(node),
            options=read.many(node, "options", ProductOption.from_node),
            variants=read.connection(node, "variants", ProductVariant.from_node),
            raw=node,
        )


def _weight(node: read.Node) -> Weight | None:
    return read.maybe_one(node, "weight", Weight.from_node)


def _category(node: read.Node) -> str:
    return read.maybe_one(node, "category", lambda found: read.text(found, "fullName")) or ""
