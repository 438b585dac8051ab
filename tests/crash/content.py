# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a database holds, told by content: no ids, no numbers of a sequence, no times of writing.

Two databases that hold the same have equal contents, in whatever order and by however many
processes their records were made.
"""

from documents import documents_of

MODELS = (
    "res.partner",
    "product.template",
    "product.product",
    "product.attribute",
    "product.attribute.value",
    "product.template.attribute.line",
    "product.template.attribute.value",
    "product.supplierinfo",
    "account.tax",
    "sale.order",
    "sale.order.line",
    "stock.picking",
    "stock.move",
    "stock.move.line",
    "stock.quant",
    "shopify.shop",
    "shopify.customer",
    "shopify.customer.address",
    "shopify.customer.tag",
    "shopify.product.tag",
    "shopify.publication",
    "shopify.collection",
    "shopify.product",
    "shopify.variant",
    "shopify.product.image",
    "shopify.tax",
    "shopify.location",
    "shopify.inventory.level",
    "shopify.inventory.call",
    "shopify.fulfillment.call",
    "shopify.order.import",
    "shopify.order",
    "shopify.order.line",
    "shopify.order.tax",
    "shopify.order.discount",
    "shopify.order.transaction",
    "shopify.order.fulfillment",
    "shopify.order.data",
    "shopify.refund",
    "shopify.refund.line",
    "shopify.return",
    "shopify.return.line",
    "shopify.gift.card",
    "shopify.payment.method",
    "shopify.metafield.mapping",
    "shopify.metafield",
    "shopify.sync.skip",
)
# What names a record among those of its model, without its id.
KEYS = {
    "res.partner": ("name", "type", "email", "street", "city", "parent_id"),
    "product.template": ("name", "default_code"),
    "product.product": ("default_code", "product_tmpl_id"),
    "product.template.attribute.line": ("product_tmpl_id", "attribute_id"),
    "product.template.attribute.value": ("product_tmpl_id", "product_attribute_value_id"),
    "account.tax": ("name", "amount", "price_include_override"),
    "sale.order": ("shopify_order_number",),
    "sale.order.line": ("order_id", "shopify_line_id", "name"),
    "stock.picking": ("sale_id", "picking_type_id", "state"),
    "stock.move": ("picking_id", "sale_line_id"),
    "stock.move.line": ("move_id",),
    "stock.reference": ("sale_ids",),
    "stock.quant": ("product_id", "location_id"),
    "shopify.sync.skip": ("shopify_id",),
    "shopify.order.line": ("order_id", "key"),
    "shopify.order.import": ("shopify_id",),
    "shopify.order": ("shopify_id",),
    "shopify.refund": ("order_id", "shopify_id"),
    "shopify.return": ("order_id", "shopify_id"),
    "shopify.gift.card": ("shopify_id", "order_line_id", "unit_number"),
    "shopify.payment.method": ("gateway", "card_brand"),
    "account.move": ("move_type", "shopify_order_id", "shopify_refund_id"),
    "account.move.line": ("move_id", "product_id", "quantity"),
    "shopify.customer": ("shopify_id",),
    "shopify.customer.address": ("customer_id", "shopify_id"),
    "shopify.customer.tag": ("name",),
    "shopify.product.tag": ("name",),
    "shopify.publication": ("shopify_id",),
    "shopify.collection": ("shopify_id",),
    "shopify.product": ("shopify_id",),
    "shopify.variant": ("shopify_id",),
    "shopify.product.image": ("product_id", "shopify_id"),
    "shopify.location": ("shopify_id",),
    "shopify.inventory.level": ("variant_id", "location_id"),
    "shopify.shop": ("name",),
}
WRITING = {"id", "create_date", "create_uid", "write_date", "write_uid"}
# Taken from sequences, or naming a record by what was taken from one.
PASSING = {
    "sale.order": {"name", "access_token"},
    "stock.picking": {"name", "origin", "has_deadline_issue"},
    # Counted by batches of invoices that are posted.
    "res.partner": {"customer_rank"},
    # One more than the highest so far.
    "product.template": {"pos_sequence"},
    "stock.move": {"origin", "reference"},
    "stock.move.line": {"reference"},
    "shopify.shop": {"customers_checked_id", "products_checked_id"},
    "product.product": {"combination_indices"},
    # Chosen at random.
    "product.attribute.value": {"color"},
    "product.template.attribute.value": {"color"},
    # Places are named by ids.
    "shopify.product": {"synced_images"},
}
# Times that Shopify tells; all others are those of the work.
SHOPIFYS_TIMES = {
    "created_at",
    "processed_at",
    "shopify_updated_at",
    "closed_at",
    "cancelled_at",
    "due_at",
    "date_order",
    "date_done",
}
UNTOLD_TYPES = {
    "one2many",
    "binary",
    "reference",
    "many2one_reference",
    "properties",
    "properties_definition",
}
CLOCK_TYPES = {"datetime", "date"}


def content_of(env) -> dict[str, list[dict]]:
    """:return: rows by model; of messages only how many there are of each model and type"""
    # Two workers at once let Odoo part what lies in one place; its scheduler joins it again.
    env["stock.quant"]._merge_quants()
    env.invalidate_all()
    teller = _Teller(env)
    content = {name: list(teller.rows(env[name])) for name in MODELS}
    content["documents"] = documents_of(env)
    groups = env["mail.message"]._read_group([], ["model", "message_type"], ["__count"])
    names = ("model", "type", "count")
    content["mail.message"] = [dict(zip(names, group, strict=True)) for group in groups]
    return content


class _Teller:
    def __init__(self, env) -> None:
        self.env = env
        self.known = {}

    def rows(self, model):
        names = [name for name, field in model._fields.items() if self._is_told(model, field)]
        for record in model.with_context(active_test=False).search([]):
            row = {name: self._value(record, name) for name in names}
            yield {"key": self._key(record), **row} if model._name in KEYS else row

    @staticmethod
    def _is_told(model, field):
        return (
            field.store
            and field.name not in WRITING
            and field.name not in PASSING.get(model._name, ())
            and field.type not in UNTOLD_TYPES
            and (field.type not in CLOCK_TYPES or field.name in SHOPIFYS_TIMES)
        )

    def _value(self, record, name):
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            return self._key(value)
        if field.type == "many2many":
            return sorted((self._key(each) for each in value), key=str)
        if name in ("extra_tax_data", "shopify_left_amounts"):
            return self._given_amounts(value)
        return str(value) if field.type in CLOCK_TYPES else value

    def _given_amounts(self, given):
        """:return: the amounts that a line's taxes take as given, without the ids in them"""
        taxes = self.env["account.tax"]
        return given and {
            **given,
            "currency_id": self.env["res.currency"].browse(given.get("currency_id")).name,
            "manual_tax_amounts": sorted(
                (
                    [self._key(taxes.browse(int(tax))), amounts]
                    for tax, amounts in given["manual_tax_amounts"].items()
                ),
                key=str,
            ),
        }

    def _key(self, record):
        if not record:
            return None
        if record not in self.known:
            names = KEYS.get(record._name)
            self.known[record] = (
                [self._value(record, name) for name in names] if names else record.display_name
            )
        return self.known[record]
