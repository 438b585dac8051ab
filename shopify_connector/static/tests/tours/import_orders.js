import { registry } from "@web/core/registry";

/** A user imports orders, watches the run, and follows one order to its sale order and back. */
registry.category("web_tour.tours").add("shopify_import_orders", {
    url: "/odoo/shopify-shops",
    steps: () => [
        { trigger: ".o_kanban_record:contains('Nordlicht')", run: "click" },
        { trigger: "button[name='action_sync_orders']", run: "click" },
        { content: "The run waits for a worker", trigger: ".alert-info:contains('Waiting for one of')" },
        { content: "The form tells by itself that it is done", trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_shopify_cards .card:contains('New') div[name='new_count']:contains('2')" },
        { trigger: ".oe_stat_button:contains('Shopify orders')", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('#1001') .badge:contains('In Odoo')" },
        { trigger: ".o_data_row:contains('#1001') td[name='name']", run: "click" },
        { trigger: ".o_form_view div[name='totals_html'] tr[data-row='total'] td:last:contains('0.00')" },
        { trigger: "div[name='steps'] [data-step='sale']:contains('Sale order')" },
        { trigger: "button[name='action_open_sale_order']", run: "click" },
        { trigger: ".o_form_view.o_sale_order" },
        { trigger: "button[name='action_open_shopify_order']:contains('#1001')", run: "click" },
        { trigger: ".o_arrow_button_current:contains('In Odoo')" },
    ],
});
