import { onRpc } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { uuidv4 } from "@point_of_sale/utils";
import { resetServer, server } from "./data/pos_config.data";

/** A till, on a server that has no customers of tills yet. */
export async function aTill(settings = {}) {
    resetServer();
    onRpc("pos.config", "sync_store_customers", async ({ parent }) => {
        const answer = await parent();
        if (server.lose > 0) {
            server.lose--;
            throw new ConnectionLostError(); // it is done, and nobody hears of it
        }
        return answer;
    });
    const till = await setupPosEnv();
    Object.assign(till.config, settings);
    return till;
}

export const told = (name = "Anna Bakker", fields = {}) => ({
    uuid: uuidv4(),
    name,
    email: "",
    phone: "",
    is_company: false,
    address: {},
    ...fields,
});

export const goOffline = (till) => {
    till.data.network.offline = true;
};

export const goOnline = (till) => {
    till.data.network.offline = false;
};
