import type { JsonObject } from "../src/connector/index.ts";
import type { Vendor } from "./pull-context.ts";

export interface Row extends JsonObject {
  readonly id: string;
}

export interface FakeVendor {
  readonly rows: Map<string, Row>;
  /** Query strings asked for, in order. */
  readonly asked: string[];
  /** Answers in place of the next requests, in order; `undefined` lets one through. */
  readonly faults: (Vendor | undefined)[];
  readonly vendor: Vendor;
}

/** A vendor with cursor paging over its rows in order of insertion, a total, and an `updated_since` filter. */
export function fakeVendor(rows: readonly Row[], options: { readonly cap?: number } = {}): FakeVendor {
  const fake = { rows: new Map(rows.map((row) => [row.id, row])), asked: [], faults: [] } satisfies Omit<
    FakeVendor,
    "vendor"
  >;
  const asked: string[] = fake.asked;
  const faults: (Vendor | undefined)[] = fake.faults;
  const vendor: Vendor = (request) => {
    const url = new URL(request.url);
    asked.push(url.search);
    const fault = faults.shift();
    if (fault !== undefined) return fault(request);
    return json(listPage([...fake.rows.values()], url.searchParams, options.cap ?? Infinity));
  };
  return { rows: fake.rows, asked, faults, vendor };
}

function listPage(rows: readonly Row[], query: URLSearchParams, cap: number): JsonObject {
  const since = query.get("updated_since");
  const listed =
    since === null ? rows : rows.filter((row) => typeof row["updated_at"] === "string" && row["updated_at"] >= since);
  const start = Number(query.get("cursor") ?? 0);
  const end = start + Math.min(cap, Number(query.get("limit") ?? 10));
  return { data: listed.slice(start, end), next: end < listed.length ? String(end) : null, total: listed.length };
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
