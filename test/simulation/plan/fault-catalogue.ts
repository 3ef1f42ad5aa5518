import type { FaultKind, FaultOptions } from "@waybill/emulator";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import type { Chance } from "../world/chance.ts";

/**
 * What a fault may honestly lead to. `none`: whatever ends as complete must be so. `content`: records say something else than the vendor means, so
 * only another full read without the fault mends them. `presence`: the vendor's own signals say that a list is whole while it is not; nobody could know.
 */
export type Lie = "none" | "content" | "presence";

export interface FaultEntry {
  readonly kind: FaultKind;
  /** Requests of the stream that it lasts for, from and to. */
  readonly lasts: readonly [number, number];
  readonly options: (chance: Chance) => Readonly<Record<string, unknown>>;
  /** Whether it means anything where the stream is like this. */
  readonly applies: (plan: StreamPlan) => boolean;
  readonly lie: (plan: StreamPlan, options: Readonly<Record<string, unknown>>) => Lie;
  readonly needs?: "oauth" | undefined;
}

const always = (): boolean => true;
const never = (): Lie => "none";
const content = (): Lie => "content";
const paged = ({ style }: StreamPlan): boolean => style !== "none";
const tokens = ({ style }: StreamPlan): boolean =>
  style === "cursor" || style === "graphql" || style === "link-header" || style === "next-url";
/** Only a count of the vendor's can show that records are missing from a list that seems whole. */
const unlessCounted = ({ total }: StreamPlan): Lie => (total ? "none" : "presence");

type Entry<K extends FaultKind> = Omit<FaultEntry, "kind" | "options"> & {
  readonly options: (chance: Chance) => FaultOptions[K];
};
const entry = <K extends FaultKind>(kind: K, given: Partial<Entry<K>>): FaultEntry => ({
  kind,
  lasts: [1, 3],
  applies: always,
  lie: never,
  ...given,
  options: (chance) => ({ ...given.options?.(chance) }),
});

/** Every fault of the emulator that a list request can meet. */
export const faultCatalogue: readonly FaultEntry[] = [
  entry("rate_limit", {
    lasts: [1, 5],
    options: (chance) => ({
      retryAfterMs: chance.of([1000, 20_000, 45_000]),
      retryAfter: chance.of(["seconds", "date", "none"]),
    }),
  }),
  entry("outage", { lasts: [1, 30], options: (chance) => ({ mode: chance.of(["unavailable", "reset"]) }) }),
  entry("server_error", { lasts: [1, 8], options: (chance) => ({ status: chance.of([500, 502, 503, 504]) }) }),
  entry("reset", { lasts: [1, 6], options: (chance) => ({ at: chance.of(["before", "after"]) }) }),
  entry("truncated_body", { lasts: [1, 6] }),
  entry("stalled_body", { lasts: [1, 2], options: (chance) => ({ at: chance.of(["headers", "body"]) }) }),
  entry("slow", {
    lasts: [1, 6],
    options: (chance) => ({ ms: chance.of([500, 8000, 25_000]), spread: chance.of(["fixed", "long_tail"]) }),
  }),
  entry("expired_token", { lasts: [1, 2], needs: "oauth" }),
  entry("revoked", { lasts: [1, 1], needs: "oauth" }),
  entry("scope_lost", { lasts: [1, 3] }),
  entry("wrong_content_type", { lasts: [1, 8] }),
  entry("html_page", { lasts: [1, 3] }),
  entry("error_envelope", { lasts: [1, 3] }),
  entry("clock_skew", {
    lasts: [1, 20],
    options: (chance) => ({ ms: chance.of([-3_600_000, -5000, 5000, 3_600_000]) }),
    lie: (_, { ms }) => (Number(ms) > 0 ? "presence" : "none"),
  }),
  entry("broken_records", { lasts: [2, 12], lie: content }),
  entry("changed_schema", {
    lasts: [2, 12],
    options: (chance) => ({
      mode: chance.of(["renamed", "retyped", "removed", "nulled"]),
      field: chance.of(["title", "stage", "updated_at", "id"]),
    }),
    lie: content,
  }),
  entry("unknown_enum", { lasts: [2, 12], lie: content }),
  entry("huge_ids", { lasts: [2, 8], applies: ({ key }) => key === "number", lie: content }),
  entry("zoneless_dates", { lasts: [2, 12], applies: ({ incremental }) => incremental !== undefined, lie: content }),
  entry("huge_records", { lasts: [1, 3], options: () => ({ size: 3000 }), lie: content }),
  entry("hostile_records", { lasts: [1, 6], lie: content }),
  entry("duplicated_records", { lasts: [2, 20] }),
  entry("dropped_records", { lasts: [2, 20], lie: unlessCounted }),
  entry("shifting_pages", {
    lasts: [2, 20],
    options: (chance) => ({ by: chance.of([1, -1, 2]) }),
    applies: ({ style }) => style === "page" || style === "offset",
    // Every reading steps over the same record, and pages cannot overlap: a count alone shows it.
    lie: (plan, { by }) => (plan.style === "page" && Number(by) > 0 ? unlessCounted(plan) : "none"),
  }),
  entry("moving_records", {
    lasts: [2, 10],
    options: (chance) => ({ mode: chance.of(["touched", "removed", "added"]) }),
    applies: paged,
  }),
  entry("endless_pages", {
    lasts: [20, 80],
    options: (chance) => ({ mode: chance.of(["same", "forever"]) }),
    applies: paged,
  }),
  entry("foreign_next", {
    lasts: [1, 6],
    applies: ({ style }) => style === "link-header" || style === "next-url",
  }),
  entry("small_pages", { lasts: [2, 12], applies: paged }),
  entry("empty_pages", {
    lasts: [2, 20],
    applies: (plan) => tokens(plan) || (plan.end === "next" && plan.style !== "keyset"),
  }),
  entry("expired_cursors", {
    lasts: [1, 4],
    options: (chance) => ({ status: chance.of([400, 410]) }),
    applies: tokens,
  }),
  entry("expired_sync_tokens", { lasts: [1, 4], applies: ({ syncToken }) => syncToken !== undefined }),
  entry("contradicting_end", {
    lasts: [2, 12],
    options: (chance) => ({ mode: chance.of(["more_without_next", "next_without_more"]) }),
    applies: ({ style, end }) => style === "graphql" || (end === "has-more" && style !== "keyset"),
    lie: (plan, { mode }) => (mode === "next_without_more" ? unlessCounted(plan) : "none"),
  }),
  entry("changing_totals", {
    lasts: [2, 20],
    options: (chance) => ({ mode: chance.of(["above", "below", "wandering"]) }),
    applies: ({ total, end }) => total || end === "total-pages",
    lie: ({ end }) => (end === "total-pages" || end === "total" ? "presence" : "none"),
  }),
  entry("result_window", {
    lasts: [4, 20],
    options: (chance) => ({ records: chance.whole(20, 60), mode: chance.of(["refused", "ends"]) }),
    applies: paged,
    lie: (plan, { mode }) => (mode === "ends" ? unlessCounted(plan) : "none"),
  }),
  entry("random", {
    lasts: [10, 40],
    options: (chance) => ({ probability: chance.of([0.2, 0.5]) }),
  }),
];

export const faultNamed = (kind: FaultKind): FaultEntry => {
  const found = faultCatalogue.find((each) => each.kind === kind);
  if (found === undefined) throw new RangeError(`No simulation knows the fault ${kind}.`);
  return found;
};
