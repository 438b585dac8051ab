import { expect, test } from "@odoo/hoot";
import { PendingStore } from "@shopify_connector_pos/app/pending/pending_store";
import { uuidv4 } from "@point_of_sale/utils";

const aStore = (name = `till-test-${uuidv4()}`) => new PendingStore(name);

test("S9: what is put is there for who opens the store next", async () => {
    const store = aStore();
    await store.put({ uuid: "1", told: { name: "Anna" }, sent: false });
    await store.put({ uuid: "2", told: { name: "Bert" }, sent: false });
    await store.put({ uuid: "1", told: { name: "Anna" }, sent: true });
    const again = await aStore(store.name).all();
    expect(again).toEqual([
        { uuid: "1", told: { name: "Anna" }, sent: true },
        { uuid: "2", told: { name: "Bert" }, sent: false },
    ]);
    window.indexedDB.deleteDatabase(store.name);
});

test("S9: what is deleted is gone", async () => {
    const store = aStore();
    await store.put({ uuid: "1" });
    await store.delete("1");
    await store.delete("2");
    expect(await store.all()).toEqual([]);
    window.indexedDB.deleteDatabase(store.name);
});

test("S9: what can't be kept is told, and not lost in silence", async () => {
    await expect(aStore().put({ name: "without GUID" })).rejects.toThrow();
});
