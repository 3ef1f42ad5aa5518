import { expect, test } from "vitest";
import { type Product, connectedIn, disconnect, startOver, withConnected } from "./product.ts";
import { productInTurn } from "./product-in-turn.ts";
import { openedProduct } from "./product.test.fixture.ts";

const id = "harbor-crm";

test("what another tab tells while the customer disconnects something is taken in after it, and no engine is left over", async () => {
  const { product } = await openedProduct({ others: ["tally-billing"] });
  const shown: Product[] = [];
  const inTurn = productInTurn(product, (next) => shown.push(next));
  const own = inTurn.change(id, disconnect);
  const heard = inTurn.change("tally-billing", (now) => withConnected(now, "tally-billing", true));
  await Promise.all([own, heard]);
  expect(shown.map(connectedIn)).toEqual([[], ["tally-billing"]]);
  await shown.at(-1)?.waybill.dispose();
});

test("after a change that could not be made the next starts with the product as it was", async () => {
  const nobody = new Error("Nobody answers.");
  const { product } = await openedProduct({ revoke: () => Promise.reject(nobody) });
  const shown: Product[] = [];
  const inTurn = productInTurn(product, (next) => shown.push(next));
  const ended = inTurn.change(id, disconnect);
  const heard = inTurn.change(id, (now) => withConnected(now, id, true));
  await expect(ended).rejects.toThrow("Nobody answers.");
  await heard;
  expect(shown).toEqual([product]);
  await product.waybill.dispose();
});

test("what is told of an integration that this page does not know changes nothing", async () => {
  const { product } = await openedProduct({});
  const shown: Product[] = [];
  const inTurn = productInTurn(product, (next) => shown.push(next));
  await inTurn.change("elsewhere", startOver);
  expect(shown).toEqual([]);
  await product.waybill.dispose();
});
