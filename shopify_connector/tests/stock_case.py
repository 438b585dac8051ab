# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo.fields import Command

from shopify_sandbox import Sandbox
from shopify_sandbox.adapter import SandboxAdapter
from shopify_sandbox.world.catalogue import add_product, move_stock
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.places import add_location

from .common import ShopifyCase

DAY = timedelta(days=1)


class StockFixtures:
    """A shop with the locations Warehouse Hamburg and Cellar, products linked to variants; mixed
    into test cases."""

    def set_up_stock(self, **values):
        """Switch stock sync on at the first location, fed by the company's warehouse."""
        self.others = {}
        self.set_up_sandbox(self.a_stocked_shop())
        self.warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.shop.allow_changes = True
        self.shop.action_get_locations()
        self.here = self.place("Warehouse Hamburg")
        self.there = self.place("Cellar")
        self.feed(self.here, self.warehouse, **values)
        self.mug = self.a_linked_variant("Mug")

    @staticmethod
    def a_stocked_shop(seed=0):
        shop = open_shop(seed=seed)
        add_location(shop, "Cellar")
        return shop

    def a_second_shop(self):
        """Another Shopify shop of the same company; its sandbox is found by the shop."""
        domain = "second.myshopify.com"
        self.others[domain] = Sandbox(self.a_stocked_shop(seed=5), plan="Plus")
        shop = self.a_shop(name="Second", domain=domain, allow_changes=True)
        shop.action_get_locations()
        return shop

    def _session(self, *_args):
        session = super()._session()
        for domain, sandbox in self.others.items():
            session.mount(f"https://{domain}", SandboxAdapter(sandbox))
        return session

    def shopify_of(self, shop):
        other = self.others.get(shop.domain)
        return other.shop if other else self.shopify

    def place(self, name, shop=None):
        return (shop or self.shop).location_ids.filtered(lambda place: place.name == name)

    def feed(self, place, *sources, **values):
        """Let warehouses and stock locations feed a location whose stock is synced."""
        warehouses = [each.id for each in sources if each._name == "stock.warehouse"]
        locations = [each.id for each in sources if each._name == "stock.location"]
        place.write(
            {
                "stock_sync": True,
                "stock_warehouse_ids": [Command.set(warehouses)],
                "stock_location_ids": [Command.set(locations)],
                **values,
            }
        )

    def a_warehouse(self, code):
        return self.env["stock.warehouse"].create(
            {"name": f"Store {code}", "code": code, "company_id": self.company.id}
        )

    # === PRODUCTS === #

    def a_product(self, name, **values):
        return self.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True, **values}
        )

    def a_linked_variant(self, title, product=None, shop=None, **fields):
        """A variant in the sandbox, 5 pieces at the first location, and the product it is."""
        shop = shop or self.shop
        shopify = self.shopify_of(shop)
        fields.setdefault("locations", shopify.collection("Location")[:1])
        node = add_product(shopify, title, **{"stock": 5, "sku": title, **fields})
        return self.link(node["variants"][0], product or self.a_product(title), shop)

    def link(self, node, product, shop=None):
        """Return the Shopify variant of a sandbox's variant, linked to a product."""
        shop = shop or self.shop
        number = node["product"]["id"].rpartition("/")[2]
        parent = self.env["shopify.product"].create(
            {
                "connection_id": shop.connection_id.id,
                "shop_id": shop.id,
                "shopify_id": number,
                "name": node["product"]["title"],
            }
        )
        return self.env["shopify.variant"].create(
            {
                "product_id": parent.id,
                "shopify_id": node["id"].rpartition("/")[2],
                "name": node["product"]["title"],
                "sku": node["sku"],
                "is_gift_card": node["product"]["isGiftCard"],
                "odoo_product_id": product.id,
            }
        )

    def in_odoo(self, variant, quantity, place=None):
        """Have so many of a variant's product in a place; by default in the warehouse's stock."""
        product = getattr(variant, "odoo_product_id", variant)
        place = place or self.warehouse.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product, place, quantity)
        self.env.flush_all()

    def a_move(self, variant, quantity, days=0, incoming=False, reserve=False):
        """A confirmed move of a variant's product to or from the warehouse, due in some days."""
        stock = self.warehouse.lot_stock_id
        outside = self.env.ref(f"stock.stock_location_{'suppliers' if incoming else 'customers'}")
        product = variant.odoo_product_id
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": (outside if incoming else stock).id,
                "location_dest_id": (stock if incoming else outside).id,
                "company_id": self.company.id,
            }
        )
        move._action_confirm()
        move.date = self.env.cr.now().replace(tzinfo=None, hour=12, microsecond=0) + days * DAY
        if reserve:
            move._action_assign()
        else:
            move._do_unreserve()
        return move

    # === SHOPIFY === #

    def node(self, variant):
        """Return the sandbox's variant."""
        gid = f"gid://shopify/ProductVariant/{variant.shopify_id}"
        return self.shopify_of(variant.shop_id).node(gid)

    def in_shopify(self, variant, place=None, name="available"):
        """Return a quantity that Shopify has; None where the variant is not stocked."""
        place = place or self.here
        for level in self.node(variant)["inventoryItem"]["inventoryLevels"]:
            if level["location"]["id"] == place.shopify_id and level["isActive"]:
                return next(q["quantity"] for q in level["quantities"] if q["name"] == name)
        return None

    def set_in_shopify(self, variant, quantity, place=None):
        """Let somebody else change what is available in Shopify, and so what is on hand."""
        place = place or self.here
        location = self.shopify.node(place.shopify_id)
        more = quantity - self.in_shopify(variant, place)
        move_stock(self.shopify, self.node(variant), location, available=more, on_hand=more)

    def level(self, variant, place=None):
        return self.env["shopify.inventory.level"].search(
            [("variant_id", "=", variant.id), ("location_id", "=", (place or self.here).id)]
        )

    def send(self, shop=None, **options):
        """Sync the stock and return the run, which has come to its good end."""
        run = self.sync(shop or self.shop, "stock", options or None)
        self.assert_done(run)
        return run

    def skips(self, variant=None):
        domain = [("kind", "=", "stock")]
        if variant:
            domain += [("res_model", "=", variant._name), ("res_id", "=", variant.id)]
        return self.env["shopify.sync.skip"].search(domain)

    def operations(self):
        """Return how many requests of each operation the sandbox has had."""
        return dict(self.sandbox.statistics.by_operation)


class StockCase(StockFixtures, ShopifyCase):
    """A shop whose first location is fed by the company's warehouse."""

    def setUp(self):
        super().setUp()
        self.set_up_stock()
