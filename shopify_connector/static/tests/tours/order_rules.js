import { registry } from "@web/core/registry";

/** A manager makes a rule for the orders of the till, and sees in the list what it says. */
registry.category("web_tour.tours").add("shopify_order_rule", {
    url: "/odoo/shopify-order-rules",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: "div[name='name'] input", run: "edit Till" },
        { trigger: "div[name='shop_id'] input", run: "edit Nordlicht" },
        { trigger: ".ui-autocomplete a:contains('Nordlicht')", run: "click" },
        { trigger: "div[name='condition_ids'] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: "div[name='condition_ids'] div[name='texts'] input", run: "edit pos" },
        { trigger: "div[name='auto_confirm_orders'] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('No')", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: ".breadcrumb-item a:contains('Rules for orders'), .o_back_button", run: "click" },
        { trigger: ".o_data_row:contains('Till') td[name='condition_text']:contains('Channel is one of pos')" },
    ],
});
