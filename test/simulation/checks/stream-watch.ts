import type { RunReceipt } from "@waybill/sync";
import type { Batch } from "@waybill/sync/store";
import type { Lie } from "../plan/fault-catalogue.ts";
import type { Scenario } from "../plan/scenario.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import type { Process } from "../world/process.ts";
import { compareWithSource, judgeRemovals, judgeWatermark, momentOf } from "./against-source.ts";
import type { Comparison, Moment, Sides } from "./against-source.ts";
import { judgeStep } from "./commit-step.ts";
import { createDoubts } from "./doubts.ts";
import { judgeStop } from "./drift-stop.ts";
import { createFallenCount } from "./fallen-count.ts";
import { createGivenUp } from "./given-up.ts";
import { judgeFence, judgeLease } from "./fence.ts";
import type { Held } from "./fence.ts";
import { createPagesAsked } from "./pages-asked.ts";
import { judgeBound } from "./bound.ts";
import { createKeptAside } from "./kept-aside.ts";
import type { KeptAside } from "./kept-aside.ts";
import { createKeptReceipts } from "./kept-receipts.ts";
import type { KeptReceipts } from "./kept-receipts.ts";
import { judgePromised } from "./promised.ts";
import { createRequestsTold } from "./requests-told.ts";
import { judgeWaiting } from "./waiting.ts";
import { judgeRunEnd } from "./run-end.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** One stream as the simulation sees it: judges every commit about it. */
export interface StreamWatch {
  readonly plan: StreamPlan;
  readonly checkpoint: Checkpoint | undefined;
  /** When the last run began, milliseconds since the beginning. */
  readonly began: number;
  /** Judges a batch that was accepted. */
  accepted(process: Process, batch: Batch): Promise<void>;
  /** A process sends a request, which may never arrive. */
  sent(process: Process): void;
  /** A process tries what a pull would do. Gives what is told when that has ended: how many requests it took; `undefined`: nobody knows. */
  trying(process: Process): (requests: number | undefined) => void;
  /** A process was told that a batch of it is not stored, which it may be. */
  failed(process: Process, batch: Batch): void;
  /** A process cannot read what is stored of it. */
  unread(process: Process): void;
  /** Judges a request of a process, before it is answered. */
  asked(process: Process, request: Request): Promise<void>;
  /** The vendor told something wrong in a way that nobody could notice. */
  lied(lie: Lie): void;
  /** The vendor's count may agree although records are missing: what a run proves by it is not judged, until another one proves it. */
  countsByChance(): void;
  /** Everything of the stream is gone, and nothing of it may come back. */
  erased(): void;
  /** Somebody wants it to forget how far it was read. Gives the times that it did so far. */
  forget(): () => number;
  readonly keptAside: KeptAside;
  readonly keptReceipts: KeptReceipts;
  /** Whether what is stored may rest on a lie: since the last one nothing was read completely. */
  readonly inDoubt: boolean;
  /** Compares the store with the source as they are now. */
  compare(when: string): Promise<void>;
}

interface WatchedStream extends Sides {
  /** Whether records of it stay when what they are listed below goes. */
  readonly keeps: boolean;
  readonly now: () => number;
  /** Whether its list goes in circles: how long they are shows only when a page comes again. */
  readonly isEndless: () => boolean;
  /** What is to become of records that are not as promised. */
  readonly drift: Scenario["drift"];
  /** Whether the product takes more than that by now. */
  readonly isLenient: () => boolean;
  /** Whether the vendor has refused the account lately: nothing else is a reason to ask a person for consent. */
  readonly wasRefused: () => boolean;
}

/** The times that a backfill asks for. */
const rangeOf = (run: Checkpoint["run"]): Comparison["asked"] => ({
  from: run?.since?.at ?? -Infinity,
  to: run?.until?.at ?? Infinity,
});

export function createStreamWatch(sides: WatchedStream): StreamWatch {
  const { plan, keeps, now, isEndless, drift, isLenient, wasRefused } = sides;
  const pages = createPagesAsked(plan);
  let held: Held | undefined;
  let checkpoint: Checkpoint | undefined;
  /** Ids of rows that the open run keeps aside. */
  const aside = new Set<string>();
  /** The greatest token of a lease so far. */
  let given = 0;
  const givenUp = createGivenUp(plan.name);
  const count = createFallenCount();
  const requests = createRequestsTold(plan.name);
  const keptAside = createKeptAside(plan.name);
  const keptReceipts = createKeptReceipts(plan.name);
  const doubts = createDoubts(now, keeps);
  /** Who tries what a pull would do: whose requests these are, nobody can tell. */
  const triers = new Set<Process>();
  let began = 0;

  const isJudged = (process: Process): boolean => held?.process === process && !isEndless() && !triers.has(process);

  function follow(process: Process, batch: Batch): void {
    if (batch.lease !== undefined) {
      held = { lease: batch.lease, process };
      given = Math.max(given, batch.lease.token);
    }
    for (const part of [keptAside, keptReceipts]) part.followed(batch);
    if (batch.checkpoint !== undefined) followCheckpoint(batch, batch.checkpoint);
  }

  function followCheckpoint(batch: Batch, next: Checkpoint): void {
    const { run } = next;
    if (run !== undefined && run.id !== checkpoint?.run?.id) began = now();
    givenUp.followed(next);
    if (run?.id !== checkpoint?.run?.id) aside.clear();
    else setAside(batch);
    pages.followed(checkpoint, next);
    count.followed(checkpoint?.run, run);
    checkpoint = next;
  }

  function setAside({ quarantine }: Batch): void {
    for (const id of quarantine?.remove ?? []) aside.delete(id);
    // A replay of an earlier run keeps rows aside in that run's name.
    for (const { id, run } of quarantine?.put ?? []) if (run === checkpoint?.run?.id) aside.add(id);
  }

  /** What a batch says of itself and of the one before it. */
  function judgeAlone(process: Process, batch: Batch): RunReceipt | undefined {
    judgeFence(process, batch, held);
    if (batch.lease !== undefined) judgeLease(batch.lease, held?.lease, given);
    givenUp.judge(batch, checkpoint);
    for (const part of [keptAside, keptReceipts]) part.judge(batch, checkpoint);
    judgeBound(batch, checkpoint);
    judgeStep(batch, checkpoint, { aside, mayForget: givenUp.mayForget });
    requests.judge(process, batch, checkpoint);
    judgeBlocker(batch);
    judgeWaiting(batch, checkpoint);
    if (drift === "quarantine") judgePromised(batch, isLenient());
    if (drift === "stop") judgeStop(batch, checkpoint, plan);
    if (batch.receipt?.kind !== "run") return undefined;
    judgeRunEnd(batch.receipt, batch, checkpoint);
    count.judge(batch.receipt, checkpoint?.run);
    return batch.receipt;
  }

  /** P8: nobody is asked for consent who has given it. */
  function judgeBlocker({ checkpoint: next }: Batch): void {
    const asks = next?.blocker === "auth" && checkpoint?.blocker !== "auth";
    hold(!asks || wasRefused(), "P8", () => `${plan.name} waits for consent, and the vendor has refused nobody`);
  }

  /** What became of the stream, beside what the vendor has. */
  async function judgeBeside(batch: Batch, moment: Moment, was: number | undefined): Promise<void> {
    judgeRemovals(batch, sides, began);
    const { watermark: { at } = {}, gaps = [], parents } = checkpoint ?? {};
    if (at !== undefined && at !== was) await judgeWatermark(moment, { at, gaps, began, parents });
  }

  async function judgeComplete(
    { id, mode, completeness }: RunReceipt,
    moment: Moment,
    run: Checkpoint["run"],
  ): Promise<void> {
    const isProven = mode === "full" && completeness.proven;
    if (mode === "full") doubts.readWhole(began, isProven);
    if (doubts.any) return;
    const at = { since: began, head: run?.parents?.head, when: `${id} is complete` };
    if (mode === "backfill")
      return compareWithSource(moment, { ...at, extras: doubts.extras(false), asked: rangeOf(run) });
    await compareWithSource(moment, { ...at, extras: doubts.extras(isProven || plan.tombstones) });
  }

  return {
    plan,
    keptAside,
    keptReceipts,
    get checkpoint() {
      return checkpoint;
    },
    get began() {
      return began;
    },
    get inDoubt() {
      return doubts.ofContent;
    },
    sent: (process) => requests.sent(process),
    failed: (process, { checkpoint: meant }) => {
      const isOverdue = meant !== checkpoint && (meant?.version ?? Infinity) <= (checkpoint?.version ?? 0);
      requests.failed(process, isOverdue);
    },
    unread: (process) => requests.unread(process),
    trying: (process) => {
      const ended = requests.trying(process);
      triers.add(process);
      return (sent) => {
        triers.delete(process);
        ended(sent);
      };
    },
    // Who was frozen may send what it had ready; its commits are judged.
    asked: async (process, request) => (isJudged(process) ? pages.asked(request) : undefined),
    lied: (lie) => doubts.lied(lie),
    countsByChance: () => doubts.countsByChance(),
    erased: () => {
      for (const part of [givenUp, pages, doubts, count, keptAside, keptReceipts]) part.erased();
      aside.clear();
      [held, checkpoint] = [undefined, undefined];
    },
    forget: () => givenUp.forget(),
    compare: async (when) => {
      if (doubts.any) return;
      await compareWithSource(momentOf(sides), { since: now(), extras: doubts.extras(plan.tombstones), when });
    },
    accepted: async (process, batch) => {
      const receipt = judgeAlone(process, batch);
      const { run, watermark } = checkpoint ?? {};
      follow(process, batch);
      const moment = momentOf(sides);
      if (!doubts.any) await judgeBeside(batch, moment, watermark?.at);
      if (receipt?.outcome === "complete") await judgeComplete(receipt, moment, run);
    },
  };
}
