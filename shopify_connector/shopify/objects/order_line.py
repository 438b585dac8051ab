# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an order's amounts are made of: lines, taxes, discounts, shipping (O8-O10)."""

from dataclasses import dataclass
from decimal import Decimal

from . import reading as read
from .money import MoneyBag, bag


@dataclass(frozen=True, slots=True)
class TaxLine:
    """One tax on a line or an order, as Shopify charged it (O8).

    :param rate: as a share, 0.19 for 19 %; None if Shopify does not say
    :param channel_liable: whether the sales channel, not the shop, owes the tax
    """

    title: str
    rate: Decimal | None
    rate_percentage: Decimal | None
    channel_liable: bool | None
    source: str
    price: MoneyBag

    @classmethod
    def from_node(cls, node: read.Node) -> "TaxLine":
        """Read a node of the fragment ``TaxLine``."""
        return cls(
            title=read.text(node, "title"),
            rate=read.maybe_decimal(node, "rate"),
            rate_percentage=read.maybe_decimal(node, "ratePercentage"),
            channel_liable=read.maybe_flag(node, "channelLiable"),
            source=read.maybe_text(node, "source"),
            price=bag(node, "priceSet"),
        )


@dataclass(frozen=True, slots=True)
class DiscountAllocation:
    """The part of a discount that falls on one line (O10).

    :param index: of the order's discount application it belongs to
    """

    allocated_amount: MoneyBag
    index: int

    @classmethod
    def from_node(cls, node: read.Node) -> "DiscountAllocation":
        """Read a node of the fragment ``DiscountAllocation``."""
        return cls(
            allocated_amount=bag(node, "allocatedAmountSet"),
            index=read.one(node, "discountApplication", _index_of),
        )


@dataclass(frozen=True, slots=True)
class DiscountApplication:
    """One discount of an order: what was promised, before it was spread (O10).

    :param kind: ``DiscountCodeApplication``, ``AutomaticDiscountApplication``,
        ``ManualDiscountApplication`` or ``ScriptDiscountApplication``
    :param percentage: 10 for 10 %, None when the discount is an amount
    :param amount: in the currency ``currency_code``, None when it is a percentage
    """

    kind: str
    index: int
    allocation_method: str
    target_selection: str
    target_type: str
    code: str
    title: str
    description: str
    percentage: Decimal | None
    amount: Decimal | None
    currency_code: str

    @classmethod
    def from_node(cls, node: read.Node) -> "DiscountApplication":
        """Read a node of the fragment ``DiscountApplication``."""
        return cls(
            kind=read.text(node, "__typename"),
            index=read.integer(node, "index"),
            allocation_method=read.text(node, "allocationMethod"),
            target_selection=read.text(node, "targetSelection"),
            target_type=read.text(node, "targetType"),
            code=_optional(node, "code"),
            title=_optional(node, "title"),
            description=_optional(node, "description"),
            percentage=read.one(node, "value", _percentage),
            amount=read.one(node, "value", _amount),
            currency_code=read.one(node, "value", _currency),
        )


@dataclass(frozen=True, slots=True)
class Attribute:
    """A key and value that the shop or its buyer added."""

    key: str
    value: str

    @classmethod
    def from_node(cls, node: read.Node) -> "Attribute":
        """Read a ``customAttributes`` entry."""
        return cls(
            key=read.text(node, "key"),
            value=read.maybe_text(node, "value"),
        )


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty on a line item."""

    id: str
    harmonized_system_code: str
    country_code_of_origin: str
    price: MoneyBag
    tax_lines: tuple[TaxLine, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "Duty":
        """Read a ``duties`` entry."""
        return cls(
            id=read.text(node, "id"),
            harmonized_system_code=read.maybe_text(node, "harmonizedSystemCode"),
            country_code_of_origin=read.maybe_text(node, "countryCodeOfOrigin"),
            price=bag(node, "price"),
            tax_lines=read.many(node, "taxLines", TaxLine.from_node),
        )


@dataclass(frozen=True, slots=True)
class Fee:
    """An additional fee of an order."""

    id: str
    name: str
    price: MoneyBag
    tax_lines: tuple[TaxLine, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "Fee":
        """Read an ``additionalFees`` entry."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            price=bag(node, "price"),
            tax_lines=read.many(node, "taxLines", TaxLine.from_node),
        )


@dataclass(frozen=True, slots=True)
class Variant:
    """The variant a line was sold as; None on the line once it is deleted."""

    id: str
    sku: str
    barcode: str
    inventory_item_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "Variant":
        """Read a line's ``variant``."""
        return cls(
            id=read.text(node, "id"),
            sku=read.maybe_text(node, "sku"),
            barcode=read.maybe_text(node, "barcode"),
            inventory_item_id=read.reference(node, "inventoryItem"),
        )


@dataclass(frozen=True, slots=True)
class LineItemGroup:
    """The bundle that a line is a part of."""

    id: str
    title: str
    quantity: int
    product_id: str
    variant_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "LineItemGroup":
        """Read a line's ``lineItemGroup``."""
        return cls(
            id=read.text(node, "id"),
            title=read.text(node, "title"),
            quantity=read.integer(node, "quantity"),
            product_id=read.maybe_text(node, "productId"),
            variant_id=read.maybe_text(node, "variantId"),
        )


@dataclass(frozen=True, slots=True)
class LineItem:
    """One line of an order.

    :param quantity: as ordered; edits and refunds do not lower it (O18)
    :param current_quantity: what edits and refunds left of it
    :param unfulfilled_quantity: still to be shipped
    :param original_unit_price: before discounts, the figure to calculate from (O9)
    :param discounted_unit_price: rounded by Shopify, never to be multiplied
    :param product_id: ``""`` for a custom item and for a deleted product
    """

    id: str
    name: str
    title: str
    variant_title: str
    sku: str
    vendor: str
    quantity: int
    current_quantity: int
    unfulfilled_quantity: int
    non_fulfillable_quantity: int
    refundable_quantity: int
    is_gift_card: bool
    taxable: bool
    requires_shipping: bool
    restockable: bool
    merchant_editable: bool
    original_unit_price: MoneyBag
    original_total: MoneyBag
    discounted_unit_price: MoneyBag
    discounted_unit_price_after_all_discounts: MoneyBag
    discounted_total: MoneyBag
    total_discount: MoneyBag
    discount_allocations: tuple[DiscountAllocation, ...]
    tax_lines: tuple[TaxLine, ...]
    custom_attributes: tuple[Attribute, ...]
    duties: tuple[Duty, ...]
    variant: Variant | None
    product_id: str
    line_item_group: LineItemGroup | None

    @classmethod
    def from_node(cls, node: read.Node) -> "LineItem":
        """Read a node of the fragment ``LineItem``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            title=read.text(node, "title"),
            variant_title=read.maybe_text(node, "variantTitle"),
            sku=read.maybe_text(node, "sku"),
            vendor=read.maybe_text(node, "vendor"),
            quantity=read.integer(node, "quantity"),
            current_quantity=read.integer(node, "currentQuantity"),
            unfulfilled_quantity=read.integer(node, "unfulfilledQuantity"),
            non_fulfillable_quantity=read.integer(node, "nonFulfillableQuantity"),
            refundable_quantity=read.integer(node, "refundableQuantity"),
            is_gift_card=read.flag(node, "isGiftCard"),
            taxable=read.flag(node, "taxable"),
            requires_shipping=read.flag(node, "requiresShipping"),
            restockable=read.flag(node, "restockable"),
            merchant_editable=read.flag(node, "merchantEditable"),
            original_unit_price=bag(node, "originalUnitPriceSet"),
            original_total=bag(node, "originalTotalSet"),
            discounted_unit_price=bag(node, "discountedUnitPriceSet"),
            discounted_unit_price_after_all_discounts=bag(
                node, "discountedUnitPriceAfterAllDiscountsSet"
            ),
            discounted_total=bag(node, "discountedTotalSet"),
            total_discount=bag(node, "totalDiscountSet"),
            discount_allocations=read.many(
                node, "discountAllocations", DiscountAllocation.from_node
            ),
            tax_lines=read.many(node, "taxLines", TaxLine.from_node),
            custom_attributes=read.many(node, "customAttributes", Attribute.from_node),
            duties=read.many(node, "duties", Duty.from_node),
            variant=read.maybe_one(node, "variant", Variant.from_node),
            product_id=read.maybe_reference(node, "product"),
            line_item_group=read.maybe_one(node, "lineItemGroup", LineItemGroup.from_node),
        )


@dataclass(frozen=True, slots=True)
class ShippingLine:
    """One way of shipping that is charged (O11).

    :param id: ``""`` for a line that Shopify gave none
    :param is_removed: taken off by an edit; kept to tell what it once was
    :param original_price: before discounts
    :param current_discounted_price: after discounts and refunds
    """

    id: str
    title: str
    code: str
    source: str
    carrier_identifier: str
    delivery_category: str
    custom: bool
    is_removed: bool
    phone: str
    original_price: MoneyBag
    discounted_price: MoneyBag
    current_discounted_price: MoneyBag
    discount_allocations: tuple[DiscountAllocation, ...]
    tax_lines: tuple[TaxLine, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "ShippingLine":
        """Read a node of the fragment ``ShippingLine``."""
        return cls(
            id=read.maybe_text(node, "id"),
            title=read.text(node, "title"),
            code=read.maybe_text(node, "code"),
            source=read.maybe_text(node, "source"),
            carrier_identifier=read.maybe_text(node, "carrierIdentifier"),
            delivery_category=read.maybe_text(node, "deliveryCategory"),
            custom=read.flag(node, "custom"),
            is_removed=read.flag(node, "isRemoved"),
            phone=read.maybe_text(node, "phone"),
            original_price=bag(node, "originalPriceSet"),
            discounted_price=bag(node, "discountedPriceSet"),
            current_discounted_price=bag(node, "currentDiscountedPriceSet"),
            discount_allocations=read.many(
                node, "discountAllocations", DiscountAllocation.from_node
            ),
            tax_lines=read.many(node, "taxLines", TaxLine.from_node),
        )


def _index_of(node: read.Node) -> int:
    return read.integer(node, "index")


def _optional(node: read.Node, key: str) -> str:
    # which of code, title and description there is depends on the kind of the application
    return read.maybe_text(node, key) if key in node else ""


def _percentage(node: read.Node) -> Decimal | None:
    return read.decimal(node, "percentage") if "percentage" in node else None


def _amount(node: read.Node) -> Decimal | None:
    return read.decimal(node, "amount") if "amount" in node else None


def _currency(node: read.Node) -> str:
    return read.text(node, "currencyCode") if "currencyCode" in node else ""
