# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ShopifyShop(models.Model):
    """The settings under which a Shopify shop is joined to a company (G1)."""

    _name = "shopify.shop"
    _description = "Shopify shop"
    _inherit = ["mail.thread"]
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="restrict")
    domain = fields.Char(
        string="Shop address",
        required=True,
        tracking=True,
        help="The shop's own address at Shopify, such as my-shop.myshopify.com. Shopify shows it "
        "in the admin under Settings, Domains; a domain of your own does not work here.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        string="Shop currency",
        help="The currency in which the shop keeps its books at Shopify. Empty: the company's "
        "currency. Test connection fills it in.",
    )
    document_currency_id = fields.Many2one(
        "res.currency", compute="_compute_document_currency_id", string="Currency of documents"
    )
    language_id = fields.Many2one(
        "res.lang",
        help="The language of new partners and of the texts that the connector writes on orders. "
        "Empty: Odoo's own default.",
    )
    allow_changes = fields.Boolean(
        string="Allow changes in Shopify",
        tracking=True,
        help="Off, nothing is changed in Shopify: orders, customers and products are still read, "
        "and what would have been sent is noted in the log. A copied or neutralised database has "
        "it off.",
    )
    worker_count = fields.Integer(
        string="Workers",
        default=2,
        required=True,
        help="How many of Odoo's scheduled workers may import orders of this shop at the same "
        "time.",
    )
    log_level = fields.Selection(
        [("off", "Off"), ("errors", "Errors only"), ("all", "All requests")],
        default="errors",
        required=True,
        help="Which requests to Shopify are kept in the log. Secrets are never written.",
    )
    log_days = fields.Integer(
        string="Keep the log for (days)", default=30, required=True, help="Older entries go away."
    )

    _workers_positive = models.Constraint(
        "CHECK (worker_count >= 1)", "A shop needs at least one worker."
    )
    _log_days_positive = models.Constraint(
        "CHECK (log_days >= 1)", "The log is kept for at least one day."
    )

    # === COMPUTE METHODS === #

    @api.depends("currency_id", "company_id.currency_id")
    def _compute_document_currency_id(self):
        for shop in self:
            shop.document_currency_id = shop.currency_id or shop.company_id.currency_id

    # === CONSTRAINTS === #

    @api.constrains("currency_id", "company_id")
    def _check_currency(self):
        for shop in self:
            shop._ensure_usable_currency(shop.document_currency_id)

    def _ensure_usable_currency(self, currency):
        """Refuse a currency that Odoo would book at a rate of 1 for want of a better one (O1)."""
        self.ensure_one()
        if not currency.active:
            raise ValidationError(
                self.env._(
                    "The currency %s is switched off. Activate it under Accounting, "
                    "Configuration, Currencies.",
                    currency.name,
                )
            )
        if currency != self.company_id.currency_id and not self._has_rate(currency):
            raise ValidationError(
                self.env._(
                    "The currency %(currency)s has no rate for %(company)s. Enter one under "
                    "Accounting, Configuration, Currencies.",
                    currency=currency.name,
                    company=self.company_id.name,
                )
            )

    def _has_rate(self, currency):
        return bool(
            self.env["res.currency.rate"]
            .sudo()
            .search_count(
                [
                    ("currency_id", "=", currency.id),
                    ("company_id", "in", [False, self.company_id.root_id.id]),
                ],
                limit=1,
            )
        )

    @api.model
    def _all_shops(self):
        """Return all shops, archived ones too: there are a handful."""
        # pylint: disable-next=no-search-all
        return self.with_context(active_test=False).search([])

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._set_connection(vals)
        shops = super().create(vals_list)
        shops._create_setup_steps()
        return shops

    def write(self, vals):
        moved = self.browse()
        if "domain" in vals:
            vals = dict(vals)
            self._set_connection(vals)
            moved = self.filtered(lambda shop: shop.connection_id.id != vals["connection_id"])
        result = super().write(vals)
        moved._forget_test()
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        for shop, vals in zip(self, vals_list, strict=True):
            vals["name"] = self.env._("%s (copy)", shop.name)
        return vals_list

    @api.model
    def _set_connection(self, vals):
        connection = self.env["shopify.connection"]._for_domain(vals.get("domain") or "")
        vals["connection_id"] = connection.id
        vals["domain"] = connection.domain

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_orders(self):
        if self.env["shopify.order"].sudo().search_count([("shop_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("A shop with imported orders can't be deleted. Archive it instead.")
            )
