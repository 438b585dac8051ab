import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";
import { patch } from "@web/core/utils/patch";

patch(PartnerList.prototype, {
    /** Take over what was typed when nobody was found (S1). */
    async createFromSearch() {
        const partner = await this.pos.editPartner(false, this.state.query.trim());
        if (partner) {
            this.clickPartner(partner);
        }
    },

    clickPartner(partner) {
        return super.clickPartner(this.pos.pendingCustomers.current(partner));
    },
});
