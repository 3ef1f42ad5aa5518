import { expect, test } from "vitest";
import { z } from "zod";
import { contractWith } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { heldIds, run } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";
import { discard } from "../discard.ts";

const schema = z.looseObject({ name: z.string() });
const ada = { id: "x", email: "ada@x.test" };

/** A record by its e-mail address, of which it is remembered that it was kept aside once. */
async function remembered() {
  const records = [
    { ...ada, name: "ok" as unknown },
    { id: "y", email: "bob@x.test", name: "ok" },
  ];
  const contract = contractWith({ primaryKey: ["/email"] });
  const vendor = () => json({ data: records, next: null, total: records.length });
  const settings = { maxUnfitShare: 1 };
  const context = pullContext({ vendor, contract, runtime: { schema }, settings });
  await run(context);
  records[0] = { ...ada, name: 7 };
  await run(context);
  await discard(context, await heldIds(context));
  records[0] = { ...ada, name: "ok" };
  const traces = (...keys: readonly string[]) => context.store.traces("acme", "contacts", keys as never);
  return { records, context, contract, traces };
}

const kept = { touches: [expect.objectContaining({ kept: "validation" })] };

test("what is remembered of a record goes with it to its new key", async () => {
  const { context, contract, traces } = await remembered();
  expect(await traces("ada@x.test")).toMatchObject([kept]);
  await run({ ...context, contract: { ...contract, primaryKey: ["/id"], classes: { "/email": "pii" } } });
  expect(await traces("ada@x.test", "x")).toMatchObject([undefined, { key: "x", ...kept }]);
});

test("nothing is remembered of a record that a full read removes where its key may tell who it is by now", async () => {
  const { records, context, contract, traces } = await remembered();
  expect(await traces("ada@x.test")).toMatchObject([kept]);
  records.shift();
  const settings = { ...context.settings, maxShrink: 1 };
  const receipt = await run({ ...context, settings, contract: { ...contract, classes: { "/email": "pii" } } }, "full");
  expect(receipt.counts.swept).toBe(1);
  expect(await traces("ada@x.test")).toEqual([undefined]);
});
