import type { FaultKind, FaultOptions } from "@waybill/emulator";

/** A trouble that the panel can cause, and what comes of it. */
export interface FaultText {
  readonly kind: FaultKind;
  /** Sent to the emulator's control API with the fault. */
  readonly options?: FaultOptions[FaultKind] | undefined;
  readonly title: string;
  /** What the vendor does, then what a customer sees. */
  readonly vendor: string;
  readonly effect: string;
}

/** In the order of the panel: passing troubles, then those that need a person, then wrong answers. */
export const faultList: readonly FaultText[] = [
  {
    kind: "rate_limit",
    options: { retryAfterMs: 15_000 },
    title: "Rate limit",
    vendor: "Answers 429 and names a time to come back.",
    effect: "The sync waits, says until when, and goes on by itself.",
  },
  {
    kind: "outage",
    title: "Outage",
    vendor: "Answers 503 to everything.",
    effect: "The sync tries again, later each time. Nothing is lost.",
  },
  {
    kind: "slow",
    title: "Slow answers",
    vendor: "Takes three seconds for each answer.",
    effect: "Progress crawls and stays true.",
  },
  {
    kind: "expired_token",
    title: "Expired token",
    vendor: "Stops accepting the access token.",
    effect: "Nothing to see: it is renewed once and the page is read again.",
  },
  {
    kind: "revoked",
    title: "Revoked access",
    vendor: "Stops renewing it, too: access was withdrawn.",
    effect: "Reconnect needed. Give consent again and the sync goes on.",
  },
  {
    kind: "broken_records",
    title: "Broken records",
    vendor: "Sends some records without a usable id.",
    effect: "Start over to see: the rest arrives, those are kept aside and counted.",
  },
  {
    kind: "changed_schema",
    title: "Changed schema",
    vendor: "Renames a field in every record.",
    effect: "Start over to see: records arrive as they are, the field's column is empty.",
  },
  {
    kind: "endless_pages",
    title: "Endless pages",
    vendor: "Claims that there is always another page.",
    effect: "Start over to see: the loop is noticed, and the sync ends instead of running for ever.",
  },
];
