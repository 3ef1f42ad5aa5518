import { bearer } from "@waybill/transport";
import { expect, test, vi } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";

/** Locks as another process has them: whatever is held elsewhere, they are free. */
function locksOfAnotherProcess() {
  const request = async (_name: string, _options: object, run: () => Promise<unknown>) => run();
  vi.stubGlobal("navigator", { locks: { request } });
}

test("two processes that share a store take no stream from a holder that lives, whose lock they cannot see", async () => {
  locksOfAnotherProcess();
  const fake = fakeVendor(rowsOf(30));
  const engine: ReturnType<typeof engineOver> = engineOver({
    vendor: async (request) => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  const { clock, store, connector, open } = engine;
  const process = () =>
    open({ store: { ...store, durable: true }, lock: undefined }).connection("acme", {
      connector,
      credential: bearer("first"),
    });
  const [one, other] = [process(), process()];
  const pulls = [one.pull("contacts")];
  await clock.advance(1500);
  const holder = (await store.lease("acme", "contacts"))?.owner;
  pulls.push(other.pull("contacts"));
  await clock.advance(100);
  expect((await store.lease("acme", "contacts"))?.owner).toBe(holder);
  await clock.settle(Promise.all(pulls));
});
