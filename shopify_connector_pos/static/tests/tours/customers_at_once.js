import { registry } from "@web/core/registry";
import * as Till from "./till_steps";

const tours = registry.category("web_tour.tours");

/** A customer is made at the till, from both places, and sold to. */
tours.add("till_create_customer", {
    steps: () => [
        ...Till.openTill(),
        ...Till.openNewCustomer(),
        Till.create(),
        Till.see(".customer-dialog .invalid-feedback:contains('Enter a name')"),
        ...Till.fillIn({ name: "Anna Bakker", email: "anna", phone: "020 123 4567" }),
        Till.create(),
        Till.see(".customer-dialog .invalid-feedback:contains('no email address')"),
        ...Till.fillIn({ email: "anna@example.com", street: "Dam 1", city: "Amsterdam" }),
        Till.create(),
        ...Till.customerIs("Anna Bakker"),
        Till.addProduct("Till Mug"),
        ...Till.pay(),
        ...Till.nextOrder(),
        // What was searched for in vain is taken over.
        ...Till.openCustomers(),
        Till.type(".modal-header .input-container input", "Bert Visser"),
        Till.click(".create-from-search:contains('Bert Visser')"),
        Till.see(".customer-dialog"),
        {
            trigger: ".customer-dialog input[name='name']",
            run({ anchor }) {
                if (anchor.value !== "Bert Visser") {
                    throw new Error(`The name is ${anchor.value}`);
                }
            },
        },
        // Who is there already is offered, and is not made a second time.
        ...Till.fillIn({ email: "ANNA@example.com" }),
        Till.create(),
        Till.see(".customer-dialog .use-existing:contains('Anna Bakker')"),
        Till.click(".modal-footer button:contains('Back')"),
        Till.type(".customer-dialog input[name='email']", "bert@example.com"),
        Till.create(),
        ...Till.customerIs("Bert Visser"),
    ],
});

const dialog = (selector) => `.customer-dialog ${selector}`;

/** A company with all that the dialog asks for; it is edited in Odoo's own form then. */
tours.add("till_customer_in_full", {
    steps: () => [
        ...Till.openTill(),
        ...Till.openNewCustomer(),
        Till.see(dialog(".is-company.btn-primary"), "as the default customer is"),
        Till.see(dialog(".inherited:contains('Group: Wholesale')")),
        Till.see(dialog(".inherited:contains('Receipt: By email')")),
        Till.see(dialog(".inherited:contains('Taxes: Domestic')")),
        Till.see(dialog(".inherited:contains('Tags: Trade fair')")),
        ...Till.fillIn({ name: "Bakker & Zoon", email: "shop@bakker.example" }),
        Till.click(dialog("[data-channel='email_marketing'] [data-answer='yes']")),
        Till.click(dialog(".add-email")),
        ...Till.fillIn({ further_email: "books@bakker.example", street: "Dam 1", city: "Delft" }),
        Till.select(dialog("select[name='contact_purpose']"), "business"),
        Till.select(dialog("select[name='contact_marketing']"), "no"),
        Till.click(dialog(".add-address")),
        Till.type(dialog(".further-address input[name='street']"), "Havenstraat 5"),
        Till.type(dialog(".further-address input[name='contact']"), "The warehouse"),
        Till.create(),
        Till.see(dialog(".questions .text-danger:contains('Please answer')")),
        Till.type(dialog(".questions input"), "https://bakker.example"),
        Till.create(),
        ...Till.customerIs("Bakker & Zoon"),
        ...Till.openCustomers(),
        Till.click(".partner-line:contains('Bakker & Zoon') button:has(.fa-bars)"),
        Till.click(".o-dropdown-item:contains('Edit Details')"),
        Till.type(".modal .o_form_view div[name='street'] input", "Dam 2"),
        Till.click(".modal .o_form_button_save"),
        Till.see("body:not(:has(.modal))"),
        ...Till.openCustomers(),
        Till.see(".partner-line:contains('Bakker & Zoon'):contains('Dam 2')"),
    ],
});
