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
        Till.create(),
        ...Till.customerIs("Bert Visser"),
    ],
});
