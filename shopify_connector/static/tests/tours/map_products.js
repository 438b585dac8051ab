import { registry } from "@web/core/registry";

/** Variants without an Odoo product: one is found, one is chosen by hand, one is created. */
registry.category("web_tour.tours").add("shopify_map_products", {
    url: "/odoo/shopify-product-mapping",
    steps: () => [
        { trigger: ".o_data_row:contains('Odd mug')" },
        { trigger: ".o_data_row:contains('Tent')" },
        // Looking once more finds the cup, of which two products fit, and not the tent.
        { trigger: "thead .o_list_record_selector input", run: "click" },
        { trigger: "button[name='action_find_mapping']", run: "click" },
        { trigger: ".modal .o_data_row:contains('Cup'):contains('Several fit')" },
        { trigger: ".modal .o_data_row:contains('Tent'):contains('Not found')" },
        { trigger: ".modal .o_data_row:contains('Mug of Shopify'):contains('Found')" },
        // One of the two cups is chosen in the report.
        { trigger: ".modal .o_data_row:contains('Cup') td[name='odoo_product_id']", run: "click" },
        { trigger: ".modal div[name='odoo_product_id'] input", run: "edit Cup two" },
        { trigger: ".o-autocomplete--dropdown-item:contains('Cup two')", run: "click" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_list_view:not(:has(.o_data_row:contains('Cup')))" },
        // The odd mug is chosen in the list.
        { trigger: ".o_data_row:contains('Odd mug') td[name='odoo_product_id']", run: "click" },
        { trigger: ".o_selected_row div[name='odoo_product_id'] input", run: "edit By hand" },
        { trigger: ".o-autocomplete--dropdown-item:contains('By hand')", run: "click" },
        { trigger: ".o_list_button_save", run: "click" },
        { trigger: ".o_data_row:contains('Odd mug'):contains('Chosen by hand')" },
        // The tent is made.
        { trigger: ".o_data_row:contains('Tent') .o_list_record_selector input", run: "click" },
        { trigger: "button[name='action_create_in_odoo']", run: "click" },
        { trigger: ".modal .o_data_row:contains('Tent'):contains('Created')" },
        { trigger: ".modal button.btn-close, .modal .btn:contains('Close')", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
