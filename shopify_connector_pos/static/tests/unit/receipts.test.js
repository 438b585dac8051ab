import { describe, expect, test } from "@odoo/hoot";
import { onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { aTill, goOffline, goOnline } from "./till";

definePosModels();

/** Sell something to a customer who wants receipts so; tell what was printed, and what emailed. */
async function sellTo(preference, { printsAlways = false, offline = false } = {}) {
    const printed = [];
    const emailed = [];
    onRpc("pos.order", "send_preferred_receipt", ({ args }) => {
        emailed.push(args[0][0]);
        return true;
    });
    const till = await aTill({ iface_print_auto: printsAlways, iface_print_skip_screen: false });
    till.printer.print = async () => {
        printed.push(true);
        return false;
    };
    till.env.services.renderer.toJpeg = async () => "image";
    const customer = till.models["res.partner"].get(3);
    customer.update({ receipt_preference: preference, email: "anna@b.example" });
    const order = await getFilledOrder(till);
    order.setPartner(customer);
    order.setToInvoice(false);
    order.addPaymentline(till.models["pos.payment.method"].get(1));
    if (offline) {
        goOffline(till);
    }
    const validation = new OrderPaymentValidation({ pos: till, orderUuid: order.uuid });
    await validation.finalizeValidation();
    return { till, order, printed, emailed };
}

describe("S5: a receipt follows the customer's preference", () => {
    test("none: neither printed nor emailed, although the store prints always", async () => {
        const { printed, emailed } = await sellTo("none", { printsAlways: true });
        expect(printed).toHaveLength(0);
        expect(emailed).toHaveLength(0);
    });

    test("printed: although the store does not print by itself", async () => {
        const { printed, emailed } = await sellTo("printed");
        expect(printed).toHaveLength(1);
        expect(emailed).toHaveLength(0);
    });

    test("printed: not twice where the store prints by itself", async () => {
        const { printed } = await sellTo("printed", { printsAlways: true });
        expect(printed).toHaveLength(1);
    });

    test("email: sent, not printed", async () => {
        const { till, order, printed, emailed } = await sellTo("email", { printsAlways: true });
        await till.emailReceipts();
        expect(printed).toHaveLength(0);
        expect(emailed).toEqual([order.id]);
        await till.emailReceipts();
        expect(emailed).toHaveLength(1);
    });

    test("both: printed and sent", async () => {
        const { till, printed, emailed } = await sellTo("both");
        await till.emailReceipts();
        expect(printed).toHaveLength(1);
        expect(emailed).toHaveLength(1);
    });

    test("no preference: as the store is set", async () => {
        expect((await sellTo(false, { printsAlways: true })).printed).toHaveLength(1);
    });

    test("without connection it is sent when the order is", async () => {
        const { till, order, emailed } = await sellTo("email", { offline: true });
        expect(emailed).toHaveLength(0);
        goOnline(till);
        await till.syncAllOrders();
        await till.emailReceipts();
        expect(emailed).toEqual([order.id]);
    });
});
