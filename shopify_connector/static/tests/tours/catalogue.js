import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Status and SEO texts are edited on the product; they are in Shopify once it is saved. */
tours.add("shopify_edit_status_and_seo", {
    steps: () => [
        { trigger: ".o_data_row:contains('Enamel Mug'):contains('Active') td[name='name']", run: "click" },
        { trigger: "div[name='status'] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('Draft')", run: "click" },
        { trigger: ".o_notebook a[name='texts']", run: "click" },
        { trigger: "div[name='seo_title'] input", run: `edit ${"Enamel mug for the woods, ".repeat(3)}` },
        { trigger: "div[name='seo_description'] textarea", run: "edit It keeps your coffee warm." },
        { content: "Long texts are hinted at", trigger: "div[name='seo_hint']:contains('search engines show about 70')" },
        { trigger: "div[name='seo_title'] input", run: "edit Enamel mug for the woods" },
        { trigger: "div[name='seo_description'] textarea", run: "edit It keeps your coffee warm." },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: ".ribbon:contains('Draft')" },
    ],
});

/** What Shopify refuses is told at once, and nothing is saved. */
tours.add("shopify_refused_status", {
    steps: () => [
        { trigger: ".o_data_row:contains('Enamel Mug') td[name='name']", run: "click" },
        { trigger: "div[name='status'] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('Archived')", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".modal:contains('Shopify refused it: It is part of a bundle')" },
        { trigger: ".modal .modal-footer button", run: "click" },
        { trigger: ".o_form_button_cancel", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

const chooseInDialog = (field, name) => [
    { trigger: `.modal div[name='${field}'] input`, run: `edit ${name}` },
    { trigger: `.o-autocomplete--dropdown-item:contains('${name}')`, run: "click" },
    { trigger: `.modal div[name='${field}'] .o_tag:contains('${name}')` },
];

/** Several products join a collection and are published, from the list. */
tours.add("shopify_show_products", {
    steps: () => [
        { trigger: ".o_data_row:contains('Enamel Mug') .o_list_record_selector input", run: "click" },
        { trigger: ".o_data_row:contains('Barista Course') .o_list_record_selector input", run: "click" },
        { trigger: ".o_cp_action_menus button:contains('Actions')", run: "click" },
        { trigger: ".o-dropdown-item:contains('collections')", run: "click" },
        ...chooseInDialog("collection_ids", "Summer"),
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: ".o_notification:contains('Shopify has taken it: 2 products')" },
        { trigger: ".o_list_view:not(:has(.modal))" },
        { trigger: ".o_data_row:contains('Enamel Mug') td[name='name']", run: "click" },
        { trigger: ".o_notebook a[name='sales_channels']", run: "click" },
        { trigger: "div[name='collection_ids'] .o_tag:contains('Summer')" },
        { trigger: "button[name='action_change_channels']", run: "click" },
        ...chooseInDialog("publication_ids", "Fair"),
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: ".o_notification:contains('Shopify has taken it: Enamel Mug')" },
        { content: "The page shows it at once", trigger: "div[name='publication_ids'] .o_tag:contains('Fair')" },
    ],
});
