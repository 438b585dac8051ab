# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify makes of a given variant, or has against it; its options apart."""

import re
from decimal import Decimal

from ..money import digits_of, money, money_text, round_to
from .answers import user_error
from .parts import Parts

LONGEST = 255
TOO_MUCH = Decimal(10) ** 18
TOO_HEAVY = 2_000_000_000
MOST_UNITS = 1_000_000_000
MOST_QUANTITIES = 50_000
QUANTITY_NAMES = ("available", "on_hand")
_HS_CODE = re.compile(r"^\d{6,13}$")
_AS_GIVEN = ("inventoryPolicy", "taxable", "requiresComponents", "showUnitPrice")
_ITEM_AS_GIVEN = ("tracked", "requiresShipping")


class VariantInput:
    """A given variant, checked.

    :param context: the request's context.
    :param given: the input.
    :param path: where the input stands in paths of errors.
    :param known: the variant that it changes; None: it is a new one.
    :param codes: turns an error's own code into one that the mutation has.
    """

    def __init__(self, context, given, path, known=None, codes=lambda code: code):
        self.errors: list[dict] = []
        self.values: dict = {}
        self.item: dict = {}
        self.parts = Parts(context)
        self.given = given
        self.known = known
        self._context = context
        self._path = list(path)
        self._codes = codes
        self._read_compare_at()
        self._read_price()
        self._read_barcode()
        self.values |= {key: given[key] for key in _AS_GIVEN if given.get(key) is not None}
        if "taxCode" in given:
            self.values["taxCode"] = given["taxCode"] or None
        item = given.get("inventoryItem") or {}
        self.item |= {key: item[key] for key in _ITEM_AS_GIVEN if item.get(key) is not None}
        self._read_sku(item)
        self._read_cost(item)
        self._read_weight(item)
        self._read_customs(item)

    def error(self, keys, message, code):
        """Note an error.

        :param keys: path of the field below the variant.
        :param code: its own code.
        """
        self.errors.append(user_error([*self._path, *keys], message, self._codes(code)))

    def read_part(self, name, given, path) -> None:
        """Note a part that another area checks and keeps."""
        for one in self.parts.read(name, given, path, self.known):
            self.errors.append({**one, "code": self._codes(one.get("code"))})

    def amount(self, amount: Decimal) -> Decimal:
        """An amount with as many decimals as the shop's currency has, at least two."""
        return round_to(amount, max(2, digits_of(self._context.shop.currency)))

    def _read_price(self):
        if "price" not in self.given:
            return
        if self.given["price"] is None:
            code = "INVALID" if self.known is None else "INVALID_INPUT"
            self.error(["price"], "Price can't be blank", code)
            return
        price = Decimal(self.given["price"])
        if price < 0:
            message = "Price must be greater than or equal to 0"
            self.error(["price"], message, "GREATER_THAN_OR_EQUAL_TO")
        elif price >= TOO_MUCH:
            self.error(["price"], f"Price must be less than {TOO_MUCH}", "INVALID_INPUT")
        else:
            self.values["price"] = money_text(self.amount(price))

    def _read_compare_at(self):
        if "compareAtPrice" not in self.given:
            return
        text = self.given["compareAtPrice"]
        price = None if text is None else Decimal(text)
        if price is None:
            self.values["compareAtPrice"] = None
        elif price < 0:
            message = "must be greater than or equal to 0"
            self.error(["compareAtPrice"], message, "GREATER_THAN_OR_EQUAL_TO")
        elif price >= TOO_MUCH:
            self.error(["compareAtPrice"], f"must be less than {TOO_MUCH}", "INVALID_INPUT")
        else:
            self.values["compareAtPrice"] = money_text(self.amount(price))

    def _read_barcode(self):
        if "barcode" not in self.given:
            return
        barcode = self.values["barcode"] = (self.given["barcode"] or "").strip() or None
        if barcode and len(barcode) > LONGEST:
            message = f"Barcode is too long (maximum is {LONGEST} characters)"
            self.error(["barcode"], message, "INVALID_INPUT")

    def _read_sku(self, item):
        source = self.given if "sku" in self.given else item
        if "sku" not in source:
            return
        sku = self.item["sku"] = source["sku"] or None
        if sku and len(sku) > LONGEST:
            message = f"SKU is too long (maximum is {LONGEST} characters)"
            self.error([], message, "INVALID_INPUT")

    def _read_cost(self, item):
        if "cost" not in item:
            return
        cost = None if item["cost"] is None else Decimal(item["cost"])
        if cost is not None and not 0 <= cost < TOO_MUCH:
            bound = "greater than or equal to 0" if cost < 0 else f"less than {TOO_MUCH}"
            code = "GREATER_THAN_OR_EQUAL_TO" if cost < 0 else "INVALID_INPUT"
            self.error(["inventoryItem", "cost"], f"Cost per item must be {bound}", code)
            return
        currency = self._context.shop.currency
        self.item["unitCost"] = None if cost is None else money(self.amount(cost), currency)

    def _read_weight(self, item):
        weight = (item.get("measurement") or {}).get("weight")
        if weight is None:
            return
        value = weight["value"]
        if value < 0:
            message = "Weight must be greater than or equal to 0"
            self.error([], message, "GREATER_THAN_OR_EQUAL_TO")
        elif value >= TOO_HEAVY:
            self.error([], f"Weight must be less than {TOO_HEAVY}", "INVALID_INPUT")
        self.item["weight"] = {"__typename": "Weight", "unit": weight["unit"], "value": value}

    def _read_customs(self, item):
        if "harmonizedSystemCode" in item:
            code = item["harmonizedSystemCode"]
            code = self.item["harmonizedSystemCode"] = (code and code.replace(".", "")) or None
            if code and not _HS_CODE.match(code):
                message = "Harmonized system code must be a number between six and thirteen digits"
                keys = ["inventoryItem", "harmonizedSystemCode"]
                self.error(keys, message, "INVALID_INPUT")
        if "countryCodeOfOrigin" in item:
            country = self.item["countryCodeOfOrigin"] = item["countryCodeOfOrigin"]
            if country == "ZZ":
                message = "Country code of origin is invalid"
                self.error(["inventoryItem", "countryCodeOfOrigin"], message, "INVALID_INPUT")
        if "provinceCodeOfOrigin" in item:
            self.item["provinceCodeOfOrigin"] = item["provinceCodeOfOrigin"]
