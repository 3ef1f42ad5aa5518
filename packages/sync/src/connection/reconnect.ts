import { FailureError } from "@waybill/transport";
import type { Credential, Failure } from "@waybill/transport";
import { refusedAccount } from "../pull/own-account.ts";
import type { AccountTold } from "../pull/stream-context.ts";
import { inBackground } from "./background.ts";
import type { Connection } from "./connection.ts";
import type { Wiring } from "./wiring.ts";

/** Takes new credentials when they are those of the account that the connection is bound to. Others change nothing that is stored. */
export function reconnection(wiring: Wiring): Connection["reconnect"] {
  const { judged, controls, schedules, sync, flights } = wiring;
  return (credential) =>
    flights.inTurn(async (signal) => {
      const use = await (credential === undefined ? renewedInPlace(wiring, signal) : other(wiring, credential, signal));
      signal.throwIfAborted();
      use();
      const { changed } = await controls.unblock(judged.run);
      schedules.poke();
      inBackground(() => sync({ streams: changed }));
    });
}

/** Pulls that are under way go on with the credential in use until it is told whose the other one is. */
async function other({ link, account }: Wiring, credential: Credential, signal: AbortSignal): Promise<() => void> {
  const offered = link.offer(credential);
  const told = await account?.behind(offered.fetch, signal);
  const refused = await refusalOf(account, told);
  if (refused !== undefined) throw new FailureError(refused);
  return () => {
    offered.use();
    account?.renewed(told);
  };
}

/** Tokens that the product renewed in place are in use already: nothing but a block keeps them from being used. */
async function renewedInPlace({ judged, link, account, controls }: Wiring, signal: AbortSignal): Promise<() => void> {
  account?.renewed();
  const refused = await refusalOf(account, await account?.current(signal));
  if (refused === undefined) return link.renewed;
  await controls.block(judged.run);
  throw new FailureError(refused);
}

async function refusalOf(account: Wiring["account"], told: AccountTold | undefined): Promise<Failure | undefined> {
  return account === undefined || told === undefined ? undefined : refusedAccount(account, told);
}
