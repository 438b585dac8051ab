import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { patch } from "@web/core/utils/patch";
import { pendingCustomersOf } from "@shopify_connector_pos/app/pending/pending_customers";

patch(PosOrder.prototype, {
    setup(vals) {
        super.setup(vals);
        // The server knows no customer of the order yet; the till does.
        if (!this.partner_id && this.pending_customer_uuid) {
            const pending = this.models["res.partner"].get(this.pending_customer_uuid);
            if (pending) {
                this.partner_id = pending;
            }
        }
    },

    setPartner(partner) {
        partner = pendingCustomersOf(this.models)?.current(partner) || partner;
        super.setPartner(partner);
        this.pending_customer_uuid = partner?.isPendingSync ? partner.id : false;
    },

    /**
     * What was paid and is not on the server has to go there, also when the connection dropped while
     * it was on its way: Odoo takes what it has sent for settled, and would wait for a new page.
     */
    isDirty() {
        return super.isDirty() || this.isUnsyncedPaid;
    },

    /** The order's customer has become a real one: it is the same sale, to the same customer. */
    takeRealCustomer(partner) {
        const settled = this.finalized && this.isSynced && !this.isDirty();
        this.partner_id = partner;
        if (!this.finalized && !this.payment_ids.length) {
            this.updatePricelistAndFiscalPosition(partner);
        }
        if (settled) {
            this._dirty = false; // the server has done the same
        }
    },

    /** A customer without a server's id would be left out: it travels with the order instead. */
    serializeForORM(opts = {}) {
        const data = super.serializeForORM(opts);
        if (this.partner_id?.isPendingSync) {
            data.partner_id = false;
            const told = pendingCustomersOf(this.models)?.told(this.partner_id.id);
            if (told) {
                data.pending_customer = told;
            }
        }
        return data;
    },
});
