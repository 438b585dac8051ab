import { ResPartner } from "@point_of_sale/app/models/res_partner";
import { patch } from "@web/core/utils/patch";
import { pendingCustomersOf } from "@shopify_connector_pos/app/pending/pending_customers";

patch(ResPartner.prototype, {
    /** Whether only this till knows the customer, under a GUID that nobody sees (S7). */
    get isPendingSync() {
        return typeof this.id === "string";
    },

    get pendingReason() {
        return pendingCustomersOf(this.models)?.rows[this.id]?.reason || "";
    },
});
