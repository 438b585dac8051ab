import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { CustomerDialog } from "@shopify_connector_pos/app/customer_dialog/customer_dialog";
import { withholdLoyaltyCards } from "@shopify_connector_pos/app/overrides/loyalty";
import { PendingCustomers } from "@shopify_connector_pos/app/pending/pending_customers";

patch(PosStore.prototype, {
    async setup() {
        withholdLoyaltyCards();
        await super.setup(...arguments);
        window.addEventListener("pos-network-online", () => {
            this.pendingCustomers.sendNow();
            this.emailReceipts();
        });
    },

    async processServerData() {
        this.config = this.data.models["pos.config"].getFirst();
        this.models = this.data.models;
        this.pendingCustomers = new PendingCustomers(this);
        await this.pendingCustomers.restore();
        await super.processServerData(...arguments);
    },

    async initServerData() {
        const result = await super.initServerData(...arguments);
        this.data.connectWebSocket("STORE_CUSTOMERS", (told) => this.pendingCustomers.hear(told));
        this.pendingCustomers.send();
        this.emailReceipts();
        return result;
    },

    /**
     * New customers are made in a dialog of our own (S1), which works without connection too; what
     * is there is edited in Odoo's own form, and needs the server (S8).
     *
     * @param {Object} [partner]
     * @param {string} [typed] what was searched for
     */
    async editPartner(partner, typed = "") {
        if (!partner) {
            return this.createCustomer(typed);
        }
        if (partner.isPendingSync) {
            return this._cannotEdit(
                _t("Pending sync"),
                _t("%s can be edited once the server has taken the customer over.", partner.name)
            );
        }
        if (this.data.network.offline) {
            return this._cannotEdit(
                _t("No connection"),
                _t("%s can be edited when the connection is back.", partner.name)
            );
        }
        return super.editPartner(...arguments);
    },

    _cannotEdit(title, body) {
        this.dialog.add(AlertDialog, { title, body });
        return undefined;
    },

    async createCustomer(typed) {
        if (this.data.network.offline && !this.config.customers_shared) {
            return this._cannotEdit(_t("No connection"), this.noCustomersOffline);
        }
        return makeAwaitable(this.dialog, CustomerDialog, { typed });
    },

    /** What the server has told of the store: see `pos.config`. */
    get storeCustomers() {
        return { attributes: [], inherited: {}, ...this.config._store_customers };
    },

    get noCustomersOffline() {
        return _t(
            "This store keeps no customers on its tills, so none can be made without connection. Sell without a customer, or wait for the connection."
        );
    },

    get makesCustomersLater() {
        return this.config.customer_creation === "async" || this.data.network.offline;
    },

    /**
     * Make a customer: on the server, or for now only here (S7, S9).
     *
     * @param {Object} told what was typed
     * @returns {Promise<Object>} `{ customer }` when it is made; `{ customers, value, several }`
     *     when there are some with the same email or phone already
     */
    async makeCustomer(told) {
        if (this.makesCustomersLater) {
            return this._makeCustomerLater(told);
        }
        try {
            const answer = await this.data.call("pos.config", "create_store_customer", [
                [this.config.id],
                told,
            ]);
            const customers = await this.pendingCustomers.load(answer["res.partner"]);
            if (answer.outcome === "created") {
                return { customer: customers[0] };
            }
            return { customers, value: answer.value, several: answer.outcome === "several" };
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                // It may be on the server, or not: by its GUID, it will be there once.
                return this._makeCustomerLater(told);
            }
            throw error;
        }
    },

    async _makeCustomerLater(told) {
        const connected = !this.data.network.offline && this.config.customer_creation === "async";
        if (!this.config.customers_shared && !connected) {
            throw new Error(this.noCustomersOffline);
        }
        return { customer: await this.pendingCustomers.add(told) };
    },
});
