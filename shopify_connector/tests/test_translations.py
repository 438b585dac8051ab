# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product import product_translations
from odoo.addons.shopify_connector.shopify.scopes import REQUIRED_SCOPES
from odoo.exceptions import UserError, ValidationError

from shopify_sandbox.world.translations import add_locale, translate, translations_of

from .product_export_case import ProductExportCase

REQUESTS = ("ShopLocales", "ProductOptions", "TranslatableResources", "TranslationsRe")


class TestTranslations(ProductExportCase):
    """P8, Language: products in further languages, as Shopify's translations."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("de_DE", "fr_FR", "nl_NL"):
            cls.env["res.lang"]._activate_lang(code)

    def setUp(self):
        super().setUp()
        add_locale(self.shopify, "de")
        add_locale(self.shopify, "fr")
        self.shop.write(
            {
                "translation_language_ids": self.languages("de_DE", "fr_FR").ids,
                "export_description": True,
            }
        )

    def languages(self, *codes):
        return self.env["res.lang"].search([("code", "in", codes)])

    def a_boot(self, **names):
        """Return a product, with its name by language."""
        template = self.a_product("Boot", description_sale="Warm.")
        for code, name in (names or {"de_DE": "Stiefel"}).items():
            template.with_context(lang=code).name = name
        return template

    def told(self, node, locale="de"):
        """Return what Shopify has of a product, its options and values in a language."""
        parts = [node]
        for option in node["options"]:
            parts += [option, *option["optionValues"]]
        return {
            (part.get("name") or one["key"]): one["value"]
            for part in parts
            for one in translations_of(self.shopify, part, locale)
        }

    def asked(self):
        """Return how many requests were about translations."""
        return sum(
            count
            for name, count in self.sandbox.statistics.by_operation.items()
            if name.startswith(REQUESTS)
        )

    def a_while_passes(self):
        result = super().a_while_passes()
        self.env.cr.execute(
            "UPDATE shopify_shop"
            " SET translations_sent_until = translations_sent_until - interval '30 minutes'"
        )
        self.env.invalidate_all()
        return result

    def skipped(self):
        return self.env["shopify.sync.skip"].search(
            [("shopify_id", "=like", "translation-%")]
        ) | self.env["shopify.sync.skip"].search([("shopify_id", "=like", "language-%")])

    # === WHAT IS SENT === #

    def test_p8_titles_and_descriptions_follow_a_product_that_is_added(self):
        template = self.a_boot(de_DE="Stiefel", fr_FR="Botte")
        template.with_context(lang="de_DE").description_sale = "Mollig."
        self.add(template)
        node = self.in_shopify("Boot")
        self.assertEqual(self.told(node), {"title": "Stiefel", "body_html": "<p>Mollig.</p>"})
        self.assertEqual(self.told(node, "fr"), {"title": "Botte"})

    def test_p8_names_of_options_and_their_values(self):
        template = self.a_shirt()
        size, colour = template.attribute_line_ids.attribute_id
        size.with_context(lang="de_DE").name = "Größe"
        colour.value_ids.filtered(lambda one: one.name == "Red").with_context(
            lang="de_DE"
        ).name = "Rot"
        self.add(template)
        self.assertEqual(self.told(self.in_shopify("Shirt")), {"Size": "Größe", "Red": "Rot"})

    def test_p8_attributes_in_the_description(self):
        self.shop.write({"export_attributes": True, "export_description": False})
        template = self.a_shirt()
        template.attribute_line_ids.attribute_id[0].with_context(lang="de_DE").name = "Größe"
        self.add(template)
        self.assertIn("Größe", self.told(self.in_shopify("Shirt"))["body_html"])

    def test_p8_the_shops_own_language_gives_the_texts_themselves(self):
        self.shop.write(
            {
                "language_id": self.languages("de_DE").id,
                "translation_language_ids": self.languages("fr_FR").ids,
            }
        )
        self.add(self.a_boot(de_DE="Stiefel", fr_FR="Botte"))
        node = self.in_shopify("Stiefel")
        self.assertEqual(self.told(node, "fr"), {"title": "Botte"})
        self.assertEqual(self.told(node), {})

    def test_p8_without_further_languages_nothing_is_asked(self):
        self.shop.translation_language_ids = False
        self.add(self.a_boot())
        self.assertEqual(self.asked(), 0)

    # === LATER CHANGES === #

    def test_p8_a_second_run_asks_and_sends_nothing(self):
        self.add(self.a_boot(), self.a_product("Sock"))
        self.update()
        self.a_while_passes()
        self.update()
        self.assertEqual(self.asked(), 0)

    def test_p8_a_changed_translation_follows(self):
        template = self.a_boot()
        self.add(template)
        self.update()
        self.a_while_passes()
        template.with_context(lang="de_DE").name = "Winterstiefel"
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot")), {"title": "Winterstiefel"})

    def test_p8_a_changed_attribute_follows(self):
        template = self.a_shirt()
        self.add(template)
        self.update()
        self.a_while_passes()
        template.attribute_line_ids.attribute_id[0].with_context(lang="de_DE").name = "Größe"
        self.update()
        self.assertEqual(self.told(self.in_shopify("Shirt")), {"Size": "Größe"})

    def test_p8_a_changed_title_is_translated_anew(self):
        template = self.a_boot()
        self.add(template)
        self.update()
        self.a_while_passes()
        template.name = "High boot"
        self.update()
        (found,) = translations_of(self.shopify, self.in_shopify("High boot"), "de")
        self.assertEqual((found["value"], found["outdated"]), ("Stiefel", False))

    def test_p8_a_translation_that_odoo_no_longer_has_is_taken_back(self):
        template = self.a_boot()
        self.add(template)
        self.update()
        self.a_while_passes()
        template.with_context(lang="de_DE").name = "Boot"
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot")), {})

    def test_p8_what_was_translated_in_shopify_stays(self):
        template = self.a_boot()
        self.add(template)
        self.update()
        node = self.in_shopify("Boot")
        translate(self.shopify, node, "de", "title", "Schnürstiefel")
        translate(self.shopify, node, "de", "handle", "stiefel")
        self.a_while_passes()
        template.with_context(lang="fr_FR").name = "Botte"
        self.update()
        self.assertEqual(self.told(node), {"title": "Schnürstiefel", "handle": "stiefel"})
        self.assertEqual(self.told(node, "fr"), {"title": "Botte"})

    def test_p8_a_new_language_is_sent_for_all(self):
        self.shop.translation_language_ids = self.languages("de_DE")
        template = self.a_boot(de_DE="Stiefel", fr_FR="Botte")
        self.add(template)
        self.update()
        self.a_while_passes()
        self.shop.translation_language_ids = self.languages("de_DE", "fr_FR")
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot"), "fr"), {"title": "Botte"})

    def test_p1_without_updates_only_added_products_are_translated(self):
        self.shop.can_update_shopify_products = False
        template = self.a_boot()
        self.add(template)
        self.assertEqual(self.told(self.in_shopify("Boot")), {"title": "Stiefel"})
        template.with_context(lang="de_DE").name = "Winterstiefel"
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot")), {"title": "Stiefel"})

    def test_p8_many_products_and_little_asking(self):
        templates = [self.a_product(f"Boot {number}") for number in range(45)]
        for number, template in enumerate(templates):
            template.with_context(lang="de_DE").name = f"Stiefel {number}"
        self.add(*templates)
        self.assertEqual(
            [self.told(self.in_shopify(f"Boot {n}"))["title"] for n in (0, 44)],
            ["Stiefel 0", "Stiefel 44"],
        )
        # the languages, the options, the digests, and 20 translations a request
        self.assertEqual(self.asked(), 1 + 1 + 1 + 3)

    # === PROBLEMS === #

    def test_p8_a_language_that_the_shop_lacks_is_named(self):
        self.shop.translation_language_ids = self.languages("de_DE", "nl_NL")
        template = self.a_boot(de_DE="Stiefel", nl_NL="Laars")
        self.add(template)
        self.assertEqual(self.told(self.in_shopify("Boot")), {"title": "Stiefel"})
        skip = self.skipped()
        self.assertEqual(skip.code, "language_missing")
        self.assertIn("Dutch", skip.name)
        self.assertIn("English, German, French", skip.reason)
        self.assertIn("Settings, Languages", skip.fix)
        with self.assertRaises(UserError) as caught:
            self.shop.action_check_languages()
        self.assertIn("Settings, Languages", str(caught.exception))
        add_locale(self.shopify, "nl", published=False)
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot"), "nl"), {"title": "Laars"})
        self.assertFalse(self.skipped())
        message = self.shop.action_check_languages()["params"]
        self.assertEqual(message["type"], "warning")
        self.assertIn("Dutch", message["message"])

    def test_p8_the_shops_own_language_is_no_further_one(self):
        with self.assertRaises(ValidationError):
            self.shop.language_id = self.languages("de_DE")
        self.shop.translation_language_ids = self.languages("en_US")
        with self.assertRaises(UserError) as caught:
            self.shop.action_check_languages()
        self.assertIn("own texts", str(caught.exception))

    def test_p8_a_refused_translation_is_said_and_others_go(self):
        good, bad = self.a_boot(), self.a_product("Sock", description_sale="Thin.")
        bad.with_context(lang="de_DE").write({"name": "x" * 256, "description_sale": "Dünn."})
        self.add(good, bad)
        self.assertEqual(self.told(self.in_shopify("Boot")), {"title": "Stiefel"})
        self.assertEqual(self.told(self.in_shopify("Sock")), {"body_html": "<p>Dünn.</p>"})
        skip = self.skipped()
        self.assertEqual((skip.code, skip.res_id), ("translation_refused", self.product_of(bad).id))
        self.assertIn("too long", skip.reason)
        self.update()
        self.a_while_passes()
        self.update()
        self.assertEqual(self.asked(), 0)
        self.a_while_passes()
        bad.with_context(lang="de_DE").name = "Socke"
        self.update()
        self.assertEqual(self.told(self.in_shopify("Sock"))["title"], "Socke")
        self.assertFalse(self.skipped())

    def test_p8_with_changes_off_it_is_said_what_would_go(self):
        template = self.a_boot()
        self.add(template)
        template.with_context(lang="fr_FR").name = "Botte"
        self.shop.allow_changes = False
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot"), "fr"), {})
        skip = self.skipped()
        self.assertEqual(skip.code, "would_translate")
        self.assertIn("fr", skip.reason)
        self.shop.allow_changes = True
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot"), "fr"), {"title": "Botte"})
        self.assertFalse(self.skipped())

    def test_p8_a_text_that_changes_meanwhile_is_translated_by_the_next_run(self):
        template = self.a_boot()
        original = product_translations.TranslationPush._register

        def register(push, rows, owners):
            self.in_shopify("Boot")["title"] = "Changed"
            return original(push, rows, owners)

        with patch.object(product_translations.TranslationPush, "_register", register):
            self.add(template)
        self.assertEqual(self.skipped().code, "translation_late")
        self.in_shopify("Changed")["title"] = "Boot"
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot")), {"title": "Stiefel"})
        self.assertFalse(self.skipped())

    def test_p8_an_outage_in_the_middle_is_made_good(self):
        template = self.a_boot()
        self.sandbox.faults.plan("503", times=20, operation="TranslationsRegisterBatch1")
        ids = [template.id]
        run = self.sync(self.shop, "products", {"template_ids": ids})
        self.assertEqual(run.state, "failed")
        self.assertEqual(self.skipped().code, "translation_not_answered")
        self.sandbox.faults.clear()
        self.update()
        self.assertEqual(self.told(self.in_shopify("Boot")), {"title": "Stiefel"})
        self.assertFalse(self.skipped())

    def test_p8_a_run_whose_time_is_over_goes_on_where_it_stopped(self):
        templates = [self.a_boot(de_DE=f"Stiefel {number}") for number in range(3)]
        self.shop.translation_language_ids = False
        self.add(*templates)
        self.update()
        self.shop.translation_language_ids = self.languages("de_DE")
        run = self.shop._queue_run("products", trigger="script")
        with (
            patch.object(product_translations, "AT_ONCE", 1),
            patch.object(type(self.shop), "_export_products", lambda *_args: True),
            self.without_commits(),
        ):
            turns = 1
            while not run.sudo()._execute(seconds=0):
                turns += 1
                self.assertLess(turns, 10)
        self.env.invalidate_all()
        self.assert_done(run)
        self.assertEqual(
            sorted(self.told(node)["title"] for node in self.in_shopify()),
            ["Stiefel 0", "Stiefel 1", "Stiefel 2"],
        )
        self.assertEqual(turns, 4)

    def test_p8_two_shops_have_their_own_languages(self):
        second = self.a_shop(
            name="Wholesale",
            allow_changes=True,
            product_sync="to_shopify",
            translation_language_ids=self.languages("fr_FR").ids,
        )
        boot = self.a_boot(de_DE="Stiefel", fr_FR="Botte")
        sock = self.a_product("Sock")
        sock.with_context(lang="de_DE").name = "Socke"
        sock.with_context(lang="fr_FR").name = "Chaussette"
        self.add(boot)
        self.add(sock, shop=second)
        self.assertEqual(self.told(self.in_shopify("Boot")), {"title": "Stiefel"})
        self.assertEqual(self.told(self.in_shopify("Sock")), {})
        self.assertEqual(self.told(self.in_shopify("Sock"), "fr"), {"title": "Chaussette"})

    def test_g2_scopes_are_asked_for_where_there_are_further_languages(self):
        granted = set(REQUIRED_SCOPES) - {"read_locales"}
        self.set_up_sandbox(self.shopify, scopes=granted)
        self.assertIn("translations", self.shop._scope_uses())
        with self.assertRaises(UserError) as caught:
            self.shop.action_check_languages()
        self.assertIn("read_locales", str(caught.exception))
        self.shop.translation_language_ids = False
        self.assertNotIn("translations", self.shop._scope_uses())
