import { bearer } from "@waybill/transport";
import { contractVersion } from "../src/connector/contract.ts";
import { createWaybill } from "../src/engine.ts";
import { openStore } from "../src/store/idb/open-store.ts";
import { serveWaybill } from "../src/worker/index.ts";
import { contractWith } from "./contract.ts";

/**
 * The worker of `worker.browser.test.ts`: a whole engine over IndexedDB, and a vendor with 200 contacts that never change (the emulator would take longer to
 * load than all of this to run). Its name says the tenant, and the request from which on the vendor is silent. It says each request that it makes, and
 * throws when it is told to.
 */
const [tenant = "", silentFrom] = self.name.split("|");
const contacts = Array.from({ length: 200 }, (_, n) => ({ id: `c${n}`, name: `Contact ${n}` }));
const store = await openStore({ tenant });
let asked = 0;

function say(word: string): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin but its page's
  self.postMessage(word);
}

function page(from: number): Response {
  const to = from + 10;
  const next = to < contacts.length ? String(to) : null;
  return Response.json({ data: contacts.slice(from, to), next, total: contacts.length });
}

function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

const waybill = createWaybill({
  store,
  fetch: async (input, init) => {
    const { url, signal } = new Request(input, init);
    const { search, searchParams } = new URL(url);
    say(`asked ${search}`);
    return (asked += 1) < Number(silentFrom) ? page(Number(searchParams.get("cursor"))) : silence(signal);
  },
});

const connector = {
  contractVersion,
  vendor: "harbor-crm",
  title: "Harbor CRM",
  version: "1.0.0",
  baseUrl: "https://api.harbor.test",
  auth: [{ kind: "bearer" }],
  streams: { contacts: contractWith() },
} as const;

serveWaybill({
  waybill,
  connection: (id, given) =>
    id === "acme" ? waybill.connection(id, { connector, credential: bearer(String(given)) }) : undefined,
});

self.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (data === "throw") throw new Error("boom");
});
