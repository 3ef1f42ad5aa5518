import { createWaybill } from "@waybill/sync";
import { contractVersion } from "@waybill/sync/connector";
import type { Connector } from "@waybill/sync/connector";
import { openIdbStore } from "@waybill/sync/idb";
import type { Contender, TakeIn } from "./contender.ts";
import { pageSize } from "./records.ts";

const connector: Connector = {
  contractVersion,
  vendor: "bench",
  title: "Bench",
  version: "1.0.0",
  baseUrl: "https://vendor.example",
  auth: [],
  streams: {
    contacts: {
      name: "contacts",
      list: { method: "GET", path: "/contacts" },
      items: "/data",
      pagination: {
        style: "cursor",
        cursor: "cursor",
        nextCursor: "/next",
        end: "next",
        pageSize: { param: "limit", size: pageSize },
      },
      primaryKey: ["/id"],
    },
  },
};

/**
 * All of a pull: requests through the transport, text parsed without loss, keys, hashes, digests, and the commits of a real run. The vendor answers at
 * once. The others are given records; this one is given text. Each turn is a step, with its lease.
 */
export async function waybillEngine(name: string): Promise<Contender> {
  const store = await openIdbStore({ tenant: name });
  const answers = new Map<string, string>();
  const waybill = createWaybill({
    store,
    fetch: async (input, init) => {
      const cursor = new URL(new Request(input, init).url).searchParams.get("cursor") ?? "0";
      const headers = { "content-type": "application/json" };
      // The list ends where nothing more was prepared.
      return new Response(answers.get(cursor) ?? '{"data":[],"next":null}', { headers });
    },
  });
  const crm = waybill.connection("crm", { connector });
  const takeIn: TakeIn = async ({ length }) => void (await crm.step("contacts", { mode: "full", maxPages: length }));
  return {
    async prepare(pages, from) {
      answers.clear();
      for (const [at, data] of pages.entries()) {
        answers.set(String(from + at), JSON.stringify({ data, next: String(from + at + 1) }));
      }
    },
    first: takeIn,
    again: takeIn,
    async settle() {
      answers.clear();
      await crm.step("contacts", { maxPages: 1 });
    },
    async close() {
      await waybill.dispose();
      await store.close();
    },
  };
}
