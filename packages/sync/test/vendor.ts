import { createEmulator } from "@waybill/emulator";
import type { Emulator } from "@waybill/emulator";
import type { JsonObject, Pagination, StreamContract } from "../src/connector/index.ts";
import { contractWith, cursorStyle, datedBy } from "./contract.ts";
import type { Vendor } from "./pull-context.ts";
import { vendorClock } from "./vendor-clock.ts";
import { vendorConnector, vendorDocument } from "./vendor-document.ts";

export interface Row extends JsonObject {
  readonly id: string;
}

export interface FakeVendor {
  /** Query strings asked for, in order. */
  readonly asked: string[];
  /** Answers in place of the next requests, in order; `undefined` lets one through. */
  readonly faults: (Vendor | undefined)[];
  readonly vendor: Vendor;
  readonly emulator: Emulator;
  /** Lets something happen at the vendor's before it answers the nth request from now on. */
  before(nth: number, happening: () => void): void;
  /** Adds a record, or writes these members over those it has. What `updated_at` says is when that happened. */
  put(row: Row): void;
  remove(...ids: readonly string[]): void;
  clear(): void;
  count(): number;
  /** Ids of its records, in order of insertion. */
  ids(): readonly string[];
}

export interface FakeVendorOptions {
  /** Most records on a page, whatever is asked for. */
  readonly cap?: number | undefined;
  /** Do records carry `updated_at`, and do lists filter by it? Default: when the first ones do. */
  readonly dated?: boolean | undefined;
  /** Streams that hold these records, each listed at a path of its name. Default `contacts`. */
  readonly streams?: readonly string[] | undefined;
  /** Default `cursorStyle`. */
  readonly pagination?: Pagination | undefined;
  /** What else its streams are. */
  readonly stream?: Partial<StreamContract> | undefined;
}

/** The emulator: records in order of insertion, cursors that say how many came before, a total, and an `updated_since` filter. */
export function fakeVendor(rows: readonly Row[], options: FakeVendorOptions = {}): FakeVendor {
  const { cap, streams = ["contacts"], pagination = cursorStyle } = options;
  const dated = options.dated ?? rows.some((row) => row["updated_at"] !== undefined);
  const contractOf = (name: string) =>
    contractWith({
      name,
      pagination,
      list: { method: "GET", path: `/${name}` },
      ...(dated && { incremental: datedBy }),
      ...options.stream,
    });
  const connector = vendorConnector(...streams.map(contractOf));
  const clock = vendorClock();
  const emulator = createEmulator({
    document: vendorDocument(connector),
    connector,
    records: 0,
    newestAt: 0,
    clock,
    contract: "report",
    paging: { maxPageSize: cap },
  });
  const ids = new Set<string>();
  const asked: string[] = [];
  const faults: (Vendor | undefined)[] = [];
  const happenings = new Map<number, (() => void)[]>();
  const fake: FakeVendor = {
    asked,
    faults,
    vendor: (request) => {
      asked.push(new URL(request.url).search);
      for (const happening of happenings.get(asked.length) ?? []) happening();
      return faults.shift()?.(request) ?? emulator.fetch(request);
    },
    emulator,
    before: (nth, happening) => {
      const at = asked.length + nth;
      happenings.set(at, [...(happenings.get(at) ?? []), happening]);
    },
    put: (row) => {
      const write = (stream: string) =>
        ids.has(row.id) ? emulator.update(stream, row.id, row) : emulator.create(stream, row);
      clock.at(row, () => streams.map(write));
      ids.add(row.id);
    },
    remove: (...gone) => {
      for (const id of gone) {
        for (const stream of streams) emulator.remove(stream, id);
        ids.delete(id);
      }
    },
    clear: () => fake.remove(...ids),
    count: () => ids.size,
    ids: () => [...ids],
  };
  for (const row of rows) fake.put(row);
  return fake;
}

export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { "content-type": "application/json", ...init.headers },
  });
}

export function rowsOf(count: number, change: (index: number) => JsonObject = () => ({})): readonly Row[] {
  return Array.from({ length: count }, (_, index) => ({ id: `c${index}`, name: `Contact ${index}`, ...change(index) }));
}
