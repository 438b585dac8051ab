# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from .test_customer_export import CustomerExportCase


class TestCustomerExportWizard(CustomerExportCase):
    """C11, G12: an export by hand shows what will become of each partner before it is sent."""

    def setUp(self):
        super().setUp()
        self.shop.customer_export = False

    def a_user(self, login="user", groups="shopify_connector.group_user"):
        return new_test_user(
            self.env, login, groups, company_id=self.company.id, company_ids=self.company.ids
        )

    def previewed(self, *partners):
        """Return the outcomes that the dialog shows, by partner."""
        wizard = self.env["shopify.customer.export"].create(
            {"shop_id": self.shop.id, "partner_ids": [partner.id for partner in partners]}
        )
        wizard.action_check()
        return {line.partner_id: line for line in wizard.line_ids}

    def test_c11_the_preview_tells_each_outcome_and_sends_nothing(self):
        self.shop.can_update_shopify_customers = True
        same, changed = self.a_buyer("Same"), self.a_buyer("Changed", phone="+31207941234")
        self.export(partner_ids=[same.id, changed.id])
        changed.phone = "+31207949999"
        self.a_customer("Found", email="found@buyers.example")
        found, new = self.a_buyer("Found"), self.a_buyer("New")
        wrong, taken = self.a_buyer("Wrong", email=False), self.a_buyer("T", phone="+31207941234")
        self.sandbox.statistics.reset()
        lines = self.previewed(same, changed, found, new, wrong, taken)
        self.assertEqual(
            {partner.name: line.outcome for partner, line in lines.items()},
            {
                "Same": "same",
                "Changed": "update",
                "Found": "link",
                "New": "create",
                "Wrong": "skip",
                "T": "skip",
            },
        )
        self.assertIn("Phone from +31207941234 to +31207949999", lines[changed].reason)
        self.assertIn("no email", lines[wrong].reason)
        self.assertIn("already stands for Changed", lines[taken].reason)
        self.assertTrue(lines[wrong].fix and lines[taken].fix)
        self.assertFalse(self.pushes())

    def test_c11_export_queues_the_chosen_ones_and_shows_the_run(self):
        self.a_buyer("Other")
        anna = self.a_buyer()
        action = anna.action_shopify_export()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertTrue(wizard.is_checked, "with one shop there is nothing to choose")
        self.assertEqual((wizard.going_count, wizard.skip_count), (1, 0))
        shown = wizard.action_export()
        run = self.env["shopify.sync.run"].browse(shown["res_id"])
        self.assertEqual(run.options, {"partner_ids": anna.ids})
        with self.without_commits():
            run._execute()
        self.assertEqual(len(self.in_shopify()), 1)

    def test_c11_the_dialog_opens_with_the_chosen_partners(self):
        anna = self.a_buyer()
        context = {"active_model": "res.partner", "active_ids": anna.ids}
        with Form(self.env["shopify.customer.export"].with_context(**context)) as form:
            self.assertEqual(form.shop_id, self.shop)
            self.assertEqual(form.partner_ids.ids, anna.ids)

    def test_c11_a_preview_without_shopify_says_so(self):
        anna = self.a_buyer()
        self.sandbox.faults.plan("cut_before", times=20)
        with patch("time.sleep"), self.assertRaisesRegex(UserError, "No answer"):
            self.previewed(anna)

    def test_g12_scripts_preview_and_export(self):
        anna, wrong = self.a_buyer(), self.a_buyer("Wrong", email=False)
        self.assertEqual(
            {
                row["partner_id"]: row["outcome"]
                for row in self.shop.shopify_preview_customers([anna.id, wrong.id])
            },
            {anna.id: "create", wrong.id: "skip"},
        )
        (started,) = self.shop.shopify_export_customers([anna.id])
        self.assertEqual((started["shop_id"], started["state"]), (self.shop.id, "waiting"))
        with self.assertRaisesRegex(UserError, "Choose the partners"):
            self.shop.shopify_export_customers([])

    def test_g11_users_export_and_others_do_not(self):
        anna = self.a_buyer()
        user = self.a_user()
        self.assertTrue(anna.with_user(user).action_shopify_export()["res_id"])
        self.assertTrue(self.shop.with_user(user).shopify_export_customers(anna.ids))
        nobody = self.a_user("nobody", "base.group_user")
        with self.assertRaises(AccessError):
            anna.with_user(nobody).action_shopify_export()
        with self.assertRaises(AccessError):
            self.shop.with_user(nobody).shopify_export_customers(anna.ids)

    def test_g13_hands_off_exports_nothing_by_hand_either(self):
        self.shop.allow_changes = False
        anna = self.a_buyer()
        self.export(partner_ids=anna.ids)
        self.assertFalse(self.in_shopify())
        self.assert_skipped(anna, "would_create", "Anna")


class TestCustomerInvite(CustomerExportCase):
    """C13: after export, a customer can be sent Shopify's account invite."""

    def setUp(self):
        super().setUp()
        anna = self.a_buyer()
        self.export()
        self.anna = self.customer_of(anna)

    def invites(self):
        return self.sandbox.statistics.by_operation["CustomerInvite"]

    def test_c13_an_invite_is_sent_once(self):
        self.assertIs(self.anna.action_send_invite(), True)
        self.assertEqual(self.anna.state, "INVITED")
        self.assertTrue(self.anna.invited_at)
        with self.assertRaisesRegex(UserError, "invited already"):
            self.anna.action_send_invite()
        self.assertEqual(self.invites(), 1)
        self.assertIs(self.anna.action_send_invite_again(), True)
        self.assertEqual(self.invites(), 2)

    def test_c13_who_can_not_be_invited_is_told_why(self):
        before = {"email": self.anna.email, "state": self.anna.state, "removed": False}
        for values, word in (
            ({"email": False}, "no email"),
            ({"state": "ENABLED"}, "has an account"),
            ({"state": "DECLINED"}, "declined"),
            ({"removed": "deleted"}, "no longer in Shopify"),
        ):
            self.anna.write({**before, **values})
            with self.subTest(word), self.assertRaisesRegex(UserError, word):
                self.anna.action_send_invite()
        self.assertEqual(self.invites(), 0)

    def test_c13_a_lost_answer_is_not_followed_by_a_second_email(self):
        self.sandbox.faults.plan("cut_after", operation="CustomerInvite")
        with self.assertRaisesRegex(UserError, "answer was lost"):
            self.anna.action_send_invite()
        self.assertEqual(self.invites(), 1)

    def test_c13_what_shopify_refuses_is_said_in_words(self):
        self.in_shopify(self.anna.email)["state"] = "ENABLED"
        with self.assertRaisesRegex(UserError, "did not send the invite to Export Anna"):
            self.anna.action_send_invite()

    def test_g13_hands_off_sends_no_invite(self):
        self.shop.allow_changes = False
        with self.assertRaisesRegex(UserError, "switched off"):
            self.anna.action_send_invite()
        self.assertEqual(self.invites(), 0)

    def test_g11_users_invite_and_others_do_not(self):
        user = new_test_user(
            self.env,
            "user",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=self.company.ids,
        )
        self.assertIs(self.anna.with_user(user).action_send_invite(), True)
        nobody = new_test_user(self.env, "nobody", "base.group_user")
        with self.assertRaises(AccessError):
            self.anna.with_user(nobody).action_send_invite_again()
