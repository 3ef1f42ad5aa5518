import type { FaultKind, FaultOptions } from "./fault.ts";
import type { FaultScope } from "./fault-scope.ts";

/** What one member of a fault's options may be. */
export interface Setting {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const number = (expected: string, least: number, most = Infinity): Setting => ({
  expected,
  accepts: (value) => typeof value === "number" && value >= least && value <= most,
});
const count = (least: number): Setting => ({
  expected: `a whole number from ${least}`,
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= least,
});
const text: Setting = {
  expected: "text that is not empty",
  accepts: (value) => typeof value === "string" && value !== "",
};
const oneOf = (...values: readonly (string | number)[]): Setting => ({
  expected: `one of ${values.join(", ")}`,
  accepts: (value) => values.some((each) => each === value),
});
const several = (each: Setting): Setting => ({
  expected: `a list; each is ${each.expected}`,
  accepts: (value) => Array.isArray(value) && value.every((one: unknown) => each.accepts(one)),
});
const oneOrSeveral = (each: Setting): Setting => ({
  expected: `${each.expected}, or a list of them`,
  accepts: (value) => each.accepts(value) || several(each).accepts(value),
});
const milliseconds = number("milliseconds from 0", 0);
const probability = number("a number from 0 to 1", 0, 1);
const every = { every: count(1) };
const portion = { portion: probability };

/** The members of every fault's scope. A member added to the type does not compile until it is checked. */
export const scopeSettings: Readonly<Record<keyof FaultScope, Setting>> = {
  streams: several(text),
  operation: oneOrSeveral(text),
  page: oneOrSeveral(count(1)),
  request: oneOrSeveral(count(1)),
  probability,
  burst: count(1),
  fromMs: milliseconds,
  untilMs: milliseconds,
  times: count(1),
};

type Settings = {
  readonly [K in FaultKind]: Readonly<Record<Exclude<keyof FaultOptions[K], keyof FaultScope>, Setting>>;
};

/** The members of each fault's own options. */
export const settings: Settings = {
  rate_limit: { retryAfterMs: milliseconds, retryAfter: oneOf("seconds", "date", "none") },
  outage: { mode: oneOf("unavailable", "reset") },
  server_error: { status: oneOf(500, 502, 503, 504) },
  reset: { at: oneOf("before", "after") },
  truncated_body: portion,
  stalled_body: { ...portion, at: oneOf("headers", "body") },
  slow: {
    ms: milliseconds,
    maxMs: milliseconds,
    spread: oneOf("fixed", "long_tail"),
    at: oneOf("arrival", "processing"),
  },
  expired_token: {},
  revoked: {},
  scope_lost: {},
  wrong_content_type: { contentType: text },
  html_page: {},
  error_envelope: {},
  clock_skew: { ms: number("milliseconds", -Infinity) },
  broken_records: every,
  changed_schema: { mode: oneOf("renamed", "retyped", "removed", "nulled"), field: text },
  unknown_enum: { field: text, value: text },
  huge_ids: {},
  zoneless_dates: {},
  huge_records: { ...every, size: count(1) },
  hostile_records: every,
  duplicated_records: every,
  dropped_records: every,
  shifting_pages: { by: number("a number of records", -Infinity) },
  moving_records: { mode: oneOf("touched", "removed", "added") },
  endless_pages: { mode: oneOf("same", "forever") },
  foreign_next: { origin: text },
  small_pages: { max: count(1) },
  empty_pages: { every: count(2) },
  expired_cursors: { status: oneOf(400, 410) },
  expired_sync_tokens: {},
  contradicting_end: { mode: oneOf("more_without_next", "next_without_more") },
  changing_totals: { mode: oneOf("above", "below", "wandering") },
  result_window: { records: count(1), mode: oneOf("refused", "ends") },
  duplicated_webhooks: {},
  reordered_webhooks: {},
  lost_webhooks: {},
  random: {
    kinds: several(oneOf("limited", "error", "reset", "stall", "truncation", "expired")),
    inARow: count(1),
  },
};
