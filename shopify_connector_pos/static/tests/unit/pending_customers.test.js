import { describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { onRpc } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";
import { PendingCustomers } from "@shopify_connector_pos/app/pending/pending_customers";
import { server } from "./data/pos_config.data";
import { aTill, goOffline, goOnline, told } from "./till";

definePosModels();

const nobody = (till) => till.pendingCustomers.all.length === 0;

describe("a customer that only the till knows", () => {
    test("S9: without connection a customer is made here, whatever the setting", async () => {
        const till = await aTill({ customer_creation: "sync" });
        goOffline(till);
        const { customer } = await till.makeCustomer(told("Anna Bakker", { email: "a@b.example" }));
        expect(customer.isPendingSync).toBe(true);
        expect(customer.name).toBe("Anna Bakker");
        expect(customer.email).toBe("a@b.example");
        expect(till.models["res.partner"].get(customer.id)).toBe(customer);
        expect(server.calls).toEqual([]);
    });

    test("S7: in asynchronous mode the customer is not made at once", async () => {
        const till = await aTill({ customer_creation: "async" });
        server.hold = true;
        const anna = told();
        const { customer } = await till.makeCustomer(anna);
        expect(customer.isPendingSync).toBe(true);
        await till.pendingCustomers.send();
        expect(server.calls[0]).toEqual(["sync", [anna.uuid], []]);
        expect(server.calls.some(([kind]) => kind === "create")).toBe(false);
    });

    test("S7: in synchronous mode it is on the server before the sale goes on", async () => {
        const till = await aTill();
        const { customer } = await till.makeCustomer(told());
        expect(customer.isPendingSync).toBe(false);
        expect(nobody(till)).toBe(true);
    });

    test("S9: it is sent once the connection is back, and the real one takes its place", async () => {
        const till = await aTill();
        goOffline(till);
        const order = await getFilledOrder(till);
        const { customer } = await till.makeCustomer(told());
        order.setPartner(customer);
        goOnline(till);
        await till.pendingCustomers.send();
        expect(order.partner_id.id).toBe(server.taken[customer.id]);
        expect(order.partner_id.isPendingSync).toBe(false);
        expect(till.models["res.partner"].get(customer.id)).toBe(undefined);
        expect(nobody(till)).toBe(true);
        expect(await till.pendingCustomers.store.all()).toEqual([]);
    });

    test("S9: a lost answer does no harm: the same GUID is sent again", async () => {
        const till = await aTill();
        goOffline(till);
        const anna = told();
        await till.makeCustomer(anna);
        goOnline(till);
        server.lose = 1;
        await till.pendingCustomers.send();
        expect(till.pendingCustomers.all).toHaveLength(1);
        await till.pendingCustomers.send();
        expect(nobody(till)).toBe(true);
        expect(server.calls).toEqual([
            ["sync", [anna.uuid], []],
            ["sync", [anna.uuid], []],
        ]);
        expect(Object.keys(server.taken)).toHaveLength(1);
    });

    test("S7: what the server has is not sent again, but asked for", async () => {
        const till = await aTill({ customer_creation: "async" });
        server.hold = true;
        const anna = told();
        await till.makeCustomer(anna);
        await till.pendingCustomers.send();
        server.calls.length = 0;
        await advanceTime(60000);
        await till.pendingCustomers.mutex.getUnlockedDef();
        expect(server.calls[0]).toEqual(["sync", [], [anna.uuid]]);
        expect(server.calls.some(([, sent]) => sent.length)).toBe(false);
    });

    test("S9: it is there again when the page is loaded anew", async () => {
        const till = await aTill();
        goOffline(till);
        const { customer } = await till.makeCustomer(told("Anna Bakker", { phone: "020" }));
        till.models["res.partner"].get(customer.id).delete();
        const after = new PendingCustomers(till);
        await after.restore();
        const restored = till.models["res.partner"].get(customer.id);
        expect(restored.name).toBe("Anna Bakker");
        expect(restored.phone).toBe("020");
        expect(after.told(customer.id).name).toBe("Anna Bakker");
    });

    test("S7: by the bus a till hears what became of its customers, and of others", async () => {
        const till = await aTill({ customer_creation: "async" });
        server.hold = true;
        const { customer } = await till.makeCustomer(told());
        await till.pendingCustomers.send();
        server.taken[customer.id] = 3;
        await till.pendingCustomers.hear({
            customers: [{ uuid: customer.id, state: "done", partner_id: 3, reason: "" }],
        });
        expect(nobody(till)).toBe(true);
        expect(till.pendingCustomers.current(customer).id).toBe(3);
    });

    test("S10: the reason of the server is shown, and the customer stays", async () => {
        const till = await aTill({ customer_creation: "async" });
        server.hold = true;
        server.refuse = "x is no email address.";
        const { customer } = await till.makeCustomer(told());
        await till.pendingCustomers.send();
        expect(till.pendingCustomers.rows[customer.id].reason).toBe("x is no email address.");
        expect(till.pendingCustomers.all).toHaveLength(1);
    });

    test("S9: a store that keeps no customers makes none without connection", async () => {
        const till = await aTill({ customers_shared: false });
        goOffline(till);
        await expect(till.makeCustomer(told())).rejects.toThrow("keeps no customers");
        expect(nobody(till)).toBe(true);
        goOnline(till);
        const { customer } = await till.makeCustomer(told());
        expect(customer.isPendingSync).toBe(false);
    });
});

describe("an order of such a customer", () => {
    const anOrderOf = async (till) => {
        goOffline(till);
        const { customer } = await till.makeCustomer(told("Anna Bakker", { email: "a@b.example" }));
        const order = await getFilledOrder(till);
        order.setPartner(customer);
        return { order, customer };
    };

    test("S7: brings the customer along", async () => {
        const till = await aTill();
        const { order, customer } = await anOrderOf(till);
        const sent = order.serializeForORM({ keepCommands: true });
        expect(sent.partner_id).toBe(false);
        expect(sent.pending_customer_uuid).toBe(customer.id);
        expect(sent.pending_customer.email).toBe("a@b.example");
    });

    test("S7: brings nobody along when another customer is chosen", async () => {
        const till = await aTill();
        const { order } = await anOrderOf(till);
        order.setPartner(till.models["res.partner"].get(3));
        const sent = order.serializeForORM({ keepCommands: true });
        expect(sent.partner_id).toBe(3);
        expect(sent.pending_customer_uuid).toBe(false);
        expect("pending_customer" in sent).toBe(false);
    });

    test("S7: keeps the customer although the server has none for it yet", async () => {
        const till = await aTill();
        const { order, customer } = await anOrderOf(till);
        goOnline(till);
        server.hold = true;
        await till.syncAllOrders();
        expect(order.isSynced).toBe(true);
        expect(order.partner_id).toBe(customer);
    });

    test("S7: when it was sold and sent already, it is not sent again for that", async () => {
        const till = await aTill();
        const { order, customer } = await anOrderOf(till);
        goOnline(till);
        server.hold = true;
        order.state = "paid";
        await till.syncAllOrders();
        expect(order.isDirty()).toBe(false);
        server.hold = false;
        server.taken[customer.id] = 3;
        await till.pendingCustomers.send();
        expect(order.partner_id.id).toBe(3);
        expect(order.isDirty()).toBe(false);
    });

    test("S9: when it was on its way as the connection dropped, it is sent again", async () => {
        const till = await aTill();
        const { order } = await anOrderOf(till);
        order.state = "paid";
        till.addPendingOrder([order.id]);
        goOnline(till);
        let lost = true;
        onRpc("pos.order", "sync_from_ui", ({ parent }) => {
            if (lost) {
                throw new ConnectionLostError();
            }
            return parent();
        });
        await till.syncAllOrders();
        expect(order.isSynced).toBe(false);
        lost = false;
        await till.syncAllOrders();
        expect(order.isSynced).toBe(true);
    });

    test("S7: who chooses the pending one from a list that was open, gets the real one", async () => {
        const till = await aTill();
        const { order, customer } = await anOrderOf(till);
        goOnline(till);
        await till.pendingCustomers.send();
        order.setPartner(customer);
        expect(order.partner_id.id).toBe(server.taken[customer.id]);
    });
});

describe("S8: until it is taken over", () => {
    test("it can't be edited", async () => {
        const till = await aTill();
        goOffline(till);
        const { customer } = await till.makeCustomer(told());
        goOnline(till);
        expect(await till.editPartner(customer)).toBe(undefined);
    });

    test("edits of existing customers need the server", async () => {
        const till = await aTill();
        goOffline(till);
        expect(await till.editPartner(till.models["res.partner"].get(3))).toBe(undefined);
    });

    test("its GUID is nobody's business", async () => {
        const till = await aTill();
        goOffline(till);
        const { customer } = await till.makeCustomer(told());
        expect(customer.searchString).not.toInclude(customer.id);
    });
});
