import { createWaybill } from "@waybill/sync";
import { contractVersion } from "@waybill/sync/connector";
import type { Connector } from "@waybill/sync/connector";
import { openIdbStore } from "@waybill/sync/idb";
import type { Open, Page, TakeIn } from "./contender.ts";
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
 * once. The others are given records; this one is given text. `steps`: each turn is a step, with its lease. `pull`: all turns are one pull, which the
 * vendor keeps waiting between them.
 */
export function waybillEngine(by: "steps" | "pull"): Open {
  return async (name) => {
    const store = await openIdbStore({ tenant: name });
    const list = turningList();
    const waybill = createWaybill({ store, fetch: list.answer });
    const crm = waybill.connection("crm", { connector });
    let pulling: Promise<unknown> | undefined;
    const step: TakeIn = async ({ length }) => {
      list.turn();
      await crm.step("contacts", { mode: "full", maxPages: length });
    };
    const goOn: TakeIn = async ({ length }, from) => {
      const taken = list.asked(from + length);
      list.turn();
      pulling ??= crm.pull("contacts", { mode: "full" });
      await taken;
    };
    const takeIn = by === "steps" ? step : goOn;
    return {
      async prepare(pages, from) {
        list.prepare(pages, from);
      },
      first: takeIn,
      again: takeIn,
      async settle() {
        list.end();
        await (pulling ?? crm.step("contacts", { maxPages: 1 }));
        pulling = undefined;
      },
      async close() {
        await waybill.dispose();
        await store.close();
      },
    };
  };
}

/** A vendor's list of which some pages are there at a time. Who asks for the one behind them waits until it is. */
function turningList() {
  const prepared = new Map<number, string>();
  const answers = new Map<number, string>();
  let wanted: { readonly page: number; readonly tell: () => void } | undefined;
  let waiting: (() => void)[] = [];
  let isOver = false;
  const isHere = (page: number) => isOver || answers.has(page);
  const changed = () => {
    for (const goOn of waiting) goOn();
    waiting = [];
  };
  return {
    answer: async (input: RequestInfo | URL, init?: RequestInit) => {
      const page = Number(new URL(new Request(input, init).url).searchParams.get("cursor") ?? "0");
      if (wanted?.page === page) wanted.tell();
      while (!isHere(page)) await new Promise<void>((goOn) => waiting.push(goOn));
      const headers = { "content-type": "application/json" };
      return new Response(answers.get(page) ?? '{"data":[],"next":null}', { headers });
    },
    /** Once somebody asks for a page. */
    asked: (page: number) => new Promise<void>((tell) => (wanted = { page, tell })),
    prepare: (pages: readonly Page[], from: number) => {
      answers.clear();
      for (const [at, data] of pages.entries()) {
        prepared.set(from + at, JSON.stringify({ data, next: String(from + at + 1) }));
      }
    },
    turn: () => {
      isOver = false;
      for (const [page, text] of prepared) answers.set(page, text);
      prepared.clear();
      changed();
    },
    /** The list ends where nothing more was prepared. */
    end: () => {
      isOver = true;
      answers.clear();
      changed();
    },
  };
}
