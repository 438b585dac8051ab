import { registry } from "@web/core/registry";

/** An order of an unknown customer waits; a button on it makes the customer and the sale order. */
registry.category("web_tour.tours").add("shopify_create_customer", {
    url: "/odoo/shopify-skipped",
    steps: () => [
        { trigger: ".o_data_row:contains('#1001'):contains('No partner was found')" },
        { trigger: ".o_data_row:contains('#1001') button[name='action_open_record']", run: "click" },
        { trigger: ".alert-danger:contains('No partner was found')" },
        { trigger: ".alert-danger button[name='action_create_partner']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('In Odoo')" },
        { trigger: ".o_form_view:not(:has(.alert-danger))" },
        { trigger: "button[name='action_open_sale_order']" },
        { trigger: ".o_back_button a, .breadcrumb-item a", run: "click" },
        { content: "Nothing is left behind", trigger: ".o_nocontent_help:contains('Nothing is left behind')" },
    ],
});

/** An order of an unknown product waits; choosing the product on its line settles it. */
registry.category("web_tour.tours").add("shopify_choose_product", {
    url: "/odoo/shopify-orders",
    steps: () => [
        { trigger: ".o_data_row:contains('#1001') button[name='action_open']", run: "click" },
        { trigger: ".alert-danger:contains('no Odoo product stands for it')" },
        { trigger: "div[name='line_ids'] .o_data_row:first td[name='product_id']", run: "click" },
        { trigger: "div[name='line_ids'] div[name='product_id'] input", run: "edit Mug of Odoo" },
        { trigger: ".o-autocomplete--dropdown-item:contains('Mug of Odoo')", run: "click" },
        { trigger: ".alert-danger button[name='action_create_documents']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('In Odoo')" },
        { trigger: "div[name='line_ids'] .o_data_row:contains('Mug of Odoo')" },
    ],
});

/** The buyer is known in Odoo by another name: choosing the partner settles it. */
registry.category("web_tour.tours").add("shopify_choose_partner", {
    url: "/odoo/shopify-orders",
    steps: () => [
        { trigger: ".o_data_row:contains('#1001') button[name='action_open']", run: "click" },
        { trigger: ".alert-danger:contains('No partner was found')" },
        { trigger: "div[name='partner_id'] input", run: "edit Buyer of Odoo" },
        { trigger: ".o-autocomplete--dropdown-item:contains('Buyer of Odoo')", run: "click" },
        { trigger: ".alert-danger button[name='action_create_documents']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('In Odoo')" },
        { trigger: "div[name='mapped_partner_id']:contains('Buyer of Odoo')" },
    ],
});

/** Unknown buyers are to be created from now on: the shop is told, and the order tried again. */
registry.category("web_tour.tours").add("shopify_create_unknown_customers", {
    url: "/odoo/shopify-shops",
    steps: () => [
        { trigger: ".o_kanban_record:contains('Nordlicht')", run: "click" },
        { trigger: ".o_notebook .nav-link:contains('Customers')", run: "click" },
        { trigger: "div[name='auto_create_customers'] input", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_orders']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_shopify_orders']", run: "click" },
        { trigger: ".o_data_row:contains('#1001') button[name='action_open']", run: "click" },
        { trigger: ".alert-danger button[name='action_create_documents']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('In Odoo')" },
        { trigger: ".o_form_view:not(:has(.alert-danger))" },
    ],
});
