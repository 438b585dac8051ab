# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from dataclasses import dataclass

import psycopg2
from odoo import api, models
from odoo.exceptions import UserError

from ...rules.order_plan import PlanError
from ...shopify.errors import ShopifyError


@dataclass(frozen=True, slots=True)
class Explained:
    """An error in the user's language: a stable code, what is wrong, and what to do about it."""

    code: str
    message: str
    fix: str = ""


class MappingError(Exception):
    """Something about one order is not known in Odoo. ``code`` and ``params`` say what."""

    def __init__(self, code, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params


class ShopifyExplain(models.AbstractModel):
    """Turns errors into sentences that say what is wrong and how to fix it."""

    _name = "shopify.explain"
    _description = "Texts of Shopify errors"

    @api.model
    def _explain(self, error):
        """Explain an exception.

        :param Exception error: any
        :return: Explained
        """
        if isinstance(error, ShopifyError):
            return self._from_texts(self._shopify_texts(), error)
        if isinstance(error, (PlanError, MappingError)):
            return self._from_texts(self._order_texts(), error)
        if isinstance(error, UserError):
            return Explained("odoo", str(error.args[0] if error.args else error))
        if isinstance(error, psycopg2.Error):
            return Explained(
                "database",
                self.env._("The database refused it: %s", str(error).strip().splitlines()[0]),
                self.env._("Try again; if it stays so, ask your administrator."),
            )
        return Explained(
            "unexpected",
            self.env._(
                "Unexpected: %(kind)s: %(error)s", kind=type(error).__name__, error=str(error)
            ),
            self.env._("Look in the server's log, and report it with this text."),
        )

    @api.model
    def _sentence(self, error):
        """Explain an exception in one text: what is wrong, and what to do.

        :param Exception error: any
        """
        explained = self._explain(error)
        return f"{explained.message} {explained.fix}".strip()

    @api.model
    def _from_texts(self, texts, error):
        texts = texts.get(error.code)
        if not texts:
            return Explained(error.code, str(error))
        params = _Known({name: str(value) for name, value in error.params.items()})
        message, fix = (text.format_map(params) for text in texts)
        return Explained(error.code, message, fix)

    @api.model
    def _shopify_texts(self):
        """Texts of what can go wrong in talking to Shopify: {code: (message, fix)}."""
        return {
            "bad_shop_address": (
                self.env._("{address} is not the address of a Shopify shop."),
                self.env._("Type the shop's own address, such as my-shop.myshopify.com."),
            ),
            "invalid_credentials": (
                self.env._("Shopify refused the credentials for {shop}."),
                self.env._(
                    "Copy the client id and secret, or the access token, once more from the app's "
                    "settings at Shopify."
                ),
            ),
            "token_expired": (
                self.env._("Shopify no longer accepts the access token for {shop}."),
                self.env._(
                    "Install the app in the shop again, or enter its new token, then test the "
                    "connection."
                ),
            ),
            "app_not_installed": (
                self.env._("The app is not installed in {shop}."),
                self.env._("Install it from Shopify's developer dashboard, then test again."),
            ),
            "shop_not_permitted": (
                self.env._("This app may not get a token for {shop}."),
                self.env._("Make the app in the organization that owns the shop."),
            ),
            "shop_not_found": (
                self.env._("There is no Shopify shop at {shop}."),
                self.env._("Check the spelling of the shop address."),
            ),
            "shop_frozen": (
                self.env._("The shop {shop} is frozen."),
                self.env._("Its owner has to settle the open bill in Shopify's admin."),
            ),
            "shop_locked": (
                self.env._("Shopify has locked the shop {shop}."),
                self.env._("Its owner has to contact Shopify's support."),
            ),
            "access_denied": (
                self.env._("The app lacks the access scope {scope}, needed for {field}."),
                self.env._(
                    "Add the scope in the app's configuration at Shopify, accept the new version "
                    "in the shop, then test the connection."
                ),
            ),
            "protected_data_withheld": (
                self.env._("Shopify withholds protected customer data from the app."),
                self.env._(
                    "Ask for access to names, addresses, emails and phones in the app's settings "
                    "at Shopify."
                ),
            ),
            "unknown_version": (
                self.env._("Shopify does not serve the API version {version}."),
                self.env._("Update the connector."),
            ),
            "throttled": (
                self.env._("Shopify's limit for {shop} stayed reached."),
                self.env._("Nothing to do: the next run goes on here."),
            ),
            "shopify_unavailable": (
                self.env._("No answer from {shop}: {detail}."),
                self.env._("Check the network; the next run tries again."),
            ),
            "malformed_answer": (
                self.env._("Shopify's answer is not as expected at {path}: {why}."),
                self.env._("If it stays so, report it with this text."),
            ),
            "hands_off": (
                self.env._("{operation} was not sent: changes in {shop} are switched off."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
            "bulk_failed": (
                self.env._("Shopify's bulk operation ended as {status} ({error_code})."),
                self.env._("Nothing to do: the next run starts it anew."),
            ),
            "bulk_timeout": (
                self.env._("Shopify's bulk operation has not ended after {seconds} seconds."),
                self.env._("Nothing to do: the next run takes up its result."),
            ),
        }

    @api.model
    def _order_texts(self):
        """Texts of what keeps an order waiting: {code: (message, fix)}."""
        map_product = self.env._(
            "Choose the product on the line, or create it in Odoo with this internal reference, "
            "then press Create documents."
        )
        choose_partner = self.env._(
            "Choose the partner on the Shopify order, or press Create new customer there."
        )
        return {
            "order_without_lines": (
                self.env._("The order has no lines."),
                self.env._(
                    "There is nothing to sell. Cancel the order in Shopify, or delete this row."
                ),
            ),
            "amount_too_precise": (
                self.env._(
                    "{line}: the amount {amount} has more decimals than the currency, which has "
                    "{digits}."
                ),
                self.env._(
                    "Correct the price in Shopify, or raise the currency's decimals in Odoo "
                    "(Accounting, Configuration, Currencies)."
                ),
            ),
            "line_differs": (
                self.env._(
                    "{line}: Shopify states {expected}, price times quantity is {computed}."
                ),
                self.env._("Report it with the order's raw data; the order waits meanwhile."),
            ),
            "discount_above_price": (
                self.env._("{line}: the discount {discount} is above the price {price}."),
                self.env._("Correct the discount in Shopify, then import the order again."),
            ),
            "totals_differ": (
                self.env._(
                    "The {what} differs by {difference}: Shopify says {expected}, its lines sum up "
                    "to {computed}."
                ),
                self.env._(
                    "Compare the lines with Shopify's. A rounding tolerance on the shop accepts "
                    "small differences."
                ),
            ),
            "document_differs": (
                self.env._("Odoo computes {what} {computed} where Shopify charged {expected}."),
                self.env._(
                    "Check the taxes that stand for Shopify's under Configuration, Taxes: each "
                    "must be a plain percentage of the same rate."
                ),
            ),
            "invoice_differs": (
                self.env._(
                    "Invoice line {line}: Odoo computes {computed} where Shopify charged "
                    "{expected}."
                ),
                self.env._(
                    "Check the taxes that stand for Shopify's under Configuration, Taxes: each "
                    "must be a plain percentage of the same rate."
                ),
            ),
            "odoo_taxes_differ": (
                self.env._(
                    "Odoo's taxes lead to a total that is off by {difference}. {line}: Odoo "
                    "computes a tax of {computed}, Shopify charged {expected}."
                ),
                self.env._(
                    "Correct the product's taxes or the fiscal position on the quotation, raise "
                    "the shop's rounding tolerance, or press Confirm anyway."
                ),
            ),
            "negative_total": (
                self.env._("The order's total is {total}: the buyer would get money."),
                self.env._(
                    "Odoo's sale orders can't be negative. Refund the money in Shopify instead, "
                    "and delete this row."
                ),
            ),
            "unknown_currency": (
                self.env._("The order is in {currency}, which Odoo does not know."),
                self.env._("Create the currency under Accounting, Configuration, Currencies."),
            ),
            "inactive_currency": (
                self.env._("The order is in {currency}, which is switched off in Odoo."),
                self.env._(
                    "Activate it under Accounting, Configuration, Currencies and enter a rate."
                ),
            ),
            "currency_without_rate": (
                self.env._("The order is in {currency}, for which Odoo has no rate."),
                self.env._("Enter a rate under Accounting, Configuration, Currencies."),
            ),
            "no_customer_data": (
                self.env._("The order names no customer, email, phone or address."),
                self.env._(
                    "Choose a partner on the Shopify order, or set a default partner on the shop."
                ),
            ),
            "no_address": (
                self.env._("{name} gave no address, and the shop creates no partners without."),
                choose_partner,
            ),
            "creation_off": (
                self.env._(
                    "No partner was found for {name} ({email} {phone}), and the shop creates none."
                ),
                choose_partner,
            ),
            "no_default_partner": (
                self.env._("The shop has no default partner."),
                self.env._("Choose one in the shop's settings for customers."),
            ),
            "ambiguous_customer": (
                self.env._("Several partners have the same {rule} {value}: {candidates}."),
                self.env._("Choose the right one on the Shopify order, or merge them."),
            ),
            "unknown_product": (
                self.env._("{line}: no Odoo product stands for it (SKU {sku})."),
                map_product,
            ),
            "ambiguous_product": (
                self.env._("{line}: several Odoo products fit {value}: {products}."),
                map_product,
            ),
            "deleted_product": (
                self.env._(
                    "{line}: the product was deleted in Shopify and no Odoo product stands for it "
                    "(SKU {sku})."
                ),
                map_product,
            ),
            "unmapped_tax": (
                self.env._("No Odoo tax stands for Shopify's tax {tax}."),
                self.env._("Choose one under Configuration, Taxes, then press Create documents."),
            ),
            "test_order": (
                self.env._("It is a test order, and the shop imports none."),
                self.env._("Switch Import test orders on in the shop's settings, if you want it."),
            ),
            "cancelled": (
                self.env._("The order was cancelled in Shopify before it was imported."),
                self.env._("Nothing to do."),
            ),
            "disappeared": (
                self.env._("Shopify no longer has this order."),
                self.env._("It was deleted there. Delete this row."),
            ),
        }

    @api.model
    def _scope_purposes(self):
        """What each access scope is needed for."""
        return {
            "read_orders": self.env._("reading orders"),
            "read_all_orders": self.env._("orders older than 60 days"),
            "write_orders": self.env._("changing the metafields of orders"),
            "read_customers": self.env._("reading customers"),
            "write_customers": self.env._("creating and changing customers"),
            "read_products": self.env._("reading products"),
            "write_products": self.env._("creating and changing products"),
            "read_publications": self.env._("reading sales channels"),
            "write_publications": self.env._("publishing products on sales channels"),
            "read_locales": self.env._("reading the shop's languages"),
            "read_gift_cards": self.env._("reading gift cards and their balances"),
            "read_translations": self.env._("reading translations of products"),
            "write_translations": self.env._("translating products"),
            "read_inventory": self.env._("reading stock"),
            "write_inventory": self.env._("telling Shopify what is in stock"),
            "read_locations": self.env._("reading locations"),
            "read_fulfillments": self.env._("reading shipments"),
            "read_merchant_managed_fulfillment_orders": self.env._("reading what is to be shipped"),
            "read_assigned_fulfillment_orders": self.env._("reading what is to be shipped"),
            "read_third_party_fulfillment_orders": self.env._("reading what others ship"),
            "write_merchant_managed_fulfillment_orders": self.env._(
                "sending deliveries to Shopify"
            ),
            "write_third_party_fulfillment_orders": self.env._(
                "sending deliveries to Shopify that a fulfilment service was to ship"
            ),
            "read_markets": self.env._(
                "shipping methods of shops whose markets say how is shipped"
            ),
            "read_payment_terms": self.env._("payment terms and due dates of orders"),
            "read_returns": self.env._("returns of orders"),
            "read_shipping": self.env._(
                "shipping methods, and the provinces of the countries that the shop ships to"
            ),
            "read_users": self.env._("which member of the staff took an order"),
        }


class _Known(dict):
    def __missing__(self, key):
        return ""
