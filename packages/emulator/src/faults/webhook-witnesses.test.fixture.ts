// oxlint-disable vitest/no-standalone-expect -- every witness is called by a test of its own
import { expect } from "vitest";
import { startHarbor } from "../harbor.test.fixture.ts";
import type { Witnesses } from "./witnesses.test.fixture.ts";

/** An emulator with somebody who listens to its webhooks: which contacts arrived, by event and name. */
function heard() {
  const { emulator } = startHarbor();
  const events: string[] = [];
  const names: string[] = [];
  emulator.webhooks.subscribe({
    url: "https://product.example/hooks",
    send: async (request) => {
      const { data } = (await request.json()) as { data: { name: string } };
      events.push(request.headers.get("webhook-id") ?? "");
      names.push(data.name);
      return new Response();
    },
  });
  const make = async (...made: readonly string[]) => {
    for (const name of made) emulator.create("contacts", { name });
    await emulator.webhooks.settled();
  };
  return { emulator, events, names, make };
}

/** Faults of the events that the vendor sends. */
export const webhookWitnesses = {
  async duplicated_webhooks() {
    const { emulator, events, names, make } = heard();
    emulator.faults.set("duplicated_webhooks", { times: 1 });
    await make("Ada", "Bob");
    expect(names).toEqual(["Ada", "Ada", "Bob"]);
    expect([events[0] === events[1], new Set(events).size]).toEqual([true, 2]);
  },
  async reordered_webhooks() {
    const { emulator, names, make } = heard();
    emulator.faults.set("reordered_webhooks", { request: [1, 4] });
    await make("Ada", "Bob", "Cid", "Dan");
    expect(names).toEqual(["Bob", "Ada", "Cid", "Dan"]);
  },
  async lost_webhooks() {
    const { emulator, names, make } = heard();
    emulator.faults.set("lost_webhooks", { times: 1 });
    await make("Ada", "Bob");
    expect(names).toEqual(["Bob"]);
    expect(emulator.webhooks.deliveries().map(({ attempt }) => attempt)).toEqual([0, 1]);
  },
} satisfies Witnesses;
