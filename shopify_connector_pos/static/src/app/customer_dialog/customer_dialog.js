import { Component, markRaw, onMounted, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { RPCError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { isValidEmail, uuidv4 } from "@point_of_sale/utils";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";

const PHONE = /^[+(]?[\d\s()./-]{6,24}$/;
const LONGEST = 256;

export const PURPOSES = [
    ["home", _t("Home")],
    ["business", _t("Business")],
    ["office", _t("Office")],
    ["post_box", _t("Post box")],
    ["delivery", _t("Delivery")],
    ["invoice", _t("Invoice")],
    ["other", _t("Other")],
];
export const CONTACT_PURPOSES = [
    ["private", _t("Private")],
    ["business", _t("Business")],
    ["other", _t("Other")],
];
export const ANSWERS = [
    ["unknown", _t("Not asked")],
    ["yes", _t("Yes")],
    ["no", _t("No")],
];

/** Makes a new customer, with or without connection (S1, S2). */
export class CustomerDialog extends Component {
    static template = "shopify_connector_pos.CustomerDialog";
    static components = { Dialog };
    static props = {
        typed: { type: String, optional: true },
        getPayload: Function,
        close: Function,
    };
    static defaultProps = { typed: "" };

    setup() {
        this.pos = usePos();
        this.purposes = PURPOSES;
        this.contactPurposes = CONTACT_PURPOSES;
        this.answers = ANSWERS;
        // However often it is pressed, and sent: this is one customer.
        this.uuid = uuidv4();
        this.nameRef = useRef("name");
        const { inherited } = this.pos.storeCustomers;
        this.state = useState({
            name: "",
            email: "",
            phone: "",
            ...readTyped(this.props.typed),
            is_company: Boolean(inherited.is_company),
            email_marketing: "unknown",
            sms_marketing: "unknown",
            address: this.newAddress(Boolean(inherited.is_company)),
            further_addresses: [],
            contact_points: [],
            attributes: {},
            problems: {},
            refused: "",
            busy: false,
            existing: null,
        });
        onMounted(() => this.nameRef.el.focus());
    }

    // === WHAT IS SHOWN ===

    get countries() {
        return this.pos.models["res.country"]
            .getAll()
            .toSorted((a, b) => a.name.localeCompare(b.name));
    }

    states(countryId) {
        return this.pos.models["res.country.state"].filter(
            (state) => state.country_id?.id === countryId
        );
    }

    /** A customer who is only known here has no further emails, phones or tags (S8). */
    get isLater() {
        return this.pos.makesCustomersLater;
    }

    get hasSeveral() {
        return Boolean(this.pos.storeCustomers.several_contact_points);
    }

    get questions() {
        return this.pos.storeCustomers.attributes;
    }

    /** What the new customer takes over from the store's default customer (S4). */
    get inherited() {
        const from = this.pos.storeCustomers.inherited;
        return [
            [_t("Group"), from.group],
            [_t("Receipt"), from.receipt],
            [_t("Pricelist"), from.pricelist],
            [_t("Taxes"), from.fiscal_position],
            [_t("Language"), from.language],
            [_t("Tags"), this.isLater ? "" : (from.tags || []).join(", ")],
        ].filter(([, value]) => value);
    }

    describe(customer) {
        const { email, phone, pos_contact_address } = customer;
        const parts = [email, phone, pos_contact_address].map((part) => (part || "").trim());
        return parts.filter((part) => part).join(" · ");
    }

    inputType(question) {
        return { integer: "number", float: "number", date: "date" }[question.type] || "text";
    }

    // === WHAT IS TYPED ===

    newAddress(isCompany = this.state.is_company) {
        return {
            purpose: isCompany ? "business" : "home",
            name: "",
            phone: "",
            street: "",
            street2: "",
            zip: "",
            city: "",
            state_id: false,
            country_id: this.pos.storeCustomers.country_id || false,
        };
    }

    setCompany(isCompany) {
        const { address, is_company } = this.state;
        if (address.purpose === (is_company ? "business" : "home")) {
            address.purpose = isCompany ? "business" : "home";
        }
        this.state.is_company = isCompany;
    }

    setCountry(address, ev) {
        address.country_id = parseInt(ev.target.value) || false;
        address.state_id = false;
    }

    setState(address, ev) {
        address.state_id = parseInt(ev.target.value) || false;
    }

    addAddress() {
        this.state.further_addresses.push({ ...this.newAddress(), purpose: "delivery" });
    }

    addContactPoint(kind) {
        this.state.contact_points.push({
            kind,
            value: "",
            purpose: "private",
            marketing: "unknown",
        });
    }

    remove(list, index) {
        list.splice(index, 1);
    }

    answer(question, ev) {
        const { value, checked } = ev.target;
        const read = {
            boolean: () => checked,
            integer: () => parseInt(value),
            float: () => parseFloat(value),
        }[question.type];
        const answer = read ? read() : value;
        if (answer === "" || Number.isNaN(answer)) {
            delete this.state.attributes[question.id];
        } else {
            this.state.attributes[question.id] = answer;
        }
    }

    // === WHAT IS WRONG ===

    /** What can be told without the server; it looks again, and closer. */
    findProblems() {
        const { name, email, phone, contact_points, further_addresses, attributes } = this.state;
        const problems = {};
        if (!name.trim()) {
            problems.name = _t("Enter a name.");
        }
        const check = (field, kind, value) => {
            const good = kind === "email" ? isValidEmail(value.trim()) : PHONE.test(value.trim());
            if (value.trim() && !good) {
                problems[field] =
                    kind === "email"
                        ? _t("This is no email address.")
                        : _t("This is no phone number.");
            }
        };
        check("email", "email", email);
        check("phone", "phone", phone);
        contact_points.forEach((point, index) =>
            check(`contact_points.${index}`, point.kind, point.value)
        );
        further_addresses.forEach((address, index) =>
            check(`further_addresses.${index}`, "phone", address.phone)
        );
        for (const question of this.questions) {
            if (question.required && !(question.id in attributes)) {
                problems[`attributes.${question.id}`] = _t("Please answer.");
            }
        }
        return problems;
    }

    // === WHAT IS DONE ===

    get told() {
        const { name, is_company, email, phone, email_marketing, sms_marketing } = this.state;
        const { address, further_addresses, contact_points, attributes } = this.state;
        const clip = (text) => text.trim().slice(0, LONGEST);
        return JSON.parse(
            JSON.stringify({
                uuid: this.uuid,
                made_at: luxon.DateTime.utc().toISO(),
                name: clip(name),
                is_company,
                email: clip(email),
                phone: clip(phone),
                email_marketing: email.trim() ? email_marketing : "unknown",
                sms_marketing: phone.trim() ? sms_marketing : "unknown",
                address,
                further_addresses,
                contact_points: this.isLater
                    ? []
                    : contact_points.filter((point) => point.value.trim()),
                attributes,
            })
        );
    }

    async confirm() {
        if (this.state.busy) {
            return;
        }
        this.state.problems = this.findProblems();
        this.state.refused = "";
        if (Object.keys(this.state.problems).length) {
            return;
        }
        this.state.busy = true;
        try {
            const { customer, ...existing } = await this.pos.makeCustomer(this.told);
            if (customer) {
                this.choose(customer);
            } else {
                this.state.existing = markRaw(existing);
            }
        } catch (error) {
            this.state.refused = error instanceof RPCError ? error.data.message : error.message;
        } finally {
            this.state.busy = false;
        }
    }

    choose(customer) {
        this.props.getPayload(customer);
        this.props.close();
    }

    back() {
        this.state.existing = null;
    }
}

/** Tell what was searched for: an email, a phone, else a name (S1). */
export function readTyped(typed) {
    if (typed.includes("@")) {
        return { email: typed };
    }
    return PHONE.test(typed) ? { phone: typed } : { name: typed };
}
