# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Odoo's products cost in a shop, for thousands of them in one go (P12)."""

from odoo import fields, models

from ...rules.price import DISCOUNT, LIST_PRICE, PRICELIST, Offer, variant_price
from ...rules.price_tax import exact
from ..native.product_pricelist import PRICED_TOGETHER, PricedTogether
from .price_taxes import PriceTaxes

READ_AHEAD = {
    "product.product": [
        "product_tmpl_id",
        "product_template_attribute_value_ids",
        "standard_price",
    ],
    "product.template": ["list_price", "taxes_id", "categ_id", "uom_id", "company_id"],
    "product.template.attribute.value": ["price_extra"],
}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _shopify_prices(self, products, date=None):
        """Compute what products cost in the shop, with Odoo's pricelists (P8, P12).

        The prices are those for one piece. They are computed as the system: who may see a Shopify
        product may know its price.

        :param products: ``product.product`` records; thousands are read in a few statements
        :param date: as of when; by default now
        :return: dict of ``rules.price.VariantPrice``, or ``PriceProblem``, by product
        :raises UserError: a currency that is needed has no rate, or is switched off
        """
        self.ensure_one()
        shop = self.sudo().with_company(self.company_id)
        pricing = Pricing(shop, date or fields.Datetime.now())
        # Afresh, so that what is read of one is read of all.
        prices = pricing.prices(shop.env["product.product"].browse(products.ids))
        return dict(zip(products, prices, strict=True))

    def _price_lists(self):
        """Return the pricelists that the shop names, by what they are for."""
        named = {PRICELIST: self.price_pricelist_id, DISCOUNT: self.discount_pricelist_id}
        return {source: pricelist for source, pricelist in named.items() if pricelist}

    def _check_price_currencies(self, products):
        """Refuse to compute prices by way of a currency that has no rate.

        :raises UserError: names the currency
        """
        currencies = self.document_currency_id | products.currency_id
        pricelists = self.env["product.pricelist"].union(*self._price_lists().values())
        while pricelists:
            currencies |= pricelists.currency_id
            bases = self.env["product.pricelist.item"]._read_group(
                [("pricelist_id", "in", pricelists.ids), ("base", "=", "pricelist")],
                ["base_pricelist_id"],
            )
            pricelists = pricelists.union(*(base for (base,) in bases)) - pricelists
        for currency in currencies:
            self._ensure_usable_currency(currency)


class Pricing:
    """Computes the prices of products in a shop.

    :param shop: the shop record, as the system and in its company
    :param date: as of when
    """

    def __init__(self, shop, date):
        self._shop = shop
        self._date = date
        self._currency = shop.document_currency_id
        self._rates = {}
        self._taxes = PriceTaxes(shop)

    def prices(self, products):
        """Compute the prices of products.

        :return: list of VariantPrice or PriceProblem, in the products' order
        """
        read_ahead(products)
        self._shop._check_price_currencies(products)
        by_pricelist = {
            source: (pricelist.currency_id, self._pricelist_prices(pricelist, products))
            for source, pricelist in self._shop._price_lists().items()
        }
        digits = self._currency.decimal_places
        prices = []
        for product in products:
            convert = self._taxes.conversion(product)
            offers = [self._offer(LIST_PRICE, product.lst_price, product.currency_id, convert)]
            for source, (currency, found) in by_pricelist.items():
                price, rule = found[product.id]
                offers.append(self._offer(source, price, currency, convert, rule or 0))
            prices.append(variant_price(offers, digits))
        return prices

    def _pricelist_prices(self, pricelist, products):
        """Return (price in the pricelist's currency, id of the rule or False) by product id."""
        together = pricelist.with_context(**{PRICED_TOGETHER: PricedTogether(products)})
        found = {}
        for product in products:
            found.update(together._compute_price_rule(product, 1.0, date=self._date))
        return found

    def _offer(self, source, price, currency, with_taxes, rule=0):
        converted = price * self._rate(currency)
        return Offer(source, exact(price), exact(converted), exact(with_taxes(converted)), rule)

    def _rate(self, currency):
        if currency not in self._rates:
            self._rates[currency] = currency._get_conversion_rate(
                currency, self._currency, self._shop.company_id, self._date
            )
        return self._rates[currency]


def read_ahead(products):
    """Read all that prices are computed of, in a statement or two for each model."""
    products.fetch(READ_AHEAD[products._name])
    templates = products.product_tmpl_id
    for records in (templates, products.product_template_attribute_value_ids):
        records.fetch(READ_AHEAD[records._name])
    products.categ_id.fetch(["parent_path"])
    # Odoo computes it for a thousand at a time, each time with a statement.
    templates._fields["currency_id"].compute_value(templates)
