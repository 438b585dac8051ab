// @odoo-module ignore
/* eslint-disable no-restricted-globals */

// All addresses of a till are one page: /pos/ui/1/product/... is /pos/ui/1, with another screen.
// Odoo keeps each address by itself, so that without connection one that was not loaded before,
// as that of a new order, shows nothing at all.
const TILL_ADDRESS = /^\/pos\/ui\/\d+(?=\/)/;

const answerWithTill = async (request, till) => {
    try {
        return await fetch(request);
    } catch {
        return (await caches.match(request)) || (await caches.match(till));
    }
};

self.addEventListener("fetch", (event) => {
    const till = TILL_ADDRESS.exec(new URL(event.request.url).pathname)?.[0];
    if (till && event.request.mode === "navigate") {
        event.stopImmediatePropagation();
        event.respondWith(answerWithTill(event.request, till));
    }
});
