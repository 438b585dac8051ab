import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { BadgeField, badgeField } from "@web/views/fields/badge/badge_field";

// Shopify's own statuses; one it adds later is shown by its name, in grey.
const LABELS = {
    AUTHORIZED: _t("Authorised"),
    EXPIRED: _t("Expired"),
    PAID: _t("Paid"),
    PARTIALLY_PAID: _t("Partly paid"),
    PARTIALLY_REFUNDED: _t("Partly refunded"),
    PENDING: _t("Pending"),
    REFUNDED: _t("Refunded"),
    VOIDED: _t("Voided"),
    FULFILLED: _t("Fulfilled"),
    IN_PROGRESS: _t("In progress"),
    ON_HOLD: _t("On hold"),
    OPEN: _t("Open"),
    PARTIALLY_FULFILLED: _t("Partly fulfilled"),
    PENDING_FULFILLMENT: _t("Asked for"),
    REQUEST_DECLINED: _t("Declined"),
    RESTOCKED: _t("Restocked"),
    SCHEDULED: _t("Scheduled"),
    UNFULFILLED: _t("Unfulfilled"),
    NO_RETURN: _t("No return"),
    RETURN_REQUESTED: _t("Return asked for"),
    RETURNED: _t("Returned"),
    SUCCESS: _t("Success"),
    FAILURE: _t("Failed"),
    ERROR: _t("Error"),
    CANCELLED: _t("Cancelled"),
    SALE: _t("Sale"),
    CAPTURE: _t("Capture"),
    AUTHORIZATION: _t("Authorisation"),
    REFUND: _t("Refund"),
    VOID: _t("Void"),
    ENABLED: _t("Has an account"),
    DISABLED: _t("Without account"),
    INVITED: _t("Invited"),
    DECLINED: _t("Declined"),
    SUBSCRIBED: _t("Subscribed"),
    NOT_SUBSCRIBED: _t("Not subscribed"),
    UNSUBSCRIBED: _t("Unsubscribed"),
    REDACTED: _t("Erased"),
    INVALID: _t("Invalid"),
    SINGLE_OPT_IN: _t("Single opt-in"),
    CONFIRMED_OPT_IN: _t("Confirmed opt-in"),
    UNKNOWN: _t("Unknown"),
};
const COLOURS = {
    success: ["PAID", "FULFILLED", "SUCCESS", "ENABLED", "SUBSCRIBED"],
    warning: [
        "AUTHORIZED",
        "IN_PROGRESS",
        "ON_HOLD",
        "PARTIALLY_FULFILLED",
        "PARTIALLY_PAID",
        "PARTIALLY_REFUNDED",
        "PENDING",
        "RETURN_REQUESTED",
    ],
    danger: ["ERROR", "EXPIRED", "FAILURE", "REQUEST_DECLINED", "VOIDED"],
    info: ["REFUNDED", "RETURNED", "RESTOCKED"],
};

function humanised(status) {
    const words = status.toLowerCase().replaceAll("_", " ");
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A status as Shopify writes it (PARTIALLY_PAID), shown as a coloured badge with plain words. */
export class ShopifyStatusField extends BadgeField {
    get status() {
        return (this.props.record.data[this.props.name] || "").toUpperCase();
    }

    get formattedValue() {
        return (LABELS[this.status] || humanised(this.status)).toString();
    }

    get badgeClass() {
        const colour = Object.keys(COLOURS).find((name) => COLOURS[name].includes(this.status));
        return colour ? `text-bg-${colour}` : "text-bg-300";
    }
}

registry.category("fields").add("shopify_status", {
    ...badgeField,
    component: ShopifyStatusField,
    displayName: _t("Shopify status"),
    supportedTypes: ["char"],
    additionalClasses: ["o_field_badge"],
});
