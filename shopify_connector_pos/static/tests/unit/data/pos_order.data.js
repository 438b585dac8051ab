import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/../tests/unit/data/pos_order.data";
import { server } from "./pos_config.data";

patch(PosOrder.prototype, {
    /** An order's customer is taken in with it, and stays nobody's until it is taken over. */
    sync_from_ui(data) {
        for (const order of data) {
            const told = order.pending_customer;
            delete order.pending_customer;
            if (told) {
                server.taken[told.uuid] ??= false;
                order.partner_id = server.taken[told.uuid];
            }
        }
        return super.sync_from_ui(...arguments);
    },
});
