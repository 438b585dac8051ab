# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

STATUSES = [
    ("active", "Active"),
    ("draft", "Draft"),
    ("archived", "Archived"),
    ("unlisted", "Unlisted"),
]


class ShopifyProduct(models.Model):
    """A product as Shopify knows it, and the Odoo product that stands for it (P2)."""

    _name = "shopify.product"
    _description = "Shopify product"
    _order = "name, id"

    connection_id = fields.Many2one(
        "shopify.connection", required=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    handle = fields.Char(readonly=True)
    vendor = fields.Char(readonly=True)
    product_type = fields.Char(readonly=True)
    category = fields.Char(
        readonly=True, help="The category of Shopify's standard product taxonomy, with its parents."
    )
    description_html = fields.Html(string="Description", readonly=True, sanitize_style=True)
    status = fields.Selection(STATUSES, default="active")
    tag_ids = fields.Many2many("shopify.product.tag", string="Tags")
    seo_title = fields.Char(string="SEO title")
    seo_description = fields.Char(string="SEO description")
    online_store_url = fields.Char(readonly=True)
    is_gift_card = fields.Boolean(readonly=True)
    is_bundle = fields.Boolean(
        readonly=True, help="Shopify sells it as a set of other variants; it has no own stock."
    )
    option_names = fields.Json(
        readonly=True, help="The names of its options, such as Size; none for a single variant."
    )
    collection_ids = fields.Many2many("shopify.collection", string="Collections")
    publication_ids = fields.Many2many("shopify.publication", string="Sales channels")
    published_at = fields.Datetime(readonly=True)
    shopify_created_at = fields.Datetime(string="Created in Shopify", readonly=True)
    shopify_updated_at = fields.Datetime(string="Changed in Shopify", readonly=True)
    removed = fields.Boolean(
        readonly=True, help="The product is no longer in Shopify; its history stays."
    )
    variant_ids = fields.One2many("shopify.variant", "product_id", string="Variants")
    odoo_template_id = fields.Many2one(
        "product.template",
        string="Odoo product",
        check_company=True,
        compute="_compute_mapping",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        help="The product of which the variants are linked; of several, that of the first one.",
    )
    mapping_state = fields.Selection(
        [
            ("mapped", "Mapped"),
            ("partly", "Partly mapped"),
            ("unmapped", "Unmapped"),
            ("not_needed", "Needs none"),
        ],
        compute="_compute_mapping",
        store=True,
        help="Gift cards need no product: orders book them on the shop's product for gift cards.",
    )
    match_error = fields.Char(string="What is wrong", readonly=True)
    match_fix = fields.Char(string="What to do", readonly=True)
    synced_fields = fields.Json(
        readonly=True,
        help="What Shopify and Odoo held at the last sync: what differs from it has changed since.",
    )
    synced_at = fields.Datetime(string="Last synced", readonly=True)

    _check_company_auto = True
    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, company_id, shopify_id)", "This Shopify product is there already."
    )

    # === COMPUTE METHODS === #

    @api.depends("is_gift_card", "variant_ids.odoo_product_id", "variant_ids.removed")
    def _compute_mapping(self):
        for product in self:
            variants = product.variant_ids.filtered(lambda variant: not variant.removed)
            mapped = variants.filtered("odoo_product_id")
            product.odoo_template_id = mapped[:1].odoo_product_id.product_tmpl_id
            if mapped:
                product.mapping_state = "mapped" if mapped == variants else "partly"
            else:
                product.mapping_state = "not_needed" if product.is_gift_card else "unmapped"

    def _refresh_mapping(self):
        """Bring up to date what hangs on columns that were written past the ORM."""
        for name in ("mapping_state", "odoo_template_id"):
            self.env.add_to_compute(self._fields[name], self)
