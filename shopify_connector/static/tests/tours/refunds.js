import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A part is refunded and comes back: credited by a button, then followed to its documents. */
tours.add("shopify_credit_refund", {
    steps: () => [
        { trigger: ".o_data_row:contains('#1001/1') td[name='name']", run: "click" },
        { content: "It says what came back", trigger: "div[name='line_ids'] .o_data_row:contains('Enamel Mug'):contains('Returned')" },
        { trigger: "button[name='action_create_credit_note']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Credited')" },
        { content: "The goods are in stock again", trigger: "button[name='action_open_pickings']:contains('1')", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".breadcrumb-item a:contains('#1001/1'), .o_back_button a", run: "click" },
        { trigger: "button[name='action_open_credit_note']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Posted')" },
        { content: "With what was refunded", trigger: ".oe_subtotal_footer:contains('12.00')" },
    ],
});

/** The list says what is open on each gift card; a check compares it with their account. */
tours.add("shopify_check_gift_cards", {
    steps: () => [
        { trigger: ".o_data_row:contains('#1001'):contains('25.00'):contains('Open')" },
        { trigger: ".o_list_footer:contains('50.00')" },
        { trigger: "button:contains('Check the balance')", run: "click" },
        { trigger: ".modal .alert-success:contains('exactly what is open')" },
        { trigger: ".modal div[name='open_value']:contains('50.00')" },
        { trigger: ".modal button:contains('Close')", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
