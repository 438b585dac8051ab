import { registry } from "@web/core/registry";

/** An order was edited in Shopify: its changes are looked at and applied, what can't be is kept. */
registry.category("web_tour.tours").add("shopify_apply_changes", {
    url: "/odoo/shopify-order-conflicts",
    steps: () => [
        { trigger: ".o_data_row:contains('#1001'):contains('Quantity raised'):contains('3 ×')" },
        { trigger: ".o_data_row:contains('#1001') td[name='in_shopify']:contains('5 ×')", run: "click" },
        { trigger: ".alert-warning:contains('Changed in Shopify after it came to Odoo')" },
        { trigger: ".alert-warning .o_data_row:contains('Delivery address'):contains('Utrecht')" },
        { trigger: ".alert-warning button[name='action_apply_changes']", run: "click" },
        { trigger: ".o_notification:contains('1 changes could not be carried over')" },
        { trigger: ".alert-warning .o_data_row:contains('Quantity lowered'):contains('are delivered already')" },
        { trigger: ".alert-warning .o_data_row:not(:contains('Quantity raised'))" },
        { trigger: ".alert-warning button[name='action_keep_as_it_is']", run: "click" },
        { trigger: ".o_form_view:not(:has(.alert-warning:contains('after it came to Odoo')))" },
        { trigger: "button[name='action_open_sale_order']", run: "click" },
        { trigger: ".o_form_view.o_sale_order .o_data_row:contains('Enamel Mug') td[name='product_uom_qty']:contains('5')" },
        { trigger: ".o-mail-Message:contains('Carried over from Shopify')" },
    ],
});

/** A quotation whose order was edited in Shopify is made anew. */
registry.category("web_tour.tours").add("shopify_reimport_quotation", {
    url: "/odoo/shopify-orders",
    steps: () => [
        { trigger: ".o_data_row:contains('#1001') button:has(.fa-exchange)", run: "click" },
        { trigger: ".alert-warning:contains('can be replaced')" },
        { trigger: ".alert-warning button[name='action_reimport']", run: "click" },
        { trigger: ".modal button:contains('Ok')", run: "click" },
        { trigger: ".o_form_view:not(:has(.alert-warning:contains('after it came to Odoo'))) div[name='totals_html'] tr[data-row='total'] td:last:contains('0.00')" },
    ],
});
