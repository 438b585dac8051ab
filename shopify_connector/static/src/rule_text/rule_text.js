import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";

const LABELS = {
    barcode: _t("By barcode"),
    bill_to: _t("By name and billing address"),
    chosen: _t("Chosen by hand"),
    country_default: _t("Default partner of the country"),
    created: _t("Newly created"),
    exported: _t("Exported from Odoo"),
    email: _t("By email"),
    item_and_variant: _t("By item number and variant code (SKU)"),
    item_number: _t("By item number (SKU)"),
    linked: _t("Linked to the Shopify customer"),
    mapped: _t("Mapped before"),
    only_variant: _t("The product's only variant"),
    option_values: _t("By its options"),
    order_rule: _t("By the rule for such orders"),
    phone: _t("By phone"),
    shop_default: _t("Default partner of the shop"),
    sku_barcode: _t("By barcode (SKU)"),
    variant_code: _t("By variant code (SKU)"),
    vendor_item: _t("By the vendor's number (SKU)"),
};

/** The rule by which a partner or product was found, in words. */
export class ShopifyRuleField extends CharField {
    get formattedValue() {
        const rule = this.props.record.data[this.props.name];
        return rule ? (LABELS[rule] || rule).toString() : "";
    }
}

registry.category("fields").add("shopify_rule", {
    ...charField,
    component: ShopifyRuleField,
    displayName: _t("Rule of the Shopify connector"),
});
