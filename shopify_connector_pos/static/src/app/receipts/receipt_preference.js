import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { OrderReceipt } from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";

const PRINTED = ["printed", "both"];
const BY_EMAIL = ["email", "both"];

/** Receipts follow the customer's preference; without one, the store's settings (S5). */

patch(PosOrder.prototype, {
    /** What the customer wants; empty for none in particular. A method, as customers change. */
    receiptPreference() {
        return this.partner_id?.receipt_preference || "";
    },
});

patch(OrderPaymentValidation.prototype, {
    async finalizeValidation() {
        // Kept with the order, also when the page is loaded anew: it was sold at this till.
        this.order.uiState.receiptToEmail = true;
        return super.finalizeValidation(...arguments);
    },

    async afterOrderValidation() {
        const wanted = this.order.receiptPreference();
        if (!wanted) {
            return super.afterOrderValidation(...arguments);
        }
        this.pos.printsNothing = true;
        let result;
        try {
            result = await super.afterOrderValidation(...arguments);
        } finally {
            this.pos.printsNothing = false;
        }
        if (PRINTED.includes(wanted) && !this.order.nb_print) {
            await this.pos.printReceipt({ order: this.order });
        }
        return result;
    },
});

patch(PosStore.prototype, {
    async printReceipt() {
        return this.printsNothing ? false : super.printReceipt(...arguments);
    },

    async postSyncAllOrders(orders) {
        const result = await super.postSyncAllOrders(orders);
        this.emailReceipts();
        return result;
    },

    /** Email the receipts of this till's orders whose customers want them so; once each. */
    async emailReceipts() {
        this.receiptsOnTheirWay ??= new Set();
        for (const order of this.models["pos.order"].filter((each) => this._isToEmail(each))) {
            this.receiptsOnTheirWay.add(order.uuid);
            try {
                await this._emailReceipt(order);
            } catch {
                this.notification.add(
                    _t("The receipt of %s could not be sent by email yet.", order.partner_id.name),
                    { type: "warning" }
                );
            } finally {
                this.receiptsOnTheirWay.delete(order.uuid);
            }
        }
    },

    _isToEmail(order) {
        const { partner_id: customer, uiState } = order;
        return (
            uiState?.receiptToEmail &&
            order.finalized &&
            order.isSynced &&
            customer?.email &&
            !customer.isPendingSync &&
            BY_EMAIL.includes(order.receiptPreference()) &&
            !this.receiptsOnTheirWay.has(order.uuid) &&
            !this.data.network.offline
        );
    },

    async _emailReceipt(order) {
        const image = (basic) =>
            this.env.services.renderer.toJpeg(
                OrderReceipt,
                { order, basic_receipt: basic },
                { addClass: "pos-receipt-print p-3" }
            );
        const full = await image(false);
        const basic = this.config.basic_receipt ? await image(true) : null;
        await this.data.call("pos.order", "send_preferred_receipt", [[order.id], full, basic]);
        order.uiState.receiptToEmail = false;
        this.data.debouncedSynchronizeLocalDataInIndexedDB?.();
        this.notification.add(_t("The receipt was sent to %s.", order.partner_id.email), {
            type: "success",
        });
    },
});
