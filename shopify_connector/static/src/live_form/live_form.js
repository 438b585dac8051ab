import { onMounted, onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

const PAUSE = 2000;

/** A form that reads its record again every two seconds while the work it shows is under way. */
export class LiveFormController extends FormController {
    setup() {
        super.setup();
        this.timer = undefined;
        this.gone = false;
        onMounted(() => this.plan());
        onWillUnmount(() => {
            this.gone = true;
            clearTimeout(this.timer);
        });
    }

    get isUnderWay() {
        const { state, is_under_way: isUnderWay } = this.model.root.data;
        return isUnderWay || ["waiting", "running"].includes(state);
    }

    plan() {
        this.timer = setTimeout(() => this.refresh(), PAUSE);
    }

    async refresh() {
        if (this.isUnderWay && !document.hidden) {
            // A lost connection must not end the watching.
            await this.model.root.load().catch(() => {});
        }
        if (!this.gone) {
            this.plan();
        }
    }
}

registry.category("views").add("shopify_live_form", {
    ...formView,
    Controller: LiveFormController,
});
