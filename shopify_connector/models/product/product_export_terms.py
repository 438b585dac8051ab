# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Odoo's products in Shopify's terms (P8-P10): the step *collect* of every export."""

from collections import defaultdict
from decimal import Decimal

from odoo import fields, models
from odoo.fields import Domain

from ...rules.money import round_money
from ...rules.price_tax import exact
from ...rules.product_export import ExportedProduct, ExportedVariant, ProductFacts
from ...rules.product_html import attribute_table, safe_html, text_as_html
from ...rules.sku import SkuMapping
from ...rules.sku_export import OdooCodes, exported_sku
from ...rules.weight import convert_weight
from ..shop.shop_orders import SPECIAL_PRODUCTS
from .shopify_variant import WEIGHT_UNITS

# What Shopify calls the units that Odoo can weigh products in.
UNITS_OF_WEIGHT = {
    "uom.product_uom_kgm": "KILOGRAMS",
    "uom.product_uom_gram": "GRAMS",
    "uom.product_uom_lb": "POUNDS",
    "uom.product_uom_oz": "OUNCES",
}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    weight_unit = fields.Selection(
        WEIGHT_UNITS,
        readonly=True,
        help="In which unit the shop weighs its products. Test connection reads it.",
    )

    def _exported_products(self, templates, units=None):
        """Put products in Shopify's terms, all of them in a few reads.

        :param templates: ``product.template`` records, in the shop's language and company
        :param dict units: the unit that Shopify weighs a variant in, by ``product.product`` id;
            others are weighed in the shop's unit
        :return: dict of (ExportedProduct, ProductFacts) by template
        """
        terms = ProductTerms(self, templates, units or {})
        return {each: (terms.product(each), terms.facts(each)) for each in templates}


class ProductTerms:
    """What a shop makes of templates; reads for all of them what it needs of other models."""

    def __init__(self, shop, templates, units):
        self._shop = shop
        self._env = shop.env
        self._units = units
        self._mapping = SkuMapping(shop.sku_mapping)
        self._vendors = self._read_vendors(templates)
        self._gift_cards = self._read_gift_cards()
        self._charges = self._read_charges()
        self._weight_uom = templates._get_weight_uom_id_from_ir_config_parameter()
        self._weight_unit = self._shopifys_unit()
        self._cost_rate = self._read_cost_rate()

    # === READ === #

    def _read_vendors(self, templates):
        """Return the ``product.supplierinfo`` records of each template, the first vendor first."""
        vendors = defaultdict(self._env["product.supplierinfo"].browse)
        domain = Domain("product_tmpl_id", "in", templates.ids)
        domain &= Domain("company_id", "in", [False, self._shop.company_id.id])
        for vendor in self._env["product.supplierinfo"].search(domain):
            vendors[vendor.product_tmpl_id.id] += vendor
        return vendors

    def _read_gift_cards(self):
        """Return the products that are sold as gift cards in Odoo, where it sells such."""
        if "loyalty.program" not in self._env:
            return self._env["product.product"]
        programs = self._env["loyalty.program"].sudo()
        found = programs.search([("program_type", "in", ("gift_card", "ewallet"))])
        return found.trigger_product_ids.sudo(False)

    def _read_charges(self):
        """Return the products that orders book beside goods, such as shipping and tips."""
        charges = self._env["delivery.carrier"].sudo().search([]).product_id.sudo(False)
        return charges.union(*(self._shop[name] for name in SPECIAL_PRODUCTS.values()))

    def _shopifys_unit(self):
        """Return what Shopify calls Odoo's unit of weight; None for one that it does not know."""
        name = self._weight_uom.get_external_id()[self._weight_uom.id]
        return UNITS_OF_WEIGHT.get(name)

    def _read_cost_rate(self):
        """Return by what a cost in the company's currency is multiplied for the shop's."""
        company = self._shop.company_id
        return Decimal(
            self._env["res.currency"]._get_conversion_rate(
                company.currency_id,
                self._shop.document_currency_id,
                company,
                fields.Date.context_today(self._shop),
            )
        )

    # === TELL === #

    def facts(self, template):
        """Return the ProductFacts of a template."""
        company = template.company_id
        other = company and company != self._shop.company_id
        return ProductFacts(
            is_active=template.active,
            is_sold=template.sale_ok,
            is_combo=template.type == "combo",
            company=company.sudo().name if other else "",
            role=self._role(template),
            weight_unit="" if self._weight_unit else self._weight_uom.name,
        )

    def _role(self, template):
        products = template.product_variant_ids
        if products & self._gift_cards:
            return "gift_card"
        return "charge" if products & self._charges else ""

    def product(self, template):
        """Return the ExportedProduct of a template."""
        lines = self._option_lines(template)
        products = template.product_variant_ids.sorted(self._place)
        return ExportedProduct(
            template=template.id,
            title=(template.name or "").strip(),
            description_html=self._description(template),
            vendor=self._vendors[template.id][:1].partner_id.sudo().name or "",
            product_type=template.categ_id.name or "",
            options=tuple(line.attribute_id.name for line in lines),
            variants=tuple(self._variant(template, product, lines) for product in products),
        )

    @staticmethod
    def _option_lines(template):
        """Return the attributes by which the variants of a template differ (P10)."""
        lines = template.attribute_line_ids._without_no_variant_attributes()
        return lines.filtered(lambda line: line.value_count > 1)

    @staticmethod
    def _place(product):
        """Return where a variant stands: in the order of its attributes' values."""
        values = product.product_template_attribute_value_ids
        places = {
            value.attribute_line_id: (value.product_attribute_value_id.sequence, value.id)
            for value in values
        }
        lines = product.product_tmpl_id.attribute_line_ids
        return [places.get(line, (0, 0)) for line in lines], product.id

    def _description(self, template):
        parts = []
        if self._shop.export_description:
            parts.append(self._long_description(template))
        if self._shop.export_attributes:
            parts.append(
                attribute_table(
                    [
                        (line.attribute_id.name, line.value_ids.mapped("name"))
                        for line in template.attribute_line_ids
                    ]
                )
            )
        return "".join(parts)

    @staticmethod
    def _long_description(template):
        """Return the description for the web shop where Odoo has one, else that for sales."""
        if "description_ecommerce" in template._fields and (
            html := safe_html(template.description_ecommerce or "")
        ):
            return html
        return text_as_html(template.description_sale or "")

    def _variant(self, template, product, lines):
        return ExportedVariant(
            product=product.id,
            values=self._values(product, lines),
            sku=exported_sku(
                self._mapping,
                self._codes(template, product, bool(lines)),
                self._shop.sku_separator or "",
            ),
            barcode=(product.barcode or "").strip(),
            **self._cost(product),
            requires_shipping=template.type == "consu",
            **self._weight(product),
            **self._customs(template),
        )

    @staticmethod
    def _values(product, lines):
        names = {
            value.attribute_line_id: value.name
            for value in product.product_template_attribute_value_ids
        }
        return tuple(names.get(line, "") for line in lines)

    def _codes(self, template, product, has_variants):
        reference = product.default_code or ""
        return OdooCodes(
            item_number=template.item_number or ("" if has_variants else reference),
            reference=reference,
            variant_code=product.variant_code or "",
            vendor_code=self._vendor_code(template, product),
            barcode=product.barcode or "",
            has_variants=has_variants,
        )

    def _vendor_code(self, template, product):
        """Return the first vendor's code of a variant, else its code of the whole product."""
        vendors = self._vendors[template.id]
        first = vendors.filtered(lambda vendor: vendor.partner_id == vendors[:1].partner_id)
        own = first.filtered(lambda vendor: vendor.product_id == product)
        common = first.filtered(lambda vendor: not vendor.product_id)
        return next((vendor.product_code for vendor in own + common if vendor.product_code), "")

    def _cost(self, product):
        own = exact(product.standard_price)
        digits = self._shop.document_currency_id.decimal_places
        return {"own_cost": own, "cost": round_money(own * self._cost_rate, digits)}

    def _weight(self, product):
        if not (product.weight and self._weight_unit):
            return {}
        wanted = self._units.get(product.id) or self._shop.weight_unit or self._weight_unit
        weight = convert_weight(exact(product.weight), self._weight_unit, wanted)
        return {"weight": weight, "weight_unit": wanted}

    def _customs(self, template):
        if not self._shop.customs_data:
            return {}
        code = template.hs_code or ""
        country = template.country_of_origin
        if "intrastat_code_id" in template._fields:
            code = code or template.intrastat_code_id.code or ""
        if "intrastat_origin_country_id" in template._fields:
            country = country or template.intrastat_origin_country_id
        return {
            "hs_code": "".join(filter(str.isdigit, code)),
            "origin_country_code": country.code or "",
        }
