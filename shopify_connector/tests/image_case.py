# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product import image_export
from odoo.fields import Command

from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.media import add_media
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.pictures import a_png

from .common import ShopifyCase

RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)
MEGABYTE = 1024 * 1024
A_TEXT = b"This is a text that somebody has called a picture."
AN_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


class ImageFixtures:
    """Builds products that are in both Odoo and Shopify, and looks at their images."""

    @classmethod
    def an_empty_shop(cls):
        return open_shop()

    # === PRODUCTS === #

    def a_mug(self, colours=(), title="Mug"):
        """Return (``shopify.product``, ``product.template``, the sandbox's product), linked.

        :param colours: of the variants; none: a product without
        """
        node = self.in_shopify(title, colours)
        template = self.in_odoo(title, colours)
        return self.linked(node, template.product_variant_ids), template, node

    def in_shopify(self, title="Mug", colours=()):
        variants = [{"values": (colour,)} for colour in colours] or None
        return add_product(
            self.shopify, title, options=["Colour"] if colours else None, variants=variants
        )

    def in_odoo(self, title="Mug", colours=()):
        values = {"name": title, "company_id": self.company.id}
        if colours:
            attribute = self.env["product.attribute"].create(
                {"name": "Colour", "value_ids": [Command.create({"name": c}) for c in colours]}
            )
            line = {
                "attribute_id": attribute.id,
                "value_ids": [Command.set(attribute.value_ids.ids)],
            }
            values["attribute_line_ids"] = [Command.create(line)]
        return self.env["product.template"].create(values)

    def linked(self, node, products):
        """Stage a sandbox's product and link its variants, in their order, to products."""
        with self.shop._asking_shopify() as client:
            found = [each for page in client.products_by_id([node["id"]]) for each in page]
        product = self.env["shopify.product"]._stage(self.shop, found).records[node["id"]]
        pairs = zip(product.variant_ids, products, strict=True)
        self.env["shopify.variant"]._link_all(
            {variant: (odoo.id, "chosen", "") for variant, odoo in pairs}
        )
        self.env.invalidate_all()
        self.sandbox.statistics.reset()
        return product

    # === IMAGES === #

    def picture(self, colour=RED, width=8, height=8, **options):
        """Return a picture as Odoo's fields take it."""
        return base64.b64encode(a_png(width, height, colour, **options))

    def put(self, record, field, content):
        """Put a file behind Odoo's field as it is, as an import of data may do."""
        self.env["ir.config_parameter"].set_param("base.image_autoresize_max_px", "0")
        record[field] = self.picture()
        self.env.flush_all()
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", record._name),
                ("res_field", "=", field),
                ("res_id", "=", record.id),
            ]
        )
        attachment.raw = content
        self.env.flush_all()
        self.env.invalidate_all()

    def a_further(self, product, colour=BLUE, alt="Further", position=5):
        """Add a further image to a Shopify product, in Odoo."""
        values = {"product_id": product.id, "image": self.picture(colour), "alt": alt}
        return self.env["shopify.product.image"].create({**values, "position": position})

    def show(self, node, colour=RED, variant=None, **options):
        """Add a picture to a sandbox's product.

        :param int variant: which of its variants shows it
        """
        alt = options.pop("alt", None)
        content = options.get("content") or a_png(8, 8, colour)
        media = add_media(self.shopify, node, content, "picture.png", alt)
        if variant is not None:
            node["variants"][variant]["media"] = [media]
        return media

    # === SYNC === #

    def sync_images(self, product=None, **options):
        """Sync images, of one product or as the shop is set, and return the run."""
        if product:
            options["product_ids"] = product.ids
        self.sandbox.statistics.reset()
        run = self.sync(self.shop, "images", options or None)
        self.assert_done(run)
        return run

    def in_short_lives(self, **options):
        """Sync images in executions that have no time for more than one block.

        :return: (the run, how many executions it took)
        """
        lives = 0
        with self.without_commits():
            run = self.shop._queue_run("images", trigger="script", options=options).sudo()
            while run.state in ("waiting", "running") and lives < 20:
                run._execute(0)
                lives += 1
        self.assert_done(run)
        self.env.invalidate_all()
        return run, lives

    def operations(self):
        """Return how often the sandbox was asked for what since the last sync began."""
        return {
            name: count for name, count in self.sandbox.statistics.by_operation.items() if count
        }

    def skips(self):
        return self.env["shopify.sync.skip"].search([("kind", "=", "images")])

    def assert_said(self, product, code, *words):
        """The product, and the list of skipped records, say what is wrong and what to do."""
        skip = self.skips().filtered(lambda one: one.res_id == product.id)
        self.assertEqual(skip.code, code, skip.reason)
        self.assertEqual((skip.reason, skip.fix), (product.image_error, product.image_fix))
        for word in words:
            self.assertIn(word, product.image_error)
        self.assertTrue(product.image_fix, "nothing says what to do")

    def assert_fine(self, product):
        self.assertFalse(product.image_error)
        self.assertFalse(self.skips())


class ImageCase(ImageFixtures, ShopifyCase):
    """A shop without products; who waits for Shopify waits no time."""

    direction = "to_shopify"

    def setUp(self):
        super().setUp()
        self.shop.write({"image_sync": self.direction, "allow_changes": True})
        self.startPatcher(patch.object(image_export, "PAUSES", (0, 0)))
