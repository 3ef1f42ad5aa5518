import type { SyncSnapshot } from "../snapshot.ts";
import type { StatusCase, StatusRig } from "./rig.ts";

function watch({ source, target }: StatusRig) {
  const heard: SyncSnapshot[] = [];
  const doubts: unknown[] = [];
  const stop = source.subscribe(
    target,
    (snapshot) => heard.push(snapshot),
    (reason) => doubts.push(reason),
  );
  return { heard, doubts, stop };
}

/** What a subscription promises. */
export const watchCases: readonly StatusCase[] = [
  {
    name: "whoever subscribes hears what is so now, without waiting for a change",
    async run(rig, expect) {
      const receipt = await rig.finishRun();
      const { heard, stop } = watch(rig);
      await rig.until(() => heard.length > 0);
      expect(heard.at(-1)?.receipt).toBe(receipt);
      stop();
    },
  },
  {
    name: "a change is told, and the last of several always",
    async run(rig, expect) {
      const { heard, stop } = watch(rig);
      await rig.until(() => heard.length > 0);
      await rig.finishRun();
      await rig.finishRun();
      const last = await rig.finishRun();
      await rig.until(() => heard.at(-1)?.receipt === last && heard.at(-1)?.phase === "idle");
      expect(heard.at(-1)?.lastOutcome).toBe("complete");
      stop();
    },
  },
  {
    name: "what is told never goes back",
    async run(rig, expect) {
      const { heard, stop } = watch(rig);
      for (let run = 0; run < 5; run += 1) {
        const receipt = await rig.finishRun();
        await rig.until(() => heard.some((one) => one.receipt === receipt));
        heard.push(await rig.source.snapshot(rig.target));
      }
      const revisions = heard.map(({ revision }) => revision);
      expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
      stop();
    },
  },
  {
    name: "two subscribers of one target hear the same end, and one that left hears nothing more",
    async run(rig, expect) {
      const staying = watch(rig);
      const leaving = watch(rig);
      await rig.until(() => staying.heard.length > 0 && leaving.heard.length > 0);
      leaving.stop();
      leaving.stop();
      const count = leaving.heard.length;
      const receipt = await rig.finishRun();
      await rig.until(() => staying.heard.at(-1)?.receipt === receipt);
      expect(leaving.heard.length).toBe(count);
      staying.stop();
    },
  },
  {
    name: "a connection is told of what its stream did",
    async run(rig, expect) {
      const heard: SyncSnapshot[] = [];
      const stop = rig.source.subscribe({ connection: rig.target.connection }, (snapshot) => heard.push(snapshot));
      await rig.until(() => heard.length > 0);
      await rig.finishRun();
      await rig.until(() => heard.at(-1)?.lastOutcome === "complete");
      expect(heard.at(-1)?.stream).toBe(undefined);
      stop();
    },
  },
];
