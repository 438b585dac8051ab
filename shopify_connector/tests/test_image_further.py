# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry

from shopify_sandbox.world.media import delete_media, describe
from shopify_sandbox.world.pictures import a_png

from .image_case import BLUE, GREEN, RED, ImageCase

NAME = "product.image"


class ProductImage(models.Model):
    """Further images of products, as the module of Odoo's own web shop has them."""

    _name = NAME
    _description = "Product Image"
    _inherit = ["image.mixin"]
    _order = "sequence, id"
    _module = None

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    product_tmpl_id = fields.Many2one("product.template", ondelete="cascade")
    product_variant_id = fields.Many2one("product.product", ondelete="cascade")
    video_url = fields.Char()


class TestFurtherImages(ImageCase):
    """P16: further images go to and come from the product, where Odoo has a place for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if NAME not in cls.registry:
            cls._add_model()

    @classmethod
    def _add_model(cls):
        registry, cursor = cls.registry, cls.env.cr
        add_to_registry(registry, ProductImage)
        registry._setup_models__(cursor, [NAME])
        registry.init_models(cursor, [NAME], {"module": "shopify_connector"})

        def remove():
            del registry[NAME]
            registry._setup_models__(cursor, [])

        cls.addClassCleanup(remove)

    def further(self, template):
        return self.env[NAME].search([("product_tmpl_id", "=", template.id)])

    def a_further_of(self, template, colour, name, **values):
        values = {"product_tmpl_id": template.id, "name": name, **values}
        return self.env[NAME].create({**values, "image_1920": self.picture(colour)})

    def assert_is(self, image, colour):
        self.assertEqual(base64.b64decode(image.image_1920), a_png(8, 8, colour))

    # === TO SHOPIFY === #

    def test_p16_further_images_of_the_product_go_with_their_names_and_order(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        self.a_further_of(template, BLUE, "From behind", sequence=2)
        self.a_further_of(template, GREEN, "From above", sequence=1)
        self.a_further_of(template, RED, "A video", video_url="https://videos.example/1")
        self.sync_images()
        self.assertEqual(
            [media["alt"] for media in node["media"]], ["Mug", "From above", "From behind"]
        )
        self.assertIn("Further image From above", product.image_ids.mapped("place"))
        self.sync_images()
        self.assertFalse(self.operations())

    # === FROM SHOPIFY === #

    def a_mug_from_shopify(self):
        self.shop.image_sync = "from_shopify"
        product, template, node = self.a_mug()
        for colour, alt in ((RED, "Front"), (GREEN, "Above"), (BLUE, "")):
            self.show(node, colour, alt=alt)
        self.sync_images()
        return product, template, node

    def test_p16_further_images_come_to_the_product(self):
        product, template, _node = self.a_mug_from_shopify()
        above, other = self.further(template)
        self.assert_is(above, GREEN)
        self.assert_is(other, BLUE)
        self.assertEqual([above.name, other.name], ["Above", "Mug"])
        self.assertFalse(product.image_ids.filtered("image"))
        self.sync_images(product)
        self.assertEqual(len(self.further(template)), 2)
        self.assert_fine(product)

    def test_p16_further_images_follow_shopifys_order_and_texts(self):
        product, template, node = self.a_mug_from_shopify()
        front, above, other = node["media"]
        node["media"][:] = [front, other, above]
        describe(above, "From above")
        self.sync_images(product)
        self.assertEqual(self.further(template).mapped("name"), ["Mug", "From above"])
        self.assertNotIn("/s/files/", self.operations())

    def test_p16_further_images_that_left_shopify_leave_unless_changed_in_odoo(self):
        product, template, node = self.a_mug_from_shopify()
        above, other = self.further(template)
        other.image_1920 = self.picture((1, 2, 3))
        for media in node["media"][1:]:
            delete_media(self.shopify, media)
        self.sync_images(product)
        self.assertFalse(above.exists())
        self.assertTrue(other.exists())

    def test_p16_a_further_image_becomes_the_first_without_being_loaded(self):
        product, template, node = self.a_mug_from_shopify()
        node["media"].insert(0, node["media"].pop(1))
        self.sync_images(product)
        self.assertEqual(base64.b64decode(template.image_1920), a_png(8, 8, GREEN))
        self.assert_is(self.further(template)[0], RED)
        self.assertEqual(len(self.further(template)), 2)
        self.assertNotIn("/s/files/", self.operations())
