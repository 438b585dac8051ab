import { expect, test } from "@odoo/hoot";
import { animationFrame, click, edit, queryAll, queryOne, select } from "@odoo/hoot-dom";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { readTyped } from "@shopify_connector_pos/app/customer_dialog/customer_dialog";
import { server } from "./data/pos_config.data";
import { aTill, goOffline } from "./till";

definePosModels();

async function openDialog(till, typed = "") {
    await mountWithCleanup(MainComponentsContainer);
    const made = till.editPartner(false, typed);
    await animationFrame();
    return { made };
}

async function fillIn(name, text) {
    await click(`.customer-dialog input[name='${name}']`);
    await edit(text);
    await animationFrame();
}

async function create() {
    await click(".create-customer");
    await animationFrame();
}

test("S1: what was searched for is taken over as what it is", () => {
    expect(readTyped("Anna Bakker")).toEqual({ name: "Anna Bakker" });
    expect(readTyped("anna@b.example")).toEqual({ email: "anna@b.example" });
    expect(readTyped("+31 20 123-4567")).toEqual({ phone: "+31 20 123-4567" });
    expect(readTyped("Anna 2")).toEqual({ name: "Anna 2" });
});

test("S2: bad input is shown at its field, and nothing is sent", async () => {
    const till = await aTill();
    await openDialog(till);
    await fillIn("email", "anna@");
    await fillIn("phone", "call me");
    await create();
    const shown = queryAll(".customer-dialog .invalid-feedback").map((node) => node.textContent);
    expect(shown).toEqual([
        "Enter a name.",
        "This is no email address.",
        "This is no phone number.",
    ]);
    expect(".customer-dialog .text-danger").toHaveText("Please answer.");
    expect(server.calls).toEqual([]);
});

test("S2: what is typed is told, with the answers to the store's questions", async () => {
    let sent;
    onRpc("pos.config", "create_store_customer", ({ args, parent }) => {
        sent = args[1];
        return parent();
    });
    const till = await aTill();
    const { made } = await openDialog(till, "Anna Bakker");
    await click(".is-company");
    await fillIn("email", "anna@b.example");
    await click("[data-channel='email_marketing'] [data-answer='yes']");
    await click("[data-question='1']");
    await edit("38", { confirm: "blur" });
    await click("[data-question='2']");
    await select("y");
    await create();
    const customer = await made;
    expect(customer.id).toBe(server.taken[sent.uuid]);
    expect(sent.name).toBe("Anna Bakker");
    expect(sent.is_company).toBe(true);
    expect(sent.address.purpose).toBe("business");
    expect(sent.email_marketing).toBe("yes");
    expect(sent.sms_marketing).toBe("unknown");
    expect(sent.attributes).toEqual({ 1: 38, 2: "y" });
});

test("S10: what the server refuses is shown, and can be corrected", async () => {
    const till = await aTill();
    till.config._store_customers.attributes.length = 0;
    let refuse = true;
    till.makeCustomer = async () => {
        if (refuse) {
            throw new Error("+31 20 1 is no phone number: it is too short.");
        }
        return { customer: till.models["res.partner"].get(3) };
    };
    const { made } = await openDialog(till, "Anna Bakker");
    await create();
    expect(".modal-footer .refused").toHaveText("+31 20 1 is no phone number: it is too short.");
    refuse = false;
    await create();
    expect((await made).id).toBe(3);
});

test("C4: who is there already is offered", async () => {
    const till = await aTill();
    till.config._store_customers.attributes.length = 0;
    const existing = till.models["res.partner"].get(3);
    till.makeCustomer = async () => ({ customers: [existing], value: "a@b.example", several: false });
    const { made } = await openDialog(till, "Anna Bakker");
    await create();
    expect(queryOne(".use-existing b").textContent).toBe("Administrator");
    await click(".use-existing");
    expect((await made).id).toBe(3);
});

test("S4: the dialog shows what is inherited", async () => {
    const till = await aTill();
    await openDialog(till);
    const shown = queryAll(".inherited .badge").map((node) => node.textContent.trim());
    expect(shown).toEqual([
        "Group: Retail",
        "Receipt: By email",
        "Taxes: Domestic",
        "Language: English (US)",
        "Tags: Walk-in",
    ]);
});

test("S8: a pending customer has no further emails or phones, and no tags", async () => {
    const till = await aTill();
    goOffline(till);
    await openDialog(till);
    expect(".will-be-pending").toHaveCount(1);
    expect(".add-email, .add-phone").toHaveCount(0);
    expect(".inherited .badge:contains('Tags')").toHaveCount(0);
});

test("S3: further emails and phones are there with connection, unless switched off", async () => {
    const till = await aTill();
    await openDialog(till);
    await click(".add-email");
    await animationFrame();
    expect(".contact-point input[name='further_email']").toHaveCount(1);
});
