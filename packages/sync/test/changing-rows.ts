import type { StreamContract } from "../src/connector/index.ts";
import { contractWith, cursorStyle } from "./contract.ts";
import type { Vendor } from "./pull-context.ts";
import { json } from "./vendor.ts";

/** Rows in order of insertion, under whatever times a test stamps them with: a vendor's clocks may disagree, as an honest one's never do. */
export interface ChangingRows {
  readonly rows: Map<string, { readonly id: string; readonly updated_at: string }>;
  /** Query strings asked for, in order. */
  readonly asked: string[];
  readonly vendor: Vendor;
}

const old = "2020-01-01T00:00:00.000Z";

export function changingRows(count: number, updatedAt: string = old): ChangingRows {
  const ids = Array.from({ length: count }, (_, index) => `c${index}`);
  const rows: ChangingRows["rows"] = new Map(ids.map((id) => [id, { id, updated_at: updatedAt }]));
  const asked: string[] = [];
  const vendor: Vendor = (request) => {
    const { search, searchParams } = new URL(request.url);
    asked.push(search);
    const since = searchParams.get("updated_since") ?? "";
    const listed = [...rows.values()].filter((row) => row.updated_at >= since);
    const from = Number(searchParams.get("cursor") ?? 0);
    const to = from + Number(searchParams.get("limit"));
    return json({ data: listed.slice(from, to), next: to < listed.length ? String(to) : null, total: listed.length });
  };
  return { rows, asked, vendor };
}

/** Their stream: incremental by `updated_at`, without a count. */
export function changingStream(change: Partial<NonNullable<StreamContract["incremental"]>> = {}): StreamContract {
  return contractWith({
    pagination: { ...cursorStyle, total: undefined },
    incremental: {
      param: "updated_since",
      cursorField: "/updated_at",
      kind: "updated",
      format: "date-time",
      granularityMs: 1,
      order: "unknown",
      lagMs: 0,
      ...change,
    },
  });
}
