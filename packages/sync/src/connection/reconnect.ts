import { FailureError } from "@waybill/transport";
import type { Credential } from "@waybill/transport";
import { refusedAccount } from "../pull/own-account.ts";
import { inBackground } from "./background.ts";
import type { Connection } from "./connection.ts";
import type { Wiring } from "./wiring.ts";

/** Takes new credentials when they are those of the account that the connection is bound to. Others change nothing that is stored. */
export function reconnection({ judged, link, account, controls, sync }: Wiring): Connection["reconnect"] {
  const renewed = (credential: Credential | undefined): (() => Promise<void>) => {
    account?.forget();
    // Tokens that the product renewed in place are in use already: nothing but a block keeps them from being used.
    if (credential === undefined) return () => controls.block(judged.run, "auth");
    const back = link.renew(credential);
    return async () => {
      back();
      account?.forget();
    };
  };
  return async (credential) => {
    const refuse = renewed(credential);
    const refused = account === undefined ? undefined : await refusedAccount(account, new AbortController().signal);
    if (refused !== undefined) {
      await refuse();
      throw new FailureError(refused);
    }
    const held = await controls.unblock(judged.run, "auth");
    inBackground(() => sync({ streams: held }));
  };
}
