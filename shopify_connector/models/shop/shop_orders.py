# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for orders (O1-O4, O8-O10, O14)."""

from odoo import api, fields, models

ADDRESS_PRIORITIES = [
    ("ship_sell_bill", "Ship-to, sell-to, bill-to"),
    ("ship_bill_sell", "Ship-to, bill-to, sell-to"),
    ("sell_ship_bill", "Sell-to, ship-to, bill-to"),
    ("sell_bill_ship", "Sell-to, bill-to, ship-to"),
    ("bill_ship_sell", "Bill-to, ship-to, sell-to"),
    ("bill_sell_ship", "Bill-to, sell-to, ship-to"),
]
SPECIAL_ACCOUNTS = {
    "shipping": "shipping_account_id",
    "tip": "tip_account_id",
    "gift_card": "gift_card_account_id",
    "fee": "fee_account_id",
    "duty": "fee_account_id",
    "cash_rounding": "rounding_account_id",
}
SPECIAL_PRODUCTS = {
    "shipping": "shipping_product_id",
    "tip": "tip_product_id",
    "gift_card": "gift_card_product_id",
    "custom": "custom_product_id",
    "fee": "fee_product_id",
    "rounding": "rounding_product_id",
}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    auto_create_orders = fields.Boolean(
        string="Create orders automatically",
        default=True,
        help="Imported Shopify orders become Odoo sale orders at once. Off: somebody presses "
        "Create documents on the Shopify order.",
    )
    auto_confirm_orders = fields.Boolean(
        string="Confirm orders automatically",
        default=True,
        help="The sale orders are confirmed, which makes their deliveries. Off: they stay "
        "quotations.",
    )
    auto_invoice = fields.Selection(
        [("none", "No"), ("draft", "As a draft"), ("posted", "And post it")],
        string="Create invoices automatically",
        default="none",
        required=True,
        help="An order is invoiced once, as soon as all of it may be: at once where its products "
        "are invoiced on what is ordered, else when all is delivered. An order of which nothing is "
        "left to fulfil gets its invoice in any case, as a draft at least.",
    )
    invoice_date_source = fields.Selection(
        [("order", "Of the order"), ("delivery", "Of the last delivery")],
        string="Date of invoices",
        default="order",
        required=True,
        help="The date of invoices that are created automatically.",
    )
    tax_mode = fields.Selection(
        [("shopify", "As charged by Shopify"), ("odoo", "Odoo computes")],
        string="Taxes",
        default="shopify",
        required=True,
        help="As charged by Shopify: each of Shopify's taxes is mapped to one of Odoo's, and its "
        "amount is taken as it is. Odoo computes: the products' taxes and the fiscal position "
        "decide; an order whose total differs from Shopify's by more than the tolerance is not "
        "confirmed.",
    )
    tax_area_priority = fields.Selection(
        ADDRESS_PRIORITIES,
        string="Address for taxes",
        default="ship_sell_bill",
        required=True,
        help="The fiscal position of an order is that of the first of these addresses for whose "
        "country or province one is set under Customers. Sell-to is the customer's default "
        "address. Where none is set, Odoo finds it as for any other order.",
    )
    discount_mode = fields.Selection(
        [("percentage", "On the line"), ("line", "As lines of their own")],
        string="Discounts",
        default="percentage",
        required=True,
        help="On the line: as a percentage where it gives the exact amount, else in the price; "
        "code and amount stand in the line's text. As lines of their own: each discount code is a "
        "line, by tax.",
    )
    use_presentment_currency = fields.Boolean(
        help="Book orders in the currency the buyer saw. Off: in the shop's currency. Both amounts "
        "are kept on the Shopify order in any case.",
    )
    import_test_orders = fields.Boolean(
        help="Also import orders that Shopify marks as tests. They become real Odoo documents: "
        "use it on a trial database only.",
    )
    orders_from = fields.Datetime(
        string="Import orders from",
        help="Orders made before are never imported. Empty: all orders that are open in Shopify.",
    )
    orders_synced_until = fields.Datetime(
        string="Orders read until",
        copy=False,
        help="The next sync asks Shopify for what has changed since then, less some minutes of "
        "overlap. Empty it to have all open orders listed again; none is doubled.",
    )
    order_number_on_lines = fields.Boolean(
        string="Order number on the document",
        help="Put a note line with the Shopify order number on the sale order.",
    )
    create_missing_taxes = fields.Boolean(
        default=True,
        help="A tax that Shopify charged and that no Odoo tax stands for is created. Off: the "
        "order waits until you choose an Odoo tax for it under Configuration, Taxes.",
    )
    rounding_tolerance = fields.Float(
        digits=(16, 3),
        help="A difference between Shopify's total and the sum of its lines up to this amount gets "
        "a rounding line. Above it the order waits and says which line differs. Odoo takes "
        "Shopify's amounts as they are, so it is normally 0.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        help="Where orders are delivered from, unless their Shopify location says otherwise. "
        "Empty: the company's first warehouse.",
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales team",
        check_company=True,
        help="The sales team of the orders of this shop.",
    )
    shipping_product_id = fields.Many2one(
        "product.product",
        check_company=True,
        help="Stands for shipping charges on orders; made on first use.",
    )
    shipping_account_id = fields.Many2one(
        "account.account",
        string="Shipping account",
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable', "
        "'off_balance'))]",
        help="Where shipping charges are posted. Empty: to the product's income account.",
    )
    tip_product_id = fields.Many2one(
        "product.product",
        check_company=True,
        help="Stands for tips on orders; made on first use.",
    )
    tip_account_id = fields.Many2one(
        "account.account",
        string="Tip account",
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable', "
        "'off_balance'))]",
        help="Where tips are posted. Empty: to the product's income account.",
    )
    gift_card_product_id = fields.Many2one(
        "product.product",
        check_company=True,
        help="Stands for sold gift cards on orders; made on first use.",
    )
    gift_card_account_id = fields.Many2one(
        "account.account",
        string="Sold gift card account",
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable', "
        "'off_balance'))]",
        help="Where sold gift cards are posted: a liability, as the card is still to be redeemed. "
        "Empty: to the product's income "
        "account.",
    )
    custom_product_id = fields.Many2one(
        "product.product",
        check_company=True,
        string="Custom item product",
        help="Stands for lines that were typed into the Shopify order without a product; made on "
        "first use.",
    )
    fee_product_id = fields.Many2one(
        "product.product",
        check_company=True,
        help="Stands for further fees and duties; made on first use.",
    )
    fee_account_id = fields.Many2one(
        "account.account",
        string="Fee account",
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable', "
        "'off_balance'))]",
        help="Where fees and duties are posted. Empty: to the product's income account.",
    )
    rounding_product_id = fields.Many2one(
        "product.product",
        check_company=True,
        help="Stands for the rounding of cash payments, and for rounding lines; made on first use.",
    )
    rounding_account_id = fields.Many2one(
        "account.account",
        string="Rounding account",
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable', "
        "'off_balance'))]",
        help="Where the rounding of cash payments and rounding lines are posted. Empty: to the "
        "product's income "
        "account.",
    )
    tax_map_ids = fields.One2many("shopify.tax", "shop_id", string="Taxes")
    order_count = fields.Integer(compute="_compute_order_counts")
    orders_to_import_count = fields.Integer(compute="_compute_order_counts")
    order_error_count = fields.Integer(compute="_compute_order_counts")

    # === COMPUTE METHODS === #

    def _compute_order_counts(self):
        for field, model, domain in (
            ("order_count", "shopify.order", []),
            ("order_error_count", "shopify.order", [("has_error", "=", True)]),
            (
                "orders_to_import_count",
                "shopify.order.import",
                [("state", "=", "waiting"), ("is_outside", "=", False)],
            ),
        ):
            groups = self.env[model]._read_group(
                [("shop_id", "in", self.ids), *domain], ["shop_id"], ["__count"]
            )
            counts = {shop.id: count for shop, count in groups}
            for shop in self:
                shop[field] = counts.get(shop.id, 0)

    # === BUSINESS METHODS === #

    def _special_product(self, kind):
        """Return the product that stands for what is no product, made on first use (O2).

        :param str kind: a key of ``SPECIAL_PRODUCTS``
        """
        self.ensure_one()
        field = SPECIAL_PRODUCTS[kind]
        shop = self.sudo()
        if not shop[field]:
            self.env["shopify.mapping.lock"]._hold(self.company_id)
            shop[field] = shop.env["product.product"].create(shop._special_product_values(kind))
        return shop[field].with_env(self.env)

    def _special_account(self, line):
        """Return the account that wins over the product's on a line of an order (O2).

        :param line: a ``sale.order.line``
        :return: ``account.account``; empty for products, and where none is set
        """
        kind = line.shopify_line_id.kind
        if not kind and line.product_id == self.rounding_product_id:
            kind = "cash_rounding"
        field = SPECIAL_ACCOUNTS.get(kind)
        return self.sudo()[field] if field else self.env["account.account"]

    def _discount_product(self):
        """Return Odoo's own product of discounts, made on first use (O10)."""
        company = self.company_id.sudo()
        if not company.sale_discount_product_id:
            self.env["shopify.mapping.lock"]._hold(company)
            company.sale_discount_product_id = (
                self.env["product.product"]
                .sudo()
                .create(
                    {
                        "name": self.env._("Discount"),
                        "type": "service",
                        "invoice_policy": "order",
                        "list_price": 0.0,
                        "company_id": company.id,
                        "taxes_id": [],
                    }
                )
            )
        return company.sale_discount_product_id.with_env(self.env)

    def _special_product_values(self, kind):
        return {
            "name": self._special_product_names()[kind],
            "type": "service",
            "invoice_policy": "order",
            "sale_ok": False,
            "purchase_ok": False,
            "taxes_id": [],
            "supplier_taxes_id": [],
            "company_id": self.company_id.id,
        }

    @api.model
    def _special_product_names(self):
        return {
            "shipping": self.env._("Shopify shipping"),
            "tip": self.env._("Shopify tip"),
            "gift_card": self.env._("Shopify gift card"),
            "custom": self.env._("Shopify custom item"),
            "fee": self.env._("Shopify fee"),
            "rounding": self.env._("Shopify rounding"),
        }
