# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product import image_import
from odoo.addons.shopify_connector.models.product.image_import import ImageImport

from shopify_sandbox.world.media import delete_media, describe, replace_content
from shopify_sandbox.world.pictures import a_png

from .image_case import A_TEXT, AN_SVG, BLUE, GREEN, MEGABYTE, RED, ImageCase


class TestImageImport(ImageCase):
    """P16 From Shopify: to the template, further ones, and variants; only changed ones."""

    direction = "from_shopify"

    def setUp(self):
        super().setUp()
        self.assertNotIn("product.image", self.env, "these tests are for Odoo without its web shop")

    def a_shown_mug(self, *colours, **options):
        """Return a linked mug with pictures of some colours in Shopify."""
        product, template, node = self.a_mug(**options)
        for number, colour in enumerate(colours):
            self.show(node, colour, alt=f"Picture {number}")
        return product, template, node

    def assert_is(self, value, colour):
        """A field holds the picture of a colour."""
        self.assertEqual(base64.b64decode(value or b""), a_png(8, 8, colour))

    def downloads(self):
        return self.operations().get("/s/files/", 0)

    def later(self):
        """Let some time pass, so that only what changes now is newer than the last sync."""
        self.shopify.clock.advance(minutes=10)
        self.shop.images_synced_until += timedelta(minutes=8)

    def kept_here(self, product):
        return product.image_ids.filtered("image")

    # === WHAT COMES === #

    def test_p16_the_first_image_goes_to_the_template_and_further_ones_are_kept(self):
        product, template, _node = self.a_shown_mug(RED, GREEN, BLUE)
        run = self.sync_images()
        self.assertEqual((run.changed_count, run.skipped_count), (1, 0))
        self.assert_is(template.image_1920, RED)
        further = self.kept_here(product)
        self.assert_is(further[0].image, GREEN)
        self.assert_is(further[1].image, BLUE)
        self.assertEqual(further.mapped("alt"), ["Picture 1", "Picture 2"])
        self.assert_fine(product)

    def test_p16_images_of_variants_go_to_variants(self):
        product, template, node = self.a_shown_mug(BLUE, colours=("Red", "Green"))
        self.show(node, RED, variant=0)
        self.show(node, GREEN, variant=1)
        self.sync_images()
        red, green = template.product_variant_ids
        self.assert_is(template.image_1920, BLUE)
        self.assert_is(red.image_variant_1920, RED)
        self.assert_is(green.image_variant_1920, GREEN)
        self.assertFalse(self.kept_here(product))
        self.assertEqual(product.image_ids[1].variant_ids, product.variant_ids[0])

    def test_p16_an_image_that_several_show_is_loaded_once(self):
        _product, template, node = self.a_mug(("Red", "Green"))
        media = self.show(node, RED, variant=0)
        node["variants"][1]["media"] = [media]
        self.sync_images()
        self.assert_is(template.image_1920, RED)
        for variant in template.product_variant_ids:
            self.assert_is(variant.image_variant_1920, RED)
        self.assertEqual(self.downloads(), 1)

    def test_p16_each_variant_that_is_a_product_of_its_own_gets_its_image(self):
        node = self.in_shopify(colours=("Red", "Green", "Blue"))
        self.show(node, BLUE)
        self.show(node, RED, variant=0)
        self.show(node, GREEN, variant=1)
        red, green, other = (self.in_odoo(name) for name in ("Red mug", "Green mug", "Other mug"))
        self.linked(node, (red | green | other).product_variant_ids)
        self.sync_images()
        for template, colour in ((red, RED), (green, GREEN), (other, BLUE)):
            self.assert_is(template.image_1920, colour)

    def test_p16_the_shopify_product_lists_what_shopify_has(self):
        product, _template, node = self.a_shown_mug(RED, GREEN)
        self.show(node, content=A_TEXT)
        self.sync_images()
        rows = product.image_ids
        self.assertEqual(rows.mapped("state"), ["ready", "ready", "failed"])
        self.assertEqual(rows.mapped("alt"), ["Picture 0", "Picture 1", False])
        self.assertEqual(rows[:2].mapped("width"), [8, 8])
        self.assertEqual(rows.mapped("place"), ["Image of Mug", "Further image Picture 1", False])
        self.assertTrue(rows[0].image_128 and rows[1].image_128)
        self.assertIn("not supported", rows[2].error)

    def test_p16_the_second_page_of_media_is_read(self):
        product, template, node = self.a_mug()
        for number in range(20):
            self.show(node, content=a_png(9 + number, 8))
        self.sync_images()
        self.assertEqual(len(product.image_ids), 20)
        self.assertEqual(len(self.kept_here(product)), 19)
        self.assertEqual(product.image_ids[19].width, 28)
        self.assertTrue(template.image_1920)

    def test_p16_videos_are_no_images(self):
        product, template, node = self.a_shown_mug(RED)
        video = {"__typename": "Video", "alt": "", "status": "READY", "mediaErrors": []}
        node["media"].insert(0, self.shopify.index("Video", video))
        self.sync_images()
        self.assert_is(template.image_1920, RED)
        self.assertEqual(product.image_ids.mapped("position"), [2])

    # === ONLY WHAT CHANGED === #

    def test_p16_nothing_is_loaded_again(self):
        product, _template, _node = self.a_shown_mug(RED, GREEN)
        self.sync_images()
        self.assertEqual(self.downloads(), 2)
        self.sync_images(product)
        self.assertFalse(self.downloads())
        self.later()
        self.sync_images()
        self.assertEqual(self.operations(), {"ProductsChanged": 1})

    def test_p16_of_changed_products_only_the_changed_image_is_loaded(self):
        _product, template, node = self.a_shown_mug(RED, GREEN)
        self.a_shown_mug(BLUE, title="Other")
        self.sync_images()
        self.later()
        replace_content(self.shopify, node["media"][0], a_png(8, 8, BLUE))
        self.sync_images()
        self.assert_is(template.image_1920, BLUE)
        self.assertEqual(self.downloads(), 1)
        self.assertEqual(self.operations()["ProductMediaById"], 1)

    def test_p16_another_order_in_shopify_loads_nothing(self):
        product, template, node = self.a_shown_mug(RED, GREEN, BLUE)
        self.sync_images()
        node["media"].reverse()
        self.sync_images(product)
        self.assert_is(template.image_1920, BLUE)
        further = self.kept_here(product)
        self.assert_is(further[0].image, GREEN)
        self.assert_is(further[1].image, RED)
        self.assertFalse(self.downloads())

    def test_p16_variants_that_swap_their_images_load_nothing(self):
        product, template, node = self.a_shown_mug(BLUE, colours=("Red", "Green"))
        self.show(node, RED, variant=0)
        self.show(node, GREEN, variant=1)
        self.sync_images()
        first, second = node["variants"]
        first["media"], second["media"] = second["media"], first["media"]
        self.sync_images(product)
        one, other = template.product_variant_ids
        self.assert_is(one.image_variant_1920, GREEN)
        self.assert_is(other.image_variant_1920, RED)
        self.assertFalse(self.downloads())

    def test_p16_texts_of_further_images_come_along(self):
        product, _template, node = self.a_shown_mug(RED, GREEN)
        self.sync_images()
        describe(node["media"][1], "From behind")
        self.sync_images(product)
        self.assertEqual(self.kept_here(product).alt, "From behind")
        self.assertFalse(self.downloads())

    def test_p16_a_further_image_that_left_shopify_leaves_odoo(self):
        product, template, node = self.a_shown_mug(RED, GREEN)
        self.sync_images()
        delete_media(self.shopify, node["media"][1])
        self.sync_images(product)
        self.assertFalse(self.kept_here(product))
        self.assertEqual(product.image_ids.mapped("state"), ["ready", "removed"])
        self.assert_is(template.image_1920, RED)

    def test_p16_a_product_without_images_in_shopify_keeps_its_own(self):
        product, template, node = self.a_shown_mug(RED)
        self.sync_images()
        delete_media(self.shopify, node["media"][0])
        self.sync_images(product)
        self.assert_is(template.image_1920, RED)

    def test_p16_a_product_linked_to_another_gets_its_images_again(self):
        product, _template, _node = self.a_shown_mug(RED)
        self.sync_images()
        other = self.in_odoo("Other")
        product.variant_ids.odoo_product_id = other.product_variant_ids
        self.env["shopify.product"].flush_model()
        self.sync_images()
        self.assert_is(other.image_1920, RED)

    def test_p16_a_product_linked_later_is_read_then(self):
        node = self.in_shopify()
        self.show(node, RED)
        product = self.linked(node, self.env["product.product"].browse([0]))
        product.variant_ids.odoo_product_id = False
        self.sync_images()
        self.later()
        template = self.in_odoo()
        product.variant_ids.odoo_product_id = template.product_variant_ids
        self.sync_images()
        self.assert_is(template.image_1920, RED)

    # === WHO PREVAILS === #

    def changed_on_both_sides(self, policy):
        product, template, node = self.a_shown_mug(RED)
        self.shop.product_conflict = policy
        self.sync_images()
        template.image_1920 = self.picture(GREEN)
        self.later()
        replace_content(self.shopify, node["media"][0], a_png(8, 8, BLUE))
        self.sync_images()
        return product, template

    def test_p16_an_image_changed_in_odoo_is_asked_about(self):
        product, template = self.changed_on_both_sides("ask")
        self.assert_is(template.image_1920, GREEN)
        self.assertFalse(self.downloads())
        self.assert_said(product, "image_conflict_picture", "Image of Mug")
        template.image_1920 = False
        self.sync_images()
        self.assert_is(template.image_1920, BLUE)
        self.assert_fine(product)

    def test_p16_odoos_image_stays_where_odoos_value_holds(self):
        product, template = self.changed_on_both_sides("odoo")
        self.assert_is(template.image_1920, GREEN)
        self.assertFalse(self.downloads())
        self.assert_fine(product)

    def test_p16_shopifys_image_comes_where_shopifys_value_holds(self):
        product, template = self.changed_on_both_sides("shopify")
        self.assert_is(template.image_1920, BLUE)
        self.assert_fine(product)

    def test_p16_an_image_that_odoo_had_before_is_not_replaced_in_silence(self):
        product, template, _node = self.a_shown_mug(RED)
        template.image_1920 = self.picture(GREEN)
        self.sync_images()
        self.assert_is(template.image_1920, GREEN)
        self.assert_said(product, "image_conflict_picture")

    def test_p16_an_image_changed_in_odoo_only_stays(self):
        product, template, _node = self.a_shown_mug(RED)
        self.sync_images()
        template.image_1920 = self.picture(GREEN)
        self.sync_images(product)
        self.assert_is(template.image_1920, GREEN)
        self.assert_fine(product)

    def test_p16_a_further_image_deleted_in_odoo_does_not_come_again(self):
        product, _template, _node = self.a_shown_mug(RED, GREEN)
        self.sync_images()
        self.kept_here(product).image = False
        self.sync_images(product)
        self.assertFalse(self.kept_here(product))
        self.assertFalse(self.downloads())

    def test_p16_what_is_changed_while_it_is_loaded_stays(self):
        product, template, _node = self.a_shown_mug(RED)
        original = ImageImport._load

        def load(sync, loads):
            template.image_1920 = self.picture(GREEN)
            return original(sync, loads)

        with patch.object(ImageImport, "_load", load):
            self.sync_images()
        self.assert_is(template.image_1920, GREEN)
        self.sync_images()
        self.assert_said(product, "image_conflict_picture")

    # === LIMITS === #

    def assert_refused(self, content, code, *words):
        product, template, node = self.a_mug()
        media = self.show(node, GREEN)
        # As it is processed Shopify takes only what may also go to it.
        media["_content"] = content
        self.show(node, BLUE)
        self.sync_images()
        self.assertFalse(template.image_1920)
        self.assert_is(self.kept_here(product).image, BLUE)
        self.assert_said(product, code, "Image of Mug", *words)
        return product, template, media

    def test_p16_an_11_mb_image_is_not_loaded(self):
        content = a_png(8, 8, RED, padding=11 * MEGABYTE)
        self.assert_refused(content, "image_too_large_to_load", "10 MB")

    def test_p16_a_text_file_called_png_is_refused(self):
        self.assert_refused(A_TEXT, "image_not_an_image")

    def test_p16_an_svg_is_refused(self):
        self.assert_refused(AN_SVG, "image_type", "SVG")

    def test_p16_heic_is_refused(self):
        heic = b"\x00\x00\x00\x18ftypheic....ispe\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x08"
        self.assert_refused(heic, "image_type", "HEIC")

    def test_p16_too_many_pixels_are_refused(self):
        self.assert_refused(a_png(5000, 4100), "image_too_many_pixels", "20.5")

    def test_p16_a_broken_image_is_refused(self):
        self.assert_refused(b"GIF89a" + b"\xb8\x0b" * 2, "image_not_an_image")

    def test_p16_a_refused_file_is_not_loaded_again_until_it_is_another(self):
        product, template, media = self.assert_refused(A_TEXT, "image_not_an_image")
        self.sync_images(product)
        self.assertFalse(self.downloads())
        self.assert_said(product, "image_not_an_image")
        replace_content(self.shopify, media, a_png(8, 8, RED))
        self.sync_images(product)
        self.assert_is(template.image_1920, RED)
        self.assert_fine(product)

    # === WHAT GOES WRONG === #

    def assert_fails_then_comes(self, code, *words, **fault):
        product, template, _node = self.a_shown_mug(RED)
        self.sandbox.faults.plan(operation="/s/files/", **fault)
        self.sync_images()
        self.assertFalse(template.image_1920)
        self.assert_said(product, code, "Image of Mug", *words)
        self.sandbox.faults.clear()
        return product, template

    def test_p16_a_file_that_is_gone_is_asked_for_again_later(self):
        product, template = self.assert_fails_then_comes("image_gone", kind="404")
        self.sync_images()
        self.assert_is(template.image_1920, RED)
        self.assert_fine(product)

    def test_p16_a_redirect_is_not_followed(self):
        self.assert_fails_then_comes("image_redirected", kind="redirect")

    def test_p16_a_page_in_place_of_the_file_is_refused(self):
        self.assert_fails_then_comes("image_not_an_image", kind="wrong_type")

    def test_p16_a_download_that_is_cut_off_again_and_again_is_tried_later(self):
        product, template = self.assert_fails_then_comes(
            "image_not_loaded", "cut", kind="cut_off", times=9
        )
        self.sync_images()
        self.assert_is(template.image_1920, RED)
        self.assert_fine(product)

    def test_p16_a_file_on_another_host_is_not_asked_for(self):
        product, template, node = self.a_shown_mug(RED)
        image = node["media"][0]["image"]
        del image["_path"]
        image["url"] = "https://files.evil.example/picture.png"
        self.sync_images()
        self.assertFalse(template.image_1920)
        self.assert_said(product, "image_untrusted_host", "files.evil.example")

    def test_p16_while_shopify_works_on_an_image_the_product_waits(self):
        product, template, node = self.a_shown_mug(RED)
        working = self.show(node, GREEN)
        image = working["image"]
        working.update(status="PROCESSING", image=None)
        self.sync_images()
        self.assertFalse(template.image_1920)
        self.assertEqual(product.image_ids.mapped("state"), ["ready", "processing"])
        working.update(status="READY", image=image)
        self.sync_images()
        self.assert_is(template.image_1920, RED)

    def test_p16_a_product_that_shopify_no_longer_has_is_marked_so(self):
        product, _template, node = self.a_shown_mug(RED)
        self.shopify.remove(node)
        self.sync_images()
        self.assertTrue(product.removed)
        self.assertFalse(self.skips())

    def test_p16_one_product_that_cannot_be_read_takes_no_other_with_it(self):
        broken, _template, node = self.a_shown_mug(RED, title="Broken")
        node["media"][0]["alt"] = 7
        _good, template, _node = self.a_shown_mug(GREEN, title="Good")
        self.sync_images()
        self.assert_is(template.image_1920, GREEN)
        self.assert_said(broken, "malformed_answer", "alt")

    def test_p16_a_killed_run_goes_on_where_it_stopped(self):
        product, template, _node = self.a_shown_mug(RED, GREEN, BLUE)
        with (
            patch.object(ImageImport, "_finish", side_effect=SystemExit),
            suppress(SystemExit),
        ):
            self.sync(self.shop, "images")
        self.sync_images()
        self.assertFalse(self.downloads(), "all was noted as it was written")
        self.assert_is(template.image_1920, RED)
        self.assertEqual(len(self.kept_here(product)), 2)
        self.assert_fine(product)

    def test_p16_a_run_whose_time_is_over_goes_on_where_it_stopped(self):
        templates = [self.a_shown_mug(RED, title=f"Mug {number}")[1] for number in range(4)]
        with patch.object(image_import, "PRODUCTS_AT_ONCE", 1):
            run, lives = self.in_short_lives(full=True)
        self.assertEqual(lives, 5)
        self.assertEqual((run.total, run.changed_count), (4, 4))
        for template in templates:
            self.assert_is(template.image_1920, RED)

    def test_p16_memory_holds_a_few_files_at_a_time(self):
        colours = [(number, 0, 0) for number in range(9)]
        product, _template, _node = self.a_shown_mug(*colours)
        sizes = []
        original = ImageImport._load

        def load(sync, loads):
            sizes.append(len(loads))
            return original(sync, loads)

        with patch.object(ImageImport, "_load", load):
            self.sync_images()
        self.assertEqual(sizes, [4, 4, 1])
        self.assertEqual(len(self.kept_here(product)), 8)

    # === BOTH WAYS === #

    def test_p16_what_came_from_shopify_does_not_go_back(self):
        product, template, node = self.a_shown_mug(RED, GREEN, colours=("Red", "Green"))
        self.show(node, BLUE, variant=0)
        self.sync_images()
        self.shop.image_sync = "to_shopify"
        self.sync_images()
        self.assertFalse(self.operations(), "it is all the same on both sides")
        template.image_1920 = self.picture((1, 2, 3))
        self.sync_images()
        self.assertEqual(len(node["media"]), 4)
        self.assertEqual(
            [media["alt"] for media in node["media"]][1:], ["Picture 0", "Picture 1", ""]
        )
        self.assert_fine(product)

    def test_p16_what_went_to_shopify_does_not_come_back(self):
        product, template, node = self.a_mug(("Red", "Green"))
        template.image_1920 = self.picture(RED)
        template.product_variant_ids[0].image_variant_1920 = self.picture(BLUE)
        self.a_further(product, GREEN)
        self.shop.image_sync = "to_shopify"
        self.sync_images()
        self.shop.image_sync = "from_shopify"
        self.sync_images()
        self.assertFalse(self.downloads())
        self.assert_fine(product)
        self.assertEqual(len(node["media"]), 3)
        self.assertEqual(len(product.image_ids), 3)

    def test_g13_reading_needs_no_leave_to_change(self):
        _product, template, _node = self.a_shown_mug(RED)
        self.shop.allow_changes = False
        self.sync_images()
        self.assert_is(template.image_1920, RED)
