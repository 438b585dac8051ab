# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a product of Shopify and its Odoo product tell each other since their last sync (P6, P14).

Each side has its own base: what it held at the last sync. A side has changed where it differs from
its own base, so that a value which Odoo can't hold as Shopify writes it is no change on either
side. A product, or one of its variants, that was never synced has no base.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

Side = Literal["odoo", "shopify"]
Value = str | bool | tuple[str, ...]
#: Shopify's number of the variant as text, "" for the product itself, and the field's name.
FieldKey = tuple[str, str]

#: An empty value of these is none: it never replaces one on the other side (P9).
NEVER_EMPTIED = frozenset(
    {"title", "vendor", "product_type", "cost", "hs_code", "origin_country_code"}
)


@dataclass(frozen=True, slots=True)
class VariantFields:
    """A variant as one side holds it, in Shopify's terms; "" and () mean not given.

    Amounts and weights (in kilograms) are texts without needless zeros, see :func:`number_text`,
    in each side's own currency.
    """

    option_values: tuple[str, ...] = ()
    sku: str = ""
    barcode: str = ""
    price: str = ""
    compare_at_price: str = ""
    cost: str = ""
    weight: str = ""
    hs_code: str = ""
    origin_country_code: str = ""
    tax_code: str = ""
    taxable: bool = False
    tracked: bool = False
    inventory_policy: str = ""


@dataclass(frozen=True, slots=True)
class ProductFields:
    """A product as one side holds it, in Shopify's terms; "" and () mean not given.

    ``variants`` are those that both sides have, by Shopify's number as text.
    """

    title: str = ""
    description_html: str = ""
    product_type: str = ""
    vendor: str = ""
    status: str = ""
    seo_title: str = ""
    seo_description: str = ""
    tags: tuple[str, ...] = ()
    option_names: tuple[str, ...] = ()
    variants: Mapping[str, VariantFields] = field(default_factory=dict)

    def value(self, key: FieldKey) -> Value:
        """:return: the value of a field of the product or of one of its variants."""
        variant, name = key
        return getattr(self.variants[variant] if variant else self, name)

    def with_values(self, values: Mapping[FieldKey, Value]) -> "ProductFields":
        """:return: the same with other values; a variant it lacks is added."""
        own = {name: value for (variant, name), value in values.items() if not variant}
        changed: dict[str, dict[str, Value]] = {}
        for (variant, name), value in values.items():
            if variant:
                changed.setdefault(variant, {})[name] = value
        variants = dict(self.variants)
        for variant, new in changed.items():
            variants[variant] = replace(variants.get(variant, VariantFields()), **new)
        return replace(self, variants=variants, **own)


_PRODUCT_NAMES = tuple(each.name for each in fields(ProductFields) if each.name != "variants")
_NO_VARIANT = VariantFields()
_VARIANT_NAMES = tuple(each.name for each in fields(VariantFields))


@dataclass(frozen=True, slots=True)
class ProductSides:
    """What both sides hold now, or held at their last sync; empty when there was none."""

    shopify: ProductFields = ProductFields()
    odoo: ProductFields = ProductFields()

    def as_json(self) -> dict[str, dict[str, Any]]:
        """:return: both sides as a dict to store, empty values left out, read by ``from_json``."""
        return {"shopify": _as_json(self.shopify), "odoo": _as_json(self.odoo)}

    @classmethod
    def from_json(cls, stored: Any) -> "ProductSides":
        """Read what :meth:`as_json` gave; fields that are missing or unknown do no harm.

        :param stored: the stored dict, or an empty value for a product that was never synced
        :return: both sides
        """
        kept = stored or {}
        return cls(_from_json(kept.get("shopify", {})), _from_json(kept.get("odoo", {})))


NEVER_SYNCED = _NOTHING = ProductSides()


@dataclass(frozen=True, slots=True)
class SyncRules:
    """Which fields Shopify may change in Odoo (P6), and Odoo in Shopify (P8).

    ``settle`` says which side wins where both have changed, or that a person is asked.
    """

    to_odoo: frozenset[str] = frozenset()
    to_shopify: frozenset[str] = frozenset()
    settle: Literal["odoo", "shopify", "ask"] = "ask"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides have changed, and the value on either side."""

    key: FieldKey
    odoo: Value
    shopify: Value


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is to be done: values by field for each side, and what a person has to settle.

    ``ignored`` names the fields with a change that is not taken over: nothing goes that way, or
    the other side won.
    """

    to_odoo: Mapping[FieldKey, Value] = field(default_factory=dict)
    to_shopify: Mapping[FieldKey, Value] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    ignored: frozenset[FieldKey] = frozenset()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be written and nobody to be asked."""
        return not (self.to_odoo or self.to_shopify or self.conflicts)


def number_text(number: object) -> str:
    """Write a number without needless zeros, so that equal ones are equal texts.

    :param number: a Decimal, or any number whose text is one
    :return: such as ``12.9`` and ``100``; "0" for zero
    """
    text = f"{number:f}" if hasattr(number, "as_tuple") else str(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def compare_product(present: ProductSides, synced: ProductSides, rules: SyncRules) -> Comparison:
    """Tell what goes from one side to the other (P6, P8).

    Only fields that have changed since the last sync are taken over, so that a user's own edits to
    other fields stay. A field that both sides have changed, differently, is settled as the rules
    say, whichever way the sync goes: nothing that somebody changed is overwritten in silence.

    Before the first sync there are no changes to tell apart: a field goes the one way that the
    rules allow, and where they allow both, an empty value gives way to a filled one and the rest
    is settled. An empty value of a field in :data:`NEVER_EMPTIED` is never taken over.

    :param present: what both sides hold; only variants that both have are compared
    :param synced: what both sides held at their last sync, :data:`NEVER_SYNCED` if none was
    :param rules: what goes which way
    :return: what is to be written on either side, and the conflicts when a person is to be asked
    """
    to_odoo, to_shopify, conflicts, ignored = {}, {}, [], set()
    for key in _compared(present, rules):
        odoo, shopify = present.odoo.value(key), present.shopify.value(key)
        match _direction(key, odoo, shopify, synced, rules):
            case "to_odoo":
                to_odoo[key] = shopify
            case "to_shopify":
                to_shopify[key] = odoo
            case "conflict":
                conflicts.append(Conflict(key, odoo, shopify))
            case "ignored":
                ignored.add(key)
    return Comparison(to_odoo, to_shopify, tuple(conflicts), frozenset(ignored))


def note_synced(
    comparison: Comparison,
    synced: ProductSides,
    after: ProductSides,
    refused: Collection[FieldKey] = (),
) -> ProductSides:
    """Give the bases of the next comparison.

    A change that has not reached the other side stays a change: one in conflict, one from a side
    of which nothing is taken over, one that the other side refused.

    :param comparison: what was done
    :param synced: the bases of this comparison
    :param after: what both sides hold now that it is done
    :param refused: the fields that could not be written
    :return: the bases to store
    """
    waiting = set(refused) | comparison.ignored | {each.key for each in comparison.conflicts}
    # Without a base it is as if both sides had held nothing, which keeps it a change.
    known = {key: synced if _has_base(key, synced) else _NOTHING for key in waiting}
    return ProductSides(
        shopify=after.shopify.with_values({key: _held(known[key].shopify, key) for key in known}),
        odoo=after.odoo.with_values({key: _held(known[key].odoo, key) for key in known}),
    )


def prefer(
    side: Side, keys: Collection[FieldKey], present: ProductSides, synced: ProductSides
) -> ProductSides:
    """Give the bases after which one side alone has changed these fields.

    So a conflict is settled by a person: the next comparison takes that side's values over.

    :param side: the one that wins
    :param keys: the fields in conflict
    :param present: what both sides hold
    :param synced: what both sides held at their last sync
    :return: the bases to store
    """
    loser = present.odoo if side == "shopify" else present.shopify
    seen = {key: loser.value(key) for key in keys}
    return ProductSides(
        shopify=synced.shopify.with_values(seen), odoo=synced.odoo.with_values(seen)
    )


def _compared(present: ProductSides, rules: SyncRules) -> Iterator[FieldKey]:
    names = rules.to_odoo | rules.to_shopify
    yield from (("", name) for name in _PRODUCT_NAMES if name in names)
    of_variants = [name for name in _VARIANT_NAMES if name in names]
    for variant in present.shopify.variants:
        if variant in present.odoo.variants:
            yield from ((variant, name) for name in of_variants)


def _direction(
    key: FieldKey, odoo: Value, shopify: Value, synced: ProductSides, rules: SyncRules
) -> str:
    """Return which way a field goes: to_odoo, to_shopify, conflict, ignored or nowhere ("")."""
    if odoo == shopify:
        return ""
    name = key[1]
    gives = {
        "to_odoo": name in rules.to_odoo and _may_go(name, shopify),
        "to_shopify": name in rules.to_shopify and _may_go(name, odoo),
    }
    if not _has_base(key, synced):
        return _first_direction(gives, odoo, shopify, rules)
    by_shopify = shopify != synced.shopify.value(key) and _may_go(name, shopify)
    by_odoo = odoo != synced.odoo.value(key) and _may_go(name, odoo)
    if by_shopify and by_odoo:
        return _settled(gives, rules)
    if not (by_shopify or by_odoo):
        return ""
    way = "to_odoo" if by_shopify else "to_shopify"
    return way if gives[way] else "ignored"


def _first_direction(
    gives: Mapping[str, bool], odoo: Value, shopify: Value, rules: SyncRules
) -> str:
    open_ways = [way for way, is_open in gives.items() if is_open]
    if len(open_ways) == 2 and bool(odoo) == bool(shopify):
        return _settled(gives, rules)
    if len(open_ways) == 2:
        return "to_odoo" if shopify else "to_shopify"
    if not open_ways:
        return ""
    # By itself an empty value erases nothing.
    (way,) = open_ways
    return way if (shopify if way == "to_odoo" else odoo) else ""


def _settled(gives: Mapping[str, bool], rules: SyncRules) -> str:
    if rules.settle == "ask":
        return "conflict"
    way = "to_odoo" if rules.settle == "shopify" else "to_shopify"
    return way if gives[way] else "ignored"


def _may_go(name: str, value: Value) -> bool:
    return bool(value) or name not in NEVER_EMPTIED


def _has_base(key: FieldKey, synced: ProductSides) -> bool:
    variant = key[0]
    if variant:
        return variant in synced.shopify.variants and variant in synced.odoo.variants
    return synced.shopify != NEVER_SYNCED.shopify or synced.odoo != NEVER_SYNCED.odoo


def _held(side: ProductFields, key: FieldKey) -> Value:
    variant, name = key
    return getattr(side.variants.get(variant, _NO_VARIANT) if variant else side, name)


def _as_json(side: ProductFields) -> dict[str, Any]:
    kept = {name: value for name in _PRODUCT_NAMES if (value := getattr(side, name))}
    kept["variants"] = {
        variant: {name: value for name, value in asdict(held).items() if value}
        for variant, held in side.variants.items()
    }
    return kept


def _from_json(stored: Mapping[str, Any]) -> ProductFields:
    return ProductFields(
        **_known(stored, _PRODUCT_NAMES),
        variants={
            variant: VariantFields(**_known(held, _VARIANT_NAMES))
            for variant, held in stored.get("variants", {}).items()
        },
    )


def _known(stored: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name in names
    }
