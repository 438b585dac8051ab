import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** An order is delivered with a tracking number, sent, and seen as fulfilled. */
tours.add("shopify_deliver_order", {
    steps: () => [
        { trigger: ".o_data_row td[name='name']:contains('#1001')", run: "click" },
        { trigger: "button[name='action_open_pickings']", run: "click" },
        { trigger: ".o_notebook .nav-link:contains('Additional Info')", run: "click" },
        { trigger: "div[name='carrier_tracking_ref'] input", run: "edit 3S1" },
        { trigger: "button[name='action_assign']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Ready')" },
        { trigger: "button[name='button_validate']", run: "click" },
        { content: "It is done, and Shopify is not told yet", trigger: "div[name='shopify_fulfillment_state']:contains('To be sent')" },
        { trigger: "button[name='action_shopify_fulfil']", run: "click" },
        { content: "The form tells by itself that it is done", trigger: ".o_shopify_cards .card:contains('New') div[name='new_count']:contains('1')" },
        { trigger: ".breadcrumb-item a:contains('OUT'), .o_back_button a", run: "click" },
        { trigger: "div[name='shopify_fulfillment_state']:contains('Fulfilled')" },
        { trigger: ".o_notebook .nav-link:contains('Fulfilments')", run: "click" },
        { content: "With its tracking", trigger: ".o_data_row:contains('#1001-F1'):contains('3S1'):contains('Warehouse Hamburg')" },
        { trigger: "button[name='action_open_shopify_order']", run: "click" },
        { trigger: ".o_notebook .nav-link:contains('Taxes')" },
        { trigger: ".o_notebook .nav-link:contains('Fulfilments')", run: "click" },
        { content: "And on the order", trigger: ".o_data_row:contains('#1001-F1'):contains('OUT')" },
    ],
});

/** What can't be sent says why, and is sent once its place is mapped. */
tours.add("shopify_mend_delivery", {
    steps: () => [
        { trigger: ".o_kanban_record:contains('Nordlicht')", run: "click" },
        { trigger: "button:contains('Send deliveries')", run: "click" },
        { content: "It counts", trigger: ".modal div[name='delivery_count']:contains('1')" },
        { trigger: ".modal button[name='action_start']", run: "click" },
        { trigger: ".o_shopify_cards .card:contains('Failed') div[name='failed_count']:contains('1')" },
        { trigger: "div[name='skip_ids'] .o_data_row:contains('no Shopify location') button[name='action_open_record']", run: "click" },
        { content: "It says what to do", trigger: ".alert-danger:contains('Other places')" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_overview'], a[data-menu-xmlid='shopify_connector.menu_overview']", run: "click" },
        { trigger: ".o_kanban_record:contains('Deliveries not sent')", run: "click" },
        { trigger: ".o_notebook .nav-link:contains('Deliveries')", run: "click" },
        { trigger: "div[name='fulfillment_location_id'] input", run: "edit Warehouse" },
        { trigger: ".o-autocomplete--dropdown-item:contains('Warehouse Hamburg')", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_orders']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_deliveries']", run: "click" },
        { trigger: ".o_data_row:contains('Not fulfilled') .o_list_record_selector input", run: "click" },
        { trigger: "button[name='action_shopify_fulfil']", run: "click" },
        { trigger: ".o_shopify_cards .card:contains('New') div[name='new_count']:contains('1')" },
    ],
});
