import { type FaultKind, type FaultOptions, faultKinds, isFaultKind } from "@waybill/emulator";

/** A trouble that the panel can cause, and what comes of it. */
export interface FaultText {
  readonly kind: FaultKind;
  /** Sent to the emulator's control API with the fault. */
  readonly options?: FaultOptions[FaultKind] | undefined;
  readonly title: string;
  /** What the vendor does, as the emulator says it, then what a customer sees. */
  readonly vendor: string;
  readonly effect: string;
  /** Is it among those that the panel shows at once? */
  readonly isCommon: boolean;
}

interface Words<K extends FaultKind> {
  readonly title: string;
  readonly effect: string;
  readonly options?: FaultOptions[K] | undefined;
  readonly isCommon?: true;
}

const retried = "The sync tries again, later each time. Nothing is lost.";
const seen = "Start over to see what the sync makes of it.";
const unheard = "Nothing to see: no events are sent to this page.";

/** A fault that the emulator learns has no words here until somebody writes them, and that does not compile. */
const words: { readonly [K in FaultKind]: Words<K> } = {
  rate_limit: {
    title: "Rate limit",
    effect: "The sync waits, says until when, and goes on by itself.",
    options: { retryAfterMs: 15_000 },
    isCommon: true,
  },
  outage: { title: "Outage", effect: retried, isCommon: true },
  slow: { title: "Slow answers", effect: "Progress crawls and stays true.", isCommon: true },
  expired_token: {
    title: "Expired token",
    effect: "Nothing to see: it is renewed once and the page is read again.",
    isCommon: true,
  },
  revoked: {
    title: "Revoked access",
    effect: "Reconnect needed. Give consent again and the sync goes on.",
    isCommon: true,
  },
  broken_records: {
    title: "Broken records",
    effect: "Start over to see: the rest arrives, those are kept aside and counted.",
    isCommon: true,
  },
  changed_schema: {
    title: "Changed schema",
    effect: "Start over to see: records arrive as they are, the field's column is empty.",
    isCommon: true,
  },
  endless_pages: {
    title: "Endless pages",
    effect: "Start over to see: the loop is noticed, and the sync ends instead of running for ever.",
    isCommon: true,
  },
  server_error: { title: "Server errors", effect: retried },
  reset: { title: "Broken connections", effect: retried },
  truncated_body: { title: "Cut answers", effect: retried },
  stalled_body: { title: "Stalled answers", effect: "The sync does not wait for ever." },
  random: { title: "Bad luck", effect: retried },
  scope_lost: { title: "Lost permission", effect: seen },
  wrong_content_type: { title: "Wrong media type", effect: seen },
  html_page: { title: "A web page for an answer", effect: seen },
  error_envelope: { title: "Errors as successes", effect: seen },
  clock_skew: { title: "Wrong clock", effect: seen },
  unknown_enum: { title: "Unknown values", effect: seen },
  huge_ids: { title: "Huge ids", effect: seen },
  zoneless_dates: { title: "Times without a zone", effect: seen },
  huge_records: { title: "Huge records", effect: seen },
  hostile_records: { title: "Hostile records", effect: seen },
  duplicated_records: { title: "Doubled records", effect: seen },
  dropped_records: { title: "Dropped records", effect: seen },
  shifting_pages: { title: "Shifting pages", effect: seen },
  moving_records: { title: "Moving records", effect: seen },
  foreign_next: { title: "A link to another host", effect: seen },
  small_pages: { title: "Small pages", effect: seen },
  empty_pages: { title: "Empty pages", effect: seen },
  expired_cursors: { title: "Expired positions", effect: seen },
  expired_sync_tokens: {
    title: "Forgotten sync tokens",
    effect: "Nothing to see: none of these streams is synced by a token.",
  },
  contradicting_end: { title: "Contradicting end", effect: seen },
  changing_totals: { title: "Wrong counts", effect: seen },
  result_window: { title: "Result window", effect: seen },
  duplicated_webhooks: { title: "Doubled events", effect: unheard },
  reordered_webhooks: { title: "Reordered events", effect: unheard },
  lost_webhooks: { title: "Lost events", effect: unheard },
};

/** Every fault that the emulator knows: the common ones, then the others, in the order of the words. */
export const faultList: readonly FaultText[] = Object.keys(words)
  .filter(isFaultKind)
  .map((kind) => ({ ...words[kind], kind, vendor: faultKinds[kind], isCommon: words[kind].isCommon === true }));
