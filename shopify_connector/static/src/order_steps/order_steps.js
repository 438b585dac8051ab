import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ICONS = {
    done: "fa-check",
    partly: "fa-adjust",
    failed: "fa-times",
    open: "fa-circle-o",
};
const MEANINGS = {
    done: _t("done"),
    partly: _t("in part"),
    failed: _t("failed"),
    open: _t("still open"),
};

/**
 * What happened to an order: a row of steps, each of which opens what it is about; as dots where
 * there is little room.
 */
export class OrderStepsField extends Component {
    static template = "shopify_connector.OrderSteps";
    static props = { ...standardFieldProps, mini: { type: Boolean, optional: true } };

    setup() {
        this.actionService = useService("action");
    }

    get steps() {
        return this.props.record.data[this.props.name] || [];
    }

    icon(step) {
        return ICONS[step.state];
    }

    /** A step in words, for the dots and for those who can't see its colour. */
    sentence(step) {
        const parts = [step.when, step.text].filter(Boolean).join(", ");
        const meaning = parts || MEANINGS[step.state].toString();
        return `${step.label}: ${meaning}`;
    }

    meaning(step) {
        return MEANINGS[step.state].toString();
    }

    open(step) {
        const { resModel, resId } = this.props.record;
        return this.actionService.doActionButton({
            type: "object",
            name: step.action,
            resModel,
            resId,
            resIds: [resId],
            context: {},
        });
    }
}

registry.category("fields").add("shopify_steps", {
    component: OrderStepsField,
    displayName: _t("Steps of an order"),
    supportedTypes: ["json"],
    extractProps: ({ options }) => ({ mini: Boolean(options.mini) }),
});
