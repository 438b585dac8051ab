# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What has metafields in Shopify, and which records in Odoo stand for it (P19)."""

from dataclasses import dataclass

from odoo.fields import Domain

from ...shopify import gid


@dataclass(frozen=True, slots=True)
class OwnerKind:
    """A kind of owner of metafields.

    :ivar model: the connector's model that keeps what Shopify says of it
    :ivar link: that model's field with the Odoo record that stands for it
    :ivar odoo_model: the model of that record
    :ivar kind: the GraphQL type
    :ivar owner_type: what Shopify calls it in definitions
    :ivar column: the field of ``shopify.metafield`` that names it
    """

    name: str
    model: str
    link: str
    odoo_model: str
    kind: str
    owner_type: str
    column: str

    def gid(self, owner):
        """Return Shopify's id of an owner."""
        return gid.make(self.kind, owner.shopify_id)

    def domain(self, shop):
        """Return which owners of a shop have an Odoo record, and may be synced."""
        domain = Domain("shop_id", "=", shop.id) & Domain(self.link, "!=", False)
        if self.name == "variant":
            domain &= Domain("product_id.removed", "=", False)
        if self.name != "order":
            domain &= Domain("removed", "=", False)
        if self.name in ("customer", "order"):
            domain &= Domain("anonymised_at", "=", False)
        return domain

    def changed_domain(self, shopify_since, odoo_since):
        """Return which owners have changed, in Shopify or in Odoo, since two moments.

        Shopify tells nothing of an order or a customer when only its metafields change.
        """
        domain = Domain("shopify_updated_at", ">=", shopify_since) | Domain(
            f"{self.link}.write_date", ">", odoo_since
        )
        if self.name == "variant":
            domain |= Domain("product_id.shopify_updated_at", ">=", shopify_since)
        if self.name == "product":
            # A value that a product has from its variant is written there.
            domain |= Domain(f"{self.link}.product_variant_ids.write_date", ">", odoo_since)
        return domain


OWNERS = {
    owner.name: owner
    for owner in (
        OwnerKind(
            "product",
            "shopify.product",
            "odoo_template_id",
            "product.template",
            "Product",
            "PRODUCT",
            "product_id",
        ),
        OwnerKind(
            "variant",
            "shopify.variant",
            "odoo_product_id",
            "product.product",
            "ProductVariant",
            "PRODUCTVARIANT",
            "variant_id",
        ),
        OwnerKind(
            "customer",
            "shopify.customer",
            "partner_id",
            "res.partner",
            "Customer",
            "CUSTOMER",
            "customer_id",
        ),
        OwnerKind(
            "order",
            "shopify.order",
            "sale_order_id",
            "sale.order",
            "Order",
            "ORDER",
            "order_id",
        ),
    )
}


def owner_selection(env):
    """Return the kinds of owners for a selection field."""
    return [
        ("product", env._("Product")),
        ("variant", env._("Variant")),
        ("customer", env._("Customer")),
        ("order", env._("Order")),
    ]
