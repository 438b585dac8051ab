import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Initialise makes the templates of a shop; a province gets a fiscal position of its own. */
tours.add("shopify_set_up_templates", {
    steps: () => [
        { trigger: ".o_kanban_record:contains('Nordlicht')", run: "click" },
        { trigger: ".o_notebook a[name='customers']", run: "click" },
        { trigger: "button[name='action_initialise_templates']", run: "click" },
        { trigger: ".o_notification:contains('countries 1, provinces 2')" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_configuration']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_customer_templates']", run: "click" },
        { trigger: ".o_breadcrumb:contains('Customer templates')" },
        { trigger: ".o_data_row:contains('Canada') td[name='country_id']", run: "click" },
        {
            content: "The tax area of a province",
            trigger: "div[name='tax_area_ids'] .o_data_row:contains('Ontario') td[name='fiscal_position_id']",
            run: "click",
        },
        { trigger: "div[name='fiscal_position_id'] input", run: "edit Ontario HST" },
        { trigger: ".o-autocomplete--dropdown-item:contains('Ontario HST')", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: "div[name='tax_area_ids'] .o_data_row:contains('Ontario'):contains('Ontario HST')" },
    ],
});

/** A user syncs the customers of a shop and sees who came, and who waits. */
tours.add("shopify_sync_customers", {
    steps: () => [
        { trigger: ".o_kanban_record:contains('Nordlicht')", run: "click" },
        { trigger: "button[name='action_sync_customers']", run: "click" },
        { content: "The run waits for a worker", trigger: ".alert-info:contains('Waiting for one of')" },
        { content: "The form tells by itself that it is done", trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_shopify_cards .card:contains('New') div[name='new_count']:contains('2')" },
        { trigger: ".o_shopify_cards .card:contains('Skipped') div[name='skipped_count']:contains('1')" },
        { trigger: "div[name='skip_ids'] .o_data_row:contains('Carla'):contains('no address')" },
        { trigger: ".o_back_button a, .breadcrumb-item a:contains('Nordlicht')", run: "click" },
        { trigger: ".oe_stat_button:contains('Without partner'):contains('1')" },
        { trigger: ".oe_stat_button:contains('Customers'):contains('3')", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('Anna'):contains('Linked')" },
        { trigger: ".o_data_row:contains('Carla'):contains('Without partner')" },
    ],
});

/** From the shop: one click to those without a partner, one to make it. */
tours.add("shopify_resolve_customer", {
    steps: () => [
        { content: "First click", trigger: ".oe_stat_button:contains('Without partner'):contains('1')", run: "click" },
        {
            content: "Second click",
            trigger: ".o_data_row:contains('Carla') button[name='button_create_partner']",
            run: "click",
        },
        { trigger: ".o_notification:contains('Carla Schmidt'):contains('Newly created')" },
        { content: "Nobody is left", trigger: ".o_list_view:not(:has(.o_data_row))" },
    ],
});

/** The customer's page says why it has no partner; another way out is to choose one. */
tours.add("shopify_link_customer", {
    steps: () => [
        { trigger: ".o_data_row:contains('Carla') td[name='name']", run: "click" },
        { trigger: ".alert-warning:contains('has no address'):contains('press Create partner')" },
        { trigger: "button[name='action_link']", run: "click" },
        { trigger: ".modal div[name='partner_id'] input", run: "edit Carla's Company" },
        { trigger: ".o-autocomplete--dropdown-item:contains(\"Carla's Company\")", run: "click" },
        { trigger: ".modal .modal-footer button:contains('Link')", run: "click" },
        { trigger: "div[name='match']:contains('Chosen by hand')" },
        { trigger: ".o_form_view:not(:has(.alert-warning))" },
    ],
});

function chooseFromDialog(name) {
    return [
        { trigger: ".modal .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".modal:last .o_searchview_input", run: `edit ${name}` },
        { trigger: ".modal:last .o_searchview_input", run: "press Enter" },
        { trigger: `.modal:last .o_searchview_facet:contains('${name}')` },
        { trigger: `.modal:last .o_data_row:contains('${name}') td[name='complete_name']`, run: "click" },
        { trigger: `.modal div[name='partner_ids'] .o_data_row:contains('${name}')` },
    ];
}

/** Two partners are chosen, one of them can't go; the preview and the run say so. */
tours.add("shopify_export_customers", {
    steps: () => [
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_customers']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_customer_export']", run: "click" },
        ...chooseFromDialog("Export Anna"),
        ...chooseFromDialog("Export Ben"),
        { trigger: ".modal button[name='action_check']", run: "click" },
        { trigger: ".modal .o_data_row:contains('Export Anna') .badge:contains('Create')" },
        { trigger: ".modal .o_data_row:contains('Export Ben'):contains('no email') .badge:contains('Skip')" },
        { trigger: ".modal button[name='action_export']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_shopify_cards .card:contains('New') div[name='new_count']:contains('1')" },
        { trigger: "div[name='skip_ids'] .o_data_row:contains('Export Ben'):contains('no email')" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_synchronisation']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_sync_skips']", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('Export Ben'):contains('no email')" },
    ],
});

/** What both sides have changed is settled on the list. */
tours.add("shopify_settle_conflict", {
    steps: () => [
        {
            trigger:
                ".o_data_row:contains('Anna'):contains('odoo@shoppers.example'):contains('shopify@shoppers.example')",
        },
        { trigger: ".o_data_row:contains('Anna') button[name='action_keep_odoo']", run: "click" },
        { trigger: ".o_notification:contains('Shopify is being told')" },
        { trigger: ".o_nocontent_help:contains('Nothing is in conflict')" },
    ],
});
