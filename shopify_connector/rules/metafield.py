# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's types of metafields, and which Odoo fields can hold them (P19)."""

from dataclasses import dataclass

MEASUREMENTS = ("dimension", "weight", "volume")
#: Which model's records a reference points to, where Odoo has such.
REFERENCES = {
    "product_reference": "product.template",
    "variant_reference": "product.product",
    "customer_reference": "res.partner",
    "order_reference": "sale.order",
}
OTHER_REFERENCES = (
    "article_reference",
    "collection_reference",
    "company_reference",
    "file_reference",
    "metaobject_reference",
    "mixed_reference",
    "page_reference",
    "product_taxonomy_value_reference",
)
_FITTING = {
    "boolean": ("boolean",),
    "color": ("char",),
    "date": ("date",),
    "date_time": ("datetime",),
    "id": ("char",),
    "json": ("json", "text"),
    "link": ("char",),
    "money": ("monetary", "float"),
    "multi_line_text_field": ("text", "html"),
    "number_decimal": ("float", "monetary"),
    "number_integer": ("integer",),
    "rating": ("float",),
    "rich_text_field": ("html", "text"),
    "single_line_text_field": ("char", "selection", "many2one"),
    "url": ("char",),
    **dict.fromkeys(MEASUREMENTS, ("float",)),
    **dict.fromkeys(REFERENCES, ("many2one", "char")),
    **dict.fromkeys(OTHER_REFERENCES, ("char",)),
}
#: Of these a list goes to many records.
_MANY = ("single_line_text_field", *REFERENCES)
_LARGEST = {"id": 2_048, "url": 2_048, "json": 131_072}
_LARGEST_OF_OTHERS = 65_536
_MOST_METAOBJECTS = 256
_MOST_ITEMS = 128


@dataclass(frozen=True, slots=True)
class MetafieldType:
    """A type such as ``list.date``: a base type, and whether there may be many.

    A type that is not known is kept as Shopify writes it.
    """

    base: str
    is_list: bool

    @classmethod
    def of(cls, name: str) -> "MetafieldType":
        """:param name: Shopify's name of the type."""
        base = name.removeprefix("list.")
        return cls(base, base != name)

    @property
    def is_known(self) -> bool:
        """Whether its values are understood."""
        return self.base in _FITTING

    @property
    def fitting(self) -> tuple[str, ...]:
        """The types of Odoo fields that can hold it, the best first."""
        if not self.is_known:
            return ("text",)
        if not self.is_list:
            return _FITTING[self.base]
        return ("many2many", "text", "json") if self.base in _MANY else ("text", "json")

    @property
    def reference_model(self) -> str:
        """The model whose records it points to; "" if it is no reference, or to none of Odoo's."""
        return REFERENCES.get(self.base, "")

    @property
    def most_bytes(self) -> int:
        """How long a value, or an item of a list, may be, in UTF-8."""
        return _LARGEST.get(self.base, _LARGEST_OF_OTHERS)

    @property
    def most_items(self) -> int:
        """How many items a list may have."""
        return _MOST_METAOBJECTS if self.base == "metaobject_reference" else _MOST_ITEMS


TYPE_NAMES = tuple(
    sorted(
        [
            *_FITTING,
            *(
                f"list.{base}"
                for base in _FITTING
                if base not in ("boolean", "id", "json", "multi_line_text_field", "money")
                and base != "rich_text_field"
            ),
        ]
    )
)
