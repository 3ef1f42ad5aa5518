import { bearer } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { Store } from "../store/index.ts";

const names = ["a", "b", "c", "d"];

/** What an engine asks for that is started with nothing stored and syncs at once, where the vendor takes so long for a page, and the store for a call. */
async function firstSync(pageMs: number, storeMs: number): Promise<readonly string[]> {
  const fake = fakeVendor(rowsOf(30), { streams: names });
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: async (request) => {
      await engine.clock.sleep(pageMs, request.signal);
      return fake.vendor(request);
    },
  });
  const { clock, connector, open } = engine;
  const slow = new Proxy(engine.store, {
    get(of, name: keyof Store) {
      const member = of[name];
      if (typeof member !== "function" || name === "subscribe" || name === "seen") return member;
      return async (...given: unknown[]): Promise<unknown> => {
        await clock.sleep(storeMs, new AbortController().signal);
        return Reflect.apply(member, of, given);
      };
    },
  });
  const waybill = open({ store: slow });
  const connection = waybill.connection("acme", { connector, credential: bearer("first") });
  waybill.start();
  await clock.settle(connection.sync());
  await clock.advance(4 * pullDefaults.leaseMs);
  await clock.settle(waybill.dispose());
  return fake.asked.map(String);
}

test("an engine that is started goes on with nothing that it reads itself", async () => {
  for (let pageMs = 300; pageMs < 1300; pageMs += 40)
    expect({ pageMs, asked: (await firstSync(pageMs, 50)).length }).toEqual({ pageMs, asked: 12 });
});
