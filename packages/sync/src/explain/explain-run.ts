import type { Receipt, ReplayReceipt, RunEvent, RunReceipt } from "../receipt/receipt.ts";
import type { Store } from "../store/contract.ts";

/** The story of one finished run, for a developer or a support desk. It names fields and codes, never values. */
export interface RunExplanation {
  readonly receipt: Receipt;
  /** What it set out to do. */
  readonly planned: string;
  /** What held it up or changed its course, oldest first. */
  readonly events: readonly { readonly at: number; readonly what: string }[];
  /** Why it ended as it did, and what that says of what is stored. */
  readonly ended: string;
  /** What was done later with what it left behind: ids of receipts of replays, oldest first. */
  readonly replays: readonly string[];
}

/** Explains a run or a replay by its receipt alone: everything it says was committed with it. `undefined`: there is no such receipt. */
export async function explainRun(
  store: Pick<Store, "receipt" | "receipts">,
  receiptId: string,
): Promise<RunExplanation | undefined> {
  const receipt = await store.receipt(receiptId);
  if (receipt === undefined) return undefined;
  const replays = await replaysOf(store, receipt);
  if (receipt.kind === "run") {
    return { receipt, planned: plannedBy(receipt), events: eventsOf(receipt), ended: endOf(receipt), replays };
  }
  const planned = receipt.kind === "replay" ? replayPlan(receipt) : "One write to the vendor.";
  return { receipt, planned, events: [], ended: `It ended ${receipt.outcome}.${failureOf(receipt)}`, replays };
}

function plannedBy(receipt: RunReceipt): string {
  const { mode, why } = receipt;
  const what = plans[mode](receipt);
  return why === undefined ? `${what} (${mode}).` : `${what} (${mode}): ${why}.`;
}

const plans: Readonly<Record<RunReceipt["mode"], (receipt: RunReceipt) => string>> = {
  full: () => "Read everything",
  incremental: ({ since }) => (since === undefined ? "Read what changed" : `Read what changed since ${since}`),
  backfill: ({ since, until }) =>
    `Read again what is dated from ${since} ${until === undefined ? "on" : `to ${until}`}`,
};

function replayPlan({ of, why }: ReplayReceipt): string {
  return why === undefined ? `Judge again what the run ${of} kept aside.` : `Make stored records anew: ${why}.`;
}

function eventsOf({ log }: RunReceipt): RunExplanation["events"] {
  if (log === undefined) return [];
  const told = log.events.map((event) => ({ at: event.at, what: eventTexts[event.kind](event) }));
  const first = log.events[0]?.at ?? 0;
  return log.left === 0 ? told : [{ at: first, what: `${log.left} earlier events are left out.` }, ...told];
}

/** What each kind of event says. Complete by type: a new kind does not compile without its words. */
const eventTexts: Readonly<Record<RunEvent["kind"], (event: RunEvent) => string>> = {
  repeated: ({ page, retries = 0, waitedMs = 0 }) =>
    `Page ${page} was asked for ${retries + 1} times, with ${waitedMs} ms of waiting.`,
  waited: (event) => `Page ${event.page} failed with ${reasonOf(event)}${nextOf(event)}.`,
  restarted: (event) =>
    `At page ${event.page} the vendor no longer knew the position: ${reasonOf(event)}. The list was begun again${nextOf(event)}.`,
  widened: (event) =>
    `At page ${event.page} the vendor no longer had changes that old: ${reasonOf(event)}. More was read than planned${nextOf(event)}.`,
  blocked: (event) => `Page ${event.page} was refused with ${reasonOf(event)}, until the customer reconnected.`,
  skewed: ({ aheadMs = 0 }) =>
    `The vendor's clock was ${aheadMs} ms ahead of this device's. The earlier one counts for what the next run asks for.`,
  "set-back": () =>
    "The vendor's clock showed less than the watermark, so it was set back. Everything was read instead of what changed.",
  moved: ({ page }) =>
    `At page ${page} the list was not as it was before, or nothing showed that it was. It was read again from there, or from its beginning.`,
  "great-numbers": ({ page }) =>
    `Page ${page} held numbers beyond 2^53. Such numbers are kept as strings, so that no digit is lost.`,
};

function nextOf({ until }: RunEvent): string {
  return until === undefined ? "" : `, and the next attempt was due at ${new Date(until).toISOString()}`;
}

function reasonOf({ code, status }: RunEvent): string {
  return status === undefined ? `${code}` : `${code} (HTTP ${status})`;
}

function endOf(receipt: RunReceipt): string {
  const { outcome, completeness, pages, counts } = receipt;
  const read = `It ended ${outcome} (pages: ${pages}, records: ${counts.received}, kept aside: ${counts.quarantined}).`;
  const proof = completeness.proven
    ? `Its completeness is proven by ${completeness.by}.`
    : `Its completeness is not proven: ${completeness.why}.`;
  return `${read} ${proof}${failureOf(receipt)}`;
}

function failureOf({ failure }: Receipt): string {
  return failure === undefined ? "" : ` It failed with ${failure.code}: ${failure.message}`;
}

/** Receipts that name this one. They are younger, so the search ends where it begins. */
async function replaysOf(
  store: Pick<Store, "receipts">,
  { id, connection, stream }: Receipt,
): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.receipts(connection, { stream, limit: 100, cursor });
    for (const receipt of page.items) {
      if (receipt.id === id) return found.toReversed();
      if (receipt.kind === "replay" && receipt.of === id) found.push(receipt.id);
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return found.toReversed();
}
