import type { StatusCase } from "./rig.ts";

/** What single reads and actions promise. */
export const readCases: readonly StatusCase[] = [
  {
    name: "a snapshot names its target and survives being cloned",
    async run({ source, target }, expect) {
      const ofStream = await source.snapshot(target);
      expect([ofStream.connection, ofStream.stream]).toEqual([target.connection, target.stream]);
      const whole = await source.snapshot({ connection: target.connection });
      expect([whole.connection, whole.stream]).toEqual([target.connection, undefined]);
      expect(structuredClone(ofStream)).toEqual(ofStream);
    },
  },
  {
    name: "many targets are answered in their order, the same one twice too, and none by none",
    async run({ source, target }, expect) {
      const whole = { connection: target.connection };
      const answers = await source.snapshots([target, whole, target]);
      expect(answers.map(({ stream }) => stream)).toEqual([target.stream, undefined, target.stream]);
      expect(await source.snapshots([])).toEqual([]);
    },
  },
  {
    name: "a finished run is seen by the next read, under a later revision",
    async run({ source, target, finishRun }, expect) {
      const before = await source.snapshot(target);
      const receipt = await finishRun();
      const after = await source.snapshot(target);
      expect(after.revision > before.revision).toBe(true);
      expect([after.phase, after.lastOutcome, after.receipt]).toEqual(["idle", "complete", receipt]);
    },
  },
  {
    name: "the streams of a connection are listed",
    async run({ source, target }, expect) {
      expect((await source.streams(target.connection)).includes(target.stream)).toBe(true);
    },
  },
  {
    name: "an action under a key that was used does nothing and is answered as before",
    async run({ source, target, acted }, expect) {
      const first = await source.act({ kind: "sync", target }, "key-1");
      const count = acted();
      expect(await source.act({ kind: "sync", target }, "key-1")).toEqual(first);
      expect(acted()).toBe(count);
    },
  },
  {
    name: "the same action under two keys at once is asked for twice and answered twice",
    async run({ source, target }, expect) {
      const outcomes = await Promise.all(["key-1", "key-2"].map((key) => source.act({ kind: "sync", target }, key)));
      expect(outcomes.every(({ state }) => state === "accepted" || state === "joined")).toBe(true);
    },
  },
  {
    name: "failing to read rejects, and says nothing of a failed sync",
    breaks: true,
    async run({ source, target, finishRun, breakReads }, expect) {
      await finishRun();
      breakReads?.(true);
      const reads = [source.snapshot(target), source.snapshots([target]), source.history(target, { limit: 5 })];
      const settled = await Promise.allSettled(reads);
      expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      breakReads?.(false);
      expect((await source.snapshot(target)).lastOutcome).toBe("complete");
    },
  },
];
