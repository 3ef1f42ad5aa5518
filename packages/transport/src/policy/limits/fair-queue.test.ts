import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FairQueue } from "./fair-queue.ts";
import type { Claim } from "./fair-queue.ts";

const comes = fc.record({ lane: fc.constantFrom("a", "b", "c"), priority: fc.nat(1) });
const leaves = fc.record({ index: fc.nat(5) });
const turn = fc.constant("turn" as const);
const steps = fc.array(
  fc.oneof({ arbitrary: comes, weight: 4 }, { arbitrary: turn, weight: 3 }, { arbitrary: leaves, weight: 1 }),
  { maxLength: 40, size: "max" },
);

/** A queue, and beside it the plain list of who waits. */
function watched() {
  const queue = new FairQueue<Claim>();
  const waiting: Claim[] = [];
  /** Since when a lane has waited for a turn, and when it had the last. */
  const [since, had] = [new Map<string, number>(), new Map<string, number>()];
  let passed = 0;
  const leave = (claim: Claim | undefined, kind?: "turn"): void => {
    if (claim === undefined) return;
    waiting.splice(waiting.indexOf(claim), 1);
    queue.remove(claim, kind);
  };
  return {
    queue,
    waiting,
    come: (claim: Claim): void => {
      if (waiting.every(({ lane }) => lane !== claim.lane)) since.set(claim.lane, claim.order);
      waiting.push(claim);
      queue.add(claim);
    },
    leave,
    /** Whom the turn at this moment passes over although they should have had it. */
    turn: (now: number): readonly Claim[] => {
      const next = queue.first();
      if (next === undefined) return waiting;
      const before = had.get(next.lane) ?? -1;
      const greatest = Math.max(...waiting.map(({ priority }) => priority));
      const behind = waiting.filter(({ priority }) => priority < greatest);
      const isForThem = passed === 3 && behind.length > 0;
      passed = behind.length > 0 && !isForThem ? passed + 1 : 0;
      const wronged = waiting.filter(({ lane, priority, order }) => {
        if (isForThem) return priority < greatest && (next.priority === greatest || order < next.order);
        if (priority !== next.priority) return priority > next.priority;
        return lane === next.lane ? order < next.order : (since.get(lane) ?? now) < before;
      });
      leave(next, "turn");
      for (const seen of [had, since]) seen.set(next.lane, now);
      return wronged;
    },
  };
}

test("a lane that always finds a greater priority in front has every fourth turn", () => {
  const queue = new FairQueue<Claim>();
  for (const order of [1, 2]) queue.add({ lane: "late", priority: 0, order });
  const turns = Array.from({ length: 12 }, (_, at) => {
    queue.add({ lane: "early", priority: 1, order: 10 + at });
    const next = queue.first();
    if (next !== undefined) queue.remove(next, "turn");
    return next?.lane;
  });
  const round = ["early", "early", "early", "late"];
  expect(turns).toEqual([...round, ...round, "early", "early", "early", "early"]);
});

test("whoever comes and leaves, turns go by priority, then by lane, then by arrival, and nobody is left behind", () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { queue, waiting, come, leave, turn: next } = watched();
      for (const [now, step] of given.entries()) {
        const wronged = step === "turn" ? next(now) : [];
        if (step !== "turn" && "lane" in step) come({ ...step, order: now });
        if (step !== "turn" && "index" in step) leave(waiting[step.index]);
        expect(wronged).toEqual([]);
        expect(queue.size).toBe(waiting.length);
        expect(queue.all().toSorted((a, b) => a.order - b.order)).toEqual(waiting);
      }
    }),
    { numRuns: 200 },
  );
});
