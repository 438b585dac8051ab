import { registry } from "@web/core/registry";

/** A clerk sees on an order that its shipping has no carrier, chooses one and sets it on the order. */
registry.category("web_tour.tours").add("shopify_shipping_method", {
    url: "/odoo/shopify-orders",
    steps: () => [
        { trigger: ".o_data_row td[name='name']:contains('#1001')", run: "click" },
        { trigger: "button[name='action_choose_carrier']", run: "click" },
        { trigger: ".o_data_row:contains('Standard') td[name='state']:contains('To map')" },
        { trigger: ".o_data_row:contains('Standard') td[name='carrier_id']", run: "click" },
        { trigger: ".o_selected_row div[name='carrier_id'] input", run: "edit Parcel" },
        { trigger: ".ui-autocomplete a:contains('Parcel service')", run: "click" },
        { trigger: ".o_list_button_save", run: "click" },
        { trigger: ".o_data_row:contains('Standard') td[name='state']:contains('Mapped')" },
        { trigger: ".o_data_row:contains('Standard') button[name='action_set_carrier']", run: "click" },
        { trigger: ".o_data_row:contains('Standard') td[name='open_order_count']:contains('0')" },
        { trigger: ".breadcrumb-item a:contains('#1001'), .o_back_button", run: "click" },
        { trigger: "div[name='carrier_id']:contains('Parcel service')" },
    ],
});
