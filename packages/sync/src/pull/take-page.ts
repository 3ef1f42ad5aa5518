import type { Failure } from "@waybill/transport";
import { addCounts } from "../receipt/counts.ts";
import type { Batch } from "../store/contract.ts";
import type { OpenRun } from "./checkpoint.ts";
import { compare } from "./compare.ts";
import { finishEarly } from "./finish.ts";
import { judgeVisit } from "./judge-run.ts";
import { apart, joinPage } from "./pagination/overlap.ts";
import type { Joined } from "./pagination/overlap.ts";
import { belowParent } from "./parents/below-parent.ts";
import { passOn } from "./parents/pass-on.ts";
import type { PassedOn } from "./passed-on.ts";
import { quarantineBatch } from "./quarantine.ts";
import { readAgain, isReadWhole } from "./read-again.ts";
import type { ListEnd } from "./read-again.ts";
import type { ReadPage } from "./reader.ts";
import { isInParts } from "./run.ts";
import { runAfter } from "./run-after-page.ts";
import { commitRun } from "./session.ts";
import type { Session } from "./session.ts";
import { sortItem } from "./sort-item.ts";
import { stampRows } from "./stamp-rows.ts";
import type { Meter } from "./stream-context.ts";
import type { Tally } from "./tally.ts";
import { turnPage } from "./turn-page.ts";
import { tooManyUnfit } from "./unfit.ts";
import { divideWindow } from "./windows/pass-window.ts";
import { withinReach } from "./windows/reach.ts";

/** Where a run stands after a page. */
export type PageTaken = PassedOn;

/** Takes one page in: one commit with its rows, its quarantine, its seen keys, its counts and the position that follows; at the end, the receipt too. */
export async function takePage(session: Session, page: ReadPage, cost: Meter): Promise<PageTaken> {
  const { contract, settings } = session.context;
  const sorted = page.items.map((item) => sortItem(contract, item));
  const items = belowParent(contract, session.run, sorted);
  // Without keys, equal records cannot be told apart: one further back would be taken for the one that was read last.
  const overlaps = session.pager.shifts === "overlap" && contract.primaryKey.length > 0;
  const joined = overlaps ? joinPage(session.run.position, items) : apart(items);
  const result = await compareFresh(session, joined, items.length);
  const turned = turnPage(session, { page, joined, lines: result.lines });
  const seen = observe(session, page);
  const run = { ...(await runAfter(session, { page, items, result, cost, turned })), ...seen.kept };
  const batch = await batchFor(session, result);
  const stop = seen.stop ?? tooManyUnfit({ unfit: run.unfit ?? 0, received: run.counts.received }, settings);
  if (stop !== undefined) {
    const end = { run, outcome: "failed", failure: stop, batch, blocker: "schema" } as const;
    return { done: true, receipt: await finishEarly(session, end) };
  }
  const next = withinReach(turned.next, { run, contract, items });
  switch (next.kind) {
    case "more": {
      const position = { ...next.position, countChange: run.position.countChange };
      return { done: false, session: await commitRun(session, { ...run, position }, { batch }) };
    }
    case "end":
      return endList(session, { run, batch });
    case "divide":
      return divideWindow(session, { run, batch, ...next });
    case "broken":
      if (isInParts(run)) {
        return passOn(session, { run, batch, end: { kind: "failed", failure: next.failure } });
      }
      return {
        done: true,
        receipt: await finishEarly(session, { run, outcome: "failed", failure: next.failure, batch }),
      };
    default:
      return next satisfies never;
  }
}

/** What a page has in common with the one before it is no news, and is not looked up. */
async function compareFresh(session: Session, { fresh }: Joined, received: number): Promise<Tally> {
  const result = await compare(session, fresh);
  const duplicate = received - fresh.length;
  return { ...result, counts: addCounts(result.counts, { received: duplicate, duplicate }) };
}

/** Leaves a list that was read whole, and reads one again of which that is not sure. */
async function endList(session: Session, { run, batch }: ListEnd): Promise<PageTaken> {
  const isWhole = await isReadWhole(session, { run, batch });
  const again = isWhole ? undefined : await readAgain(session, { run, batch });
  if (again !== undefined) return { done: false, session: again };
  const pass = isWhole || run.pass === undefined ? run.pass : { ...run.pass, gaveUp: true };
  const ended = { ...run, pass };
  const end = isInParts(ended) ? await judgeVisit(session, ended, batch) : undefined;
  return passOn(session, { run: ended, batch, end });
}

/** What a watch has seen of the run, this page included. */
function observe(
  { context: { contract, watch }, run }: Session,
  { items }: ReadPage,
): { readonly kept: Pick<OpenRun, "observed">; readonly stop?: Failure | undefined } {
  if (watch === undefined) return { kept: {} };
  const { observed, stop } = watch.observe({ contract, items, before: run.observed });
  return { kept: { observed }, stop };
}

async function batchFor({ context, run, checkpoint }: Session, result: Tally): Promise<Partial<Batch>> {
  const by = { run: run.id, page: run.pages + 1 };
  const refused = new Set(result.refused.map(({ key }) => key));
  const accepted = result.keys.filter((key) => !refused.has(key));
  const at = context.clock.now();
  return {
    ...(await stampRows(context, result, { by, traced: (run.traced ?? checkpoint.traced) === true })),
    quarantine: await quarantineBatch(context, {
      refused: result.refused,
      accepted,
      ...by,
      parent: run.parents?.at?.key,
      at,
    }),
    ...(result.keys.length > 0 && { seen: { run: run.id, keys: result.keys } }),
  };
}
