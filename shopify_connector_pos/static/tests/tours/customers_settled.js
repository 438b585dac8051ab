import { registry } from "@web/core/registry";

/** Who could not be taken over stands in a list; one is corrected there, another is chosen. */
registry.category("web_tour.tours").add("till_settle_customers", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains('Amsterdam') .btn-danger:contains('2 customers wait')",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains('dirk(at)example.com') td:contains('Dirk Mulder')",
            run: "click",
        },
        { trigger: ".o_form_view .alert-warning:contains('no email address')" },
        { trigger: "button[name='action_show_orders']:contains('1')" },
        { trigger: "div[name='email'] input", run: "edit dirk@example.com" },
        { trigger: "button[name='action_try_again']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Taken over')" },
        { trigger: ".o_form_view:not(:has(.alert-warning))" },
        { trigger: ".o_back_button a", run: "click" },
        { trigger: ".o_list_view:not(:contains('Dirk Mulder'))" },
        { trigger: ".o_data_row td:contains('Anna Bakker')", run: "click" },
        { trigger: ".alert-warning:contains('Hanna')" },
        { trigger: "button:contains('Choose the customer')", run: "click" },
        { trigger: ".modal div[name='partner_id'] input", run: "click" },
        { trigger: ".modal .o-autocomplete--dropdown-item:contains('Hanna')", run: "click" },
        { trigger: ".modal button[name='action_choose']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Taken over')" },
        { trigger: ".oe_title:contains('Hanna')" },
        { trigger: ".o_back_button a", run: "click" },
        { trigger: ".o_nocontent_help:contains('No customer of a till waits')" },
    ],
});
