# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)


from .common import ShopifyCase


class TestSecrets(ShopifyCase):
    """G2, G8: no credential stands in a log, an error, a run or a message."""

    def test_g2_no_secret_stands_in_a_log_an_error_or_a_run(self):
        self.shop.log_level = "all"
        secrets = ["shpat_sandbox", "sandbox-client-secret", "shpat_mistyped"]
        self.take_in(self.buy().place())
        self.shop.write(
            {
                "authentication": "client",
                "client_id": "sandbox-client-id",
                "client_secret": "sandbox-client-secret",
            }
        )
        self.shop.action_test_connection()
        self.env.invalidate_all()
        secrets.append(self.shop.connection_id.token_ids.token)
        self.shop.client_secret = "wrong-sandbox-client-secret"
        self.sync(self.shop, "locations")
        self.shop.write({"authentication": "token", "access_token": "shpat_mistyped"})
        self.sync(self.shop)
        self.shop.action_test_connection()
        self.env.flush_all()
        for model, stored in self._stored_texts():
            for secret in secrets:
                self.assertNotIn(secret, stored, model)
        for secret in secrets:
            self.assertNotIn(secret, repr(self.shop.connection_id._credentials()))

    def test_g2_no_secret_that_shopify_repeats_is_kept(self):
        secret = "0123456789abcdef0123456789abcdef"
        self.shop.write({"log_level": "all", "access_token": secret})
        for status in (400, 401, 403, 404, 418, 500):
            text = f'{{"errors": "what is {secret} meant to be"}}'
            self.sandbox.handle = lambda *_request, s=status, t=text: (s, {}, t.encode())
            with self.subTest(status):
                self.assertEqual(self.sync(self.shop, "locations").state, "failed")
                self.shop.action_test_connection()
                for model, stored in self._stored_texts():
                    self.assertNotIn(secret, stored, model)

    def _stored_texts(self):
        """Every text that the addon's tables hold, but for the two that keep credentials."""
        models = [
            name
            for name, model in self.env.registry.items()
            if name.startswith("shopify.") and not model._abstract
        ]
        for name in sorted({*models, "mail.message"} - {"shopify.connection", "shopify.token"}):
            table = self.env[name]._table
            self.env.cr.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            yield name, "\n".join(row for (row,) in self.env.cr.fetchall())
