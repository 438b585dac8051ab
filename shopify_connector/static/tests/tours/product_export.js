import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

function chooseFromDialog(name) {
    return [
        { trigger: ".modal .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".modal:last .o_searchview_input", run: `edit ${name}` },
        { trigger: ".modal:last .o_searchview_input", run: "press Enter" },
        { trigger: `.modal:last .o_searchview_facet:contains('${name}')` },
        { trigger: `.modal:last .o_data_row:contains('${name}') td[name='name']`, run: "click" },
        { trigger: `.modal div[name='template_ids'] .o_data_row:contains('${name}')` },
    ];
}

/** Two products are chosen, one of them can't go; the preview and the run say so. */
tours.add("shopify_add_products", {
    steps: () => [
        { trigger: "button[data-menu-xmlid='shopify_connector.menu_products']", run: "click" },
        { trigger: "a[data-menu-xmlid='shopify_connector.menu_product_export']", run: "click" },
        ...chooseFromDialog("Export Mug"),
        ...chooseFromDialog("Export Cup"),
        { trigger: ".modal button[name='action_check']", run: "click" },
        { trigger: ".modal .o_data_row:contains('Export Mug'):contains('12.50') .badge:contains('Create')" },
        { trigger: ".modal .o_data_row:contains('Export Cup'):contains('give the goods away') .badge:contains('Skip')" },
        { trigger: ".modal button[name='action_add']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_shopify_cards .card:contains('New') div[name='new_count']:contains('1')" },
        { trigger: "div[name='skip_ids'] .o_data_row:contains('Export Cup'):contains('give the goods away')" },
    ],
});

/** What both sides have changed is settled on the product's page. */
tours.add("shopify_settle_product_conflict", {
    steps: () => [
        { trigger: ".o_data_row:contains('Name'):contains('Cup'):contains('Becher') td[name='product_id']", run: "click" },
        { trigger: ".alert-warning .o_data_row:contains('Cup'):contains('Becher')" },
        { trigger: ".alert-warning button[name='action_keep_odoo']", run: "click" },
        { trigger: ".o_notification:contains('Shopify is being told')" },
        { trigger: ".o_form_view:not(:has(.alert-warning button[name='action_keep_odoo']))" },
    ],
});

/** A product becomes a variant of another one, which gets its first option. */
tours.add("shopify_add_variant", {
    steps: () => [
        { trigger: "button[name='action_add_variant']", run: "click" },
        { trigger: ".modal div[name='odoo_product_id'] input", run: "edit Mug, large" },
        { trigger: ".o-autocomplete--dropdown-item:contains('Mug, large')", run: "click" },
        { trigger: ".modal .o_data_row td[name='option']", run: "click" },
        { trigger: ".modal .o_data_row td[name='option'] input", run: "edit Size" },
        { trigger: ".modal .o_data_row td[name='present'] input", run: "edit Small" },
        { trigger: ".modal .o_data_row td[name='value'] input", run: "edit Large" },
        { trigger: ".modal button[name='action_add']", run: "click" },
        { trigger: "div[name='variant_ids'] .o_data_row:contains('Large'):contains('Mug, large')" },
        { trigger: "div[name='variant_ids'] .o_data_row:contains('Small')" },
    ],
});
