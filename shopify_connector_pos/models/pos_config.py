# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The settings of a store for its customers (S2, S4, S7, S9), and what its tills are told."""

from odoo import api, fields, models
from odoo.addons.shopify_connector.rules.customer_match import CustomerRules


class PosConfig(models.Model):
    _name = "pos.config"
    _inherit = ["pos.config", "shopify.customer.lookup"]

    customer_creation = fields.Selection(
        [("sync", "At once"), ("async", "Later, by a scheduled job")],
        string="New customers",
        default="sync",
        required=True,
        help="At once: a customer made at the till is on the server, and found by every store, "
        "before the sale goes on. Later: the till goes on selling, and the customer stands as "
        "Pending sync until a job takes it over. Without connection it is always later.",
    )
    default_customer_id = fields.Many2one(
        "res.partner",
        check_company=True,
        help="What is defined on this contact is copied to every new customer of this store: "
        "person or company, tags with the customer group, receipt, pricelist and language; fiscal "
        "position and receivable account come from its customer group. Empty: that of the Shopify "
        "location, else of its shop.",
    )
    customers_shared = fields.Boolean(
        string="Customers on the tills",
        default=True,
        help="The tills keep customers to find them without connection. Off: a till only gets the "
        "customers of its open orders, and those it searches for; without connection it can't "
        "make customers.",
    )
    shopify_location_id = fields.Many2one(
        "shopify.location",
        string="Shopify location",
        check_company=True,
        groups="shopify_connector.group_user",
        help="The location of Shopify that stands for this store. Shopify is told that consents "
        "to marketing were given there.",
    )
    customer_attribute_ids = fields.Many2many(
        "pos.customer.attribute",
        string="Further questions",
        help="What the till asks about a new customer besides name, email, phone and address.",
    )
    failed_customer_count = fields.Integer(
        compute="_compute_failed_customer_count",
        string="Customers that wait for you",
        groups="point_of_sale.group_pos_manager,shopify_connector.group_user",
    )

    # === COMPUTE METHODS === #

    def _compute_failed_customer_count(self):
        counts = self.env["pos.pending.customer"]._read_group(
            [("config_id", "in", self.ids), ("state", "=", "failed")], ["config_id"], ["__count"]
        )
        by_store = {store.id: count for store, count in counts}
        for store in self:
            store.failed_customer_count = by_store.get(store.id, 0)

    # === ACTIONS === #

    def action_show_failed_customers(self):
        """Show the customers of the store that can't be taken over without help (S10).

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector_pos.pending_customer_action"
        )
        return {
            **action,
            "domain": [("config_id", "in", self.ids)],
            "context": {"search_default_failed": 1},
        }

    # === BUSINESS METHODS === #

    def _default_customer(self):
        """Return the default customer of the store (S4): its own, else its Shopify location's."""
        self.ensure_one()
        store = self.sudo()
        location = store.shopify_location_id
        return (
            store.default_customer_id
            or location.default_customer_id
            or location.shop_id.default_customer_id
        )

    def _new_customer_defaults(self):
        """Return what a new customer of the store starts with (S4): values for ``res.partner``."""
        self.ensure_one()
        company = self.with_company(self.company_id).sudo()
        return company._default_customer()._values_for_new_customers()

    def _store_country(self):
        """Return the country of the store, and so of a new address (S6)."""
        self.ensure_one()
        store = self.sudo()
        return (
            store.picking_type_id.warehouse_id.partner_id.country_id or store.company_id.country_id
        )

    def _customer_rules(self):
        """Return how a customer of the store finds its partner (C4).

        As the shop of its location is set; a store always has real customers.
        """
        mapping = self.sudo().shopify_location_id.shop_id.customer_mapping
        return CustomerRules(
            mapping="bill_to" if mapping == "bill_to" else "email_phone",
            auto_create=True,
            create_without_address=True,
        )

    # === WHAT THE TILLS ARE TOLD === #

    @api.model
    def _load_pos_data_read(self, records, config):
        read = super()._load_pos_data_read(records, config)
        for values in read:
            values["_store_customers"] = self.browse(values["id"])._told_to_tills()
        return read

    def _told_to_tills(self):
        """Return what the dialog for new customers needs to know."""
        store = self.with_company(self.company_id).sudo()
        customer = store._default_customer()
        described = customer._fields["receipt_preference"]._description_selection(store.env)
        languages = dict(store.env["res.lang"].get_installed())
        tags = customer.category_id - customer.customer_group_id
        return {
            "country_id": store._store_country().id,
            "several_contact_points": store.env["res.partner"]._several_contact_points(),
            "attributes": store.customer_attribute_ids._told_to_tills(),
            "inherited": {
                "is_company": customer.is_company,
                "group": customer.customer_group_id.name or "",
                "receipt_preference": customer.receipt_preference or "",
                "receipt": dict(described).get(customer.receipt_preference, ""),
                "pricelist_id": customer.specific_property_product_pricelist.id,
                "pricelist": customer.specific_property_product_pricelist.display_name or "",
                "fiscal_position_id": customer.customer_group_id.property_account_position_id.id,
                "fiscal_position": customer.customer_group_id.property_account_position_id.name
                or "",
                "lang": customer.lang or "",
                "language": languages.get(customer.lang, "") if customer else "",
                "tags": tags.mapped("name"),
            }
            if customer
            else {},
        }
