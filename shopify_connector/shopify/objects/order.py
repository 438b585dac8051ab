# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""An order with all that belongs to it (O7), and its header (O5)."""

from dataclasses import dataclass, field
from datetime import datetime

from . import reading as read
from .address import Address
from .customer import Customer
from .fulfillment import Fulfillment, FulfillmentOrder, Place
from .money import MoneyBag, bag, maybe_bag
from .order_line import Attribute, DiscountApplication, Fee, LineItem, ShippingLine, TaxLine
from .payment import PaymentTerms, Transaction
from .refund import Refund, Return


@dataclass(frozen=True, slots=True)
class RiskFact:
    """One reason for a risk level; sentiment POSITIVE, NEUTRAL or NEGATIVE."""

    description: str
    sentiment: str

    @classmethod
    def from_node(cls, node: read.Node) -> "RiskFact":
        """Read a ``facts`` entry."""
        return cls(
            description=read.text(node, "description"),
            sentiment=read.text(node, "sentiment"),
        )


@dataclass(frozen=True, slots=True)
class RiskAssessment:
    """What one provider thinks of an order; level NONE, LOW, MEDIUM, HIGH or PENDING."""

    level: str
    facts: tuple[RiskFact, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "RiskAssessment":
        """Read an ``assessments`` entry."""
        return cls(
            level=read.text(node, "riskLevel"),
            facts=read.many(node, "facts", RiskFact.from_node),
        )


@dataclass(frozen=True, slots=True)
class PurchasingCompany:
    """The company a B2B order was made for."""

    company: Place
    contact_id: str
    location: Place

    @classmethod
    def from_node(cls, node: read.Node) -> "PurchasingCompany":
        """Read ``purchasingEntity`` of the kind ``PurchasingCompany``."""
        return cls(
            company=read.one(node, "company", Place.from_node),
            contact_id=read.maybe_reference(node, "contact"),
            location=read.one(node, "location", Place.from_node),
        )


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works in the shop, such as at a till."""

    id: str
    name: str
    email: str

    @classmethod
    def from_node(cls, node: read.Node) -> "StaffMember":
        """Read ``staffMember``."""
        return cls(
            id=read.text(node, "id"),
            name=read.maybe_text(node, "name"),
            email=read.maybe_text(node, "email"),
        )


@dataclass(frozen=True, slots=True)
class Order:
    """One order, complete: every list is read to its last page.

    Money: each :class:`MoneyBag` has the amount in ``currency_code`` and in
    ``presentment_currency_code``; the names are Shopify's without ``Set``. ``current_…`` is after
    edits and refunds, the plain name as first ordered. A money set that is null reads as zero.

    :param risk_recommendation: ACCEPT, INVESTIGATE, CANCEL or NONE (O21)
    :param risk_level: the highest level of all assessments: HIGH, MEDIUM, LOW, PENDING or NONE
    :param cash_rounding_payment: what rounding added to cash payments
    :param cash_rounding_refund: what rounding added to cash refunds
    :param staff_member: who took the order, if the app may see that
    :param channel: the sales channel's handle, such as ``pos``; ``""`` if Shopify names none
    :param raw: the node as Shopify sent it, completed
    """

    id: str
    legacy_resource_id: int
    name: str
    number: int
    confirmation_number: str
    created_at: datetime
    updated_at: datetime
    processed_at: datetime
    closed: bool
    closed_at: datetime | None
    cancelled_at: datetime | None
    cancel_reason: str
    confirmed: bool
    edited: bool
    test: bool
    merchant_editable: bool
    display_financial_status: str
    display_fulfillment_status: str
    return_status: str
    fully_paid: bool
    unpaid: bool
    fulfillable: bool
    requires_shipping: bool
    restockable: bool
    email: str
    phone: str
    customer_locale: str
    note: str
    po_number: str
    tags: tuple[str, ...]
    source_name: str
    source_identifier: str
    status_page_url: str
    payment_gateway_names: tuple[str, ...]
    discount_codes: tuple[str, ...]
    currency_code: str
    presentment_currency_code: str
    taxes_included: bool
    tax_exempt: bool
    estimated_taxes: bool
    duties_included: bool
    subtotal_line_items_quantity: int
    current_subtotal_line_items_quantity: int
    total_weight: int | None
    custom_attributes: tuple[Attribute, ...]
    subtotal_price: MoneyBag
    total_price: MoneyBag
    total_tax: MoneyBag
    total_discounts: MoneyBag
    total_shipping_price: MoneyBag
    total_tip_received: MoneyBag
    cart_discount_amount: MoneyBag
    original_total_price: MoneyBag
    original_total_duties: MoneyBag
    original_total_additional_fees: MoneyBag
    current_subtotal_price: MoneyBag
    current_total_price: MoneyBag
    current_total_tax: MoneyBag
    current_total_discounts: MoneyBag
    current_shipping_price: MoneyBag
    current_cart_discount_amount: MoneyBag
    current_total_duties: MoneyBag
    current_total_additional_fees: MoneyBag
    total_received: MoneyBag
    total_capturable: MoneyBag
    total_outstanding: MoneyBag
    total_refunded: MoneyBag
    total_refunded_shipping: MoneyBag
    refund_discrepancy: MoneyBag
    net_payment: MoneyBag
    cash_rounding_payment: MoneyBag
    cash_rounding_refund: MoneyBag
    tax_lines: tuple[TaxLine, ...]
    current_tax_lines: tuple[TaxLine, ...]
    additional_fees: tuple[Fee, ...]
    app: Place | None
    channel: str
    channel_name: str
    retail_location: Place | None
    staff_member: StaffMember | None
    risk_recommendation: str
    risk_assessments: tuple[RiskAssessment, ...]
    risk_level: str
    billing_address: Address | None
    shipping_address: Address | None
    customer: Customer | None
    purchasing_company: PurchasingCompany | None
    line_items: tuple[LineItem, ...]
    shipping_lines: tuple[ShippingLine, ...]
    discount_applications: tuple[DiscountApplication, ...]
    transactions: tuple[Transaction, ...]
    fulfillments: tuple[Fulfillment, ...]
    fulfillment_orders: tuple[FulfillmentOrder, ...]
    refunds: tuple[Refund, ...]
    returns: tuple[Return, ...]
    payment_terms: PaymentTerms | None
    raw: dict = field(repr=False, compare=False)

    @classmethod
    @read.at_the_door("Order")
    def from_node(cls, node: read.Node) -> "Order":
        """Read a node of the fragment ``OrderComplete``, completed.

        :raises MalformedAnswer: a field is missing or ill-typed, or a page was not read
        """
        return cls(
            id=read.text(node, "id"),
            legacy_resource_id=read.integer(node, "legacyResourceId"),
            name=read.text(node, "name"),
            number=read.integer(node, "number"),
            confirmation_number=read.maybe_text(node, "confirmationNumber"),
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            processed_at=read.moment(node, "processedAt"),
            closed=read.flag(node, "closed"),
            closed_at=read.maybe_moment(node, "closedAt"),
            cancelled_at=read.maybe_moment(node, "cancelledAt"),
            cancel_reason=read.maybe_text(node, "cancelReason"),
            confirmed=read.flag(node, "confirmed"),
            edited=read.flag(node, "edited"),
            test=read.flag(node, "test"),
            merchant_editable=read.flag(node, "merchantEditable"),
            display_financial_status=read.maybe_text(node, "displayFinancialStatus"),
            display_fulfillment_status=read.text(node, "displayFulfillmentStatus"),
            return_status=read.text(node, "returnStatus"),
            fully_paid=read.flag(node, "fullyPaid"),
            unpaid=read.flag(node, "unpaid"),
            fulfillable=read.flag(node, "fulfillable"),
            requires_shipping=read.flag(node, "requiresShipping"),
            restockable=read.flag(node, "restockable"),
            email=read.maybe_text(node, "email"),
            phone=read.maybe_text(node, "phone"),
            customer_locale=read.maybe_text(node, "customerLocale"),
            note=read.maybe_text(node, "note"),
            po_number=read.maybe_text(node, "poNumber"),
            tags=read.texts(node, "tags"),
            source_name=read.maybe_text(node, "sourceName"),
            source_identifier=read.maybe_text(node, "sourceIdentifier"),
            status_page_url=read.text(node, "statusPageUrl"),
            payment_gateway_names=read.texts(node, "paymentGatewayNames"),
            discount_codes=read.texts(node, "discountCodes"),
            currency_code=read.text(node, "currencyCode"),
            presentment_currency_code=read.text(node, "presentmentCurrencyCode"),
            taxes_included=read.flag(node, "taxesIncluded"),
            tax_exempt=read.flag(node, "taxExempt"),
            estimated_taxes=read.flag(node, "estimatedTaxes"),
            duties_included=read.flag(node, "dutiesIncluded"),
            subtotal_line_items_quantity=read.integer(node, "subtotalLineItemsQuantity"),
            current_subtotal_line_items_quantity=read.integer(
                node, "currentSubtotalLineItemsQuantity"
            ),
            total_weight=read.maybe_integer(node, "totalWeight"),
            custom_attributes=read.many(node, "customAttributes", Attribute.from_node),
            subtotal_price=maybe_bag(node, "subtotalPriceSet"),
            total_price=bag(node, "totalPriceSet"),
            total_tax=maybe_bag(node, "totalTaxSet"),
            total_discounts=maybe_bag(node, "totalDiscountsSet"),
            total_shipping_price=bag(node, "totalShippingPriceSet"),
            total_tip_received=bag(node, "totalTipReceivedSet"),
            cart_discount_amount=maybe_bag(node, "cartDiscountAmountSet"),
            original_total_price=bag(node, "originalTotalPriceSet"),
            original_total_duties=maybe_bag(node, "originalTotalDutiesSet"),
            original_total_additional_fees=maybe_bag(node, "originalTotalAdditionalFeesSet"),
            current_subtotal_price=bag(node, "currentSubtotalPriceSet"),
            current_total_price=bag(node, "currentTotalPriceSet"),
            current_total_tax=bag(node, "currentTotalTaxSet"),
            current_total_discounts=bag(node, "currentTotalDiscountsSet"),
            current_shipping_price=bag(node, "currentShippingPriceSet"),
            current_cart_discount_amount=bag(node, "currentCartDiscountAmountSet"),
            current_total_duties=maybe_bag(node, "currentTotalDutiesSet"),
            current_total_additional_fees=maybe_bag(node, "currentTotalAdditionalFeesSet"),
            total_received=bag(node, "totalReceivedSet"),
            total_capturable=bag(node, "totalCapturableSet"),
            total_outstanding=bag(node, "totalOutstandingSet"),
            total_refunded=bag(node, "totalRefundedSet"),
            total_refunded_shipping=bag(node, "totalRefundedShippingSet"),
            refund_discrepancy=bag(node, "refundDiscrepancySet"),
            net_payment=bag(node, "netPaymentSet"),
            cash_rounding_payment=_rounding(node, "paymentSet"),
            cash_rounding_refund=_rounding(node, "refundSet"),
            tax_lines=read.many(node, "taxLines", TaxLine.from_node),
            current_tax_lines=read.many(node, "currentTaxLines", TaxLine.from_node),
            additional_fees=read.many(node, "additionalFees", Fee.from_node),
            app=read.maybe_one(node, "app", Place.from_node),
            channel=_channel(node, "handle"),
            channel_name=_channel(node, "channelName"),
            retail_location=read.maybe_one(node, "retailLocation", Place.from_node),
            staff_member=_staff_member(node),
            risk_recommendation=read.one(node, "risk", _recommendation),
            risk_assessments=read.one(node, "risk", _assessments),
            risk_level=read.one(node, "risk", _risk_level),
            billing_address=read.maybe_one(node, "billingAddress", Address.from_node),
            shipping_address=read.maybe_one(node, "shippingAddress", Address.from_node),
            customer=read.maybe_one(node, "customer", Customer.from_node),
            purchasing_company=_purchasing_company(node),
            line_items=read.connection(node, "lineItems", LineItem.from_node),
            shipping_lines=read.connection(node, "shippingLines", ShippingLine.from_node),
            discount_applications=read.connection(
                node, "discountApplications", DiscountApplication.from_node
            ),
            transactions=read.many(node, "transactions", Transaction.from_node),
            fulfillments=read.many(node, "fulfillments", Fulfillment.from_node),
            fulfillment_orders=read.connection(
                node, "fulfillmentOrders", FulfillmentOrder.from_node
            ),
            refunds=read.many(node, "refunds", Refund.from_node),
            returns=_returns(node),
            payment_terms=_payment_terms(node),
            raw=node,
        )


@dataclass(frozen=True, slots=True)
class OrderHeader:
    """What *Orders to import* shows and filters by (O5).

    :param number_of_items: the pieces ordered, not the lines
    """

    id: str
    name: str
    created_at: datetime
    updated_at: datetime
    processed_at: datetime
    closed: bool
    cancelled_at: datetime | None
    test: bool
    display_financial_status: str
    display_fulfillment_status: str
    fully_paid: bool
    tags: tuple[str, ...]
    custom_attributes: tuple[Attribute, ...]
    source_name: str
    app: Place | None
    retail_location: Place | None
    channel: str
    channel_name: str
    currency_code: str
    presentment_currency_code: str
    number_of_items: int
    total_price: MoneyBag
    current_total_price: MoneyBag
    risk_recommendation: str
    risk_level: str
    customer_id: str
    customer_name: str
    shipping_country_code: str
    billing_country_code: str
    raw: dict = field(repr=False, compare=False)

    @classmethod
    @read.at_the_door("OrderHeader")
    def from_node(cls, node: read.Node) -> "OrderHeader":
        """Read a node of the document ``OrderHeaders``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            processed_at=read.moment(node, "processedAt"),
            closed=read.flag(node, "closed"),
            cancelled_at=read.maybe_moment(node, "cancelledAt"),
            test=read.flag(node, "test"),
            display_financial_status=read.maybe_text(node, "displayFinancialStatus"),
            display_fulfillment_status=read.text(node, "displayFulfillmentStatus"),
            fully_paid=read.flag(node, "fullyPaid"),
            tags=read.texts(node, "tags"),
            custom_attributes=read.many(node, "customAttributes", Attribute.from_node),
            source_name=read.maybe_text(node, "sourceName"),
            app=read.maybe_one(node, "app", Place.from_node),
            retail_location=read.maybe_one(node, "retailLocation", Place.from_node),
            channel=_channel(node, "handle"),
            channel_name=_channel(node, "channelName"),
            currency_code=read.text(node, "currencyCode"),
            presentment_currency_code=read.text(node, "presentmentCurrencyCode"),
            number_of_items=read.integer(node, "subtotalLineItemsQuantity"),
            total_price=bag(node, "totalPriceSet"),
            current_total_price=bag(node, "currentTotalPriceSet"),
            risk_recommendation=read.one(node, "risk", _recommendation),
            risk_level=read.one(node, "risk", _risk_level),
            customer_id=read.maybe_reference(node, "customer"),
            customer_name=_customer_name(node),
            shipping_country_code=_country(node, "shippingAddress"),
            billing_country_code=_country(node, "billingAddress"),
            raw=node,
        )


_RISK_LEVELS = ("HIGH", "MEDIUM", "LOW", "PENDING", "NONE")


def _rounding(node: read.Node, key: str) -> MoneyBag:
    return read.one(node, "totalCashRoundingAdjustment", lambda found: bag(found, key))


def _recommendation(node: read.Node) -> str:
    return read.text(node, "recommendation")


def _assessments(node: read.Node) -> tuple[RiskAssessment, ...]:
    return read.many(node, "assessments", RiskAssessment.from_node)


def _risk_level(node: read.Node) -> str:
    levels = read.many(node, "assessments", lambda found: read.text(found, "riskLevel"))
    return next((level for level in _RISK_LEVELS if level in levels), "NONE")


def _channel(node: read.Node, key: str) -> str:
    found = node["channelInformation"]
    definition = None if found is None else found["channelDefinition"]
    return "" if definition is None else read.maybe_text(definition, key)


def _purchasing_company(node: read.Node) -> PurchasingCompany | None:
    entity = node["purchasingEntity"]
    if entity is None or entity["__typename"] != "PurchasingCompany":
        return None
    return read.one(node, "purchasingEntity", PurchasingCompany.from_node)


# These are missing where the app lacks their access scope.


def _staff_member(node: read.Node) -> StaffMember | None:
    if "staffMember" not in node:
        return None
    return read.maybe_one(node, "staffMember", StaffMember.from_node)


def _returns(node: read.Node) -> tuple[Return, ...]:
    if "returns" not in node:
        return ()
    return read.connection(node, "returns", Return.from_node)


def _payment_terms(node: read.Node) -> PaymentTerms | None:
    if "paymentTerms" not in node:
        return None
    return read.maybe_one(node, "paymentTerms", PaymentTerms.from_node)


def _country(node: read.Node, key: str) -> str:
    found = read.maybe_one(node, key, lambda address: read.maybe_text(address, "countryCodeV2"))
    return found or ""


def _customer_name(node: read.Node) -> str:
    found = read.maybe_one(node, "customer", lambda one: read.maybe_text(one, "displayName"))
    return found or ""
