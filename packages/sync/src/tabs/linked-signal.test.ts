import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { createMemoryStore } from "../store/index.ts";
import { withLease } from "./lease.ts";
import { linkedSignal } from "./linked-signal.ts";

/** A signal that counts the listeners it has. */
function counted() {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: never, options?: AddEventListenerOptions) => {
    listeners.add(listener);
    options?.signal?.addEventListener("abort", () => listeners.delete(listener), { once: true });
    add(type, listener, options);
  };
  signal.removeEventListener = (type: string, listener: never) => {
    listeners.delete(listener);
    remove(type, listener);
  };
  return { controller, signal, listeners };
}

test("a linked signal aborts with its parent's reason, by itself, and no more once it is unlinked", () => {
  const parent = new AbortController();
  const [one, two, three] = [linkedSignal(parent.signal), linkedSignal(parent.signal), linkedSignal(parent.signal)];
  two.abort("own");
  three.unlink();
  parent.abort("parent");
  expect([one.signal.reason, two.signal.reason, three.signal.aborted]).toEqual(["parent", "own", false]);
  expect(linkedSignal(parent.signal).signal.reason).toBe("parent");
});

test("any number of leases leaves no listener on a signal that lives long", async () => {
  const { signal, listeners } = counted();
  const clock = createVirtualClock();
  const options = {
    store: createMemoryStore(),
    clock,
    connection: "acme",
    stream: "contacts",
    leaseMs: 15_000,
    queue: {},
  };
  for (let turn = 0; turn < 20; turn += 1) {
    await clock.settle(withLease({ ...options, owner: `engine ${turn}` }, signal, async () => clock.sleep(10)));
  }
  expect(listeners.size).toBe(0);
});

test("pulls leave no listener on their caller's signal, whether they wait, join or retry", async () => {
  const { signal, listeners } = counted();
  const fake = fakeVendor(rowsOf(25));
  const { clock, connection } = engineOver({ vendor: fake.vendor, streams: [contractWith()] });
  for (let turn = 0; turn < 5; turn += 1) {
    fake.faults.push(() => json({}, { status: 503 }));
    const pulls = [connection.pull("contacts", { signal }), connection.pull("contacts", { signal })];
    await clock.settle(Promise.all(pulls));
  }
  expect(listeners.size).toBe(0);
});
