# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.metafield_definitions import add_definition
from shopify_sandbox.world.metafields import find_metafield, put_metafield, remove_metafield
from shopify_sandbox.world.people import add_customer

from .common import ShopifyCase

NAMESPACE = "custom"
LINE = "single_line_text_field"
MODELS = {
    "product": "product.template",
    "variant": "product.product",
    "customer": "res.partner",
    "order": "sale.order",
}


class MetafieldCase(ShopifyCase):
    """A shop with products, customers and orders that are linked to Odoo's records."""

    def setUp(self):
        super().setUp()
        self.shop.allow_changes = True

    # === BOTH SIDES === #

    def a_product(self, title="Boot", sizes=(), shop=None, **values):
        """Add a product to Shopify, and one to Odoo that stands for it: (node, record)."""
        options = (
            {"options": ["Size"], "variants": [{"values": (size,)} for size in sizes]}
            if sizes
            else {}
        )
        node = add_product(self.shopify, title, **options)
        template = self.env["product.template"].create({"name": title, **values})
        return node, self.link_product(node, template, shop)

    def link_product(self, node, template, shop=None):
        """Let a template, and its first product, stand for a product of Shopify."""
        shop = shop or self.shop
        record = self.env["shopify.product"].create(
            {
                "connection_id": shop.connection_id.id,
                "shop_id": shop.id,
                "shopify_id": number_of(node),
                "name": node["title"],
                "odoo_template_id": template.id,
                "shopify_updated_at": as_odoo(node["updatedAt"]),
            }
        )
        for position, variant in enumerate(node["variants"]):
            self.env["shopify.variant"].create(
                {
                    "product_id": record.id,
                    "shopify_id": number_of(variant),
                    "name": variant["title"],
                    "odoo_product_id": template.product_variant_id.id if not position else False,
                    "shopify_updated_at": as_odoo(variant["updatedAt"]),
                }
            )
        return record

    def a_customer(self, name="Ada", **values):
        """Add a customer to Shopify, and a partner that stands for it: (node, record)."""
        node = add_customer(self.shopify, name, "Byron", email=f"{name.lower()}@example.com")
        partner = self.env["res.partner"].create({"name": f"{name} Byron", **values})
        record = self.env["shopify.customer"].create(
            {
                "connection_id": self.shop.connection_id.id,
                "shop_id": self.shop.id,
                "shopify_id": number_of(node),
                "name": node["displayName"],
                "partner_id": partner.id,
                "shopify_updated_at": as_odoo(node["updatedAt"]),
            }
        )
        return node, record

    def an_order(self):
        """Place an order and import it: (node, record)."""
        order = self.buy().paid_by("visa").place()
        return order, self.take_in(order)

    # === METAFIELDS === #

    def map(self, field, type_name=LINE, owner="product", direction="both", **values):
        """Map a metafield that is called like the field."""
        name = values.pop("key", field)
        return self.env["shopify.metafield.mapping"].create(
            {
                "shop_id": self.shop.id,
                "owner": owner,
                "namespace": NAMESPACE,
                "key": name,
                "type": type_name,
                "direction": direction,
                "field_id": self.env["ir.model.fields"]._get(MODELS[owner], field).id,
                **values,
            }
        )

    def define(self, key, type_name=LINE, owner="PRODUCT", **rules):
        """Define a metafield in Shopify, and read the definitions."""
        node = add_definition(self.shopify, owner, NAMESPACE, key, type_name, **rules)
        self.shop.action_get_metafield_definitions()
        found = self.env["shopify.metafield.definition"].search([("key", "=", key)])
        return node, found

    def put(self, node, key, value, type_name=LINE):
        """Set a metafield in Shopify, a minute later."""
        self.shopify.clock.advance(minutes=1)
        return put_metafield(self.shopify, node, NAMESPACE, key, type_name, value)

    def drop(self, node, key):
        """Delete a metafield in Shopify, a minute later."""
        self.shopify.clock.advance(minutes=1)
        remove_metafield(self.shopify, node, NAMESPACE, key)

    def in_shopify(self, node, key):
        """Return the value of a metafield in Shopify, None if there is none."""
        found = find_metafield(node, NAMESPACE, key)
        return found and found["value"]

    def run_metafields(self, **options):
        """Run the metafield sync to its good end."""
        run = self.sync(self.shop, "metafields", options)
        self.assert_done(run)
        return run

    def sent(self):
        """Return how many requests have changed something in Shopify."""
        names = ("MetafieldsSet", "MetafieldsDelete")
        return sum(
            count
            for name, count in self.sandbox.statistics.by_operation.items()
            if name.startswith(names)
        )

    def skips(self):
        return self.env["shopify.sync.skip"].search([("kind", "=", "metafields")])

    def values(self):
        return self.env["shopify.metafield"].search([])


def number_of(node):
    """Return the number of a node's id, as text."""
    return node["id"].rpartition("/")[2]


def as_odoo(moment):
    """Return a moment of Shopify's as Odoo stores it."""
    return moment.replace("T", " ").replace("Z", "")
