# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a product can't go to Shopify, and how to put it right (P7, P10)."""

from odoo import api, models

from ...rules.product_refusal import refusal_kind
from ..sync.explain import MappingError

REFUSED = "refused_"


class ProductProblem(MappingError):
    """Something keeps a product, or a change of it, from going to Shopify.

    A code that begins with ``refused_`` is Shopify's word.
    """

    @classmethod
    def from_rule(cls, problem):
        """Take over what a rule found.

        :param Problem problem: of ``rules.product_export``
        """
        return cls(problem.code, **problem.params)

    @classmethod
    def from_refusal(cls, refusal):
        """Take over what Shopify found.

        :param UserError refusal: an entry of ``userErrors``
        """
        kind = refusal_kind(refusal.code, refusal.message)
        return cls(f"{REFUSED}{kind}", told=refusal.message)


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if not isinstance(error, ProductProblem):
            return super()._explain(error)
        params = dict(error.params)
        products = self.env["product.product"]
        for name in ("first", "second"):
            if name in params:
                params[name] = products.browse(params[name]).display_name
        return self._from_texts(self._product_export_texts(), ProductProblem(error.code, **params))

    @api.model
    def _product_export_texts(self):
        """Texts of what keeps a product from going to Shopify: {code: (message, fix)}."""
        return {
            **self._unfit_product_texts(),
            **self._product_problem_texts(),
            **self._existing_product_texts(),
            **self._linked_product_texts(),
            **self._added_variant_texts(),
            **self._product_refusal_texts(),
            **self._product_held_back_texts(),
        }

    @api.model
    def _unfit_product_texts(self):
        return {
            "product_archived": (
                self.env._("The product is archived."),
                self.env._("Unarchive it first."),
            ),
            "not_sold": (
                self.env._("The product is not for sale."),
                self.env._("Tick Sales on the product."),
            ),
            "combo_product": (
                self.env._("It is a combo of other products, which Shopify can't sell."),
                self.env._("Add the products that it is made of, or bundle them in Shopify."),
            ),
            "gift_card": (
                self.env._("It is a gift card or an eWallet of Odoo's."),
                self.env._("Make gift cards in Shopify: only there can they be redeemed."),
            ),
            "charge_product": (
                self.env._("Orders book charges such as shipping, tips or fees on this product."),
                self.env._("Nothing to do: it is not sold by itself."),
            ),
            "other_company": (
                self.env._("The product belongs to another company, {company}."),
                self.env._("Add it to a shop of that company."),
            ),
            "unknown_weight_unit": (
                self.env._("Odoo weighs products in {unit}, which Shopify does not know."),
                self.env._("Weigh in kilograms or pounds: Settings, General Settings, Units."),
            ),
        }

    @api.model
    def _product_problem_texts(self):
        own_code = self.env._("Each variant needs its own: correct one of the products.")
        return {
            "no_title": (
                self.env._("The product has no name."),
                self.env._("Enter its name, in the language of the shop."),
            ),
            "title_too_long": (
                self.env._("The name has {length} characters; Shopify takes {limit}."),
                self.env._("Shorten the product's name."),
            ),
            "description_too_long": (
                self.env._("The description has {length} bytes; Shopify takes {limit}."),
                self.env._("Shorten it, or leave pictures out of it."),
            ),
            "no_variants": (
                self.env._("None of the product's variants exists yet."),
                self.env._("Sell one of them, or let the attribute create variants instantly."),
            ),
            "too_many_variants": (
                self.env._("The product has {count} variants; Shopify takes {limit}."),
                self.env._("Archive variants that you do not sell, or make two products of it."),
            ),
            "too_many_options": (
                self.env._(
                    "Its variants differ in more than {limit} attributes, which is all that "
                    "Shopify takes: {options}."
                ),
                self.env._("Let one of them create no variants, or make several products of it."),
            ),
            "duplicate_option": (
                self.env._("Two of its attributes are called {option}."),
                self.env._("Give one of them another name."),
            ),
            "no_option_value": (
                self.env._("The variant {variant} has no value for {option}."),
                self.env._("Archive it, and create a variant that has one."),
            ),
            "option_too_long": (
                self.env._("“{text}” has {length} characters; Shopify takes {limit}."),
                self.env._("Shorten the attribute or its value."),
            ),
            "duplicate_combination": (
                self.env._("Two of its variants are called {variant}."),
                self.env._("Give one of their attribute values another name, or archive one."),
            ),
            "sku_too_long": (
                self.env._("The SKU {value} has {length} characters; Shopify takes {limit}."),
                self.env._("Shorten it."),
            ),
            "barcode_too_long": (
                self.env._("The barcode {value} has {length} characters; Shopify takes {limit}."),
                self.env._("Correct the barcode."),
            ),
            "invalid_hs_code": (
                self.env._("The HS code {value} has not 6 to 13 digits, which Shopify wants."),
                self.env._("Correct the HS code of the product."),
            ),
            "duplicate_sku": (
                self.env._("{first} and {second} have the same SKU {value}."),
                self.env._(
                    "Give each its own internal reference, or choose another setting for what the "
                    "SKU is on the shop's page Products."
                ),
            ),
            "duplicate_barcode": (
                self.env._("{first} and {second} have the same barcode {value}."),
                own_code,
            ),
        }

    @api.model
    def _existing_product_texts(self):
        by_hand = self.env._("Sync the products, then choose by hand which one it is.")
        return {
            "several_variants": (
                self.env._("Several variants in Shopify have the SKU or barcode {value}."),
                self.env._("Give each its own in Shopify, or choose by hand which one it is."),
            ),
            "several_products": (
                self.env._("Its variants are in several products in Shopify, such as {value}."),
                by_hand,
            ),
            "one_for_several": (
                self.env._("Two of its variants are the same one in Shopify: {value}."),
                self.env._("Give each its own SKU and barcode."),
            ),
            "other_options": (
                self.env._(
                    "It was added to Shopify before, with other options: {shopify}. In Odoo they "
                    "are {odoo}."
                ),
                self.env._(
                    "Open the Shopify product and choose the product of each variant, or delete it "
                    "in Shopify and add it again."
                ),
            ),
            "stands_for_other": (
                self.env._("{variant} in Shopify has its code {value}, and is already {product}."),
                self.env._("Give one of them another SKU or barcode, or unlink the other one."),
            ),
        }

    @api.model
    def _linked_product_texts(self):
        return {
            "several_shopify_products": (
                self.env._("The product is several products in Shopify: {products}."),
                self.env._("Link its variants to one of them. Until then nothing is updated."),
            ),
            "options_differ": (
                self.env._(
                    "New variants can't be added: the options in Odoo are {odoo}, in Shopify "
                    "{shopify}."
                ),
                self.env._("Give both the same options: as many, and with the same names."),
            ),
            "none_linked": (
                self.env._("None of its variants in Odoo is linked to the product in Shopify."),
                self.env._("Open the Shopify product and choose the product of each variant."),
            ),
            "variant_gone": (
                self.env._("No longer sold in Odoo, but still in Shopify: {variants}."),
                self.env._(
                    "Delete the variant in Shopify if it is no longer to be sold; the connector "
                    "deletes none."
                ),
            ),
        }

    @api.model
    def _added_variant_texts(self):
        return {
            "already_variant": (
                self.env._("It is in Shopify already: {variant}."),
                self.env._("Choose another product."),
            ),
            "values_missing": (
                self.env._("A value is missing. The options are: {options}."),
                self.env._("Enter a value for each option."),
            ),
            "combination_taken": (
                self.env._("{variant} has the same values."),
                self.env._("Enter values that no other variant of the product has."),
            ),
            "would_add_variant": (
                self.env._("Changes in Shopify are off. It would add the variant {values}."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
        }

    @api.model
    def _product_refusal_texts(self):
        look = self.env._("Correct the product; it is sent again with the next sync.")
        return {
            "refused_limit_of_the_shop": (
                self.env._("The shop's plan takes no more variants for now: {told}"),
                self.env._(
                    "Large shops may add 1,000 variants a day: try again tomorrow, or change the "
                    "plan at Shopify."
                ),
            ),
            "refused_too_many_variants": (
                self.env._("Shopify takes no more variants of this product: {told}"),
                look,
            ),
            "refused_too_many_options": (
                self.env._("Shopify takes no more options of this product: {told}"),
                look,
            ),
            "refused_double_option": (
                self.env._("Shopify has an option or a value of this name already: {told}"),
                self.env._("Give the attribute, or its value, another name."),
            ),
            "refused_double_variant": (
                self.env._("Shopify has such a variant already: {told}"),
                self.env._("Sync the products, then choose by hand which variant it is."),
            ),
            "refused_not_found": (
                self.env._("Shopify no longer has this product or variant."),
                self.env._("Sync the products, then add it again."),
            ),
            "refused_options_differ": (
                self.env._("The options in Shopify are others: {told}"),
                self.env._("Give both the same options: as many, and with the same names."),
            ),
            "refused_suspended": (
                self.env._("Shopify has suspended this product."),
                self.env._("Ask Shopify's support about it."),
            ),
            "refused_combined": (
                self.env._("In Shopify it is the parent of a combined listing."),
                self.env._("Change it in Shopify; apps may not."),
            ),
            "refused_bad_price": (
                self.env._("Shopify does not accept the price: {told}"),
                self.env._("Correct the price of the product, or the shop's pricelist."),
            ),
            "refused_too_long": (
                self.env._("A text is too long for Shopify: {told}"),
                self.env._("Shorten it on the product."),
            ),
            "refused_passing": (
                self.env._("Something went wrong at Shopify: {told}"),
                self.env._("Try again."),
            ),
            "refused_other": (
                self.env._("Shopify refused it: {told}"),
                look,
            ),
            "not_answered": (
                self.env._("Shopify has not confirmed it: {told}"),
                self.env._("Add it again: the connector looks first whether it was made."),
            ),
        }

    @api.model
    def _product_held_back_texts(self):
        switch = self.env._("Switch Allow changes in Shopify on in the shop's settings.")
        return {
            "would_create": (
                self.env._(
                    "Changes in Shopify are off. It would create {title} with {count} variants."
                ),
                switch,
            ),
            "would_change": (
                self.env._("Changes in Shopify are off. It would change {changes}."),
                switch,
            ),
            "would_publish": (
                self.env._("Changes in Shopify are off. It would publish it on {channels}."),
                switch,
            ),
        }
