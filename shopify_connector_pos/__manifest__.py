# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
{
    "name": "Shopify Connector: Point of Sale",
    "summary": "Customers in stores: made at the till, with or without connection, and never twice",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "The Shopify Connector contributors",
    "license": "LGPL-3",
    "depends": ["shopify_connector", "point_of_sale"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "security/rules.xml",
        "data/scheduled_actions.xml",
        "views/pending_customer_choose_views.xml",
        "views/pending_customer_views.xml",
        "views/customer_attribute_views.xml",
        "views/settings_views.xml",
        "views/store_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": ["shopify_connector_pos/static/src/app/**/*"],
        "web.assets_tests": ["shopify_connector_pos/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["shopify_connector_pos/static/tests/unit/**/*"],
    },
}
