# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.web.tests import test_js
from odoo.tests import HttpCase, no_retry, tagged

SUITE = "@shopify_connector_pos"


@tagged("post_install", "-at_install")
class TestTillUnits(HttpCase):
    """The unit tests of the till's own code, in static/tests/unit."""

    @no_retry
    def test_s7_the_tills_code(self):
        suite = test_js.HOOTCommon._generate_hash(self, SUITE)
        told = []

        def keep(message):
            told.append(message)
            return test_js.unit_test_error_checker(message)

        try:
            self.browser_js(
                f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
                "",
                "",
                login="admin",
                timeout=300,
                success_signal="[HOOT] Test suite succeeded",
                error_checker=keep,
            )
        except AssertionError as error:
            raise AssertionError("\n".join([str(error), *told])) from error
