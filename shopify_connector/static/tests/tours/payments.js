import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A payment waits for its journal: choose it, try again, and follow the payment back. */
tours.add("shopify_map_payment_method", {
    steps: () => [
        { content: "The order says what is missing", trigger: ".alert:contains('No journal is set'):contains('PayPal')" },
        { trigger: ".o_notebook a[name='payments']", run: "click" },
        { trigger: "div[name='transaction_ids'] .o_data_row:contains('Method to map')" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_configuration']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_payment_methods']", run: "click" },
        { trigger: ".o_data_row:contains('PayPal'):contains('To map') td[name='journal_id']", run: "click" },
        { trigger: ".o_selected_row div[name='journal_id'] input", run: "edit PayPal money" },
        { trigger: ".o-autocomplete--dropdown-item:contains('PayPal money')", run: "click" },
        { trigger: ".o_list_button_save", run: "click" },
        { trigger: ".o_data_row:contains('PayPal'):contains('Mapped')" },
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_orders']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_shopify_orders']", run: "click" },
        { trigger: ".o_data_row td[name='name']", run: "click" },
        { trigger: ".alert button[name='action_create_documents']", run: "click" },
        { trigger: ".o_form_view:not(:has(.alert:contains('No journal is set')))" },
        { trigger: ".o_notebook a[name='payments']", run: "click" },
        { trigger: "div[name='transaction_ids'] .o_data_row:contains('Registered')" },
        { trigger: ".o-form-buttonbox button[name='action_open_payments']", run: "click" },
        { trigger: ".o_data_row td[name='journal_id']:contains('PayPal money')", run: "click" },
        { trigger: ".o-form-buttonbox button[name='action_open_shopify_order']", run: "click" },
        { trigger: ".breadcrumb:contains('PPAL')" },
        { content: "The order again", trigger: ".o_shopify_steps [data-step='sale']" },
    ],
});

/** Somebody has paid the invoice by hand: the order says so, and lets it be registered all the same. */
tours.add("shopify_payment_by_hand", {
    steps: () => [
        { trigger: ".o_notebook a[name='payments']", run: "click" },
        { trigger: ".alert-warning div[name='payment_notes']:contains('paid by hand')" },
        { trigger: "div[name='transaction_ids'] .o_data_row:contains('Paid by hand') button[name='action_register']", run: "click" },
        { trigger: "div[name='transaction_ids'] .o_data_row:contains('Registered')" },
        { trigger: "div[name='credit_amount']" },
    ],
});
