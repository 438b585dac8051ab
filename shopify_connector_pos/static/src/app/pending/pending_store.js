/**
 * Customers that were made at this till and are not on the server yet, in a database of their own.
 *
 * The till's own database is emptied with each change of its settings, and by "Reload Data"; what
 * nobody else knows must not go with it. A customer is kept when the returned promise is resolved,
 * not before: only then the cashier may be told so.
 */
export class PendingStore {
    static TABLE = "customers";

    constructor(name) {
        this.name = name;
    }

    async all() {
        return (await this._run("readonly", (table) => table.getAll())) || [];
    }

    async put(row) {
        await this._run("readwrite", (table) => table.put(JSON.parse(JSON.stringify(row))));
    }

    async delete(uuid) {
        await this._run("readwrite", (table) => table.delete(uuid));
    }

    async _run(mode, work) {
        const database = await this._open();
        try {
            return await new Promise((resolve, reject) => {
                const transaction = database.transaction(PendingStore.TABLE, mode, {
                    durability: "strict",
                });
                const request = work(transaction.objectStore(PendingStore.TABLE));
                transaction.oncomplete = () => resolve(request.result);
                transaction.onerror = () => reject(transaction.error);
                transaction.onabort = () => reject(transaction.error);
            });
        } finally {
            database.close();
        }
    }

    _open() {
        return new Promise((resolve, reject) => {
            const request = window.indexedDB.open(this.name, 1);
            request.onupgradeneeded = () =>
                request.result.createObjectStore(PendingStore.TABLE, { keyPath: "uuid" });
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
            request.onblocked = () => reject(new Error("blocked"));
        });
    }
}
