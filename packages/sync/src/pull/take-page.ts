import type { Failure } from "@waybill/transport";
import type { Incremental } from "../connector/contract.ts";
import { hashText } from "../record/hash-text.ts";
import { addCounts } from "../receipt/counts.ts";
import { chainDigest } from "../receipt/digest.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { Batch } from "../store/contract.ts";
import type { OpenRun, PagePosition } from "./checkpoint.ts";
import { compare } from "./compare.ts";
import { follow, parseCursor } from "./cursor-value.ts";
import { finishEarly, finishRead } from "./finish.ts";
import { advance } from "./pagination/loop.ts";
import { reportedTotal } from "./pagination/signal.ts";
import { quarantineBatch } from "./quarantine.ts";
import type { ReadPage } from "./reader.ts";
import { commitRun } from "./session.ts";
import type { Session } from "./session.ts";
import { sortItem } from "./sort-item.ts";
import type { SortedItem } from "./sort-item.ts";
import type { Meter } from "./stream-context.ts";
import type { Tally } from "./tally.ts";

/** Where a run stands after a page. */
export type PageTaken =
  | { readonly done: false; readonly session: Session }
  | { readonly done: true; readonly receipt: RunReceipt };

/** Takes one page in: one commit with its rows, its quarantine, its seen keys, its counts and the position that follows; at the end, the receipt too. */
export async function takePage(session: Session, page: ReadPage, cost: Meter): Promise<PageTaken> {
  const items = page.items.map((item) => sortItem(session.context.contract, item));
  const result = await compare(session, items);
  const next = successorOf(session, page, result);
  const run = await runAfter(session, { page, items, result, cost });
  const batch = await batchFor(session, result);
  switch (next.kind) {
    case "more": {
      const committed = await commitRun(session, { ...run, position: next.position }, { batch });
      session.met.add(result.keys);
      return { done: false, session: committed };
    }
    case "end":
      return { done: true, receipt: await finishRead(session, run, batch) };
    case "broken":
      return {
        done: true,
        receipt: await finishEarly(session, { run, outcome: "failed", failure: next.failure, batch }),
      };
    default:
      return next satisfies never;
  }
}

type Successor =
  | { readonly kind: "more"; readonly position: PagePosition }
  | { readonly kind: "end" }
  | { readonly kind: "broken"; readonly failure: Failure };

function successorOf({ run, pager }: Session, page: ReadPage, result: Tally): Successor {
  const { position } = run;
  const read = (position.read ?? 0) + page.items.length;
  const next = pager.after(position.next, { ...page, read });
  if (next.kind !== "more") return next;
  const content = result.lines.length === 0 ? undefined : hashText(result.lines.join("\n"));
  const advanced = advance({ position, next: next.next, content, items: page.items.length });
  return "code" in advanced ? { kind: "broken", failure: advanced } : { kind: "more", position: advanced };
}

interface PageWork {
  readonly page: ReadPage;
  readonly items: readonly SortedItem[];
  readonly result: Tally;
  readonly cost: Meter;
}

async function runAfter({ context, run }: Session, { page, items, result, cost }: PageWork): Promise<OpenRun> {
  const { contract, clock, settings } = context;
  return {
    ...spent(run, cost),
    // Progress gives a run its attempts back: a long one may meet more failures than a short one.
    maxAttempts: run.attempt - 1 + settings.maxAttempts,
    vendorTime: run.vendorTime ?? vendorTime(page),
    counts: addCounts(run.counts, result.counts),
    pages: run.pages + 1,
    bytes: run.bytes + page.bytes,
    reported: reportedTotal(page, contract.pagination.total) ?? run.reported,
    ...(contract.incremental !== undefined && trailAfter(run, items, contract.incremental)),
    digest: await chainDigest(run.digest, result.lines),
    progressedAt: clock.now(),
  };
}

/** The run with what a request cost added to it. */
export function spent(run: OpenRun, cost: Meter): OpenRun {
  return {
    ...run,
    requests: run.requests + cost.requests,
    retries: run.retries + cost.retries,
    waitedMs: run.waitedMs + cost.waitedMs,
  };
}

/** The vendor's clock when it began to answer: `Date` is written at the end, and what changed in between may not be in the page. */
function vendorTime(page: ReadPage): number | undefined {
  const at = Date.parse(page.header("date") ?? "");
  return Number.isNaN(at) ? undefined : at - Math.ceil(page.tookMs);
}

function trailAfter(
  run: OpenRun,
  items: readonly SortedItem[],
  incremental: Incremental,
): Pick<OpenRun, "maxCursor" | "lastCursor" | "ordered"> {
  const parse = (text: string | undefined) => (text === undefined ? undefined : parseCursor(text, incremental));
  let trail = { max: parse(run.maxCursor), last: parse(run.lastCursor), ordered: run.ordered };
  for (const item of items) {
    if (item.kind === "refused" || item.cursor === undefined) continue;
    trail = { ...follow(trail, item.cursor, incremental.order) };
  }
  return { maxCursor: trail.max?.text, lastCursor: trail.last?.text, ordered: trail.ordered };
}

async function batchFor({ context, run }: Session, result: Tally): Promise<Partial<Batch>> {
  const refused = new Set(result.refused.map(({ key }) => key));
  const accepted = result.keys.filter((key) => !refused.has(key));
  const at = context.clock.now();
  return {
    put: result.put.map((row) => ({ ...row, run: run.id })),
    remove: result.remove,
    quarantine: await quarantineBatch(context, { refused: result.refused, accepted, run: run.id, at }),
    ...(result.keys.length > 0 && { seen: { run: run.id, keys: result.keys } }),
  };
}
