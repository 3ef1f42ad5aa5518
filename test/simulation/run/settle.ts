import { verifyReceipts } from "@waybill/sync";
import type { Receipt, RunReceipt } from "@waybill/sync";
import { checkChain } from "../checks/receipts.ts";
import { broken, hold } from "../checks/violation.ts";
import type { Limits } from "../world/world.ts";
import { connectAccount } from "./connect-account.ts";
import { reconnect } from "./consent-again.ts";
import type { Stage } from "./stage.ts";
import { judgeOrder } from "./judge-order.ts";
import { hasChildren } from "./tab-options.ts";
import { runShort } from "./run-short.ts";
import type { Link } from "./tab.ts";
import { tryDry } from "./try-dry.ts";

/** Rounds of syncing after which nothing may change any more. */
const rounds = 4;

/** After the trouble: the engine syncs until nothing changes, and then everything must be as the vendor has it. */
export async function settle(link: Link, limits: Limits): Promise<void> {
  const { stage } = link;
  const wait: Wait = (promise) => within(stage, promise, limits);
  await connectAccount(stage);
  await wait(reconnect(link));
  for (const { name } of stage.scenario.streams) await wait(link.connection.resume(name));
  await runShort(link, wait);
  await untilNothingChanges(link, wait);
  await judgeOrder(link, wait);
  for (const watch of stage.watches.values()) {
    if (watch.inDoubt || (await kept(stage, watch.plan.name)) > 0) continue;
    await watch.compare("after the trouble");
  }
  for (const { name } of stage.scenario.streams) {
    if (!(await asksForFull(stage, name))) continue;
    const receipt = await wait(link.connection.pull(name, { mode: "full" }));
    await judgeFull(stage, receipt);
  }
  await tryDry(link, wait);
  for (const { name } of stage.scenario.streams) await judgeReceipts(stage, name);
}

export type Wait = <T>(promise: Promise<T>) => Promise<T>;

/** Of so few parents and children a shrink is soon sudden; a person looks, and confirms it. */
async function confirmHeld({ stage, connection }: Link, wait: Wait): Promise<void> {
  const { scenario, store } = stage;
  if (!hasChildren(scenario)) return;
  for (const { name } of scenario.streams)
    if ((await store.checkpoint(stage.connection, name))?.held !== undefined)
      await wait(connection.confirmRemovals(name));
}

/** A run that was open when everything was resumed may end with what it saw before, and stop its stream anew; a person looks, and resumes it. */
async function resumeStopped({ stage, connection }: Link, wait: Wait): Promise<void> {
  const { scenario, store } = stage;
  for (const { name } of scenario.streams)
    if ((await store.checkpoint(stage.connection, name))?.blocker === "schema") await wait(connection.resume(name));
}

async function untilNothingChanges(link: Link, wait: Wait): Promise<void> {
  const { stage, connection } = link;
  const since = stage.world.now();
  let last: readonly RunReceipt[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await confirmHeld(link, wait);
    await resumeStopped(link, wait);
    last = await wait(connection.sync());
    const isQuiet = last.every(
      ({ outcome, counts }) =>
        outcome === "complete" && counts.created + counts.updated + counts.removed + counts.swept === 0,
    );
    // A run that was open before may have passed by what changed behind it.
    const isNew = [...stage.watches.values()].every(({ began }) => began >= since);
    if (isQuiet && isNew && last.length === stage.scenario.streams.length) return;
  }
  const told = last.map(({ stream, outcome, counts, failure }) => ({ stream, outcome, counts, why: failure?.message }));
  broken("P8", `after ${rounds} rounds without faults something still changes: ${JSON.stringify(told)}`);
}

/** Where something was in doubt or kept aside, or only a full read shows deletions; and of the others one in three. */
async function asksForFull(stage: Stage, stream: string): Promise<boolean> {
  const watch = stage.watches.get(stream);
  if (watch === undefined || watch.inDoubt || !watch.plan.tombstones) return true;
  return (await kept(stage, stream)) > 0 || stage.world.chance.is(0.3);
}

async function judgeReceipts(stage: Stage, stream: string): Promise<void> {
  const { store, connection, watches } = stage;
  const { receiptDigest: head, receiptAnchor } = (await store.checkpoint(connection, stream)) ?? {};
  const receipts = await receiptsOf(stage, stream);
  checkChain(receipts, { anchor: receiptAnchor?.digest, head });
  const [are, were] = [receipts.map(({ id }) => id).join(), watches.get(stream)?.keptReceipts.ids.join()];
  hold(are === were, "receipt chain", () => `${stream} has the receipts ${are}, and was given ${were}`);
  const verdict = await verifyReceipts(store, { connection, stream }, { head });
  hold(verdict.ok, "receipt chain", () => `the chain of ${stream} does not hold: ${JSON.stringify(verdict)}`);
}

async function judgeFull(stage: Stage, receipt: RunReceipt): Promise<void> {
  const { stream, outcome } = receipt;
  if (outcome !== "complete") broken("P8", `a full read without faults ended ${outcome}: ${JSON.stringify(receipt)}`);
  const left = await kept(stage, stream);
  if (left > 0) broken("P8", `${stream} keeps ${left} records aside after a complete full read`);
}

const kept = ({ store, connection }: Stage, stream: string): Promise<number> =>
  store.quarantineCount(connection, stream);

/** Oldest first. */
async function receiptsOf({ store, connection }: Stage, stream: string): Promise<readonly Receipt[]> {
  const page = await store.receipts(connection, { stream, limit: 10_000 });
  return page.items.toReversed();
}

async function within<T>(stage: Stage, promise: Promise<T>, limits: Limits): Promise<T> {
  let isSettled = false;
  const mark = (): void => {
    isSettled = true;
  };
  promise.then(mark, mark);
  const end = await stage.world.until(() => isSettled || stage.violation !== undefined, limits);
  if (end !== "over") throw new Error(`A call did not end: ${end}.`);
  const { violation } = stage;
  if (violation !== undefined) broken(violation.promise, violation.what);
  return promise;
}
