# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import date

from .common import moment
from .metafield_case import LINE, MetafieldCase

# Owner, field, type, Shopify's value, what Odoo holds then, another value of Odoo's, and what
# Shopify holds then.
TYPES = [
    ("product", "description_sale", "multi_line_text_field", "a\nb", "a\nb", "c\nd", "c\nd"),
    ("product", "volume", "volume", '{"value":0.5,"unit":"M3"}', 0.5, 0.25, ("M3", 0.25)),
    ("product", "sequence", "number_integer", "7", 7, 8, "8"),
    ("product", "is_favorite", "boolean", "true", True, False, "false"),
    ("product", "expense_policy", LINE, "cost", "cost", "sales_price", "sales_price"),
    ("variant", "weight", "weight", '{"value":2500.0,"unit":"G"}', 2.5, 3.0, ("KG", 3.0)),
    ("customer", "function", LINE, "Rear admiral", "Rear admiral", "Poet", "Poet"),
    ("customer", "website", "url", "https://ada.example", "https://ada.example", None, None),
    ("customer", "company_registry", "id", "A-1", "A-1", "A-2", "A-2"),
    ("customer", "partner_latitude", "number_decimal", "53.55", 53.55, 54.0, "54.0"),
    ("order", "client_order_ref", LINE, "PO 7", "PO 7", "PO 8", "PO 8"),
    (
        "order",
        "validity_date",
        "date",
        "2026-12-24",
        date(2026, 12, 24),
        date(2027, 1, 2),
        "2027-01-02",
    ),
    (
        "order",
        "commitment_date",
        "date_time",
        "2026-12-24T18:00:00+01:00",
        moment("2026-12-24 17:00:00"),
        moment("2026-12-25 08:30:00"),
        "2026-12-25T08:30:00+00:00",
    ),
    ("order", "require_signature", "boolean", "true", True, False, "false"),
]


class TestMetafields(MetafieldCase):
    """P19: metafields of products, variants, customers and orders, typed, both ways."""

    def owners(self):
        """Return a node and its Odoo record for each kind of owner."""
        product, record = self.a_product()
        customer, person = self.a_customer()
        order, bought = self.an_order()
        return {
            "product": (product, record.odoo_template_id),
            "variant": (product["variants"][0], record.variant_ids.odoo_product_id),
            "customer": (customer, person.partner_id),
            "order": (order, bought.sale_order_id),
        }

    def test_p19_each_type_both_ways(self):
        owners = self.owners()
        mappings = self.env["shopify.metafield.mapping"]
        for owner, field, type_name, *_rest in TYPES:
            key = f"{owner}_{field}"
            mappings |= self.map(field, type_name, owner, "from_shopify", key=key)
        for owner, field, type_name, text, *_rest in TYPES:
            self.put(owners[owner][0], f"{owner}_{field}", text, type_name)
        self.run_metafields()
        self.assertFalse(self.skips(), self.skips().mapped("reason"))
        for owner, field, _type, _text, value, *_rest in TYPES:
            with self.subTest(owner=owner, field=field):
                self.assertEqual(owners[owner][1][field], value)
        mappings.direction = "both"
        self.run_metafields()
        for owner, field, _type, text, *_rest in TYPES:
            self.assertEqual(self.in_shopify(owners[owner][0], f"{owner}_{field}"), text)
        for owner, field, *_rest, other, _sent in TYPES:
            if other is not None:
                owners[owner][1][field] = other
        self.run_metafields()
        self.assertFalse(self.skips(), self.skips().mapped("reason"))
        for owner, field, *_rest, other, sent in TYPES:
            if other is None:
                continue
            with self.subTest(owner=owner, field=field):
                found = self.in_shopify(owners[owner][0], f"{owner}_{field}")
                if isinstance(sent, tuple):
                    unit, number = sent
                    self.assertEqual(found, f'{{"value":{number},"unit":"{unit}"}}')
                else:
                    self.assertIn(found, (sent, f"{sent}0"))

    def test_p19_a_second_run_writes_and_sends_nothing(self):
        node, record = self.a_product(description_sale="Warm.")
        self.map("description_sale", "multi_line_text_field")
        self.map("sequence", "number_integer", direction="from_shopify")
        self.put(node, "sequence", "7", "number_integer")
        self.run_metafields()
        self.assertEqual(self.in_shopify(node, "description_sale"), "Warm.")
        self.assertEqual(record.odoo_template_id.sequence, 7)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE product_template SET write_date = write_date - interval '1 hour'"
        )
        self.env.cr.execute("UPDATE shopify_metafield SET write_date = NULL")
        self.env.invalidate_all()
        before = record.odoo_template_id.write_date
        self.sandbox.statistics.reset()
        run = self.run_metafields()
        self.assertEqual(self.sandbox.statistics.by_operation, {"MetafieldsByOwner": 1})
        self.assertEqual(record.odoo_template_id.write_date, before)
        self.assertFalse(any(self.values().mapped("write_date")))
        self.assertEqual((run.changed_count, run.unchanged_count), (0, 1))

    def test_p19_an_emptied_field_deletes_and_a_deleted_metafield_empties(self):
        node, record = self.a_product(description_sale="Warm.")
        other, second = self.a_product("Sock", description_sale="Thin.")
        self.map("description_sale", "multi_line_text_field")
        self.run_metafields()
        record.odoo_template_id.description_sale = False
        self.drop(other, "description_sale")
        self.run_metafields()
        self.assertIsNone(self.in_shopify(node, "description_sale"))
        self.assertFalse(second.odoo_template_id.description_sale)
        self.assertFalse(self.values())

    def test_p19_the_first_time_an_empty_side_erases_nothing(self):
        filled, with_text = self.a_product(description_sale="Warm.")
        empty, without = self.a_product("Sock")
        self.put(empty, "description_sale", "Thin.", "multi_line_text_field")
        sending = self.map("description_sale", "multi_line_text_field", direction="to_shopify")
        self.run_metafields()
        self.assertEqual(self.in_shopify(filled, "description_sale"), "Warm.")
        self.assertEqual(self.in_shopify(empty, "description_sale"), "Thin.")
        sending.direction = "from_shopify"
        self.drop(filled, "description_sale")
        self.run_metafields()
        self.assertEqual(with_text.odoo_template_id.description_sale, "Warm.")
        self.assertEqual(without.odoo_template_id.description_sale, "Thin.")

    def test_p19_a_direction_that_is_closed_stays_closed(self):
        node, record = self.a_product()
        partner_node, person = self.a_customer(function="Poet")
        self.map("description_sale", "multi_line_text_field", direction="from_shopify")
        self.map("function", owner="customer", direction="to_shopify")
        self.run_metafields()
        record.odoo_template_id.description_sale = "Only here"
        self.put(partner_node, "function", "Only there")
        self.run_metafields()
        self.assertIsNone(self.in_shopify(node, "description_sale"))
        self.assertEqual(person.partner_id.function, "Poet")

    def test_p19_nothing_is_synced_without_a_direction(self):
        node, _record = self.a_product(description_sale="Warm.")
        self.map("description_sale", "multi_line_text_field", direction="none")
        self.run_metafields()
        self.assertIsNone(self.in_shopify(node, "description_sale"))
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p19_many_are_sent_25_a_call_and_read_250_a_request(self):
        nodes = [self.a_product(f"Boot {number}", sequence=number + 2)[0] for number in range(60)]
        self.map("sequence", "number_integer", direction="to_shopify")
        self.sandbox.statistics.reset()
        run = self.run_metafields()
        self.assertEqual(
            [self.in_shopify(node, "sequence") for node in nodes],
            [str(number + 2) for number in range(60)],
        )
        self.assertEqual(
            self.sandbox.statistics.by_operation, {"MetafieldsByOwner": 1, "MetafieldsSetBatch3": 1}
        )
        self.assertEqual((run.changed_count, run.total), (60, 60))

    def test_p19_many_records_and_names(self):
        node, record = self.a_product()
        other, second = self.a_product("Sock")
        tags = self.env["product.tag"].create([{"name": "Warm"}, {"name": "Dry"}])
        template = record.odoo_template_id
        self.map("product_tag_ids", "list.single_line_text_field")
        self.map("optional_product_ids", "list.product_reference")
        self.put(node, "product_tag_ids", '["Warm"]', "list.single_line_text_field")
        self.put(node, "optional_product_ids", f'["{other["id"]}"]', "list.product_reference")
        self.run_metafields()
        self.assertFalse(self.skips(), self.skips().mapped("reason"))
        self.assertEqual(template.product_tag_ids, tags[0])
        self.assertEqual(template.optional_product_ids, second.odoo_template_id)
        template.product_tag_ids = tags
        template.optional_product_ids = False
        second.odoo_template_id.optional_product_ids = template
        self.run_metafields()
        self.assertIn(
            self.in_shopify(node, "product_tag_ids"), ('["Warm","Dry"]', '["Dry","Warm"]')
        )
        self.assertIsNone(self.in_shopify(node, "optional_product_ids"))
        self.assertEqual(self.in_shopify(other, "optional_product_ids"), f'["{node["id"]}"]')

    def test_p19_one_record_by_its_name(self):
        node, person = self.a_customer()
        industries = self.env["res.partner.industry"].create([{"name": "Poetry"}, {"name": "Math"}])
        self.map("industry_id", owner="customer")
        self.put(node, "industry_id", "Math")
        self.run_metafields()
        self.assertEqual(person.partner_id.industry_id, industries[1])
        person.partner_id.industry_id = industries[0]
        self.run_metafields()
        self.assertEqual(self.in_shopify(node, "industry_id"), "Poetry")

    def test_p19_texts_are_those_of_the_shops_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.shop.language_id = self.env["res.lang"]._lang_get("de_DE")
        node, record = self.a_product(description_sale="Warm.")
        template = record.odoo_template_id
        template.with_context(lang="de_DE").description_sale = "Mollig."
        self.map("description_sale", "multi_line_text_field")
        self.run_metafields()
        self.assertEqual(self.in_shopify(node, "description_sale"), "Mollig.")
        self.put(node, "description_sale", "Kuschelig.", "multi_line_text_field")
        self.run_metafields()
        self.assertEqual(template.with_context(lang="de_DE").description_sale, "Kuschelig.")
        self.assertEqual(template.with_context(lang="en_US").description_sale, "Warm.")
