import { registry } from "@web/core/registry";

const STEP = (trigger) => ({ trigger, run: "click" });

/** A missing order is found, and healed with the button of its row. */
registry.category("web_tour.tours").add("shopify_reconciliation", {
    url: "/odoo/shopify-orders",
    steps: () => [
        STEP("button[data-menu-xmlid='shopify_connector.menu_orders']"),
        STEP(".dropdown-item:contains('Reconciliation')"),
        STEP(".o_list_button_add"),
        { trigger: ".o_field_widget[name='shop_id'] input:value(Nordlicht)" },
        STEP(".o_field_widget[name='date_from'] [data-field='date_from']"),
        { trigger: "input[data-field='date_from']", run: "edit 01/01/2020 && press Tab" },
        STEP("button[name='action_compare']"),
        { trigger: ".o_arrow_button_current:contains('Compared')" },
        { trigger: "div[name='sum_ids'] .o_data_row:contains('Orders')" },
        { trigger: "div[name='row_ids'] .o_data_row:contains('The order is not in Odoo')" },
        STEP("div[name='row_ids'] .o_data_row button[name='action_heal']"),
        { content: "The import has ended", trigger: "div[name='row_ids'] .o_data_row:contains('Healed')" },
        { trigger: ".alert-success:contains('All differences are settled')" },
        STEP("div[name='row_ids'] .o_data_row button[name='action_open_order']"),
        { trigger: ".o_shopify_steps [data-step='sale']" },
    ],
});
