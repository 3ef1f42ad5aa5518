import { FailureError } from "@waybill/transport";
import type { Credential, Failure } from "@waybill/transport";
import { refusedAccount } from "../pull/run/own-account.ts";
import type { AccountTold } from "../pull/stream-context.ts";
import { inBackground } from "./background.ts";
import type { Ask } from "./flights.ts";
import type { Wiring } from "./wiring.ts";

interface Stoppable extends Ask {
  readonly signal: AbortSignal;
}

/** Takes new credentials when they are those of the account that the connection is bound to. Others change nothing that is stored. */
export function reconnection(wiring: Wiring): (credential: Credential | undefined, ask: Stoppable) => Promise<void> {
  const { judged, board, controls, grant, schedules, sync } = wiring;
  return async (credential, ask) => {
    const { signal, life } = ask;
    const use = await (credential === undefined ? renewedInPlace(wiring, ask) : other(wiring, credential, signal));
    signal.throwIfAborted();
    use();
    await grant.renewed(life);
    for (const stream of judged.run)
      if (board.of(stream).failure?.code === "unauthorized") board.set(stream, { failure: undefined });
    const { changed } = await controls.unblock(judged.run, life);
    schedules.poke();
    // Refused to one stream, the old ones held up all. Whoever stopped this waits for no work that begins after it.
    if (changed.length > 0 && !signal.aborted) inBackground(() => sync({ life }));
  };
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
async function renewedInPlace(
  { judged, link, account, controls }: Wiring,
  { signal, life }: Stoppable,
): Promise<() => void> {
  account?.renewed();
  const refused = await refusalOf(account, await account?.current(signal));
  if (refused === undefined) return link.renewed;
  await controls.block(judged.run, life);
  throw new FailureError(refused);
}

async function refusalOf(account: Wiring["account"], told: AccountTold | undefined): Promise<Failure | undefined> {
  return account === undefined || told === undefined ? undefined : refusedAccount(account, told);
}
