import type { Receipt } from "../../receipt/receipt.ts";
import type { StatusCase, StatusRig } from "./rig.ts";

async function everyReceipt({ source, target }: StatusRig, limit: number): Promise<readonly Receipt[]> {
  const found: Receipt[] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const page = await source.history(target, { limit, cursor });
    found.push(...page.items);
    cursor = page.next;
    more = cursor !== undefined;
  }
  return found;
}

/** What lists and receipts promise. */
export const listCases: readonly StatusCase[] = [
  {
    name: "history is newest first, and pages hold every receipt once",
    async run(rig, expect) {
      const ids: string[] = [];
      for (let run = 0; run < 5; run += 1) ids.unshift(await rig.finishRun());
      for (const limit of [1, 2, 5, 100]) {
        expect((await everyReceipt(rig, limit)).map(({ id }) => id)).toEqual(ids);
      }
    },
  },
  {
    name: "a page holds no more than was asked for",
    async run(rig, expect) {
      for (let run = 0; run < 3; run += 1) await rig.finishRun();
      const page = await rig.source.history(rig.target, { limit: 2 });
      expect([page.items.length, page.next === undefined]).toEqual([2, false]);
    },
  },
  {
    name: "a receipt is found by its id, the same as in the history, and no other is",
    async run(rig, expect) {
      const id = await rig.finishRun();
      const receipt = await rig.source.receipt(id);
      expect(receipt?.id).toBe(id);
      expect(receipt).toEqual((await rig.source.history(rig.target, { limit: 1 })).items[0]);
      expect(await rig.source.receipt("no-such-receipt")).toBe(undefined);
      expect(await rig.source.receipt("../outbox?connection=acme")).toBe(undefined);
    },
  },
  {
    name: "where nothing failed and nothing waits, lists and counts say so",
    async run({ source, target, finishRun }, expect) {
      await finishRun();
      expect((await source.failed(target, { limit: 5 })).items).toEqual([]);
      const { pending, sending, stuck } = await source.outbox(target.connection);
      expect([pending, sending, stuck]).toEqual([0, 0, 0]);
      expect((await source.health(target)).needsFix).toBe(0);
    },
  },
  {
    name: "a run that the health of a connection tells of is told of which stream it is",
    async run({ source, target, finishRun }, expect) {
      const id = await finishRun();
      const { runs } = await source.health({ connection: target.connection });
      expect(
        runs.flatMap(({ receipt, stream }) => (receipt === id && stream !== target.stream ? [stream] : [])),
      ).toEqual([]);
    },
  },
  {
    name: "a ledger is one, or none",
    async run({ source, target }, expect) {
      const ledger = await source.ledger(target.connection);
      expect(ledger === undefined || ledger.connection === target.connection).toBe(true);
    },
  },
];
