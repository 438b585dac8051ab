# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Write on Odoo's products what Shopify has changed, field by field (P6, P9)."""

from collections import defaultdict
from decimal import Decimal

from ...rules.price_extras import ZERO, NoSum, sum_prices
from ...rules.price_tax import exact
from ...rules.sku import SkuMapping, split_sku
from .imported_amounts import ImportedAmounts
from .option_changes import OptionChanges
from .product_names import ProductNames
from .product_texts import ProductError


class ProductFollower:
    """Writes changes, a product after the other: they differ from one to the next.

    :param shop: the shop record, working
    :param dict linked: LinkedProduct by ``shopify.product``
    :ivar written: the ``shopify.product`` records of which an Odoo product was written
    :ivar refused: the fields that could not be written, by ``shopify.product``
    :ivar notes: (variant, ProductError) of why
    """

    def __init__(self, shop, linked):
        self._shop = shop
        self._env = shop.env
        self._mapping = SkuMapping(shop.sku_mapping)
        self._amounts = ImportedAmounts(shop)
        self._names = ProductNames(shop, list(linked))
        self.written = []
        self.refused = defaultdict(set)
        self.notes = []

    def follow(self, linked, changes, synced):
        """Write the changes of a product.

        :param LinkedProduct linked: the product
        :param changes: value by field that Shopify has changed
        :param ProductSides synced: what both sides held at the last sync
        """
        self._linked = linked
        self._variants = {each.shopify_id: each for each in linked.product.variant_ids}
        if not linked.is_whole:
            self._rename_each(synced.shopify.title)
        if not changes:
            return
        self.written.append(linked.product)
        whole = {name: value for (number, name), value in changes.items() if not number}
        by_variant = defaultdict(dict)
        for (number, name), value in changes.items():
            if number:
                by_variant[number][name] = value
        self._follow_options(changes, synced)
        self._follow_template(whole, by_variant)
        for number, values in by_variant.items():
            self._follow_variant(number, values)
        self._follow_prices({n: v["price"] for n, v in by_variant.items() if "price" in v})

    def _product(self, number):
        return self._env["product.product"].sudo().browse(self._linked.links[number])

    def _templates(self):
        return self._product_ids().product_tmpl_id

    def _product_ids(self):
        return self._env["product.product"].sudo().browse(self._linked.links.values())

    def _refuse(self, number, name, code, **params):
        variant = self._variants[number]
        self.refused[self._linked.product].add((number, name))
        self.notes.append((variant, ProductError(code, name=variant.display_name, **params)))

    # === THE PRODUCT === #

    def _follow_template(self, whole, by_variant):
        templates, values = self._templates(), {}
        if "title" in whole:
            values["name"] = whole["title"]
        if category := self._names.category(whole.get("product_type")):
            values["categ_id"] = category.id
        for changed in by_variant.values():
            if "hs_code" in changed:
                values["hs_code"] = changed["hs_code"]
            if country := self._country(changed.get("origin_country_code")):
                values["country_of_origin"] = country.id
        if values:
            templates.write(values)
        if vendor := self._names.vendor(whole.get("vendor")):
            for template in templates:
                self._put_first(template, vendor)

    def _country(self, code):
        return self._env["shopify.geography"]._country(code) if code else None

    def _put_first(self, template, vendor):
        """Let a vendor be the first one of a template."""
        sellers = template.seller_ids
        first = min(sellers.mapped("sequence"), default=1) - 1
        if own := sellers.filtered(lambda each: each.partner_id == vendor):
            own[0].sequence = first if own[0] != sellers[0] else own[0].sequence
            return
        company = self._shop.company_id
        sellers.create(
            {
                "partner_id": vendor.id,
                "product_tmpl_id": template.id,
                "sequence": first,
                "company_id": company.id,
                "currency_id": company.currency_id.id,
            }
        )

    def _rename_each(self, old_title):
        """Rename products that are variants in Shopify, as long as Odoo left their names alone."""
        product = self._linked.product
        if not old_title or old_title == product.name:
            return
        for number in self._linked.links:
            template, variant = self._product(number).product_tmpl_id, self._variants[number]
            if template.name == f"{old_title}, {variant.name}":
                template.name = variant.display_name
                self.written.append(product)

    def _follow_options(self, changes, synced):
        if any(name in ("option_names", "option_values") for _number, name in changes):
            options = OptionChanges(self._shop, self._linked, synced.shopify.option_names)
            if error := options.obstacle():
                for key in changes:
                    if key[1] in ("option_names", "option_values"):
                        self.refused[self._linked.product].add(key)
                self.notes.append((next(iter(self._variants.values())), error))
            else:
                options.apply()

    # === ONE VARIANT === #

    def _follow_variant(self, number, changed):
        product, values = self._product(number), {}
        if changed.get("cost") and product.cost_method == "standard":
            values["standard_price"] = self._cost(changed["cost"])
        if "barcode" in changed:
            self._follow_barcode(number, product, changed["barcode"], "barcode", values)
        if changed.get("sku"):
            self._follow_sku(number, product, changed["sku"].strip(), values)
        if values:
            product.write(values)

    def _cost(self, cost):
        amount = Decimal(cost) * self._amounts.rate_of_costs()
        return self._shop.company_id.currency_id.round(float(amount))

    def _follow_barcode(self, number, product, barcode, name, values):
        owner = self._owner("barcode", barcode, product)
        if owner:
            self._refuse(number, name, "barcode_taken", barcode=barcode, product=owner)
        else:
            values["barcode"] = barcode or False

    def _follow_sku(self, number, product, sku, values):
        match self._mapping:
            case SkuMapping.BARCODE:
                self._follow_barcode(number, product, sku, "sku", values)
            case SkuMapping.VENDOR_ITEM:
                sellers = product.seller_ids
                own = sellers.filtered(lambda each: each.product_id == product) or sellers
                own[:1].product_code = sku
            case SkuMapping.VARIANT_CODE if product.product_tmpl_id.attribute_line_ids:
                values |= {"variant_code": sku, "default_code": sku}
            case SkuMapping.ITEM_NUMBER | SkuMapping.ITEM_AND_VARIANT:
                if owner := self._owner("default_code", sku, product):
                    self._refuse(number, "sku", "sku_taken", sku=sku, product=owner)
                    return
                values["default_code"] = sku
                self._follow_parts(product, sku, values)

    def _follow_parts(self, product, sku, values):
        """Follow a SKU of item number and variant code in its parts."""
        template = product.product_tmpl_id
        if self._mapping is SkuMapping.ITEM_AND_VARIANT and template.attribute_line_ids:
            parts = split_sku(sku, self._shop.sku_separator or "")
            values["variant_code"] = parts.variant or product.variant_code
            template.item_number = parts.item

    def _owner(self, field, value, product):
        """Return the name of another product that has a code already, "" if there is none."""
        if not value:
            return ""
        products = self._env["product.product"].sudo().with_context(active_test=False)
        owners = products.search([(field, "=", value), ("id", "!=", product.id)])
        if field == "barcode":
            packagings = self._env["product.uom"].sudo().search([("barcode", "=", value)])
            owners |= packagings.product_id
        else:
            owners = owners.filtered("active")
        return owners[:1].display_name or ""

    # === PRICES === #

    def _follow_prices(self, prices):
        """Let price and extras of templates add up to the prices of their variants.

        :param dict prices: the new prices, as texts, by Shopify's number of the variant
        """
        by_template = defaultdict(dict)
        for number, price in prices.items():
            product = self._product(number)
            by_template[product.product_tmpl_id][product] = number, Decimal(price)
        for template, wanted in by_template.items():
            self._set_prices(template, wanted)

    def _set_prices(self, template, wanted):
        """Set price and extras of a template; a variant whose price has not changed keeps it.

        :param dict wanted: (Shopify's number of the variant, its new price there) by product
        """
        in_odoo = self._amounts.prices_of(template.product_variant_id)
        lines = template.attribute_line_ids._without_no_variant_attributes()
        products = template.product_variant_ids
        rows = [
            (
                _value_ids(product, lines),
                wanted[product][1]
                if product in wanted
                else in_odoo.shop_price(exact(product.lst_price)),
            )
            for product in products
        ]
        found = sum_prices(rows)
        if isinstance(found, NoSum):
            number = next(iter(wanted.values()))[0]
            for each, _price in wanted.values():
                self.refused[self._linked.product].add((each, "price"))
            error = ProductError(
                "prices_do_not_add_up", name=self._linked.product.name, price=found.lowest
            )
            self.notes.append((self._variants[number], error))
            return
        template.list_price = float(in_odoo.list_price(found.base, bool(found.extras)))
        for place, line in enumerate(lines):
            for value in line.product_template_value_ids._only_active():
                extra = float(in_odoo.extra(found.extras.get((place, str(value.id)), ZERO)))
                if value.price_extra != extra:
                    value.price_extra = extra


def _value_ids(product, lines):
    """Return the id of a product's value for each line, as texts."""
    values = {
        value.attribute_line_id: str(value.id)
        for value in product.product_template_attribute_value_ids
    }
    return tuple(values.get(line, "") for line in lines)
