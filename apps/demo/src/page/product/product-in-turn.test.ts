import { expect, test } from "vitest";
import { connectedIn, disconnect, startOver, withConnected } from "./product.ts";
import { productInTurn } from "./product-in-turn.ts";
import { openedProduct } from "./product.test.fixture.ts";

const id = "harbor-crm";

test("what another tab tells while the customer disconnects something is taken in after it, and no engine is left over", async () => {
  const { product } = await openedProduct({ others: ["tally-billing"] });
  const shown: string[][] = [];
  const inTurn = productInTurn(product, (next) => shown.push([...connectedIn(next)]));
  const own = inTurn.change(id, disconnect);
  const heard = inTurn.change("tally-billing", (now) => withConnected(now, "tally-billing", true));
  await Promise.all([own, heard]);
  expect(shown).toEqual([[], ["tally-billing"]]);
  const latest = await inTurn.latest();
  expect(connectedIn(latest)).toEqual(["tally-billing"]);
  await latest.waybill.dispose();
});

test("after a change that could not be made the next starts with the product as it was", async () => {
  const nobody = new Error("Nobody answers.");
  const { product } = await openedProduct({ revoke: () => Promise.reject(nobody) });
  const inTurn = productInTurn(product, () => undefined);
  const ended = inTurn.change(id, disconnect);
  const heard = inTurn.change(id, (now) => withConnected(now, id, true));
  await expect(ended).rejects.toThrow("Nobody answers.");
  await heard;
  expect(await inTurn.latest()).toBe(product);
  await product.waybill.dispose();
});

test("what is told of an integration that this page does not know changes nothing", async () => {
  const { product } = await openedProduct({});
  const inTurn = productInTurn(product, () => undefined);
  await inTurn.change("elsewhere", startOver);
  expect(await inTurn.latest()).toBe(product);
  await product.waybill.dispose();
});
