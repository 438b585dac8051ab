# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a Shopify product stays without an Odoo product (P3-P6)."""

from odoo import api, models

from ..sync.explain import MappingError


class ProductError(MappingError):
    """Something about one Shopify product or variant keeps it waiting, or was left out."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, ProductError):
            return self._from_texts(self._product_texts(), error)
        return super()._explain(error)

    @api.model
    def _product_texts(self):
        """Texts of what keeps a Shopify product waiting: {code: (message, fix)}."""
        by_hand = self.env._(
            "Choose the Odoo product of the variant on the Shopify product by hand."
        )
        codes = self.env._("Correct one of them, then try to find the mapping again.")
        return {
            "not_found": (
                self.env._("{name}: no Odoo product has its SKU {sku} or its barcode {barcode}."),
                self.env._(
                    "Choose the Odoo product of the variant, press Create in Odoo, or switch "
                    "Create unknown products on in the shop's settings."
                ),
            ),
            "ambiguous": (
                self.env._("{name}: several Odoo products fit {value}: {products}."),
                by_hand,
            ),
            "variant_not_found": (
                self.env._("{name}: no variant of {template} has its code or its options."),
                self.env._(
                    "Choose the Odoo product of the variant by hand, or add the variant in Odoo."
                ),
            ),
            "options_unknown": (
                self.env._("{name}: the options of its product have not been read yet."),
                self.env._("Sync the products of the shop, then try again."),
            ),
            "variant_without_options": (
                self.env._("{name}: it has no value for the option {option}."),
                self.env._("Give the variant a value for each option in Shopify."),
            ),
            "same_options": (
                self.env._("{name}: another variant, {other}, has the same options."),
                self.env._(
                    "Odoo does not tell capitals from small letters here: give one of them "
                    "another value in Shopify, or choose its Odoo product by hand."
                ),
            ),
            "attributes_differ": (
                self.env._("{name}: {template} has no attribute {option} to add the variant by."),
                self.env._(
                    "Add the attribute to the Odoo product, or switch Shopify can update products "
                    "on, or choose the Odoo product of the variant by hand."
                ),
            ),
            "further_attribute": (
                self.env._(
                    "{name}: {template} has the attribute {attribute}, for which Shopify's product "
                    "has no option."
                ),
                self.env._("Add the variant to the Odoo product, and choose it by hand."),
            ),
            "options_differ": (
                self.env._(
                    "The options of {name} have changed in Shopify, and {template} can't follow: "
                    "{variant} would be left without, or have the same values as another variant."
                ),
                self.env._("Change the attributes of the Odoo product by hand."),
            ),
            "currency_without_rate": (
                self.env._("Prices are in another currency, and {currency} has no rate in Odoo."),
                self.env._("Enter a rate under Accounting, Configuration, Currencies."),
            ),
            "barcode_taken": (
                self.env._("{name}: the barcode {barcode} is another product's: {product}."),
                self.env._(
                    "It was left out. Give each its own barcode, in Shopify or in Odoo, and enter "
                    "it on the Odoo product."
                ),
            ),
            "code_taken": (
                self.env._(
                    "{name}: the SKU {sku} was taken within the product; it is {given} now."
                ),
                self.env._("Give each variant its own SKU in Shopify."),
            ),
            "shared_sku": (
                self.env._("{name}: {other} has the same SKU or barcode, {value}."),
                self.env._(
                    "Both are one product in Odoo. If they are not the same goods, give each its "
                    "own SKU and barcode in Shopify, and choose the Odoo product by hand."
                ),
            ),
            "prices_do_not_add_up": (
                self.env._(
                    "The prices of the variants of {name} are no sum of a price and extras for "
                    "attribute values: in Odoo all of them cost {price}, the lowest."
                ),
                self.env._(
                    "Orders from Shopify have Shopify's prices all the same. For sales in Odoo add "
                    "the variants' prices to a pricelist."
                ),
            ),
            "price_differs": (
                self.env._(
                    "{name}: it costs {price} in Shopify, and {odoo} in Odoo by its attributes."
                ),
                self.env._("Change the extra prices of the attribute values in Odoo."),
            ),
            "sku_taken": (
                self.env._("{name}: its new SKU {sku} is that of another product: {product}."),
                codes,
            ),
            "bad_product": (
                self.env._("Odoo refused the product: {reason}"),
                self.env._("Correct it in Shopify, or make the product in Odoo by hand."),
            ),
        }
