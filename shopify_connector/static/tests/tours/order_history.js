import { registry } from "@web/core/registry";

/** A manager brings an order of long ago, and finds its sale order marked as history. */
registry.category("web_tour.tours").add("shopify_order_history", {
    url: "/odoo/shopify-orders",
    steps: () => [
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_orders']", run: "click" },
        { trigger: ".dropdown-item:contains('Import history')", run: "click" },
        { trigger: ".modal div[name='mode'] input[data-value='documents']", run: "click" },
        { trigger: ".modal button[name='action_start']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_shopify_cards .card:contains('New') div[name='new_count']:contains('1')" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_orders']", run: "click" },
        { trigger: ".dropdown-item:contains('Shopify orders')", run: "click" },
        { trigger: ".o_searchview_facet .o_facet_remove", run: "click" },
        { trigger: ".o_data_row:contains('#1001') td[name='name']", run: "click" },
        { trigger: ".ribbon span:contains('History')" },
        { trigger: "button[name='action_open_sale_order']", run: "click" },
        { trigger: ".alert-info:contains('moves neither stock nor books')" },
    ],
});
