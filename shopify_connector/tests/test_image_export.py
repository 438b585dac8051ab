# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product import image_export
from odoo.addons.shopify_connector.models.product.image_export import ImageExport
from odoo.addons.shopify_connector.models.product.image_upload import ImageUpload
from odoo.exceptions import UserError

from shopify_sandbox.world.media import delete_media, describe
from shopify_sandbox.world.pictures import a_png

from .image_case import A_TEXT, AN_SVG, BLUE, GREEN, MEGABYTE, RED, ImageCase


class TestImageExport(ImageCase):
    """P16 To Shopify: changed pictures only, new media added and old ones kept."""

    def names(self, node):
        return [media["_path"].rpartition("/")[2] for media in node["media"]]

    def colours(self, node):
        """Return which pictures the sandbox's product shows, in their order."""
        known = {a_png(8, 8, colour): colour for colour in (RED, GREEN, BLUE)}
        return [known[media["_content"]] for media in node["media"]]

    def ids(self, node):
        return [media["id"] for media in node["media"]]

    def shown(self, node):
        """Return the id of the picture that each variant of the sandbox's product shows."""
        return [
            (variant["media"] and variant["media"][0]["id"]) or None for variant in node["variants"]
        ]

    # === WHAT GOES === #

    def test_p16_all_images_of_a_product_go_in_their_order_with_their_texts(self):
        product, template, node = self.a_mug(("Red", "Green"))
        template.image_1920 = self.picture(RED)
        template.product_variant_ids[1].image_variant_1920 = self.picture(GREEN)
        self.a_further(product, BLUE, alt="From behind")
        run = self.sync_images()
        self.assertEqual((run.changed_count, run.skipped_count), (1, 0))
        self.assertEqual(self.colours(node), [RED, BLUE, GREEN])
        self.assertEqual(
            [media["alt"] for media in node["media"]], ["Mug", "From behind", "Mug (Green)"]
        )
        self.assertEqual(self.shown(node), [None, self.ids(node)[2]])
        self.assert_fine(product)

    def test_p16_the_shopify_product_lists_them(self):
        product, template, _node = self.a_mug(("Red", "Green"))
        template.image_1920 = self.picture(RED)
        template.product_variant_ids[1].image_variant_1920 = self.picture(GREEN)
        further = self.a_further(product)
        self.sync_images()
        rows = product.image_ids
        self.assertEqual(rows.mapped("state"), ["ready"] * 3)
        self.assertEqual(rows.mapped("position"), [1, 2, 3])
        self.assertEqual(rows[1], further, "the further image is listed twice")
        self.assertEqual(rows.mapped("place")[0], "Image of Mug")
        self.assertTrue(all(row.image_128 and row.url and row.width == 8 for row in rows))
        self.assertEqual(rows[2].variant_ids, product.variant_ids[1])
        self.assertTrue(product.image_128)
        self.assertEqual(product.image_count, 3)

    def test_p14_unchanged_images_cost_no_request(self):
        product, template, _node = self.a_mug(("Red", "Green"))
        template.image_1920 = self.picture()
        template.product_variant_ids[0].image_variant_1920 = self.picture(GREEN)
        self.a_further(product)
        self.sync_images()
        run = self.sync_images()
        self.assertEqual((run.unchanged_count, run.changed_count), (1, 0))
        self.assertFalse(self.operations())

    def test_p16_many_products_share_requests(self):
        nodes = []
        for number in range(30):
            _product, template, node = self.a_mug(title=f"Mug {number}")
            template.image_1920 = self.picture(width=9 + number)
            nodes.append(node)
        self.sync_images()
        self.assertEqual([len(self.ids(node)) for node in nodes], [1] * 30)
        # How many share a request hangs on the points that are left at the moment.
        asked = self.operations()
        self.assertLessEqual(asked["StagedUpload"], 2)
        self.assertLessEqual(asked["ProductMediaById"], 4, "twice each: before, and once ready")
        added = sum(count for name, count in asked.items() if name.startswith("ProductMediaAdd"))
        self.assertLessEqual(added, 2)

    def test_p16_a_replaced_image_is_added_and_the_old_one_stays_behind_it(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        self.a_further(product, BLUE)
        self.sync_images()
        template.image_1920 = self.picture(GREEN)
        self.sync_images()
        self.assertEqual(self.colours(node), [GREEN, RED, BLUE])
        self.assertEqual(len(self.uploads()), 1)

    def uploads(self):
        """Return the files that were announced since the last sync began."""
        requests = [one for one in self.sandbox.requests if one.operation == "StagedUpload"]
        return [entry["filename"] for one in requests for entry in one.variables["input"]]

    def test_p16_an_image_that_comes_back_is_not_sent_again(self):
        _product, template, node = self.a_mug()
        for colour in (RED, GREEN, RED):
            template.image_1920 = self.picture(colour)
            self.sync_images()
        self.assertEqual(len(node["media"]), 2)
        self.assertFalse(self.uploads())

    def test_p16_a_new_name_changes_only_the_text(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture()
        self.sync_images()
        template.name = "Cup"
        self.sync_images()
        self.assertEqual(node["media"][0]["alt"], "Cup")
        self.assertEqual(product.image_ids.alt, "Cup")
        self.assertFalse(self.uploads())
        self.assertEqual(len(node["media"]), 1)

    def test_p16_texts_are_in_the_shops_language(self):
        self.shop.language_id = self.env["res.lang"]._activate_lang("de_DE")
        _product, template, node = self.a_mug()
        template.with_context(lang="de_DE").name = "Becher"
        template.image_1920 = self.picture()
        self.sync_images()
        self.assertEqual(node["media"][0]["alt"], "Becher")

    def test_p16_another_order_in_odoo_goes_along(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        first = self.a_further(product, BLUE, position=5)
        second = self.a_further(product, GREEN, position=6)
        self.sync_images()
        self.assertEqual(self.colours(node), [RED, BLUE, GREEN])
        first.position, second.position = second.position, first.position
        self.sync_images()
        self.assertEqual(self.colours(node), [RED, GREEN, BLUE])
        self.assertFalse(self.uploads())

    def test_p16_an_order_made_in_shopify_stays(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        self.a_further(product, BLUE)
        self.sync_images()
        node["media"].reverse()
        template.name = "Cup"
        self.sync_images()
        self.assertEqual(self.colours(node), [BLUE, RED])

    def test_p16_one_file_in_two_places_is_sent_once(self):
        _product, template, node = self.a_mug(("Red", "Green"))
        template.image_1920 = self.picture(RED)
        template.product_variant_ids[0].image_variant_1920 = self.picture(RED)
        self.sync_images()
        self.assertEqual(self.colours(node), [RED])
        self.assertEqual(self.shown(node)[0], self.ids(node)[0])

    def test_p16_each_variant_that_is_a_product_of_its_own_shows_its_image(self):
        node = self.in_shopify(colours=("Red", "Green"))
        red, green = self.in_odoo("Red mug"), self.in_odoo("Green mug")
        red.image_1920, green.image_1920 = self.picture(RED), self.picture(GREEN)
        self.linked(node, (red | green).product_variant_ids)
        self.sync_images()
        self.assertEqual(self.colours(node), [RED, GREEN])
        self.assertEqual(self.shown(node), self.ids(node))

    def test_p16_a_variants_new_image_takes_the_place_of_its_old_one(self):
        _product, template, node = self.a_mug(("Red", "Green"))
        variant = template.product_variant_ids[0]
        variant.image_variant_1920 = self.picture(RED)
        self.sync_images()
        variant.image_variant_1920 = self.picture(BLUE)
        self.sync_images()
        self.assertEqual(self.colours(node), [BLUE, RED])
        self.assertEqual(self.shown(node)[0], self.ids(node)[0])

    def test_p16_files_are_named_after_the_product_and_their_content(self):
        _product, template, node = self.a_mug(title="Kaffee & Büro")
        template.image_1920 = self.picture()
        self.sync_images()
        self.assertRegex(self.names(node)[0], r"^kaffee-buro-[0-9a-f]{16}\.png$")

    def test_p16_products_that_are_not_linked_or_gone_are_left_out(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture()
        product.removed = True
        other = self.in_shopify("Other")
        self.assertEqual(self.sync_images().total, 0)
        self.assertFalse(self.ids(node) + self.ids(other))

    def test_p16_a_product_that_shopify_no_longer_has_is_marked_so(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture()
        self.shopify.remove(node)
        self.sync_images()
        self.assertTrue(product.removed)
        self.assertFalse(self.skips())

    # === LIMITS === #

    def test_p16_an_11_mb_image_goes_to_shopify(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(padding=11 * MEGABYTE)
        self.sync_images()
        self.assertEqual(node["media"][0]["status"], "READY")
        self.assert_fine(product)

    def test_p16_a_21_mb_image_is_skipped_with_its_reason(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(padding=21 * MEGABYTE)
        self.a_further(product, BLUE)
        self.sync_images()
        self.assertEqual(self.colours(node), [BLUE], "the other image has to go")
        self.assert_said(product, "image_too_large", "Image of Mug", "22.0 MB", "20 MB")

    def assert_refused(self, content, code, *words):
        product, template, node = self.a_mug()
        self.put(template, "image_1920", content)
        self.sync_images()
        self.assertFalse(self.ids(node))
        self.assert_said(product, code, "Image of Mug", *words)
        return product, template, node

    def test_p16_a_text_file_called_jpg_is_skipped_with_its_reason(self):
        self.assert_refused(A_TEXT, "image_not_an_image", "no image")

    def test_p16_an_svg_is_skipped_with_its_reason(self):
        self.assert_refused(AN_SVG, "image_type", "SVG")

    def test_p16_too_many_pixels_are_skipped_with_their_reason(self):
        self.assert_refused(a_png(5000, 4100), "image_too_many_pixels", "20.5 million")

    def test_p16_a_too_narrow_image_is_skipped_with_its_reason(self):
        self.assert_refused(a_png(505, 5), "image_too_uneven", "505 × 5")

    def test_p16_a_refused_image_is_read_again_only_when_it_is_another(self):
        product, template, node = self.assert_refused(A_TEXT, "image_not_an_image")
        self.sync_images()
        self.assertFalse(self.operations())
        self.assert_said(product, "image_not_an_image")
        template.image_1920 = self.picture(GREEN)
        self.sync_images()
        self.assertEqual(self.colours(node), [GREEN])
        self.assert_fine(product)

    def test_p16_a_product_that_has_250_media_takes_no_more(self):
        product, template, node = self.a_mug()
        for _number in range(249):
            self.show(node, GREEN)
        template.image_1920 = self.picture(RED)
        self.a_further(product, BLUE)
        self.sync_images()
        self.assertEqual(len(node["media"]), 250)
        self.assert_said(product, "image_no_room")
        delete_media(self.shopify, node["media"][100])
        self.sync_images()
        self.assertEqual(len(node["media"]), 250)
        self.assert_fine(product)

    # === PROCESSING === #

    def test_p16_what_shopify_can_make_nothing_of_is_said(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture()
        self.sandbox.faults.plan("media_failed")
        self.sync_images()
        self.assert_said(product, "image_failed", "Image of Mug", "could not be processed")
        self.assertEqual(product.image_ids.state, "failed")
        self.assertTrue(product.image_ids.error)
        self.sync_images()
        self.assertFalse(self.operations(), "it is not sent again and again")
        delete_media(self.shopify, node["media"][0])
        self.sync_images(product)
        self.assertEqual(self.colours(node), [RED])
        self.assert_fine(product)

    def test_p16_a_later_sync_looks_what_became_of_slow_processing(self):
        self.sandbox.media.seconds = None
        product, template, node = self.a_mug(("Red", "Green"))
        template.product_variant_ids[0].image_variant_1920 = self.picture()
        self.sync_images()
        self.assertEqual(product.image_ids.state, "processing")
        self.assertIsNone(self.shown(node)[0])
        self.sandbox.media.step()
        self.sandbox.media.step()
        self.sync_images()
        self.assertEqual(product.image_ids.state, "ready")
        self.assertEqual(self.shown(node)[0], self.ids(node)[0])
        self.assertEqual(len(node["media"]), 1)
        self.sync_images()
        self.assertFalse(self.operations())

    def test_p16_slow_processing_that_fails_is_said_by_a_later_sync(self):
        self.sandbox.media.seconds = None
        product, template, _node = self.a_mug()
        template.image_1920 = self.picture()
        self.sync_images()
        self.assert_fine(product)
        self.sandbox.faults.plan("media_failed")
        self.sandbox.media.step()
        self.sandbox.media.step()
        self.sync_images()
        self.assert_said(product, "image_failed")

    # === WHAT GOES WRONG === #

    def killed(self):
        """Return a context in which a run dies before it notes what it has told Shopify."""
        return patch.object(ImageExport, "_keep", side_effect=SystemExit)

    def test_p16_a_kill_between_sending_and_noting_sends_nothing_twice(self):
        product, template, node = self.a_mug(("Red", "Green"))
        template.image_1920 = self.picture(RED)
        template.product_variant_ids[0].image_variant_1920 = self.picture(BLUE)
        with self.killed(), self.assertRaises(SystemExit):
            self.sync(self.shop, "images")
        self.assertEqual(len(node["media"]), 2)
        self.assertFalse(product.synced_images)
        self.sync_images()
        self.assertFalse(self.uploads())
        self.assertEqual(self.colours(node), [RED, BLUE])
        self.assertEqual(self.shown(node)[0], self.ids(node)[1])
        self.assert_fine(product)

    def test_p16_a_killed_runs_images_are_known_only_once_they_are_ready(self):
        self.sandbox.media.seconds = None
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        with self.killed(), self.assertRaises(SystemExit):
            self.sync(self.shop, "images")
        self.sync_images()
        self.assertFalse(self.uploads())
        self.assert_said(product, "image_processing")
        self.sandbox.media.step()
        self.sandbox.media.step()
        self.sync_images()
        self.assertFalse(self.uploads())
        self.assertEqual(len(node["media"]), 1)
        self.assert_fine(product)

    def test_p16_a_lost_answer_sends_nothing_twice(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        self.sandbox.faults.plan("cut_after", operation="ProductMediaAddBatch1")
        self.sync_images()
        self.assertEqual(self.colours(node), [RED])
        self.assertEqual(len(self.uploads()), 1)
        self.assert_fine(product)
        self.assertTrue(product.synced_images)

    def test_p16_an_upload_that_fails_is_tried_again_by_the_next_sync(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        self.sandbox.faults.plan("404", operation="/__uploads__/")
        self.sync_images()
        self.assertFalse(self.ids(node))
        self.assert_said(product, "image_not_uploaded", "404")
        self.sync_images()
        self.assertEqual(self.colours(node), [RED])
        self.assert_fine(product)

    def test_p16_an_upload_that_fails_takes_no_other_with_it(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        self.a_further(product, BLUE)
        self.sandbox.faults.plan("404", operation="/__uploads__/")
        self.sync_images()
        self.assertEqual(self.colours(node), [RED, BLUE], "it is sent as the other is looked at")
        self.assert_fine(product)

    def test_p16_a_refused_change_is_said_and_tried_again(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture()
        self.sync_images()
        node["media"][0].update(status="PROCESSING")
        template.name = "Cup"
        self.sync_images()
        self.assertEqual(node["media"][0]["alt"], "Mug")
        node["media"][0].update(status="READY")
        self.sync_images()
        self.assertEqual(node["media"][0]["alt"], "Cup")
        self.assert_fine(product)

    def test_p16_an_order_whose_answer_is_lost_is_compared_again(self):
        product, template, node = self.a_mug()
        self.show(node, GREEN)
        template.image_1920 = self.picture(RED)
        self.sandbox.faults.plan("internal", operation="ProductMediaReorderBatch1")
        self.sync_images()
        self.assertEqual(self.colours(node), [RED, GREEN])
        self.assertEqual(len(self.uploads()), 1)
        self.assert_fine(product)

    def test_p16_without_access_to_files_all_but_the_texts_goes(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        self.sync_images()
        app = self.sandbox.tokens.apps["sandbox-client-id"]
        with patch.object(app, "scopes", frozenset({"read_products", "write_products"})):
            template.name = "Cup"
            self.a_further(product, BLUE)
            run = self.sync(self.shop, "images")
        self.assertEqual(run.state, "failed")
        self.assertIn("write_files", run.error)
        self.assertEqual(self.colours(node), [RED, BLUE])
        self.sync_images()
        self.assertEqual([media["alt"] for media in node["media"]], ["Cup", "Further"])
        self.assertFalse(self.uploads())

    def test_p16_one_product_that_cannot_be_read_takes_no_other_with_it(self):
        broken, template, node = self.a_mug(title="Broken")
        template.image_1920 = self.picture(RED)
        self.show(node)["alt"] = 7
        good, template, node = self.a_mug(title="Good")
        template.image_1920 = self.picture(GREEN)
        self.sync_images()
        self.assertEqual(self.colours(node), [GREEN])
        self.assert_said(broken, "malformed_answer", "alt")
        self.assertFalse(good.image_error)

    def test_p16_a_run_whose_time_is_over_goes_on_where_it_stopped(self):
        nodes = []
        for number in range(4):
            _product, template, node = self.a_mug(title=f"Mug {number}")
            template.image_1920 = self.picture(width=9 + number)
            nodes.append(node)
        with patch.object(image_export, "PRODUCTS_AT_ONCE", 1):
            run, lives = self.in_short_lives(full=True)
        self.assertEqual(lives, 5)
        self.assertEqual((run.total, run.changed_count), (4, 4))
        self.assertEqual([len(node["media"]) for node in nodes], [1] * 4)

    # === WHO PREVAILS === #

    def test_p16_a_text_changed_on_both_sides_is_asked_about(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture()
        self.sync_images()
        describe(node["media"][0], "Beaker")
        template.name = "Cup"
        self.sync_images()
        self.assertEqual(node["media"][0]["alt"], "Beaker")
        self.assert_said(product, "image_conflict_alt", "Image of Cup")
        self.shop.product_conflict = "odoo"
        self.sync_images()
        self.assertEqual(node["media"][0]["alt"], "Cup")
        self.assert_fine(product)

    def test_p16_a_text_changed_in_shopify_only_stays(self):
        _product, template, node = self.a_mug()
        template.image_1920 = self.picture()
        self.sync_images()
        describe(node["media"][0], "Beaker")
        self.sync_images(full=True)
        self.assertEqual(node["media"][0]["alt"], "Beaker")

    def test_p16_a_variants_image_chosen_in_shopify_is_not_replaced_in_silence(self):
        product, template, node = self.a_mug(("Red", "Green"))
        variant = template.product_variant_ids[0]
        variant.image_variant_1920 = self.picture(RED)
        self.sync_images()
        chosen = self.show(node, GREEN, variant=0)
        variant.image_variant_1920 = self.picture(BLUE)
        self.sync_images()
        self.assertEqual(self.shown(node)[0], chosen["id"])
        self.assert_said(product, "image_conflict_variant", "Mug (Red)")
        self.shop.product_conflict = "shopify"
        self.sync_images()
        self.assertEqual(self.shown(node)[0], chosen["id"])
        self.assert_fine(product)

    def test_p16_an_image_deleted_in_shopify_is_asked_about(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture()
        self.sync_images()
        delete_media(self.shopify, node["media"][0])
        self.sync_images(full=True)
        self.assertFalse(self.ids(node))
        self.assert_said(product, "image_conflict_removed")
        self.assertEqual(product.image_ids.state, "removed")
        self.shop.product_conflict = "odoo"
        self.sync_images(product)
        self.assertEqual(len(node["media"]), 1)
        self.assert_fine(product)

    # === HANDS OFF === #

    def test_g13_nothing_is_sent_while_changes_are_off(self):
        product, template, node = self.a_mug(("Red", "Green"))
        template.image_1920 = self.picture(RED)
        template.product_variant_ids[0].image_variant_1920 = self.picture(BLUE)
        self.shop.allow_changes = False
        self.sync_images()
        self.assertFalse(self.ids(node))
        self.assertFalse(self.uploads())
        self.assert_said(product, "image_would_change", "images to add: 2")
        self.shop.allow_changes = True
        self.sync_images()
        self.assertEqual(len(node["media"]), 2)
        self.assert_fine(product)

    def test_g13_what_would_be_changed_is_said(self):
        product, template, node = self.a_mug()
        template.image_1920 = self.picture(RED)
        self.sync_images()
        self.shop.allow_changes = False
        template.name = "Cup"
        self.sync_images()
        self.assert_said(product, "image_would_change", "texts to change: 1")
        self.assertEqual(node["media"][0]["alt"], "Mug")

    # === STARTING === #

    def test_p16_chosen_products_only(self):
        first, template, node = self.a_mug(title="First")
        template.image_1920 = self.picture()
        _second, template, other = self.a_mug(title="Second")
        template.image_1920 = self.picture()
        action = first.action_sync_images()
        run = self.env["shopify.sync.run"].browse(action["res_id"])
        self.assertEqual((run.kind, run.options), ("images", {"product_ids": first.ids}))
        self.sync_images(first)
        self.assertTrue(self.ids(node))
        self.assertFalse(self.ids(other))

    def test_p16_without_a_direction_nothing_starts(self):
        product, _template, _node = self.a_mug()
        self.shop.image_sync = "none"
        for record in (self.shop, product):
            with self.assertRaisesRegex(UserError, "Nordlicht"):
                record.action_sync_images()
        run = self.sync(self.shop, "images")
        self.assertEqual(run.state, "failed")
        self.assertIn("no images", run.error)

    def test_p16_the_shops_button_and_a_schedule_start_it(self):
        self.assertEqual(self.shop.action_sync_images()["res_model"], "shopify.sync.run")
        schedule = self.env["shopify.schedule"].create({"shop_id": self.shop.id, "kind": "images"})
        self.assertEqual((schedule.interval_number, schedule.interval_type), (1, "days"))

    def test_g2_the_access_to_files_is_asked_for_where_images_go_to_shopify(self):
        def missing():
            self.sandbox.tokens.apps["sandbox-client-id"].scopes = frozenset({"read_products"})
            self.shop.action_test_connection()
            return "write_files" in str(self.shop.connection_report)

        self.assertTrue(missing())
        self.shop.image_sync = "from_shopify"
        self.assertFalse(missing())

    def test_p16_memory_holds_a_few_files_at_a_time(self):
        product, _template, node = self.a_mug()
        for number in range(9):
            self.a_further(product, (number, 0, 0), position=number)
        sizes = []
        original = ImageUpload._send

        def send(upload, uploads):
            sizes.append(len(uploads))
            return original(upload, uploads)

        with patch.object(ImageUpload, "_send", send):
            self.sync_images()
        self.assertEqual(sizes, [4, 4, 1])
        self.assertEqual(len(node["media"]), 9)

    def test_p16_odoos_own_files_are_what_shopify_gets(self):
        _product, template, node = self.a_mug()
        template.image_1920 = self.picture(width=3000, height=300)
        self.sync_images()
        (media,) = node["media"]
        self.assertEqual(media["_content"], base64.b64decode(template.image_1920))
        self.assertEqual(media["image"]["width"], 1920)
