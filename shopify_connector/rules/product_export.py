# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A product of Odoo's in Shopify's terms, and whether it can be sent (P7-P10)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

ZERO = Decimal(0)
MAX_OPTIONS = 3
MAX_VARIANTS = 2048
# Shopify refuses longer titles, SKUs, barcodes, names and values of options.
MAX_LENGTH = 255
MAX_DESCRIPTION = 512 * 1024
HS_DIGITS = range(6, 14)
#: The one option of a product without variants, and its value.
DEFAULT_OPTION = "Title"
DEFAULT_VALUE = "Default Title"


@dataclass(frozen=True, slots=True)
class ExportedVariant:
    """A variant in Shopify's terms; "" and 0 where there is nothing.

    ``product`` is the id of the ``product.product``. ``values`` has a value for each option of the
    product. ``cost`` is in the shop's currency, ``own_cost`` the same in the company's; ``weight``
    is in ``weight_unit``. ``hs_code`` has digits only.
    """

    product: int
    values: tuple[str, ...] = ()
    sku: str = ""
    barcode: str = ""
    cost: Decimal = ZERO
    own_cost: Decimal = ZERO
    weight: Decimal = ZERO
    weight_unit: str = "KILOGRAMS"
    hs_code: str = ""
    origin_country_code: str = ""
    requires_shipping: bool = True

    @property
    def name(self) -> str:
        """What Shopify calls it."""
        return " / ".join(self.values) or DEFAULT_VALUE


@dataclass(frozen=True, slots=True)
class ExportedProduct:
    """A product in Shopify's terms.

    ``template`` is the id of the ``product.template``. Without ``options`` it has one variant.
    """

    template: int
    title: str = ""
    description_html: str = ""
    vendor: str = ""
    product_type: str = ""
    options: tuple[str, ...] = ()
    variants: tuple[ExportedVariant, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What decides whether a product of Odoo's can be sold in Shopify at all.

    ``company`` is the name of another company whose product it is; ``role`` is what the shop or
    Odoo has it for: ``gift_card``, or ``charge`` for what orders book beside goods.
    ``weight_unit`` is the name of a unit in which Shopify has no weights.
    """

    is_active: bool = True
    is_sold: bool = True
    is_combo: bool = False
    company: str = ""
    role: str = ""
    weight_unit: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a product can't be sent.

    ``code`` and its ``params``: ``product_archived``, ``not_sold``, ``combo_product``,
    ``gift_card``, ``charge_product``, ``other_company`` (company), ``unknown_weight_unit`` (unit),
    ``no_title``, ``title_too_long`` and ``description_too_long`` (length, limit),
    ``no_variants``, ``too_many_variants`` (count, limit), ``too_many_options`` (options, limit),
    ``duplicate_option`` (option), ``no_option_value`` (option, variant), ``option_too_long``
    (text, length, limit), ``duplicate_combination`` (variant), ``sku_too_long`` and
    ``barcode_too_long`` (value, length, limit), ``invalid_hs_code`` (value), ``duplicate_sku`` and
    ``duplicate_barcode`` (value, first, second: the ids of both ``product.product``).
    """

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


def check_product(product: ExportedProduct, facts: ProductFacts) -> tuple[Problem, ...]:
    """Tell everything that keeps a product from being sent (P7, P10).

    :param product: the product in Shopify's terms
    :param facts: what it is in Odoo
    :return: the problems; what makes a product unfit as a whole stands alone
    """
    if unfit := tuple(_unfit(facts)):
        return unfit
    return (
        *_title_problems(product),
        *_variant_problems(product),
        *_option_problems(product),
        *_text_problems(product),
    )


def duplicate_codes(
    products: Iterable[ExportedProduct], taken: Mapping[tuple[str, str], int] | None = None
) -> dict[int, tuple[Problem, ...]]:
    """Find products of which a variant has the SKU or the barcode of another variant.

    Shopify takes them, but neither side could tell such variants apart. Of two products the one of
    the lower id goes; a product with such variants of its own does not.

    :param products: those that could be sent
    :param taken: variants that count as well: the id of the ``product.product`` by ("sku" or
        "barcode", value)
    :return: the problems of those that can't go, by template id
    """
    owners = dict(taken or {})
    refused = {}
    for product in sorted(products, key=lambda each: each.template):
        own: dict[tuple[str, str], int] = {}
        problems = tuple(_duplicates(product, owners, own))
        if problems:
            refused[product.template] = problems
        else:
            owners.update(own)
    return refused


def _unfit(facts: ProductFacts) -> Iterator[Problem]:
    if not facts.is_active:
        yield Problem("product_archived")
    if facts.company:
        yield Problem("other_company", {"company": facts.company})
    if facts.is_combo:
        yield Problem("combo_product")
    elif facts.role == "gift_card":
        yield Problem("gift_card")
    elif facts.role == "charge":
        yield Problem("charge_product")
    elif not facts.is_sold:
        yield Problem("not_sold")
    if facts.weight_unit:
        yield Problem("unknown_weight_unit", {"unit": facts.weight_unit})


def _title_problems(product: ExportedProduct) -> Iterator[Problem]:
    if not product.title:
        yield Problem("no_title")
    yield from _too_long("title_too_long", product.title)
    size = len(product.description_html.encode())
    if size > MAX_DESCRIPTION:
        yield Problem("description_too_long", {"length": size, "limit": MAX_DESCRIPTION})


def _variant_problems(product: ExportedProduct) -> Iterator[Problem]:
    count = len(product.variants)
    if not count:
        yield Problem("no_variants")
    elif count > MAX_VARIANTS:
        yield Problem("too_many_variants", {"count": count, "limit": MAX_VARIANTS})


def _option_problems(product: ExportedProduct) -> Iterator[Problem]:
    if len(product.options) > MAX_OPTIONS:
        names = ", ".join(product.options)
        yield Problem("too_many_options", {"options": names, "limit": MAX_OPTIONS})
        return
    for name in _repeated(option.casefold() for option in product.options):
        named = next(option for option in product.options if option.casefold() == name)
        yield Problem("duplicate_option", {"option": named})
    for variant in product.variants:
        for option, value in zip(product.options, variant.values, strict=True):
            if not value:
                yield Problem("no_option_value", {"option": option, "variant": variant.name})
    by_combination = {_combination(variant): variant.name for variant in product.variants}
    for combination in _repeated(map(_combination, product.variants)):
        yield Problem("duplicate_combination", {"variant": by_combination[combination]})


def _text_problems(product: ExportedProduct) -> Iterator[Problem]:
    values = dict.fromkeys(value for variant in product.variants for value in variant.values)
    for text in (*product.options, *values):
        if len(text) > MAX_LENGTH:
            params = {"text": text, "length": len(text), "limit": MAX_LENGTH}
            yield Problem("option_too_long", params)
    for variant in product.variants:
        yield from _too_long("sku_too_long", variant.sku)
        yield from _too_long("barcode_too_long", variant.barcode)
        if variant.hs_code and len(variant.hs_code) not in HS_DIGITS:
            yield Problem("invalid_hs_code", {"value": variant.hs_code})


def _too_long(code: str, text: str) -> Iterator[Problem]:
    if len(text) > MAX_LENGTH:
        yield Problem(code, {"value": text, "length": len(text), "limit": MAX_LENGTH})


def _duplicates(
    product: ExportedProduct,
    owners: Mapping[tuple[str, str], int],
    own: dict[tuple[str, str], int],
) -> Iterator[Problem]:
    for variant in product.variants:
        for kind, value in (("sku", variant.sku), ("barcode", variant.barcode)):
            key = kind, value
            first = own.get(key) or owners.get(key)
            if value and first and first != variant.product:
                params = {"value": value, "first": first, "second": variant.product}
                yield Problem(f"duplicate_{kind}", params)
            elif value:
                own[key] = variant.product


def _combination(variant: ExportedVariant) -> tuple[str, ...]:
    # Shopify takes "Red" and "red" for the same value.
    return tuple(value.casefold() for value in variant.values)


def _repeated(values: Iterable) -> Collection:
    seen: set = set()
    return dict.fromkeys(value for value in values if value in seen or seen.add(value))
