import { patch } from "@web/core/utils/patch";
import { PosConfig } from "@point_of_sale/../tests/unit/data/pos_config.data";

/** What the store's default customer hands down, as the server tells the tills. */
const aStore = () => ({
    country_id: false,
    several_contact_points: true,
    attributes: [
        { id: 1, name: "Shoe size", type: "integer", required: false, options: [] },
        {
            id: 2,
            name: "Member",
            type: "selection",
            required: true,
            options: [
                ["y", "Yes"],
                ["n", "No"],
            ],
        },
    ],
    inherited: {
        is_company: false,
        group: "Retail",
        receipt_preference: "email",
        receipt: "By email",
        pricelist_id: false,
        pricelist: "",
        fiscal_position_id: false,
        fiscal_position: "Domestic",
        lang: "en_US",
        language: "English (US)",
        tags: ["Walk-in"],
    },
});

/** A server that keeps a customer of a GUID once, and takes it over when it is told to. */
export const server = { taken: {}, calls: [], lose: 0, hold: false, refuse: "" };

export function resetServer() {
    Object.assign(server, { taken: {}, calls: [], lose: 0, hold: false, refuse: "" });
}

PosConfig._records = PosConfig._records.map((config) => ({
    ...config,
    customer_creation: "sync",
    customers_shared: true,
}));

patch(PosConfig.prototype, {
    _load_pos_data_read() {
        const data = super._load_pos_data_read(...arguments);
        data[0]._store_customers = aStore();
        return data;
    },

    create_store_customer(ids, told) {
        server.calls.push(["create", told.uuid]);
        server.taken[told.uuid] ??= this.env["res.partner"].create({
            name: told.name,
            email: told.email,
        });
        return this._storeAnswer("created", [server.taken[told.uuid]]);
    },

    sync_store_customers(ids, told, uuids) {
        server.calls.push(["sync", told.map((each) => each.uuid), [...uuids]]);
        const all = [...told.map((each) => each.uuid), ...uuids];
        for (const each of told) {
            server.taken[each.uuid] ??= server.hold
                ? false
                : this.env["res.partner"].create({ name: each.name, email: each.email });
        }
        return {
            customers: all.map((uuid) => ({
                uuid,
                state: server.refuse ? "failed" : server.taken[uuid] ? "done" : "waiting",
                partner_id: server.taken[uuid] || false,
                reason: server.refuse,
                store: 1,
            })),
            "res.partner": this._storePartners(all.map((uuid) => server.taken[uuid])),
        };
    },

    _storeAnswer(outcome, ids, value = "") {
        return { outcome, value, "res.partner": this._storePartners(ids) };
    },

    _storePartners(ids) {
        const partners = this.env["res.partner"];
        return partners.read(ids.filter(Boolean), partners._load_pos_data_fields(), false);
    },
});
