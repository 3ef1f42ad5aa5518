import { type Store, createMemoryStore } from "@waybill/sync/store";
import { FailureError, failure } from "@waybill/transport";
import { expect, test, vi } from "vitest";
import { NotForgotten, disconnect, startOver, withConnected } from "./product.ts";
import { openedProduct } from "./product.test.fixture.ts";

const id = "harbor-crm";
const nobodyAnswers = new FailureError(failure("network", { message: "Nobody answers." }));

/** It forgets everything, and then cannot say so. */
function losesItsVoice(): Store {
  const store = createMemoryStore();
  return {
    ...store,
    erase: async (connection) => {
      await store.erase(connection);
      throw new Error("The database was closed.");
    },
  };
}

test("a connection whose access could not be ended keeps everything", async () => {
  const { product, integration, store } = await openedProduct({ revoke: () => Promise.reject(nobodyAnswers) });
  await expect(disconnect(product, integration)).rejects.toBe(nobodyAnswers);
  expect(await store.tokens(id)).toMatchObject({ accessToken: "a" });
  await product.waybill.dispose();
});

test("access that has ended while something could not be erased is told apart from access that goes on", async () => {
  const { product, integration } = await openedProduct({ store: losesItsVoice() });
  await expect(disconnect(product, integration)).rejects.toBeInstanceOf(NotForgotten);
  await product.waybill.dispose();
});

test("after a disconnect nothing is stored and the product has no such connection", async () => {
  const { product, integration, store } = await openedProduct({});
  const next = await disconnect(product, integration);
  expect(next.integrations).toMatchObject([{ id, connection: undefined }]);
  expect(await store.tokens(id)).toBeUndefined();
  await next.waybill.dispose();
});

test("starting over keeps the access, even where erasing fails after it took the tokens", async () => {
  const { product, integration, store } = await openedProduct({ store: losesItsVoice() });
  await expect(startOver(product, integration)).rejects.toThrow("The database was closed.");
  expect(await store.tokens(id)).toMatchObject({ accessToken: "a" });
  await product.waybill.dispose();
});

test("what another tab erases before the product is on the page is gone on with, until the product is replaced", async () => {
  const { product, store } = await openedProduct({ others: ["tally-billing"] });
  const next = await withConnected(product, "tally-billing", true);
  const start = vi.spyOn(next.waybill, "start");
  await store.erase(id);
  await expect.poll(() => start).toHaveBeenCalledOnce();
  await next.waybill.dispose();
  await store.erase("tally-billing");
  expect(start).toHaveBeenCalledOnce();
});
