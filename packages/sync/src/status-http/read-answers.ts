import type { Receipt } from "../receipt/receipt.ts";
import type { Ledger, LedgerEntry } from "../reconcile/ledger.ts";
import type { ActionOutcome, FailedRecord, HealthSummary, OutboxSummary } from "../status/source.ts";
import type { Page } from "../store/contract.ts";
import { type Check, exactly, list, listOfKnown, number, object, oneOf, text, word } from "./check.ts";
import { readReceipt } from "./read-receipt.ts";
import { readFailure } from "./read-failure.ts";

/** Something, or the statement that there is none: `{ "receipt": null }`. */
export interface Found<T> {
  readonly found: T | undefined;
}

function found<T>(name: string, check: Check<T>): Check<Found<T>> {
  return (value) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    const member: unknown = Reflect.get(value, name);
    if (member === null) return { found: undefined };
    const thing = check(member);
    return thing === undefined ? undefined : { found: thing };
  };
}

/** Items of a kind that this version does not know are left out: an unknown receipt hides none of the others. */
function page<T>(item: Check<T>): Check<Page<T>> {
  return object<Pick<Page<T>, "items">, Pick<Page<T>, "next">>({ items: listOfKnown(item) }, { next: text });
}

const readFailed = object<Omit<FailedRecord, "title" | "field">, Pick<FailedRecord, "title" | "field">>(
  { id: text, stream: text, kind: word(), reason: word(), at: number, attempts: number },
  { title: text, field: text },
);

const readEntry = object<LedgerEntry, object>(
  { stream: text, here: number, there: number, missingHere: number, missingThere: number, different: number },
  {},
);

const readLedger = object<Ledger, object>({ connection: text, comparedAt: number, entries: list(readEntry) }, {});

export const readReceiptAnswer: Check<Found<Receipt>> = found("receipt", readReceipt);
export const readLedgerAnswer: Check<Found<Ledger>> = found("ledger", readLedger);
export const readReceiptPage: Check<Page<Receipt>> = page(readReceipt);
export const readFailedPage: Check<Page<FailedRecord>> = page(readFailed);

export const readStreams: Check<readonly string[]> = (value) =>
  object<{ streams: readonly string[] }, object>({ streams: list(text) }, {})(value)?.streams;

export const readOutbox: Check<OutboxSummary> = object<
  Omit<OutboxSummary, "oldestAt" | "lost">,
  Pick<OutboxSummary, "oldestAt" | "lost">
>({ pending: number, sending: number, stuck: number }, { oldestAt: number, lost: number });

type HealthRun = HealthSummary["runs"][number];

export const readHealth: Check<HealthSummary> = object<
  Omit<HealthSummary, "freshnessMs">,
  Pick<HealthSummary, "freshnessMs">
>(
  {
    runs: listOfKnown(
      object<Omit<HealthRun, "stream">, Pick<HealthRun, "stream">>(
        { receipt: text, outcome: word(), finishedAt: number },
        { stream: text },
      ),
    ),
    needsFix: number,
  },
  { freshnessMs: number },
);

export const readOutcome: Check<ActionOutcome> = oneOf<ActionOutcome>(
  object<Extract<ActionOutcome, { state: "rejected" }>, object>(
    { state: exactly("rejected"), failure: readFailure },
    {},
  ),
  object<{ readonly state: "accepted" }, object>({ state: exactly("accepted") }, {}),
  object<{ readonly state: "joined" }, object>({ state: exactly("joined") }, {}),
);
