# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when the value of a metafield does not go over (P19)."""

from odoo import api, models

from ...rules.metafield_meaning import ValueProblem
from ..sync.explain import MappingError

REFUSED = "metafield_refused"


class MetafieldError(MappingError):
    """Something keeps the value of one metafield from going over."""

    @property
    def is_refused(self):
        """Whether it was Shopify that refused: it is not asked again until the value changes."""
        return self.code == REFUSED


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain_metafield(self, error, mapping):
        """Explain why a value did not go over.

        :param Exception error: any; ValueProblem and MetafieldError have texts here
        :param mapping: ``shopify.metafield.mapping``
        :return: Explained
        """
        if not isinstance(error, (ValueProblem, MetafieldError)):
            return self._explain(error)
        types = dict(mapping._types())
        params = dict(error.params)
        if "type" in params:
            params["type"] = types.get(params["type"], params["type"])
        own = {
            "key": mapping._full_key(),
            "field": mapping.sudo().field_id.field_description,
            "values": types.get(mapping.type, mapping.type),
        }
        return self._from_texts(
            self._metafield_texts(), MetafieldError(error.code, **params, **own)
        )

    @api.model
    def _metafield_texts(self):
        """Texts of values that do not go over: {code: (message, fix)}."""
        correct = self.env._("Correct it where it was entered; the next sync takes it over.")
        shorten = self.env._("Enter less in Odoo, or map another field.")
        return {
            **self._value_texts(correct, shorten),
            **self._relation_texts(),
            **self._run_texts(),
        }

    @api.model
    def _value_texts(self, correct, shorten):
        return {
            "not_understood": (self.env._("{key}: {value} is no {values}."), correct),
            "not_a_number": (self.env._("{key}: {value} is no number."), correct),
            "not_whole": (self.env._("{key}: {value} is no whole number."), correct),
            "not_a_date": (self.env._("{key}: {value} is no date, such as 2026-12-24."), correct),
            "not_a_time": (
                self.env._("{key}: {value} is no time, such as 2026-12-24T18:00:00."),
                correct,
            ),
            "not_a_color": (
                self.env._("{key}: {value} is no colour, such as #aa3311."),
                correct,
            ),
            "not_a_url": (
                self.env._("{key}: {value} is no address that begins with https:// or mailto:."),
                correct,
            ),
            "not_an_id": (
                self.env._("{key}: {value} is no Shopify id of the right kind."),
                self.env._("Enter it as Shopify has it, such as gid://shopify/Collection/123."),
            ),
            "not_a_list": (
                self.env._("{key}: the field {field} holds no list."),
                correct,
            ),
            "several_lines": (
                self.env._("{key} takes one line of text, and the field {field} has several."),
                correct,
            ),
            "too_long": (
                self.env._("{key}: Shopify takes at most {bytes} bytes, and it is longer."),
                shorten,
            ),
            "too_many": (
                self.env._("{key}: Shopify takes at most {most} entries, and there are {count}."),
                shorten,
            ),
            "too_big": (
                self.env._("{key}: {value} is more than {most}, and does not fit."),
                correct,
            ),
            "negative": (
                self.env._("{key}: {value} is less than 0, which Shopify does not take."),
                correct,
            ),
            "unknown_unit": (
                self.env._("{key}: the unit {unit} is not known, or no unit of {values}."),
                correct,
            ),
            "other_currency": (
                self.env._("{key} is in {currency}, and the shop's currency is {expected}."),
                self.env._("Correct the currency in Shopify."),
            ),
            "odoo_currency": (
                self.env._("{field} is in {currency}, and the shop's currency is {expected}."),
                self.env._("Map a field with amounts in the shop's currency."),
            ),
            "no_scale": (
                self.env._("{key}: from which to which number the rating goes is not known."),
                self.env._("Get the definitions from Shopify, and choose one on the mapping."),
            ),
            "out_of_scale": (
                self.env._("{key}: {value} is not between {least} and {most}."),
                correct,
            ),
            "unknown_choice": (
                self.env._("{field} has no choice {value}; it has: {choices}."),
                self.env._("Enter one of these keys in Shopify, or map a text field."),
            ),
        }

    @api.model
    def _relation_texts(self):
        return {
            "not_in_shopify": (
                self.env._("{key}: {record} stands for nothing in the shop."),
                self.env._("Add it to Shopify, or link it to what it stands for there."),
            ),
            "not_in_odoo": (
                self.env._("{key}: nothing in Odoo stands for {value}."),
                self.env._("Import it from Shopify and link it; the next sync takes it over."),
            ),
            "none_named": (
                self.env._("{field}: no {model} is called {value}."),
                self.env._("Create it in Odoo, or correct the name in Shopify."),
            ),
            "several_named": (
                self.env._("{field}: several records ({model}) stand for, or are called {value}."),
                self.env._("Rename all but one of them, or link only one."),
            ),
            "shared": (
                self.env._("{key}: {record} stands for several in Shopify: {owners}."),
                self.env._("Link each to a record of its own, or map the other way only."),
            ),
        }

    @api.model
    def _run_texts(self):
        return {
            "other_type": (
                self.env._("{key} is {type} in Shopify, and the mapping says {values}."),
                self.env._("Choose the type that Shopify has on the mapping."),
            ),
            REFUSED: (
                self.env._("Shopify refused {key}: {told}"),
                self.env._("Change {field} in Odoo. It is sent again when it has changed."),
            ),
            "metafield_stale": (
                self.env._("{key} was changed in Shopify while the sync ran."),
                self.env._("Nothing to do: the next sync compares it again."),
            ),
            "metafield_not_answered": (
                self.env._("Shopify has not confirmed {key}: {told}"),
                self.env._("Nothing to do: the next sync compares it again."),
            ),
            "would_set": (
                self.env._("Changes in Shopify are off. {key} would become: {value}"),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
            "would_delete": (
                self.env._("Changes in Shopify are off. {key} would be deleted."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
            "metafield_conflict": (
                self.env._("{key} is {shopify} in Shopify and {odoo} in Odoo."),
                self.env._("Choose which one stays, under Products, Metafields."),
            ),
        }


class ShopifyMetafieldMapping(models.Model):
    _inherit = "shopify.metafield.mapping"

    @api.model
    def _type_labels(self):
        """What the types of metafields are called, without lists."""
        return {
            "article_reference": self.env._("Blog post"),
            "boolean": self.env._("True or false"),
            "collection_reference": self.env._("Collection"),
            "color": self.env._("Colour"),
            "company_reference": self.env._("Company"),
            "customer_reference": self.env._("Customer"),
            "date": self.env._("Date"),
            "date_time": self.env._("Date and time"),
            "dimension": self.env._("Dimension"),
            "file_reference": self.env._("File"),
            "id": self.env._("ID"),
            "json": self.env._("JSON"),
            "link": self.env._("Link"),
            "metaobject_reference": self.env._("Metaobject"),
            "mixed_reference": self.env._("Mixed reference"),
            "money": self.env._("Money"),
            "multi_line_text_field": self.env._("Text, several lines"),
            "number_decimal": self.env._("Decimal"),
            "number_integer": self.env._("Integer"),
            "order_reference": self.env._("Order"),
            "page_reference": self.env._("Page"),
            "product_reference": self.env._("Product"),
            "product_taxonomy_value_reference": self.env._("Taxonomy value"),
            "rating": self.env._("Rating"),
            "rich_text_field": self.env._("Rich text"),
            "single_line_text_field": self.env._("Text, one line"),
            "url": self.env._("Address (URL)"),
            "variant_reference": self.env._("Variant"),
            "volume": self.env._("Volume"),
            "weight": self.env._("Weight"),
        }
