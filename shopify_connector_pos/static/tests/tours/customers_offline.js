/* global posmodel */

import { registry } from "@web/core/registry";
import * as Till from "./till_steps";

const tours = registry.category("web_tour.tours");

const ANNA = { name: "Anna Bakker", email: "anna@example.com" };
const BERT = { name: "Bert Visser", phone: "020 123 4567" };
const CARLA = { name: "Carla Smit", email: "carla@example.com" };

const sellToNew = (customer, { first = false } = {}) => [
    Till.addProduct("Till Mug"),
    ...Till.newCustomer(customer),
    ...Till.pay(),
    ...(first ? [Till.closeWarning()] : []),
    ...Till.nextOrder(),
];

const pendingIs = (name) => [
    ...Till.openCustomers(),
    Till.see(`.partner-line:contains('${name}') .pending-sync`),
    Till.click(".modal-footer .btn-secondary"),
];

/** Three customers without network, two of them are sold to; the page is loaded anew. */
const workOffline = () => [
    ...Till.startTill(),
    ...Till.goOffline(),
    ...sellToNew(ANNA, { first: true }),
    ...sellToNew(BERT),
    ...Till.newCustomer(CARLA),
    ...pendingIs("Anna Bakker"),
    ...Till.reload(),
    ...pendingIs("Carla Smit"),
];

tours.add("till_offline", {
    steps: () => [...workOffline(), ...Till.goOnline(), Till.nothingWaits()],
});

/** The network goes again while an order is sent, and once more while customers are. */
tours.add("till_offline_cut", {
    steps: () => [
        ...workOffline(),
        ...Till.goOnlineButLoseAnswerTo("sync_from_ui"),
        ...Till.goOnlineButLoseAnswerTo("sync_store_customers"),
        ...Till.goOnline(),
        Till.nothingWaits(),
    ],
});

/** In asynchronous mode nobody waits: the customer stands as pending until it is taken over. */
tours.add("till_asynchronous", {
    steps: () => [
        ...Till.openTill(),
        ...Till.openNewCustomer(),
        Till.see(".modal-header .will-be-pending"),
        ...Till.fillIn(ANNA),
        Till.create(),
        ...Till.customerIs("Anna Bakker"),
        ...Till.openCustomers(),
        Till.see(".partner-line:contains('Anna Bakker') .pending-sync"),
        Till.see(".partner-line:contains('Anna Bakker'):not(:has(.fa-bars))"),
        Till.run("the GUID is nowhere to be seen", () => {
            const { uuid } = posmodel.pendingCustomers.all[0];
            if (document.body.innerText.includes(uuid)) {
                throw new Error("The GUID is shown");
            }
        }),
        Till.click(".modal-footer .btn-secondary"),
        ...Till.reloadData(),
        ...Till.openCustomers(),
        Till.click(".partner-line:contains('Anna Bakker'):has(.pending-sync)"),
        ...Till.customerIs("Anna Bakker"),
        Till.addProduct("Till Mug"),
        ...Till.pay(),
        ...Till.nextOrder(),
        Till.letJobRun(),
        Till.nothingWaits(),
        ...Till.openCustomers(),
        Till.see(".partner-line:contains('Anna Bakker'):not(:has(.pending-sync))"),
        Till.until("the receipt is sent", () =>
            posmodel.models["pos.order"].every((order) => !order.uiState.receiptToEmail)
        ),
    ],
});
