# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from itertools import product

from shopify_sandbox.shopper import sample_address
from shopify_sandbox.world.customer_changes import change
from shopify_sandbox.world.people import address_node

from .customer_case import CustomerCase


class CustomerUpdateCase(CustomerCase):
    """A shop whose customers may change their partners."""

    def setUp(self):
        super().setUp()
        self.shop.shopify_can_update_customers = True

    def later(self, customer, **values):
        """Let Shopify's customer change a minute from now; times of Shopify have whole seconds."""
        self.shopify.clock.advance(minutes=1)
        change(self.shopify, customer, values)

    def move(self, customer, **fields):
        """Replace the customer's default address in Shopify by another one."""
        new = address_node(self.shopify, **fields)
        self.later(customer, addresses=[new, *customer["addresses"][1:]])
        customer["defaultAddress"] = new
        return new

    def edit(self, customer, **values):
        """Edit the customer's default address in Shopify, which stays the same one."""
        self.shopify.clock.advance(minutes=1)
        customer["defaultAddress"].update(values)
        self.shopify.touch(customer)

    def rename(self, customer, first_name, last_name, company=None):
        self.edit(customer, firstName=first_name, lastName=last_name, company=company)
        change(self.shopify, customer, {"firstName": first_name, "lastName": last_name})

    def sync_customers(self):
        run = self.sync(self.shop, "customers")
        self.assert_done(run)
        return run


class TestCustomerUpdate(CustomerUpdateCase):
    """C6: partners follow their Shopify customers; C12: without echo."""

    def setUp(self):
        super().setUp()
        self.anna = self.a_customer(phone="+493012345678")
        self.customer = self.bring(self.anna)
        self.partner = self.customer.partner_id
        self.a_while_passes()

    # === FIELD BY FIELD === #

    def test_c6_each_field_that_changes_in_shopify_is_written_and_no_other(self):
        changes = {
            "email": ("email", "anna.s@shoppers.example", "anna.s@shoppers.example"),
            "phone": ("phone", "+493099999999", "+493099999999"),
            "address1": ("street", "Neue Gasse 9", "Neue Gasse 9"),
            "address2": ("street2", "Hinterhaus", "Hinterhaus"),
            "city": ("city", "Potsdam", "Potsdam"),
            "zip": ("zip", "14467", "14467"),
        }
        names = sorted({name for name, _value, _written in changes.values()})
        for key, (name, value, written) in changes.items():
            with self.subTest(key):
                # The user's own edits, which the shop's changes must leave alone.
                mine = {other: f"my {other}" for other in names if other not in (name, "email")}
                self.partner.write({**mine, "email": "mine@shoppers.example"})
                before = self.partner.read(names)[0]
                if key in ("email", "phone"):
                    self.later(self.anna, **{key: value})
                else:
                    self.edit(self.anna, **{key: value})
                self.assertEqual(self.sync_customers().changed_count, 1)
                self.assertEqual(self.partner.read(names)[0], {**before, name: written})

    def test_c6_a_country_changes_with_its_province(self):
        self.edit(self.anna, countryCode="CA", countryCodeV2="CA", provinceCode="ON")
        self.anna["defaultAddress"]["province"] = "Ontario"
        self.sync_customers()
        self.assertEqual(self.partner.country_id, self.env.ref("base.ca"))
        self.assertEqual(self.partner.state_id, self.env.ref("base.state_ca_on"))

    def test_c6_a_province_that_odoo_does_not_know_leaves_the_state_empty(self):
        self.edit(self.anna, countryCode="CA", countryCodeV2="CA", provinceCode="ON")
        self.sync_customers()
        self.edit(self.anna, provinceCode="ZZ", province="Nowhere")
        self.sync_customers()
        self.assertFalse(self.partner.state_id)
        self.assertEqual(self.partner.country_id, self.env.ref("base.ca"))
        self.partner.street = "My street"
        self.later(self.anna, note="Nothing of the partner")
        self.assertEqual(self.sync_customers().changed_count, 0)
        self.assertEqual(self.partner.street, "My street")

    def test_c6_what_is_emptied_in_shopify_is_emptied(self):
        self.later(self.anna, phone=None)
        self.edit(self.anna, address2=None, city=None)
        self.sync_customers()
        self.assertFalse(self.partner.phone)
        self.assertFalse(self.partner.city)
        self.assertEqual(self.partner.email, "anna@shoppers.example")

    # === NAMES === #

    def test_c9_a_new_name_comes_as_a_new_partner_would_have_it(self):
        sources = ("none", "first_last", "last_first", "company")
        for name, name2, contact in product(sources, repeat=3):
            with self.subTest(name=name, name2=name2, contact=contact):
                self.shop.write(
                    {"name_source": name, "name2_source": name2, "contact_source": contact}
                )
                mail = f"{name}.{name2}.{contact}@shoppers.example".replace("_", "-")
                address = sample_address(self.shopify, "DE", company="Alt GmbH")
                renamed = self.a_customer("Maria", "Alt", email=mail, addresses=[address])
                partner = self.bring(renamed).partner_id
                self.rename(renamed, "Maria del Mar", "Ruiz", "Neu GmbH")
                like = sample_address(self.shopify, "DE", company="Neu GmbH")
                like.update(firstName="Maria del Mar", lastName="Ruiz")
                new = self.a_customer(
                    "Maria del Mar", "Ruiz", email=f"new.{mail}", addresses=[like]
                )
                made = self.bring(new).partner_id
                self.assertEqual(partner.name, made.name)
                self.assertEqual(partner.company_name, made.company_name)
                self.assertEqual(self.contacts(partner), self.contacts(made))

    def contacts(self, partner):
        return partner.child_ids.filtered(lambda child: child.type == "contact").mapped("name")

    def test_c9_the_contact_person_is_renamed(self):
        self.shop.write({"name_source": "company", "contact_source": "first_last"})
        address = sample_address(self.shopify, "DE", company="Holz GmbH")
        bea = self.a_customer("Bea", "Holz", addresses=[address])
        partner = self.bring(bea).partner_id
        self.assertEqual(self.contacts(partner), ["Bea Holz"])
        self.rename(bea, "Bea", "Wald", "Holz GmbH")
        self.sync_customers()
        self.assertEqual(self.contacts(partner), ["Bea Wald"])
        self.assertEqual(partner.name, "Holz GmbH")

    # === ADDRESSES === #

    def test_c6_a_replaced_address_changes_the_partner_and_its_delivery_partner_stays(self):
        second = sample_address(self.shopify, "FR")
        self.later(self.anna, addresses=[*self.anna["addresses"], second])
        self.sync_customers()
        delivery = self.customer.address_ids.filtered(lambda one: not one.is_default).partner_id
        self.assertEqual(delivery.parent_id, self.partner)
        self.later(self.anna, addresses=self.anna["addresses"][:1])
        self.move(self.anna, address1="Ring 1", city="Bonn", zip_code="53111", country="DE")
        self.sync_customers()
        self.assertEqual((self.partner.street, self.partner.city), ("Ring 1", "Bonn"))
        self.assertEqual(len(self.customer.address_ids), 1)
        self.assertTrue(delivery.exists().active)

    def test_c6_an_edited_further_address_gets_a_partner_of_its_own(self):
        second = sample_address(self.shopify, "FR")
        self.later(self.anna, addresses=[*self.anna["addresses"], second])
        self.sync_customers()
        address = self.customer.address_ids.filtered(lambda one: not one.is_default)
        before = address.partner_id
        second["address1"] = "Rue Neuve 5"
        self.later(self.anna, note="Another street")
        self.sync_customers()
        self.assertEqual(address.partner_id.street, "Rue Neuve 5")
        self.assertNotEqual(before.street, "Rue Neuve 5", "orders went to the old one")
        self.assertNotEqual(address.partner_id, before)

    # === WHO IS LEFT ALONE === #

    def assert_left_alone(self):
        before = self.partner.read(["email", "phone", "city", "name"])
        self.later(self.anna, email="other@shoppers.example", phone=None)
        self.rename(self.anna, "Berta", "Braun")
        self.assertEqual(self.sync_customers().changed_count, 0)
        self.assertEqual(self.partner.read(["email", "phone", "city", "name"]), before)

    def test_c6_switched_off_nothing_is_written(self):
        self.shop.shopify_can_update_customers = False
        self.assert_left_alone()
        self.assertEqual(self.customer.email, "other@shoppers.example")
        self.shop.shopify_can_update_customers = True
        self.later(self.anna, note="Once more")
        self.sync_customers()
        self.assertEqual(self.partner.email, "other@shoppers.example", "a change is never lost")

    def test_c6_always_the_default_customer_writes_nothing(self):
        self.shop.write(
            {"default_partner_id": self.a_partner("Anybody").id, "customer_mapping": "default"}
        )
        self.assert_left_alone()

    def test_c6_an_archived_partner_is_left_alone(self):
        self.partner.active = False
        self.assert_left_alone()
        self.assertEqual(self.customer.partner_id, self.partner)

    def test_c6_a_deleted_partner_is_forgotten_and_one_is_found_anew(self):
        other = self.a_partner("Anna's twin", email="twin@shoppers.example")
        self.partner.unlink()
        self.assertFalse(self.customer.partner_id)
        self.assertFalse(self.customer.synced_fields)
        self.assertFalse(self.customer.match_rule)
        self.later(self.anna, email="twin@shoppers.example")
        self.sync_customers()
        self.assertEqual(self.customer.partner_id, other)
        self.assertEqual(self.customer.match_rule, "email")

    def test_c6_a_partner_of_two_customers_follows_neither(self):
        second = self.a_customer("Berta")
        self.bring(second).partner_id = self.partner
        self.assert_left_alone()
        self.assertIn("several Shopify customers", self.skips().reason)

    # === WITHOUT ECHO === #

    def test_c12_what_was_imported_is_no_change(self):
        self.later(self.anna, email="new@shoppers.example")
        self.assertEqual(self.sync_customers().changed_count, 1)
        comparisons = self.shop._compare_customers(self.customer)
        self.assertTrue(comparisons[self.customer][1].is_settled)
        written = self.partner.write_date
        self.later(self.anna, note="Nothing of the partner")
        self.assertEqual(self.sync_customers().changed_count, 0)
        self.assertEqual(self.partner.write_date, written)

    def test_c12_what_was_exported_is_no_change(self):
        self.shop.write({"can_update_shopify_customers": True, "allow_changes": True})
        self.partner.write({"city": "Bremen", "phone": "030 99999999"})
        self.sync_customers()
        self.assertEqual(self.anna["defaultAddress"]["city"], "Bremen")
        self.assertEqual(self.customer.last_change_side, "odoo")
        self.assertEqual(self.customer.last_change_fields, "Phone, City")
        written = self.partner.write_date
        run = self.sync_customers()
        self.assertEqual((run.changed_count, run.new_count), (0, 0))
        self.assertEqual(self.partner.write_date, written)
        self.assertEqual(self.partner.phone, "030 99999999", "written as the user did")

    # === WHO CHANGED WHAT === #

    def test_c12_the_last_change_is_told_on_both_records(self):
        before = self.partner.message_ids
        self.later(self.anna, email="new@shoppers.example")
        self.edit(self.anna, city="Potsdam")
        self.sync_customers()
        self.assertEqual(self.customer.last_change_side, "shopify")
        self.assertEqual(self.customer.last_change_fields, "Email, City")
        self.assertTrue(self.customer.last_change_at)
        body = (self.partner.message_ids - before).body
        self.assertIn("Email: anna@shoppers.example → new@shoppers.example", body)
        self.assertIn("→ Potsdam", body)
        self.assertIn(self.shop.name, body)
