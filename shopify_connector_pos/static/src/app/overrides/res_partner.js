import { ResPartner } from "@point_of_sale/app/models/res_partner";
import { patch } from "@web/core/utils/patch";

patch(ResPartner.prototype, {
    /** Whether only this till knows the customer, under a GUID that nobody sees (S7). */
    get isPendingSync() {
        return typeof this.id === "string";
    },
});
