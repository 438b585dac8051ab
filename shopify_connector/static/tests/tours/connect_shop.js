import { registry } from "@web/core/registry";

/** A manager connects a shop and sees what the test of its connection says. */
registry.category("web_tour.tours").add("shopify_connect_shop", {
    url: "/odoo/shopify-shops",
    steps: () => [
        { content: "Make a shop", trigger: ".o_list_button_add, .o-kanban-button-new", run: "click" },
        { trigger: "div[name='name'] input", run: "edit Web shop" },
        { trigger: "div[name='domain'] input", run: "edit 127.0.0.1:8990" },
        { content: "Sign in as an app", trigger: "div[name='authentication'] input[data-value='client']:checked" },
        { trigger: "div[name='client_id'] input", run: "edit sandbox-client-id" },
        { trigger: "div[name='client_secret'] input[type='password']", run: "edit wrong" },
        { trigger: "button[name='action_test_connection']", run: "click" },
        {
            content: "A wrong secret is told, with its fix",
            trigger: "div[name='connection_report_html'] .text-danger + div:contains('refused the credentials'):contains('Copy the client id and secret')",
        },
        { trigger: ".o_arrow_button_current:contains('Not connected')" },
        { trigger: "div[name='client_secret'] input", run: "edit sandbox-client-secret" },
        { trigger: "button[name='action_test_connection']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Connected'):not(:contains('Not'))" },
        { trigger: "div[name='connection_report_html']:contains('All needed access scopes are granted')" },
        { content: "What comes next", trigger: ".alert-info:contains('Locations and warehouses')" },
        { trigger: ".o_notebook a[name='locations']", run: "click" },
        { trigger: "button[name='action_get_locations']", run: "click" },
        { trigger: "div[name='location_ids'] .o_data_row:contains('Warehouse Hamburg')" },
        { trigger: ".o_notebook a[name='check_list']", run: "click" },
        {
            content: "A step that is not needed",
            trigger: "div[name='setup_step_ids'] .o_data_row:contains('Locations') button:contains('Not needed')",
            run: "click",
        },
        { trigger: "div[name='setup_step_ids'] .o_data_row:contains('Locations') .badge:contains('Not needed')" },
    ],
});
