import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A location gets its stock, and an example tells what Shopify would be told. */
tours.add("shopify_set_up_stock", {
    steps: () => [
        { trigger: ".o_data_row:contains('Warehouse Hamburg') td[name='name']", run: "click" },
        { trigger: ".o_form_view h1:contains('Warehouse Hamburg')" },
        { trigger: "div[name='stock_sync'] input", run: "click" },
        { content: "Nothing feeds it yet", trigger: ".alert-warning:contains('Choose the warehouses')" },
        { trigger: "div[name='stock_warehouse_ids'] input", run: "edit Nordlicht" },
        { trigger: ".o-autocomplete--dropdown-item:contains('Nordlicht')", run: "click" },
        { trigger: ".o_form_view:not(:has(.alert-warning:contains('Choose the warehouses')))" },
        { trigger: "div[name='safety_stock'] input", run: "edit 2 && press Tab" },
        { trigger: "div[name='example_html'] tr:contains('Forecast as of today'):contains('8')" },
        { trigger: "div[name='example_html'] tr:contains('Safety stock'):contains('6')" },
        { trigger: "div[name='example_html'] tr:contains('Shopify is told'):contains('6')" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

/** The stock is synced, and looked at by location, with why a variant was left out. */
tours.add("shopify_look_at_stock", {
    steps: () => [
        { trigger: ".o_kanban_record:contains('Nordlicht')", run: "click" },
        { trigger: "button[name='action_sync_stock']", run: "click" },
        { content: "The form tells by itself that it is done", trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_shopify_cards .card:contains('Changed') div[name='changed_count']:contains('1')" },
        { trigger: "div[name='skip_ids'] .o_data_row:contains('Set'):contains('bundle')" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_products']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_stock']", run: "click" },
        { trigger: ".o_data_row:contains('Set'):contains('Left out'):contains('bundle')" },
        {
            content: "Both figures stand side by side",
            trigger: ".o_data_row:contains('Mug'):contains('Warehouse Hamburg'):contains('Equal') td[name='variant_id']",
            run: "click",
        },
        { trigger: "div[name='odoo_quantity']:contains('8')" },
        { trigger: "div[name='shopify_quantity']:contains('8')" },
        { trigger: "div[name='steps_html'] tr:contains('Shopify is told'):contains('8')" },
        { trigger: "button[name='action_leave_out']", run: "click" },
        { trigger: ".o_back_button a, .breadcrumb-item a:contains('Stock')", run: "click" },
        { trigger: "button.o_pivot", run: "click" },
        { content: "Products by location", trigger: ".o_pivot th:contains('Warehouse Hamburg')" },
    ],
});
