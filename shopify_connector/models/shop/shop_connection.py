# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Credentials on the shop form, and *Test connection* (G2, G4)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...shopify import version
from ...shopify.errors import ProtectedDataWithheld, ShopifyError
from ...shopify.scopes import (
    CUSTOMER_EXPORT,
    OPTIONAL_SCOPES,
    PLAN_SCOPES,
    PRODUCT_CHANGES,
    PRODUCT_SYNC,
    lacking,
    missing_scopes,
)

CREDENTIALS = ("client_id", "client_secret", "access_token", "webhook_secret")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    authentication = fields.Selection(
        related="connection_id.authentication",
        readonly=False,
        help="How the connector signs in: with client id and secret of an app made in Shopify's "
        "developer dashboard (the token lasts a day and is renewed by itself), or with the "
        "permanent token of an older custom app.",
    )
    client_id = fields.Char(
        related="connection_id.client_id",
        readonly=False,
        groups="shopify_connector.group_manager",
        help="In Shopify's developer dashboard: your app, Settings, Client ID.",
    )
    client_secret = fields.Char(
        related="connection_id.client_secret",
        readonly=False,
        groups="shopify_connector.group_manager",
        help="In Shopify's developer dashboard: your app, Settings, Secret.",
    )
    access_token = fields.Char(
        related="connection_id.access_token",
        readonly=False,
        groups="shopify_connector.group_manager",
        help="The Admin API access token of the custom app; it starts with shpat_.",
    )
    connection_state = fields.Selection(
        [
            ("untested", "Not tested"),
            ("ok", "Connected"),
            ("warning", "Connected, with gaps"),
            ("failed", "Not connected"),
        ],
        default="untested",
        readonly=True,
        copy=False,
        tracking=True,
    )
    connection_tested_at = fields.Datetime(string="Tested at", readonly=True, copy=False)
    connection_report = fields.Json(
        string="Result of the last test",
        readonly=True,
        copy=False,
        help="Rows of what was checked: {check, state: ok, warning or failed, text, fix}.",
    )
    connection_report_html = fields.Html(
        compute="_compute_connection_report_html", string="Result", sanitize=False
    )
    api_version = fields.Char(compute="_compute_api_version", string="API version")
    api_version_warning = fields.Char(compute="_compute_api_version")

    # === COMPUTE METHODS === #

    @api.depends("connection_report")
    def _compute_connection_report_html(self):
        for shop in self:
            shop.connection_report_html = self.env["ir.qweb"]._render(
                "shopify_connector.connection_report", {"rows": shop.connection_report or []}
            )

    def _compute_api_version(self):
        status = version.version_status(fields.Date.today())
        warning = False
        if status.state == "ended":
            warning = self.env._(
                "Shopify no longer supports this version. Update the connector now."
            )
        elif status.state == "ending":
            warning = self.env._(
                "Shopify supports this version until %s. Update the connector before.", status.ends
            )
        for shop in self:
            shop.api_version = version.API_VERSION
            shop.api_version_warning = warning

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the credentials of a connection that a second shop record joins (O6).

        A form sends its empty fields too.
        """
        return super().create([self._without_empty_credentials(vals) for vals in vals_list])

    @api.model
    def _without_empty_credentials(self, vals):
        empty = {name for name in CREDENTIALS if not vals.get(name)}
        if len(empty) == len(CREDENTIALS) and self._is_connected_already(vals.get("domain")):
            empty.add("authentication")
        return {name: value for name, value in vals.items() if name not in empty}

    @api.model
    def _is_connected_already(self, address):
        connections = self.env["shopify.connection"].sudo()
        domain = connections._normalise_domain(address or "")
        return bool(connections.search_count([("domain", "=", domain)], limit=1))

    # === ACTIONS === #

    def action_test_connection(self):
        """Test the connection and keep the result on the shop (G2).

        Callable over XML-RPC by managers.

        :return: True; the result is read from ``connection_state`` and ``connection_report``
        """
        for shop in self:
            shop._check_manager()
            shop._test_connection()
        return True

    def _check_manager(self):
        if not (self.env.su or self.env.user.has_group("shopify_connector.group_manager")):
            raise UserError(
                self.env._("Only the connector's managers can do this. Ask one of them.")
            )

    # === BUSINESS METHODS === #

    def _forget_test(self):
        """Another address or other credentials have not been tested yet."""
        tested = self.filtered(lambda shop: shop.connection_state != "untested")
        if tested:
            tested.write({"connection_state": "untested", "connection_report": False})

    def _test_connection(self):
        self.ensure_one()
        recorder = self._recorder()
        client = self._client(recorder)
        rows = []
        try:
            profile = client.shop()
            rows.append(self._report_row("ok", self.env._("Signed in to %s", profile.name)))
            scopes = self._usable_scopes(client)
            rows.extend(self._report_scopes(scopes))
            rows.extend(self._report_unread(scopes))
            rows.extend(self._report_protected_data(client))
            rows.extend(self._report_profile(profile))
            self.connection_id.sudo().write(
                {"granted_scopes": scopes, "answered_version": recorder.answered_version}
            )
        except ShopifyError as error:
            explained = self.env["shopify.explain"]._explain(error)
            rows.append(self._report_row("failed", explained.message, explained.fix))
        finally:
            client.close()
        self.env["shopify.log"]._write_rows(recorder.take_rows())
        rows.extend(self._report_version())
        states = {row["state"] for row in rows}
        self.sudo().write(
            {
                "connection_report": rows,
                "connection_tested_at": fields.Datetime.now(),
                "connection_state": "failed"
                if "failed" in states
                else "warning"
                if "warning" in states
                else "ok",
            }
        )

    @staticmethod
    def _report_row(state, text, fix=""):
        return {"state": state, "text": text, "fix": fix}

    def _report_scopes(self, granted):
        """Report each access scope the connector needs and the app lacks, with what it is for."""
        purposes = self.env["shopify.explain"]._scope_purposes()
        missing = missing_scopes(granted, self._scope_uses())
        for scope, purpose in missing.items():
            yield self._report_row(
                "failed",
                self.env._(
                    "The access scope %(scope)s is missing. It is needed for: %(purpose)s.",
                    scope=scope,
                    purpose=purposes.get(scope, purpose),
                ),
                self.env._(
                    "Add it in the app's configuration at Shopify, release the new version of "
                    "the app, accept it in the shop and test again."
                ),
            )
        if not missing:
            yield self._report_row("ok", self.env._("All needed access scopes are granted"))

    @staticmethod
    def _usable_scopes(client):
        """Return the access scopes that the app has, without those that the shop's plan makes
        useless."""
        scopes = client.access_scopes()
        if lacking(scopes, PLAN_SCOPES) or client.may_read_staff():
            return scopes
        return tuple(scope for scope in scopes if scope not in PLAN_SCOPES)

    def _report_unread(self, granted):
        """Report what is not read, as the app lacks access scopes that it can do without."""
        purposes = self.env["shopify.explain"]._scope_purposes()
        unread = sorted(lacking(granted, OPTIONAL_SCOPES))
        if not unread:
            return
        fix = self.env._(
            "Nothing to do if you can do without. Else add these access scopes in the app's "
            "configuration and test again: %s.",
            ", ".join(unread),
        )
        if not PLAN_SCOPES.isdisjoint(unread):
            plan = self.env._(
                "Shopify gives %s on request, and only to shops of its larger plans.",
                ", ".join(sorted(PLAN_SCOPES)),
            )
            fix = f"{fix} {plan}"
        what = "; ".join(purposes.get(scope, OPTIONAL_SCOPES[scope]) for scope in unread)
        yield self._report_row("note", self.env._("Not read: %s", what), fix)

    def _scope_uses(self):
        """Which of the scopes that only some shops need this one needs."""
        uses = {
            CUSTOMER_EXPORT: self.customer_export or self.can_update_shopify_customers,
            PRODUCT_SYNC: self.product_sync != "none",
            PRODUCT_CHANGES: self.product_sync == "to_shopify"
            or self.removed_products != "nothing"
            or self.publication_ids
            or self.collection_ids,
        }
        return {use for use, is_made in uses.items() if is_made}

    def _report_protected_data(self, client):
        if self._is_data_withheld(client):
            yield self._report_row(
                "warning",
                self.env._("Shopify withholds names, addresses, emails and phones."),
                self.env._(
                    "Ask for access to protected customer data in the app's settings at "
                    "Shopify. Until then orders wait for a customer chosen by hand."
                ),
            )
        else:
            yield self._report_row("ok", self.env._("Customer names and addresses are readable"))

    @staticmethod
    def _is_data_withheld(client):
        """Tell whether Shopify refuses protected data, or leaves it empty: no customer is without
        a name, an email and a phone."""
        try:
            customers = next(client.customers(first=5), [])
        except ProtectedDataWithheld:
            return True
        return bool(customers) and not any(
            customer.first_name or customer.last_name or customer.email or customer.phone
            for customer in customers
        )

    def _report_profile(self, profile):
        """Compare the shop's own settings with ours, and fill in what is empty here."""
        self.sudo().weight_unit = profile.weight_unit
        yield self._report_row(
            "ok",
            self.env._(
                "Plan %(plan)s, prices %(taxes)s, time zone %(timezone)s",
                plan=profile.plan,
                taxes=self.env._("with tax") if profile.taxes_included else self.env._("net"),
                timezone=profile.timezone,
            ),
        )
        yield self._report_currency(profile.currency_code)

    def _report_currency(self, code):
        currency = (
            self.env["res.currency"].with_context(active_test=False).search([("name", "=", code)])
        )
        expected = self.document_currency_id
        if expected.name == code:
            return self._report_row("ok", self.env._("Currency %s", code))
        if not self.currency_id and currency.active and self._has_rate(currency):
            self.sudo().currency_id = currency
            return self._report_row("ok", self.env._("Currency %s, now set on this shop", code))
        return self._report_row(
            "failed",
            self.env._(
                "The shop's currency is %(shopify)s, but its documents here are in %(odoo)s.",
                shopify=code,
                odoo=expected.name,
            ),
            self.env._(
                "Activate %s under Accounting, Configuration, Currencies, enter a rate, and "
                "choose it as shop currency.",
                code,
            ),
        )

    def _report_version(self):
        answered = self.connection_id.sudo().answered_version
        if self.api_version_warning:
            yield self._report_row("warning", self.api_version_warning)
        elif answered and answered != version.API_VERSION:
            yield self._report_row(
                "warning",
                self.env._(
                    "Shopify answers with API version %(answered)s instead of %(asked)s.",
                    answered=answered,
                    asked=version.API_VERSION,
                ),
                self.env._("Update the connector."),
            )
        else:
            yield self._report_row("ok", self.env._("API version %s", version.API_VERSION))
