import { bearer } from "@waybill/transport";
import { createWaybill } from "../src/engine.ts";
import { openStore } from "../src/store/idb/open-store.ts";
import { serveWaybill } from "../src/worker/index.ts";
import { contactsOf, contactsPage } from "./two-hundred-contacts.ts";

/**
 * The worker of `worker.browser.test.ts`: a whole engine over IndexedDB, and a vendor with 200 contacts. Its name says the tenant, and the request from
 * which on the vendor is silent. It says each request that it makes, and throws when it is told to.
 */
const [tenant = "", silentFrom] = self.name.split("|");
const store = await openStore({ tenant });
let asked = 0;

function say(word: string): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
  self.postMessage(word);
}

function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

const waybill = createWaybill({
  store,
  fetch: async (input, init) => {
    const { url, signal } = new Request(input, init);
    say(`asked ${new URL(url).search}`);
    return (asked += 1) < Number(silentFrom) ? contactsPage(url) : silence(signal);
  },
});

serveWaybill({
  waybill,
  connection: (id, given) =>
    id === "acme" ? waybill.connection(id, { connector: contactsOf, credential: bearer(String(given)) }) : undefined,
});

self.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (data === "throw") throw new Error("boom");
});
