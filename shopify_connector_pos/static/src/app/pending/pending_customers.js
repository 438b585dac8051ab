import { reactive, toRaw } from "@odoo/owl";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { Mutex } from "@web/core/utils/concurrency";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { PendingStore } from "./pending_store";

const AT_ONCE = 50;
const SHORTEST_PAUSE = 3000;
const LONGEST_PAUSE = 60000;

/** The till's orders look up here what their customers were made of: pending customers by models. */
const byModels = new WeakMap();

/**
 * @param {Object} models of the till
 * @returns {PendingCustomers|undefined}
 */
export function pendingCustomersOf(models) {
    return byModels.get(toRaw(models));
}

/**
 * Customers of this till that the server has still to take over (S7, S9).
 *
 * A row is what the dialog was filled in with (`told`), whether the server has it (`sent`), and
 * why the server could not take it over (`reason`). It is deleted when the real customer is here,
 * and all orders point to it.
 */
export class PendingCustomers {
    constructor(pos) {
        this.pos = pos;
        this.rows = reactive({});
        this.pause = SHORTEST_PAUSE;
        this.mutex = new Mutex();
        this.store = new PendingStore(`shopify-connector-pos-${pos.config.id}-${odoo.info?.db}`);
        byModels.set(toRaw(pos.models), this);
    }

    get all() {
        return Object.values(this.rows);
    }

    /** Bring back what was kept before the page was loaded, and make its customers anew. */
    async restore() {
        for (const row of await this.store.all()) {
            this._show(row);
        }
    }

    /**
     * Keep a customer until the server has it. When the promise is resolved, it is kept.
     *
     * @param {Object} told the customer, as it will be sent
     * @returns {Promise<Object>} the customer for this till
     */
    async add(told) {
        const row = { uuid: told.uuid, told, sent: false, reason: "" };
        await this.store.put(row);
        navigator.storage?.persist?.();
        const partner = this._show(row);
        this.pause = SHORTEST_PAUSE;
        this.send();
        return partner;
    }

    /** The customer that stands for one now: the real one, where it has come meanwhile. */
    current(partner) {
        return (partner && this.replaced?.get(partner.id)) || partner;
    }

    told(uuid) {
        return this.rows[uuid]?.told;
    }

    /**
     * Send what the server has not got, and ask what became of the rest. May be called at any
     * time, any number of times; without connection nothing happens.
     */
    send() {
        return this.mutex.exec(async () => {
            try {
                while (await this._sendSome()) {
                    // there are more of them than go at once
                }
            } catch (error) {
                if (!(error instanceof ConnectionLostError || error instanceof RPCError)) {
                    throw error;
                }
                logPosMessage("PendingCustomers", "send", "Will be sent later", "#96588a", [error]);
            }
            this._askAgainLater();
        });
    }

    async _sendSome() {
        if (!this.all.length || this.pos.data.network.offline) {
            return false;
        }
        const unsent = this.all.filter((row) => !row.sent);
        const told = unsent.slice(0, AT_ONCE).map((row) => row.told);
        const asked = this.all.filter((row) => row.sent).map((row) => row.uuid);
        await this.settle(await this._call(told, asked.slice(0, AT_ONCE)));
        return unsent.length > AT_ONCE;
    }

    _call(told, uuids) {
        const store = [this.pos.config.id];
        return this.pos.data.call("pos.config", "sync_store_customers", [store, told, uuids]);
    }

    /** The till hears of it by the bus; but it may have been without connection just then. */
    _askAgainLater() {
        clearTimeout(this.timer);
        if (this.all.length) {
            this.timer = setTimeout(() => this.send(), this.pause);
            this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
        }
    }

    /** The connection is back. */
    sendNow() {
        this.pause = SHORTEST_PAUSE;
        return this.send();
    }

    /**
     * Let the till know what the server says of customers.
     *
     * @param {Object} answer with `customers` and the data of those that were taken over
     */
    async settle(answer) {
        await this.load(answer["res.partner"]);
        for (const { uuid, state, partner_id, reason } of answer.customers) {
            const row = this.rows[uuid];
            const partner = partner_id && this.pos.models["res.partner"].get(partner_id);
            if (row && partner) {
                await this._replace(row, partner);
            } else if (row) {
                Object.assign(row, { sent: true, reason: state === "failed" ? reason : "" });
                await this.store.put(row);
            }
        }
    }

    /**
     * Load customers that the server has sent.
     *
     * @param {Object[]} data
     * @returns {Promise<Object[]>} the customers
     */
    async load(data) {
        if (!data?.length) {
            return [];
        }
        const all = await this.pos.data.missingRecursive({ "res.partner": data });
        const loaded = this.pos.models.connectNewData(all);
        this.pos.data.synchronizeServerDataInIndexedDB(all);
        return loaded["res.partner"];
    }

    /** What came by the bus: customers of this and of other tills that were taken over. */
    hear({ customers }) {
        return this.mutex.exec(async () => {
            const partners = this.pos.models["res.partner"];
            const unknown = customers
                .filter((each) => each.partner_id && !partners.get(each.partner_id))
                .map((each) => each.uuid);
            for (let start = 0; start < unknown.length; start += AT_ONCE) {
                const answer = await this._call([], unknown.slice(start, start + AT_ONCE));
                await this.load(answer["res.partner"]);
            }
            await this.settle({ customers });
        });
    }

    /** Put the real customer in the place of the pending one, in this order: see `restore`. */
    async _replace(row, partner) {
        const pending = this.pos.models["res.partner"].get(row.uuid);
        for (const order of this.pos.models["pos.order"].getAll()) {
            if (order.raw.partner_id === row.uuid || this._waitsFor(order, row)) {
                order.takeRealCustomer(partner);
            }
        }
        this.replaced ??= new Map();
        this.replaced.set(row.uuid, partner);
        await this.pos.data.synchronizeLocalDataInIndexedDB();
        await this.store.delete(row.uuid);
        delete this.rows[row.uuid];
        pending?.delete();
        this.pos.emailReceipts();
    }

    _waitsFor(order, row) {
        return order.pending_customer_uuid === row.uuid && !order.partner_id;
    }

    _show(row) {
        this.rows[row.uuid] = row;
        const partners = this.pos.models["res.partner"];
        const found = partners.get(row.uuid);
        return found || partners.create(localPartner(this.pos, row.told));
    }
}

/** What the till shows of a customer that only it knows, and sells to it by. */
function localPartner(pos, told) {
    const { models } = pos;
    const inherited = pos.storeCustomers.inherited;
    const address = told.address || {};
    const country = address.country_id && models["res.country"].get(address.country_id);
    const state = address.state_id && models["res.country.state"].get(address.state_id);
    const place = [address.zip, address.city].filter(Boolean).join(" ");
    return {
        id: told.uuid,
        name: told.name,
        email: told.email || false,
        invoice_emails: told.email || false,
        phone: told.phone || false,
        is_company: Boolean(told.is_company),
        street: address.street || false,
        street2: address.street2 || false,
        city: address.city || false,
        zip: address.zip || false,
        country_id: country || undefined,
        state_id: state || undefined,
        lang: inherited.lang || false,
        receipt_preference: inherited.receipt_preference || false,
        property_product_pricelist: models["product.pricelist"].get(inherited.pricelist_id),
        fiscal_position_id: models["account.fiscal.position"].get(inherited.fiscal_position_id),
        pos_contact_address: [address.street, address.street2, place, country?.name]
            .filter(Boolean)
            .join("\n"),
    };
}
