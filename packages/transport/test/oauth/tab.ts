import { systemClock } from "../../src/clock.ts";
import { beginAuthorization, completeAuthorization, oauth2 } from "../../src/credentials/oauth2.ts";
import { isFailureError } from "../../src/failure.ts";
import type { Lock } from "../../src/stores.ts";
import { createTransport } from "../../src/transport.ts";
import { indexedDbTokens } from "./indexed-db-tokens.ts";

/** What a tab of the product must know of the vendor. */
export interface Vendor {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly apiUrl: string;
}

/** `shared`: the browser's own locks, which is the default. `none`: each tab renews as if it were alone. */
export type Locking = "shared" | "none";

const clientId = "product";
const redirectUri = `${location.origin}/callback`;
const everybodyAtOnce: Lock = { hold: (_, run) => run() };

let transport: ReturnType<typeof createTransport> | undefined;
const told: string[] = [];

/** Gives the address to which the customer is sent. What must come back to this customer waits in this tab. */
async function begin({ authorizationUrl }: Vendor): Promise<string> {
  const begun = await beginAuthorization({ authorizationUrl, clientId, redirectUri, scopes: ["contacts"] });
  sessionStorage.setItem("begun", JSON.stringify(begun));
  return begun.url;
}

async function complete({ tokenUrl }: Vendor): Promise<void> {
  const begun: Awaited<ReturnType<typeof beginAuthorization>> = JSON.parse(sessionStorage.getItem("begun") ?? "");
  const tokens = await completeAuthorization({
    ...begun,
    tokenUrl,
    clientId,
    redirectUri,
    callbackUrl: location.href,
  });
  await (await indexedDbTokens()).save("account", tokens);
}

async function open({ issuer, tokenUrl }: Vendor, locking: Locking): Promise<void> {
  const tokens = await indexedDbTokens();
  const lock = locking === "none" ? { lock: everybodyAtOnce } : {};
  transport = createTransport({
    // Waits end with the next turn: how long one waits is tested under virtual time.
    clock: { ...systemClock, sleep: (_, signal) => systemClock.sleep(0, signal) },
    origins: [issuer],
    throttle: false,
    credential: oauth2({ tokenUrl, clientId, tokens, key: "account", ...lock }),
  });
  transport.events.subscribe(({ type }) => told.push(type));
}

/** Makes calls at once; gives the status of each, or the code of its failure. */
function call({ apiUrl }: Vendor, count: number): Promise<readonly unknown[]> {
  return Promise.all(Array.from({ length: count }, () => endOf(apiUrl)));
}

async function endOf(url: string): Promise<unknown> {
  try {
    // Chromium's cache would ask one after the other for one address.
    const response = await transport?.fetch(url, { cache: "no-store" });
    return response?.status;
  } catch (error) {
    return isFailureError(error) ? error.code : String(error);
  }
}

/** How often the transport of this tab told this. */
const times = (type: string): number => told.filter((one) => one === type).length;

export const tab = { begin, complete, open, call, times };
Object.assign(globalThis, { tab });
