# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from shopify_sandbox.world.metafield_definitions import add_definition

from .metafield_case import LINE, MetafieldCase

MANY_LINES = "multi_line_text_field"


class TestMetafieldMappings(MetafieldCase):
    """P19: which metafield goes to which field, and which fields are offered."""

    def test_p19_definitions_are_read_for_all_owners_and_kept_up_to_date(self):
        add_definition(self.shopify, "PRODUCT", "custom", "material", LINE)
        add_definition(self.shopify, "PRODUCTVARIANT", "custom", "length", "dimension")
        add_definition(self.shopify, "CUSTOMER", "custom", "born", "date")
        gift = add_definition(self.shopify, "ORDER", "custom", "gift", "boolean", name="Gift")
        action = self.shop.action_get_metafield_definitions()
        found = self.env["shopify.metafield.definition"].search(action["domain"])
        self.assertEqual(
            {(one.owner, one.key, one.type) for one in found},
            {
                ("product", "material", LINE),
                ("variant", "length", "dimension"),
                ("customer", "born", "date"),
                ("order", "gift", "boolean"),
            },
        )
        self.assertEqual(self.shop.metafield_definition_count, 4)
        gift["name"] = "Is a gift"
        self.shop.action_get_metafield_definitions()
        self.assertEqual(found.filtered(lambda one: one.owner == "order").name, "Is a gift")

    def test_p19_a_definition_that_is_gone_stays_while_it_is_mapped(self):
        node, material = self.define("material")
        other, colour = self.define("colour")
        mapping = self.map("description_sale", MANY_LINES, key="note")
        mapping.write(
            {"definition_id": material.id, "type": LINE, "field_id": False, "direction": "none"}
        )
        for one in (node, other):
            self.shopify.remove(one)
        self.shop.action_get_metafield_definitions()
        self.assertTrue(material.removed)
        self.assertTrue(mapping.definition_removed)
        self.assertFalse(colour.exists())
        add_definition(self.shopify, "PRODUCT", "custom", "material", LINE)
        self.shop.action_get_metafield_definitions()
        self.assertFalse(material.removed)

    def test_p19_a_metafield_whose_definition_is_gone_is_still_synced(self):
        node, definition = self.define("description_sale", MANY_LINES)
        product, record = self.a_product(description_sale="Warm.")
        mapping = self.map("description_sale", MANY_LINES, definition_id=definition.id)
        self.run_metafields()
        self.shopify.remove(node)
        self.shop.action_get_metafield_definitions()
        self.assertTrue(mapping.definition_removed)
        record.odoo_template_id.description_sale = "Warmer."
        self.run_metafields()
        self.assertEqual(self.in_shopify(product, "description_sale"), "Warmer.")

    def test_p19_definitions_become_mappings_with_the_field_of_their_name(self):
        self.define("weight", "weight")
        self.define("material")
        self.shop.metafield_definition_ids.action_map()
        mappings = {one.key: one for one in self.shop.metafield_mapping_ids}
        self.assertEqual(mappings["weight"].field_id.name, "weight")
        self.assertEqual(mappings["weight"].unit, "kg")
        self.assertFalse(mappings["material"].field_id)
        self.assertEqual(set(self.shop.metafield_mapping_ids.mapped("direction")), {"none"})
        self.shop.metafield_definition_ids.action_map()
        self.assertEqual(len(self.shop.metafield_mapping_ids), 2)

    def test_p19_a_wrong_pair_is_refused_with_what_would_fit(self):
        with self.assertRaises(ValidationError) as caught:
            self.map("weight", LINE)
        message = str(caught.exception)
        for word in ("custom.weight", "Weight", "float", "char", "selection", "many2one"):
            self.assertIn(word, message)

    def test_p19_a_field_of_another_model_is_refused(self):
        field = self.env["ir.model.fields"]._get("res.partner", "function")
        with self.assertRaises(ValidationError) as caught:
            self.map("description_sale", LINE, field_id=field.id)
        self.assertIn("custom.description_sale", str(caught.exception))

    def test_p19_what_the_connector_keeps_up_to_date_is_only_sent(self):
        for owner, field, type_name in (
            ("product", "name", LINE),
            ("product", "list_price", "money"),
            ("variant", "default_code", LINE),
            ("customer", "email", LINE),
            ("order", "name", LINE),
        ):
            with self.subTest(owner=owner, field=field):
                mapping = self.map(field, type_name, owner, "to_shopify")
                for direction in ("from_shopify", "both"):
                    with self.assertRaises(ValidationError), self.env.cr.savepoint():
                        mapping.direction = direction

    def test_p19_dangerous_fields_are_not_offered(self):
        for owner, field, type_name in (
            ("customer", "signup_type", LINE),
            ("customer", "create_date", "date_time"),
            ("customer", "user_id", LINE),
            ("order", "access_token", LINE),
            ("order", "state", LINE),
            ("order", "amount_total", "number_decimal"),
            ("product", "id", "number_integer"),
            ("product", "company_id", LINE),
            ("product", "display_name", LINE),
        ):
            with (
                self.subTest(owner=owner, field=field),
                self.assertRaises(ValidationError),
                self.env.cr.savepoint(),
            ):
                self.map(field, type_name, owner, "both")

    def test_p19_the_screen_offers_only_fields_that_fit(self):
        self.define("birthday", "date", "CUSTOMER")
        definition = self.shop.metafield_definition_ids
        form = Form(
            self.env["shopify.metafield.mapping"].with_context(default_shop_id=self.shop.id)
        )
        form.owner = "customer"
        form.definition_id = definition
        self.assertEqual((form.namespace, form.key, form.type), ("custom", "birthday", "date"))
        form.owner = "order"
        form.definition_id = self.env["shopify.metafield.definition"]
        form.key, form.namespace, form.type = "until", "custom", "date"
        form.direction = "both"
        form.field_id = self.env["ir.model.fields"]._get("sale.order", "validity_date")
        mapping = form.save()
        names = set(mapping.allowed_field_ids.mapped("name"))
        self.assertIn("validity_date", names)
        self.assertNotIn("date_order", names)
        self.assertIn("follow each other", mapping.explanation)
        self.assertIn("2026-12-24", mapping.example)

    def test_p19_a_direction_needs_a_field(self):
        mapping = self.map("description_sale", MANY_LINES, direction="none", field_id=False)
        with self.assertRaises(ValidationError):
            mapping.direction = "both"

    def test_p19_bad_names_are_refused(self):
        for values in ({"key": "a b"}, {"key": "x"}, {"namespace": "ab"}, {"namespace": "$app"}):
            with self.subTest(values), self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.map("description_sale", MANY_LINES, **values)

    @mute_logger("odoo.sql_db")
    def test_p19_a_metafield_and_a_field_are_mapped_once(self):
        self.map("description_sale", MANY_LINES)
        for key in ("description_sale", "another"):
            with self.subTest(key), self.assertRaises(IntegrityError), self.env.cr.savepoint():
                field = "description_sale" if key == "another" else "description_purchase"
                self.map(field, MANY_LINES, key=key)

    def test_p19_the_unit_is_that_of_the_field(self):
        self.assertEqual(self.map("weight", "weight").unit, "kg")
        self.assertEqual(self.map("volume", "volume").unit, "m3")
        self.env["ir.config_parameter"].set_param("product.weight_in_lbs", "1")
        self.assertEqual(self.map("weight", "weight", "variant").unit, "lb")
        with self.assertRaises(ValidationError) as caught:
            self.map("partner_latitude", "dimension", "customer", unit="kg")
        self.assertIn("cm", str(caught.exception))

    def test_p19_another_type_or_unit_begins_anew(self):
        node, _record = self.a_product(weight=2.0)
        mapping = self.map("weight", "weight", direction="to_shopify")
        self.run_metafields()
        self.assertTrue(self.values())
        mapping.unit = "g"
        self.assertFalse(self.values())
        self.run_metafields()
        self.assertEqual(self.in_shopify(node, "weight"), '{"value":2.0,"unit":"G"}')

    def test_p19_managers_map_and_users_look(self):
        user = new_test_user(
            self.env,
            "looks",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        manager = new_test_user(
            self.env,
            "maps",
            "shopify_connector.group_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        mapping = self.map("description_sale", MANY_LINES)
        seen = mapping.with_user(user)
        self.assertTrue(
            seen.web_read({"field_id": {"fields": {"display_name": {}}}, "example": {}})
        )
        with self.assertRaises(AccessError):
            seen.direction = "none"
        form = Form(mapping.with_user(manager))
        form.direction = "to_shopify"
        form.save()
        self.assertEqual(mapping.direction, "to_shopify")
        self.assertTrue(self.shop.with_user(manager).action_get_metafield_definitions())
