# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which fields of Odoo a metafield can be mapped to (P19)."""

import re

from odoo.models import MAGIC_COLUMNS

_SECRETS = re.compile(r"password|passwd|token|secret|api_?key")
# Records of these say who may do what.
_DENIED_MODELS = re.compile(r"^(res\.users|res\.groups|res\.company|ir\.|base\.|bus\.|mail\.)")
_NEVER = {*MAGIC_COLUMNS, "display_name", "parent_path", "message_main_attachment_id"}
# What the connector writes itself, or what decides how a record is treated, is only read.
_ONLY_READ = {
    "product.template": {
        "active",
        "barcode",
        "categ_id",
        "company_id",
        "default_code",
        "invoice_policy",
        "is_storable",
        "item_number",
        "list_price",
        "name",
        "purchase_ok",
        "sale_ok",
        "standard_price",
        "tracking",
        "type",
        "uom_id",
    },
    "product.product": {
        "active",
        "barcode",
        "default_code",
        "lst_price",
        "product_tmpl_id",
        "standard_price",
        "variant_code",
    },
    "res.partner": {
        "active",
        "city",
        "company_id",
        "company_name",
        "company_type",
        "country_id",
        "email",
        "is_company",
        "name",
        "parent_id",
        "phone",
        "state_id",
        "street",
        "street2",
        "type",
        "user_id",
        "zip",
    },
    "sale.order": {
        "company_id",
        "currency_id",
        "currency_rate",
        "date_order",
        "fiscal_position_id",
        "invoice_status",
        "locked",
        "name",
        "partner_id",
        "partner_invoice_id",
        "partner_shipping_id",
        "payment_term_id",
        "pricelist_id",
        "state",
        "user_id",
        "warehouse_id",
    },
}


def mappable_fields(model, metafield_type, is_written):
    """Return the fields of a model that can hold the values of a metafield.

    :param model: an empty recordset
    :param MetafieldType metafield_type: the metafield's type
    :param bool is_written: whether Shopify's values are written to the field
    :return: list of fields
    """
    return [
        field
        for field in model._fields.values()
        if field.type in metafield_type.fitting
        and _is_open(field)
        and _holds(model.env, field, metafield_type)
        and not (is_written and _is_only_read(field))
    ]


def _is_open(field):
    """Tell whether a field is kept, and is no secret."""
    return (
        field.store
        and field.name not in _NEVER
        and not field.groups
        and not _SECRETS.search(field.name)
        and not field.name.startswith("shopify_")
    )


def _holds(env, field, metafield_type):
    """Tell whether a relation leads to records that the metafield can name."""
    if not field.relational:
        return True
    if metafield_type.reference_model:
        return field.comodel_name == metafield_type.reference_model
    comodel = env[field.comodel_name]
    named = comodel._fields.get(comodel._rec_name or "")
    return not _DENIED_MODELS.match(field.comodel_name) and bool(
        named and named.type == "char" and named.store
    )


def _is_only_read(field):
    return (
        field.readonly
        or (field.required and field.relational)
        or field.name in _ONLY_READ[field.model_name]
    )
