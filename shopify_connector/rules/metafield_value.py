# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Values of metafields as Odoo holds them, and back (P19).

A value has three forms: Shopify's text; what it means, such as a date; and what the Odoo field
holds. Weights, lengths and volumes mean a number in the mapping's unit, money a number in the
shop's currency, ratings a number on the definition's scale, references Shopify's id.
"""

from dataclasses import dataclass
from datetime import timezone
from decimal import Decimal
from typing import Any

from . import rich_text
from .measurement import in_unit, known_unit
from .metafield import MEASUREMENTS, MetafieldType
from .metafield_meaning import (
    READERS,
    WRITERS,
    ValueProblem,
    compact,
    decimal,
    link_object,
    number,
    parsed,
    parsed_list,
    part,
    plain,
    shown,
    text,
    text_of,
    whole,
)

HIGHEST_IN_ODOO = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Conversion:
    """How the values of one metafield become those of one Odoo field.

    :param type: of the metafield
    :param field_type: of the Odoo field, such as ``char``
    :param unit: of a weight, length or volume in Odoo, such as ``kg``
    :param currency: the shop's, such as EUR
    :param scale_min: the lowest rating, and ``scale_max`` the highest; "" if it is not defined
    :param choices: the keys of a selection field
    """

    type: MetafieldType
    field_type: str
    unit: str = ""
    currency: str = ""
    scale_min: str = ""
    scale_max: str = ""
    choices: tuple[str, ...] = ()

    # === SHOPIFY'S TEXT === #

    def to_odoo(self, value: str) -> Any:
        """Give what the Odoo field is to hold.

        :param value: Shopify's text; "" if there is no metafield
        :return: bool, int, float, str, date, naive datetime in UTC, or data for a JSON field; for
            relations Shopify's ids or names: a str for one record, a tuple of them for many
        :raises ValueProblem: the field can't hold it
        """
        if not value:
            return self._nothing()
        if not self.type.is_known:
            return value
        if self.type.is_list:
            return self._list_to_odoo(parsed_list(value))
        return self._one_to_odoo(self._meaning(parsed(value, self.type.base)))

    def to_shopify(self, value: Any) -> str:
        """Give the text that Shopify is to hold.

        :param value: as :meth:`to_odoo` gives it
        :return: "" if the metafield is to be deleted; a False and a 0 are values
        :raises ValueProblem: Shopify can't hold it
        """
        if not self.type.is_known:
            return self._checked(value or "")
        if self.type.is_list:
            items = self._list_from_odoo(value)
            return compact(items) if items else ""
        meaning = self._one_from_odoo(value)
        if meaning is None or meaning == "":
            return ""
        item = self._item(meaning)
        return self._checked(compact(item) if self.type.base == "json" else text_of(item))

    def key(self, value: str) -> str:
        """Give a text that is the same for equal values, "" for those that Odoo holds as nothing.

        :param value: Shopify's text; "" if there is no metafield
        :raises ValueProblem: it is no value of the type
        """
        if not value or not self.type.is_known:
            return value
        if self.type.is_list:
            items = [self._item(self._meaning(item)) for item in parsed_list(value)]
            return compact(items, sort_keys=True) if items else ""
        meaning = self._meaning(parsed(value, self.type.base))
        if meaning == "" or (isinstance(meaning, bool | int | Decimal) and not meaning):
            return ""
        item = self._item(meaning)
        return item if isinstance(item, str) else compact(item, sort_keys=True)

    def _nothing(self) -> Any:
        if self.field_type in ("integer", "float", "monetary"):
            return 0
        return () if self.field_type == "many2many" else False

    def _checked(self, value: str) -> str:
        if len(value.encode()) > self.type.most_bytes:
            raise ValueProblem("too_long", bytes=self.type.most_bytes)
        return value

    # === MEANING === #

    def _meaning(self, item: Any) -> Any:
        """Read a value, or an item of a list, as JSON has it."""
        base = self.type.base
        if base in MEASUREMENTS:
            return self._measured(item)
        if base == "money":
            return self._amount(item)
        if base == "rich_text_field":
            return self._rich_text(item)
        return READERS.get(base, text)(item)

    def _item(self, meaning: Any) -> Any:
        """Write what a value means as JSON has it."""
        base = self.type.base
        if base in MEASUREMENTS:
            return {"value": float(meaning), "unit": self.unit}
        if base == "money":
            return {"amount": plain(meaning), "currency_code": self.currency}
        if base == "rating":
            return self._rated(meaning)
        if base == "rich_text_field":
            read = rich_text.from_text if self.field_type == "text" else rich_text.from_html
            return read(meaning)
        return WRITERS.get(base, text)(meaning)

    def _measured(self, item: Any) -> Decimal:
        base = self.type.base
        value, name = number(part(item, "value")), str(part(item, "unit"))
        unit = known_unit(base, name)
        if not unit:
            raise ValueProblem("unknown_unit", unit=name)
        return in_unit(base, value, unit, self.unit)

    def _amount(self, item: Any) -> Decimal:
        currency = part(item, "currency_code")
        if currency != self.currency:
            raise ValueProblem("other_currency", currency=currency, expected=self.currency)
        return number(part(item, "amount"))

    def _rated(self, meaning: Decimal) -> dict[str, str]:
        if not (self.scale_min and self.scale_max):
            raise ValueProblem("no_scale")
        if not Decimal(self.scale_min) <= meaning <= Decimal(self.scale_max):
            raise ValueProblem(
                "out_of_scale", value=plain(meaning), least=self.scale_min, most=self.scale_max
            )
        return {
            "value": plain(meaning),
            "scale_min": self.scale_min,
            "scale_max": self.scale_max,
        }

    def _rich_text(self, item: Any) -> str:
        if not isinstance(item, dict):
            raise ValueProblem("not_understood", value=shown(item))
        if rich_text.is_empty(item):
            return ""
        write = rich_text.to_text if self.field_type == "text" else rich_text.to_html
        return write(item)

    # === ONE VALUE IN ODOO === #

    def _one_to_odoo(self, meaning: Any) -> Any:
        match self.field_type:
            case "integer" if abs(meaning) > HIGHEST_IN_ODOO:
                raise ValueProblem("too_big", value=meaning, most=HIGHEST_IN_ODOO)
            case "float" | "monetary":
                return float(meaning)
            case "datetime":
                return meaning.astimezone(timezone.utc).replace(tzinfo=None)
            case "text" if self.type.base == "json":
                return compact(meaning)
            case "selection" if meaning not in self.choices:
                raise ValueProblem(
                    "unknown_choice", value=shown(meaning), choices=", ".join(self.choices)
                )
        return meaning

    def _one_from_odoo(self, value: Any) -> Any:
        """Give what a field's value means, None for nothing."""
        match self.field_type:
            case "boolean":
                return bool(value)
            case "integer":
                return whole(value or 0)
            case "float" | "monetary":
                return self._fraction(value)
        if value is False or value is None or value == "":
            return None
        return self._filled(value)

    def _fraction(self, value: Any) -> Decimal | None:
        found = number(repr(value) if isinstance(value, float) else value or 0)
        if self.type.base in MEASUREMENTS and found < 0:
            raise ValueProblem("negative", value=plain(found))
        if self.type.base == "rating" and not found:
            return None
        return decimal(found)

    def _filled(self, value: Any) -> Any:
        base = self.type.base
        match self.field_type:
            case "datetime":
                return value.replace(tzinfo=timezone.utc)
            case "text" if base == "json":
                return parsed(value, "json")
            case "html" if not _says_something(value):
                return None
            case "text" if base == "rich_text_field":
                return value if value.strip() else None
            case "char" | "text":
                return self._from_words(value)
        return value

    def _from_words(self, words: str) -> Any:
        """Read a text that a person wrote."""
        base = self.type.base
        return READERS.get(base, text)(link_object(words) if base == "link" else words)

    # === MANY VALUES IN ODOO === #

    def _list_to_odoo(self, items: list[Any]) -> Any:
        meanings = [self._meaning(item) for item in items]
        match self.field_type:
            case "many2many":
                return tuple(dict.fromkeys(meanings))
            case "json":
                return [self._item(meaning) for meaning in meanings] or False
        return "\n".join(self._line(meaning) for meaning in meanings) or False

    def _list_from_odoo(self, value: Any) -> list[Any]:
        """Give the items as JSON has them."""
        match self.field_type:
            case "many2many":
                meanings = list(value or ())
            case "json":
                if value and not isinstance(value, list):
                    raise ValueProblem("not_a_list")
                meanings = [self._meaning(item) for item in value or ()]
            case _:
                lines = (line.strip() for line in (value or "").splitlines())
                meanings = [self._from_line(line) for line in lines if line]
        if len(meanings) > self.type.most_items:
            raise ValueProblem("too_many", count=len(meanings), most=self.type.most_items)
        items = [self._item(meaning) for meaning in meanings]
        for item in items:
            self._checked(text_of(item))
        return items

    def _line(self, meaning: Any) -> str:
        """Write an item as a line of text."""
        base = self.type.base
        if base in MEASUREMENTS:
            return f"{plain(meaning)} {self.unit}"
        if isinstance(meaning, Decimal):
            return plain(meaning)
        return meaning if base == "link" else text_of(self._item(meaning))

    def _from_line(self, line: str) -> Any:
        base = self.type.base
        if base in MEASUREMENTS:
            value, _, unit = line.partition(" ")
            return self._measured({"value": value, "unit": unit or self.unit})
        return number(line) if base == "rating" else self._from_words(line)


def _says_something(html: str) -> bool:
    return "<img" in html or not rich_text.is_empty(rich_text.from_html(html))
