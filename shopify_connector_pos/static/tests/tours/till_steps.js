/* global posmodel */

/** What a cashier does at a till, as steps of tours. */

export const click = (trigger, content = "") => ({ content, trigger, run: "click" });
export const see = (trigger, content = "") => ({ content, trigger });
export const type = (trigger, text) => ({ trigger, run: `edit ${text}` });
export const select = (trigger, value) => ({ trigger, run: `select ${value}` });
export const run = (content, work, options = {}) => ({
    content,
    trigger: "body",
    run: work,
    ...options,
});

/** Wait until something holds; the tour fails when it does not within some seconds. */
export function until(content, holds, tell = () => "") {
    return run(`wait: ${content}`, async () => {
        for (let tries = 0; tries < 80; tries++) {
            if (await holds()) {
                return;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error(`Waited in vain until ${content}: ${tell()}`);
    });
}

// === THE NETWORK ===

const command = (what) => console.info(`beyond the till: ${JSON.stringify(what)}`);

export const goOffline = () => [
    run("The network is taken away", () => command({ offline: true })),
    until("the till is offline", () => !navigator.onLine && posmodel.data.network.offline),
];

export const goOnline = () => [
    run("The network is back", () => command({ offline: false })),
    until("the till is online", () => navigator.onLine && !posmodel.data.network.offline),
];

/** The network comes back, and goes when the server has done the next request of this path. */
export const goOnlineButLoseAnswerTo = (path) => [
    run("The network is back, not for long", () => {
        command({ cut_answer: path });
        command({ offline: false });
    }),
    until(`the answer to ${path} is lost`, async () => {
        const asked = { method: "POST", headers: { "Content-Type": "application/json" } };
        return !(await fetch("/pos/ping", { ...asked, body: "{}" }).catch(() => false));
    }),
    ...goOffline(),
];

export const reload = () => [
    // Odoo keeps orders a moment after they have changed.
    run("wait for what is being kept", async () => {
        await new Promise((resolve) => setTimeout(resolve, 500));
    }),
    run("The page is loaded anew", () => window.location.reload(), { expectUnloadPage: true }),
    see(".pos .product-screen, .pos .receipt-screen"),
];

/** The data of the till are thrown away, as Odoo also does when the store's settings change. */
export const reloadData = () => [
    run("The till's data are loaded anew", () => posmodel.reloadData(true), {
        expectUnloadPage: true,
    }),
    see(".pos .product-screen"),
];

export const openTill = () => [
    click(".screen-login .open-register-btn"),
    see(".pos .product-screen"),
];

/** A till that has been used before works without network: its page is kept by its worker. */
export const startTill = () => [
    ...openTill(),
    until("the worker is there", async () => (await navigator.serviceWorker.ready).active),
    ...reload(),
    until("the worker keeps pages", () => Boolean(navigator.serviceWorker.controller)),
];

// === CUSTOMERS ===

/** The server's scheduled job runs, of which the till hears when it asks. */
export const letJobRun = () =>
    run("The job runs", () => {
        command({ job: true });
        posmodel.pendingCustomers.sendNow();
    });

export const openCustomers = () => [click(".product-screen .set-partner"), see(".partner-list")];

export const openNewCustomer = () => [
    ...openCustomers(),
    click(".modal-header button:contains('Create')"),
    see(".customer-dialog"),
];

export const fillIn = (fields) =>
    Object.entries(fields).map(([name, text]) =>
        type(`.customer-dialog input[name='${name}']`, text)
    );

export const create = () => click(".modal .create-customer");

export const customerIs = (name) => [see(`.product-screen .set-partner:contains('${name}')`)];

/** Make a customer, who then is the one of the order. */
export const newCustomer = (fields) => [
    ...openNewCustomer(),
    ...fillIn(fields),
    create(),
    ...customerIs(fields.name),
];

// === SALES ===

export const addProduct = (name) =>
    click(`article.product .product-name:contains('${name}')`, `sell ${name}`);

export const pay = () => [
    click(".product-screen .pay-order-button"),
    click(".paymentmethods .button:contains('Cash')"),
    click(".payment-screen .validation-button, .payment-screen .button.next"),
];

export const nextOrder = () => [
    see(".receipt-screen"),
    click(".receipt-screen .button.next"),
    see(".product-screen"),
];

export const closeWarning = () => ({
    content: "Odoo says that it is without connection",
    trigger: ".modal:contains('Connection Lost') .btn-primary",
    run: "click",
});

const unsyncedOrders = () =>
    posmodel.models["pos.order"].filter((order) => order.isUnsyncedPaid).map((order) => order.raw);

/** All customers and all paid orders of this till are on the server. */
export const nothingWaits = () =>
    until(
        "all is on the server",
        () => !posmodel.pendingCustomers.all.length && !unsyncedOrders().length,
        () => JSON.stringify([posmodel.pendingCustomers.all, unsyncedOrders()])
    );
