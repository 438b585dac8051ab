import { registry } from "@web/core/registry";

/** A user imports the orders that fit a filter, and then one of those that are left. */
registry.category("web_tour.tours").add("shopify_filter_orders", {
    url: "/odoo/shopify-orders-to-import",
    steps: () => [
        { trigger: ".o_data_row:contains('#1003')" },
        { content: "Say which orders to import", trigger: "button:contains('Import by filter')", run: "click" },
        { trigger: ".modal div[name='paid'] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('Paid in full')", run: "click" },
        { trigger: ".modal div[name='tag'] input", run: "edit vip" },
        { trigger: ".modal div[name='country_id'] input", run: "click" },
        { content: "The dialog says what would happen", trigger: ".modal div[name='fitting_count']:contains('1')" },
        { trigger: ".modal div[name='other_count']:contains('2')" },
        { trigger: ".modal button[name='action_start']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_shopify_cards .card:contains('New') div[name='new_count']:contains('1')" },
        { trigger: ".oe_stat_button:contains('Orders to import')", run: "click" },
        { content: "What does not fit is still there", trigger: ".o_data_row:contains('#1002')" },
        { trigger: ".o_data_row:contains('#1003') .o_list_record_selector input", run: "click" },
        { trigger: "button[name='action_import']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".oe_stat_button:contains('Shopify orders')", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('#1001') .badge:contains('In Odoo')" },
        { trigger: ".o_list_view .o_data_row:contains('#1003') .badge:contains('In Odoo')" },
    ],
});
