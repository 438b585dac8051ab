import { registry } from "@web/core/registry";
import * as Till from "./till_steps";

/** Where there is a loyalty program: somebody who is pending, then somebody who is known. */
registry.category("web_tour.tours").add("till_loyalty", {
    steps: () => [
        ...Till.openTill(),
        ...Till.newCustomer({ name: "Anna Bakker", email: "anna@example.com" }),
        Till.addProduct("Till Mug"),
        ...Till.pay(),
        ...Till.nextOrder(),
        ...Till.openCustomers(),
        Till.click(".partner-line:contains('Bert Visser')"),
        ...Till.customerIs("Bert Visser"),
        Till.addProduct("Till Mug"),
        ...Till.pay(),
        ...Till.nextOrder(),
        Till.letJobRun(),
        Till.nothingWaits(),
    ],
});
