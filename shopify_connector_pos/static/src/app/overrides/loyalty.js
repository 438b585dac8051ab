import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";

let isPatched = false;

/**
 * Where Odoo's loyalty programs are installed: a customer whom only this till knows gets no card,
 * and no points (S8). Called when the till starts, so that it comes after their own patches; this
 * addon does not depend on them.
 */
export function withholdLoyaltyCards() {
    if (isPatched || !("fetchLoyaltyCard" in PosStore.prototype)) {
        return;
    }
    isPatched = true;

    patch(PosOrder.prototype, {
        _programIsApplicable(program) {
            const isPending = Boolean(this.partner_id?.isPendingSync);
            return !(isPending && program.is_nominative) && super._programIsApplicable(program);
        },
    });

    patch(PosStore.prototype, {
        /** The server can't be asked for the card of somebody whom it does not know. */
        async fetchLoyaltyCard(programId, partnerId) {
            if (typeof partnerId !== "string") {
                return super.fetchLoyaltyCard(...arguments);
            }
            const cards = this.models["loyalty.card"];
            const lowest = Math.min(0, ...cards.map((card) => card.id));
            return cards.create({
                id: lowest - 1,
                code: null,
                program_id: this.models["loyalty.program"].get(programId),
                points: 0,
            });
        },

        /** Programs that need a customer are kept in mind even without points: not for this one. */
        async _updatePrograms() {
            await super._updatePrograms();
            const order = this.getOrder();
            if (!order?.partner_id?.isPendingSync) {
                return;
            }
            const changes = order.uiState.couponPointChanges;
            for (const [key, change] of Object.entries(changes)) {
                if (this.models["loyalty.program"].get(change.program_id)?.is_nominative) {
                    delete changes[key];
                    this.models["loyalty.card"].get(change.coupon_id)?.delete();
                }
            }
        },
    });
}
