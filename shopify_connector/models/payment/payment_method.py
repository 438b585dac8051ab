# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..sync.explain import MappingError

GIFT_CARD = "gift_card"
MAPPING = ("journal_id", "payment_method_line_id", "refund_method_line_id")
WAITING_CODES = (
    "payment_unmapped",
    "payment_journal_archived",
    "payment_journal_company",
    "payment_journal_currency",
    "payment_no_method",
)


class ShopifyPaymentMethod(models.Model):
    """A way in which buyers pay, and the journal on which Odoo books it (O13).

    Each gateway has a row, and one for each brand of card seen with it. A brand without a journal
    of its own is booked as its gateway.
    """

    _name = "shopify.payment.method"
    _description = "Shopify payment method"
    _order = "shop_id, gateway_name, gateway, card_brand nulls first, id"
    _check_company_auto = True

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    parent_id = fields.Many2one(
        "shopify.payment.method", string="Method of the gateway", readonly=True, ondelete="cascade"
    )
    gateway = fields.Char(
        readonly=True, help="As Shopify calls it: shopify_payments. Empty if it named none."
    )
    gateway_name = fields.Char(string="Gateway name", required=True, readonly=True)
    card_brand = fields.Char(readonly=True, help="Empty: whatever the card, or no card at all.")
    is_gift_card = fields.Boolean(compute="_compute_is_gift_card", store=True)
    register = fields.Boolean(
        default=True,
        help="Register payments of this kind in Odoo. Off: they are booked in another way, for "
        "example by hand, and their invoices stay open until then.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        check_company=True,
        domain="[('type', 'in', ('bank', 'cash', 'credit'))]",
        help="Where payments of this kind are booked: a bank, cash or credit card journal. Empty "
        "for a brand of card: as the gateway.",
    )
    payment_method_line_id = fields.Many2one(
        "account.payment.method.line",
        string="Method of payments",
        compute="_compute_method_lines",
        store=True,
        readonly=False,
        domain="[('journal_id', '=', journal_id), ('payment_type', '=', 'inbound')]",
        help="The journal's payment method for money that comes in. Its outstanding account is "
        "where the money lies until the bank statement brings it.",
    )
    refund_method_line_id = fields.Many2one(
        "account.payment.method.line",
        string="Method of refunds",
        compute="_compute_method_lines",
        store=True,
        readonly=False,
        domain="[('journal_id', '=', journal_id), ('payment_type', '=', 'outbound')]",
        help="The journal's payment method for money that goes back to the buyer.",
    )
    state = fields.Selection(
        [
            ("mapped", "Mapped"),
            ("gateway", "As its gateway"),
            ("unmapped", "To map"),
            ("off", "Not registered"),
        ],
        compute="_compute_state",
        store=True,
    )
    hint = fields.Char(string="What to do", compute="_compute_hint")
    transaction_ids = fields.One2many("shopify.order.transaction", "method_id")
    transaction_count = fields.Integer(compute="_compute_transaction_count", string="Transactions")

    _gateway_uniq = models.UniqueIndex(
        "(shop_id, COALESCE(gateway, ''), COALESCE(card_brand, ''))",
        "This payment method is listed already.",
    )

    # === COMPUTE METHODS === #

    @api.depends("gateway_name", "card_brand")
    def _compute_display_name(self):
        for method in self:
            name = method.gateway_name
            method.display_name = f"{method.card_brand} ({name})" if method.card_brand else name

    @api.depends("gateway")
    def _compute_is_gift_card(self):
        for method in self:
            method.is_gift_card = method.gateway == GIFT_CARD

    @api.depends("journal_id")
    def _compute_method_lines(self):
        for method in self:
            journal = method.journal_id
            for field, lines in (
                ("payment_method_line_id", journal.inbound_payment_method_line_ids),
                ("refund_method_line_id", journal.outbound_payment_method_line_ids),
            ):
                if method[field] not in lines:
                    method[field] = lines[:1]

    @api.depends("register", "journal_id", "parent_id.register", "parent_id.journal_id")
    def _compute_state(self):
        for method in self:
            booked_as = method._booked_as()
            if not (method.register and booked_as.register):
                method.state = "off"
            elif not booked_as.journal_id:
                method.state = "unmapped"
            else:
                method.state = "mapped" if booked_as == method else "gateway"

    @api.depends("state")
    def _compute_hint(self):
        hints = {
            "unmapped": self.env._("Choose a journal, or switch Register off"),
            "gateway": self.env._("Choose a journal to book it apart"),
            "off": self.env._("Register payments by hand"),
        }
        for method in self:
            method.hint = hints.get(method.state, "")

    def _compute_transaction_count(self):
        groups = self.env["shopify.order.transaction"]._read_group(
            [("method_id", "in", self.ids)], ["method_id"], ["__count"]
        )
        counts = {method.id: count for method, count in groups}
        for method in self:
            method.transaction_count = counts.get(method.id, 0)

    # === CRUD === #

    def write(self, vals):
        """Let orders that wait for what was just changed be tried again at once."""
        result = super().write(vals)
        if vals.keys() & {"register", *MAPPING}:
            self.env["shopify.order"].sudo().search(
                [("shop_id", "in", self.shop_id.ids), ("error_code", "in", WAITING_CODES)]
            ).write({"retry_at": fields.Datetime.now()})
        return result

    # === ACTIONS === #

    def action_make_journal(self):
        """Make a journal for gift cards, which books what is paid with them on the account of the
        sold cards. Callable over XML-RPC.

        :return: True
        :raises UserError: if that account is no liability
        """
        self.check_access("write")
        for method in self.sudo().filtered(lambda row: row.is_gift_card and not row.journal_id):
            method.journal_id = method._make_gift_card_journal()
        return True

    def _make_gift_card_journal(self):
        account = self.shop_id._gift_card_account()
        if account.account_type != "liability_current":
            raise UserError(
                self.env._(
                    "A gift card is owed to its holder until it is redeemed, but %(account)s is no "
                    "current liability. Choose such an account as the sold gift card account in "
                    "the settings of %(shop)s, then make the journal.",
                    account=account.display_name or self.env._("the product's account"),
                    shop=self.shop_id.name,
                )
            )
        known = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("is_gift_card", "=", True),
                ("journal_id.default_account_id", "=", account.id),
            ],
            limit=1,
        )
        if known:
            return known.journal_id
        journal = self.env["account.journal"].create(
            {
                "name": self.env._("Shopify gift cards"),
                "type": "cash",
                "company_id": self.company_id.id,
                "default_account_id": account.id,
            }
        )
        lines = journal.inbound_payment_method_line_ids + journal.outbound_payment_method_line_ids
        lines.payment_account_id = account
        return journal

    # === BUSINESS METHODS === #

    @api.model
    def _see(self, shop, orders):
        """Make rows of the payment methods of orders that are not listed yet.

        :param shop: the shop record
        :param list orders: the client's ``Order`` objects
        """
        self._list(shop, self._seen(shop, orders))

    @api.model
    def _list(self, shop, seen):
        """Make rows that are missing.

        :param dict seen: gateways' names by (gateway, brand of card)
        """
        if not seen:
            return
        known = {row._key(): row for row in self.search([("shop_id", "=", shop.id)])}
        missing = sorted(set(seen) - set(known))
        if not missing:
            return
        # Another worker may be making the same ones.
        self.env["shopify.mapping.lock"]._hold(shop.company_id)
        twins = {
            row._key(): row
            for row in self.search(
                [
                    ("company_id", "=", shop.company_id.id),
                    ("shop_id", "!=", shop.id),
                    ("journal_id", "!=", False),
                ]
            )
        }
        # A gateway sorts before its brands.
        for key in missing:
            parent = known.get((key[0], "")) if key[1] else None
            values = self._row_values(shop, key, seen[key], parent)
            known[key] = self.create({**values, **self._twin_values(twins.get(key))})

    @api.model
    def _seen(self, shop, orders):
        """Return the gateways' names by (gateway, brand of card), "" for whatever card."""
        seen = {}
        for order in orders:
            for transaction in order.transactions:
                tried = transaction.status not in ("SUCCESS", "PENDING")
                if tried or (transaction.test and not shop.import_test_orders):
                    continue
                brand = transaction.payment_details.company if transaction.payment_details else ""
                for key in ((transaction.gateway, ""), (transaction.gateway, brand)):
                    seen.setdefault(key, transaction.formatted_gateway)
        return seen

    @api.model
    def _row_values(self, shop, key, name, parent):
        gateway, brand = key
        return {
            "shop_id": shop.id,
            "parent_id": parent.id if parent else False,
            "gateway": gateway,
            "gateway_name": name or gateway or self.env._("Unknown gateway"),
            "card_brand": brand,
        }

    @staticmethod
    def _twin_values(twin):
        """Return the mapping of the same method of another shop of the company, if there is one."""
        if not twin:
            return {}
        return {"register": twin.register, **{name: twin[name].id for name in MAPPING}}

    def _key(self):
        return self.gateway or "", self.card_brand or ""

    def _booked_as(self):
        """Return the row whose journal payments of this one are booked on."""
        return self if self.journal_id or not self.parent_id else self.parent_id

    def _method_line(self, payment_type):
        """Return the payment method line for money that comes in or goes out.

        :param str payment_type: ``inbound`` or ``outbound``
        """
        booked_as = self._booked_as()
        if payment_type == "inbound":
            return booked_as.payment_method_line_id
        return booked_as.refund_method_line_id

    def _refusal(self, company, currency, payment_type):
        """Return why a payment can't be booked by this method, or None.

        :param company: the company of the payment
        :param currency: its currency
        :param str payment_type: ``inbound`` or ``outbound``
        """
        journal = self._booked_as().journal_id
        names = {"method": self.display_name or "", "journal": journal.display_name or ""}
        if not journal:
            return MappingError("payment_unmapped", **names)
        if not journal.active:
            return MappingError("payment_journal_archived", **names)
        if journal.company_id not in company.parent_ids:
            return MappingError("payment_journal_company", company=company.name, **names)
        if journal.currency_id and journal.currency_id != currency:
            return MappingError(
                "payment_journal_currency",
                currency=currency.name,
                other=journal.currency_id.name,
                **names,
            )
        line = self._method_line(payment_type)
        if not line or line.journal_id != journal:
            return MappingError("payment_no_method", **names)
        return None
