import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Why does Shopify ask for this price? The product's page says it, and puts it right. */
tours.add("shopify_explain_price", {
    steps: () => [
        { trigger: ".o_notebook a[name='prices']", run: "click" },
        { content: "Shopify's price", trigger: ".o_shopify_price_explained summary:contains('Shopify: 279.00')" },
        { content: "The full price", trigger: ".o_shopify_price_explained tr:contains('Sales price'):contains('100.00')" },
        {
            content: "The rule that reduces it",
            trigger: ".o_shopify_price_explained tr:contains('Sale (discounts)'):contains('20 % discount'):contains('80.00')",
        },
        { content: "Why", trigger: ".o_shopify_price_explained li:contains('The discount is lower')" },
        { trigger: ".o_notebook button[name='action_check_prices']", run: "click" },
        { trigger: ".o_notification:contains('Shopify asks for'):contains('199.00')" },
        { trigger: ".o_shopify_price_explained summary:contains('Shopify: 199.00')" },
        { trigger: ".o_notebook button[name='action_sync_prices']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_shopify_cards .card:contains('Changed') div[name='changed_count']:contains('1')" },
        { trigger: ".o_back_button a, .breadcrumb-item a:contains('Solo Tent Vidar')", run: "click" },
        { trigger: ".o_notebook a[name='prices']", run: "click" },
        { trigger: ".o_shopify_price_explained summary:contains('80.00'):contains('As in Shopify')" },
    ],
});

/** A price that was changed in Shopify is found by a check, and Odoo's is sent again. */
tours.add("shopify_check_prices", {
    steps: () => [
        { trigger: ".o_notebook a[name='products']", run: "click" },
        { trigger: "button[name='action_check_prices']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".oe_stat_button:contains('Prices that differ')", run: "click" },
        { trigger: ".o_data_row:contains('Solo Tent Vidar'):contains('199.00')" },
        { trigger: ".o_data_row:contains('Solo Tent Vidar') .o_list_record_selector input", run: "click" },
        { trigger: ".o_control_panel button[name='action_sync_prices']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_products']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_price_differences']", run: "click" },
        { trigger: ".o_nocontent_help:contains('Shopify asks for Odoo')" },
    ],
});
