import { createVirtualClock } from "@waybill/transport/testing";
import type { VirtualClock } from "@waybill/transport/testing";
import * as fc from "fast-check";
import { dryRun } from "../src/connection/dry-run.ts";
import type { StreamRuntime } from "../src/connector/index.ts";
import { drift } from "../src/drift/drift.ts";
import type { PageMemory } from "../src/pull/page/page-memory.ts";
import type { pull } from "../src/pull/pull.ts";
import { resetStream } from "../src/pull/reset.ts";
import type { StreamContext } from "../src/pull/stream-context.ts";
import { createMemoryStore } from "../src/store/index.ts";
import type { CommitEvent, Store } from "../src/store/index.ts";
import { contractWith, datedBy } from "./contract.ts";
import { pagingStyles } from "./paging-styles.ts";
import { pullContext } from "./pull-context.ts";
import type { Vendor } from "./pull-context.ts";
import { signal } from "./run-pull.ts";
import { fakeVendor, json } from "./vendor.ts";
import type { Row } from "./vendor.ts";

const id = fc.nat({ max: 39 }).map((n) => `c${n}`);
const row = fc
  .record({
    id,
    n: fc.nat({ max: 2 }),
    kind: fc.constantFrom("a", "b", 7, null),
    day: fc.integer({ min: 1, max: 9 }),
    gone: fc.constantFrom(false, false, false, true),
  })
  .map(rowOf);

/** What happens between two reads of a list, and in the middle of one. */
const change = fc.oneof(
  { weight: 3, arbitrary: row.map((put) => ({ put })) },
  { weight: 1, arbitrary: id.map((remove) => ({ remove })) },
);

const reading = fc.record({
  changes: fc.array(change, { maxLength: 2 }),
  meanwhile: fc.option(fc.tuple(fc.integer({ min: 1, max: 5 }), change), { nil: undefined, freq: 4 }),
  mode: fc.constantFrom("full" as const, "full" as const, "incremental" as const),
  by: fc.constantFrom(
    "pull",
    "pull",
    "pull",
    "dry run",
    "reset",
    "another tab",
    "another mapping",
    "another key" as const,
  ),
});

/** From the records of a page. */
const extras = ["nothing", "a copy", "another copy", "one that is gone", "what was first", "no key"] as const;

export const pageHistory = fc.record({
  pagination: fc.constantFrom(...pagingStyles),
  order: fc.constantFrom("asc" as const, "unknown" as const),
  isDated: fc.boolean(),
  deletes: fc.constantFrom(undefined, { field: "/gone" } as const),
  /** What each page holds beside its records. */
  extra: fc.constantFrom(...extras),
  watches: fc.constantFrom("evolve" as const, "stop" as const, undefined),
  /**
   * Milliseconds that the answers take, in turn: which of them are here while a page is judged, so that their pages share a commit, is for these to say, and
   * not for how many microtasks anything takes.
   */
  delays: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
  first: fc.array(row, { minLength: 5, maxLength: 40 }),
  readings: fc.array(reading, { minLength: 2, maxLength: 6 }),
});

export type PageHistory = typeof pageHistory extends fc.Arbitrary<infer T> ? T : never;

/** The engine under test: this one, or a copy with a bug in it. */
export interface Engine {
  readonly pull: typeof pull;
  /** Absent: nothing is remembered. */
  readonly pages?: PageMemory | undefined;
}

/** Goes through a history, and tells everything that anybody could see of it. */
export async function lived(history: PageHistory, { pull: pullBy, pages }: Engine): Promise<object> {
  const clock = createVirtualClock();
  const store = unhurried(createMemoryStore(), clock);
  const events: CommitEvent[] = [];
  store.subscribe((event) => events.push(event));
  const { pagination, order, isDated, deletes, watches, first } = history;
  const fake = fakeVendor(first, { pagination, cap: 7, dated: isDated });
  const watch = watches && drift({ mode: watches, shape, references: { contacts: { "/kind": "kinds" } } });
  const incremental = { ...datedBy, order };
  const told: unknown[] = [];
  const vendor = delayed(withExtra(fake.vendor, history), history, clock);
  let contract = contractWith({ pagination, deletes, ...(isDated && { incremental }) });
  let runtime: StreamRuntime = runtimes(1);
  const settings = { maxUnfitShare: 1, maxShrink: 1, maxPasses: 2 };
  const contextOf = (owner: string, memory: PageMemory | undefined): StreamContext => ({
    ...pullContext({ vendor, clock, store, contract, runtime, watch, settings, owner }),
    pages: memory,
  });
  const happen = (one: PageHistory["readings"][number]["changes"][number]) =>
    "put" in one ? fake.put(one.put) : fake.ids().includes(one.remove) && fake.remove(one.remove);
  for (const [nth, { changes, meanwhile, mode, by }] of history.readings.entries()) {
    for (const one of changes) happen(one);
    if (meanwhile !== undefined) fake.before(meanwhile[0], () => void happen(meanwhile[1]));
    if (by === "another mapping") runtime = runtimes(nth + 2);
    if (by === "another key")
      contract = { ...contract, primaryKey: contract.primaryKey[0] === "/id" ? ["/code"] : ["/id"] };
    const context = contextOf(`tab-${nth}`, by === "another tab" ? undefined : pages);
    if (by === "reset") await clock.settle(resetStream(context));
    const work = by === "dry run" ? dryRun(context, { signal, mode }) : pullBy(context, { signal, mode });
    told.push(await clock.settle(work.catch((error: unknown) => String(error))));
  }
  return { told, events, asked: fake.asked, stored: await stored(store) };
}

const shape = {
  contacts: {
    "/id": "string",
    "/code": "string",
    "/n": "integer",
    "/kind": "string|null",
    "/updated_at": "string",
    "/gone": "boolean",
  },
};

/** A store that takes its time to say what it holds, so that some of the vendor's answers are here before. */
function unhurried(store: Store, clock: VirtualClock): Store {
  return { ...store, hashes: async (...of) => clock.sleep(3).then(() => store.hashes(...of)) };
}

/** A vendor whose answers take their time. */
function delayed(vendor: Vendor, { delays }: Pick<PageHistory, "delays">, clock: VirtualClock): Vendor {
  let asked = 0;
  return async (request) => {
    const ms = delays[asked % delays.length] ?? 1;
    asked += 1;
    const response = await vendor(request);
    await clock.sleep(ms);
    return response;
  };
}

/** A vendor that says more on each page than it should. */
function withExtra(vendor: Vendor, { extra, first: [first] }: Pick<PageHistory, "extra" | "first">): Vendor {
  if (extra === "nothing") return vendor;
  return async (request) => {
    const response = await vendor(request);
    const body: { readonly data: readonly Row[] } = await response.json();
    const [one] = body.data;
    const added = one === undefined ? [] : extraOf(extra, one, first ?? one);
    return json({ ...body, data: [...body.data, ...added] }, { headers: Object.fromEntries(response.headers) });
  };
}

function extraOf(extra: PageHistory["extra"], one: Row, first: Row): readonly object[] {
  switch (extra) {
    case "nothing":
      return [];
    case "a copy":
      return [one];
    case "another copy":
      return [{ ...one, n: 1 }];
    case "one that is gone":
      return [{ ...first, gone: true }];
    case "what was first":
      return [first];
    case "no key":
      return [{ n: 1 }];
    default:
      return extra satisfies never;
  }
}

interface RowParts {
  readonly id: string;
  readonly n: number;
  readonly kind: string | number | null;
  readonly day: number;
  readonly gone: boolean;
}

function rowOf({ day, ...of }: RowParts): Row {
  return { ...of, code: `k-${of.id}`, updated_at: `2020-01-0${day}T00:00:00.000Z` };
}

/** Refuses some records, and makes others anew. */
function runtimes(version: number): StreamRuntime {
  const map: StreamRuntime["map"] = (record) => {
    if (record["n"] === 2) throw new RangeError("no");
    return { ...record, made: version };
  };
  return { map, version: String(version) };
}

async function stored(store: Store): Promise<object> {
  const keys = await store.keys("acme", "contacts", { limit: 1000 });
  return {
    rows: await store.bases("acme", "contacts", keys),
    traces: await store.removed("acme", "contacts", { limit: 1000 }),
    aside: await store.quarantine("acme", { limit: 1000 }),
    receipts: await store.receipts("acme", { limit: 100 }),
    checkpoint: await store.checkpoint("acme", "contacts"),
  };
}
