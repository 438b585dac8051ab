# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The clerk of the catalogue: changes products, variants and collections by hand."""

from decimal import Decimal

from .merchant import Merchant
from .money import money, money_text
from .world.catalogue import add_product, add_variant, weight
from .world.collections import join, leave
from .world.options import DEFAULT_TITLE, TITLE, add_option, choose, named, settle_options
from .world.product_changes import change_product, change_variant, stock_variant
from .world.publications import publish, unpublish

ACTS = (
    "add",
    "rename",
    "describe",
    "file_under",
    "activate",
    "draft",
    "archive",
    "delete",
    "tag",
    "untag",
    "publish",
    "unpublish",
    "collect",
    "uncollect",
    "add_option",
    "rename_option",
    "rename_value",
    "add_variant",
    "delete_variant",
    "change_price",
    "change_sku",
    "change_barcode",
    "change_item",
    "track",
    "stock",
)


class ProductClerk:
    """Looks after the products of a shop, taken as ``Product`` and ``ProductVariant`` nodes.

    :param Shop shop: the clerk's shop
    """

    def __init__(self, shop):
        self.shop = shop

    # === FINDING === #

    def find(self, text):
        """Find a product.

        :param str text: its gid, or its handle
        :raises ValueError: there is none
        :rtype: dict
        """
        return self._found("Product", text, ("id", "handle"))

    def find_variant(self, text):
        """Find a variant.

        :param str text: its gid, SKU or barcode
        :raises ValueError: there is none
        :rtype: dict
        """
        return self._found("ProductVariant", text, ("id", "sku", "barcode"))

    def _found(self, type_name, text, keys):
        for node in self.shop.collection(type_name):
            if any(node[key] == text for key in keys):
                return node
        raise ValueError(f"there is no {type_name} {text!r}")

    # === PRODUCTS === #

    def add(self, title, **fields):
        """Add a product; see :func:`world.catalogue.add_product`.

        :rtype: dict
        """
        return add_product(self.shop, title, **fields)

    def rename(self, product, title):
        """Give a product another title."""
        self._change(product, title=title)

    def describe(self, product, description):
        """Give a product another description, in HTML."""
        self._change(product, descriptionHtml=description)

    def file_under(self, product, vendor=None, product_type=None):
        """Give a product another vendor or type; what is None stays."""
        values = {"vendor": vendor, "productType": product_type}
        self._change(product, **{key: value for key, value in values.items() if value is not None})

    def activate(self, product):
        """Sell a product."""
        self._change(product, status="ACTIVE")

    def draft(self, product):
        """Make a product a draft."""
        self._change(product, status="DRAFT")

    def archive(self, product):
        """Archive a product."""
        self._change(product, status="ARCHIVED")

    def delete(self, product):
        """Delete a product; orders keep their lines."""
        Merchant(self.shop).delete_product(product)

    def tag(self, product, tags):
        """Add tags.

        :param list tags: the tags
        """
        known = {tag.casefold(): tag for tag in [*tags, *product["tags"]]}
        self._change(product, tags=[known[key] for key in sorted(known)])

    def untag(self, product, tags):
        """Take tags away.

        :param list tags: the tags
        """
        gone = {tag.casefold() for tag in tags}
        self._change(product, tags=[one for one in product["tags"] if one.casefold() not in gone])

    def _change(self, product, **values):
        change_product(self.shop, product, values)

    # === SALES CHANNELS AND COLLECTIONS === #

    def publish(self, product, channel):
        """Show a product in a sales channel.

        :param str channel: its name
        :raises ValueError: there is no such channel
        """
        publish(self.shop, product, {self._called("Publication", "name", channel): self.shop.now()})

    def unpublish(self, product, channel):
        """Take a product out of a sales channel; arguments as :meth:`publish`."""
        unpublish(self.shop, product, [self._called("Publication", "name", channel)])

    def collect(self, product, collection):
        """Put a product into a custom collection.

        :param str collection: its title
        :raises ValueError: there is no such collection, or its rules choose the products
        """
        join(self.shop, self._custom(collection), [product])
        self.shop.touch(product)

    def uncollect(self, product, collection):
        """Take a product out of a custom collection; arguments as :meth:`collect`."""
        leave(self.shop, self._custom(collection), [product])
        self.shop.touch(product)

    def _custom(self, title):
        collection = self.shop.node(self._called("Collection", "title", title))
        if collection["ruleSet"]:
            raise ValueError(f"the rules of {title!r} choose its products")
        return collection

    def _called(self, type_name, key, name):
        for node in self.shop.collection(type_name):
            if node[key] == name:
                return node["id"]
        raise ValueError(f"there is no {type_name} {name!r}")

    # === OPTIONS === #

    def add_option(self, product, name, value):
        """Add an option, of which all variants have the same value.

        :param str name: its name
        :param str value: the value
        :raises ValueError: the product has it already
        """
        if named(product["options"], name):
            raise ValueError(f"{product['title']} has {name!r} already")
        if not _has_options(product):
            product["options"].clear()
        kept = {option["name"] for option in product["options"]}
        option = add_option(self.shop, product, name)
        for variant in product["variants"]:
            chosen = [part for part in variant["selectedOptions"] if part["name"] in kept]
            variant["selectedOptions"] = [*chosen, choose(self.shop, product, name, value)]
        self._settle(product, option)

    def rename_option(self, product, name, new_name):
        """Give an option another name."""
        option = self._named(product["options"], name)
        option["name"] = new_name
        self._settle(product, option)

    def rename_value(self, product, name, value, new_value):
        """Give a value of an option another name: its variants are called by that.

        :param str name: the option's name
        """
        option = self._named(product["options"], name)
        self._named(option["optionValues"], value)["name"] = new_value
        self._settle(product, option)

    def _named(self, nodes, name):
        found = named(nodes, name)
        if found is None:
            raise ValueError(f"there is no {name!r}")
        return found

    def _settle(self, product, option):
        values = {value["id"] for value in option["optionValues"]}
        settle_options(product)
        for variant in product["variants"]:
            if any(part["optionValue"]["id"] in values for part in variant["selectedOptions"]):
                self.shop.touch(variant)
        self.shop.touch(product)

    # === VARIANTS === #

    def add_variant(self, product, values, **fields):
        """Add a variant.

        :param list values: one value per option
        :param fields: further arguments of :func:`world.catalogue.add_variant`
        :return: the ``ProductVariant`` node
        :raises ValueError: the product has no options, or has such a variant
        :rtype: dict
        """
        if not _has_options(product):
            raise ValueError(f"{product['title']} has no options")
        if list(values) in [_values_of(variant) for variant in product["variants"]]:
            raise ValueError(f"{product['title']} has {' / '.join(values)} already")
        names = [option["name"] for option in product["options"]]
        variant = add_variant(self.shop, product, options=names, values=values, **fields)
        self.shop.touch(product)
        return variant

    def delete_variant(self, variant):
        """Delete a variant.

        :raises ValueError: it is the product's only one
        """
        product = variant["product"]
        if len(product["variants"]) == 1:
            raise ValueError(f"{variant['displayName']} is the only variant")
        Merchant(self.shop).delete_variants(product, [variant])

    def change_price(self, variant, price, compare_at=None):
        """Give a variant another price, and a price before a reduction or none."""
        before = None if compare_at is None else money_text(Decimal(compare_at))
        values = {"price": money_text(Decimal(price)), "compareAtPrice": before}
        change_variant(self.shop, variant, values)

    def change_sku(self, variant, sku):
        """Give a variant another SKU, or with None none."""
        change_variant(self.shop, variant, {}, {"sku": sku})

    def change_barcode(self, variant, barcode):
        """Give a variant another barcode, or with None none."""
        change_variant(self.shop, variant, {"barcode": barcode})

    def change_item(self, variant, cost=None, grams=None, hs_code=None, origin=None):
        """Change the cost, weight or customs data of a variant; what is None stays."""
        values = {
            "unitCost": cost and money(Decimal(cost), self.shop.currency),
            "weight": grams and weight(grams),
            "harmonizedSystemCode": hs_code,
            "countryCodeOfOrigin": origin,
        }
        values = {key: value for key, value in values.items() if value is not None}
        change_variant(self.shop, variant, {}, values)

    def track(self, variant, tracked=True):
        """Count the stock of a variant, or stop counting it."""
        change_variant(self.shop, variant, {}, {"tracked": tracked})

    def stock(self, variant, units, location=None):
        """Set how many units can be sold.

        :param int units: the new quantity
        :param str|None location: name of the location; None: the first one
        :raises ValueError: there is no such location
        """
        locations = self.shop.collection("Location")
        here = locations[0] if location is None else self._named(locations, location)
        stock_variant(self.shop, variant, [(here, "available", units)])


def _has_options(product):
    parts = [(one["name"], one["values"]) for one in product["options"]]
    return parts != [(TITLE, [DEFAULT_TITLE])]


def _values_of(variant):
    return [part["value"] for part in variant["selectedOptions"]]
