import type { Json } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import type { Emulator } from "./emulator.ts";
import { ask, harbor, startHarbor } from "./harbor.test.fixture.ts";

const send = (emulator: Emulator, method: string, path: string, body?: Json) =>
  ask(emulator, path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json", "idempotency-key": "k1" } }),
  });

const start = () =>
  startHarbor({
    connector: harbor(
      { deletes: undefined, operations: { ...harbor().streams["contacts"]?.operations, bulk: "POST /contacts/batch" } },
      { idempotency: { header: "Idempotency-Key" } },
    ),
  }).emulator;

describe("the truth about what was asked", () => {
  test("holds every request of any kind, also those that nobody could answer", async () => {
    const emulator = start();
    const { id } = emulator.records("contacts")[0] as { id: string };
    emulator.faults.plan([
      { fault: "reset", when: { operation: "document" } },
      { fault: "truncated_body", when: { operation: "GET /companies" } },
    ]);
    await send(emulator, "GET", "/contacts?limit=2");
    await send(emulator, "GET", `/contacts/${id}`);
    await send(emulator, "POST", "/contacts", { data: { name: "Ada" } });
    await send(emulator, "POST", "/contacts", { data: { name: "Ada" } });
    await send(emulator, "DELETE", `/contacts/${id}`);
    await send(emulator, "GET", "/nowhere");
    await send(emulator, "GET", "/companies");
    await expect(send(emulator, "GET", "/status")).rejects.toThrow(TypeError);
    await ask(emulator, "/oauth/token", { method: "POST", body: new URLSearchParams({ grant_type: "password" }) });
    const calls = emulator
      .stats()
      .calls.map((call) => [call.number, call.operation ?? call.path, call.status, call.delivered]);
    expect(calls).toEqual([
      [1, "GET /contacts", 200, true],
      [2, "GET /contacts/{contact_id}", 200, true],
      [3, "POST /contacts", 201, true],
      [4, "POST /contacts", 201, true],
      [5, "DELETE /contacts/{contact_id}", 204, true],
      [6, "/nowhere", 404, false],
      [7, "GET /companies", 200, false],
      [8, "GET /status", 0, false],
      [9, "POST /oauth/token", 401, false],
    ]);
    expect(
      emulator
        .stats()
        .calls.map(({ replayed }) => replayed)
        .indexOf(true),
    ).toBe(3);
    expect(emulator.stats().calls[6]?.fault).toBe("truncated_body");
  });

  test("proves exactly once: each effect names the request that had it", async () => {
    const emulator = start();
    emulator.faults.set("reset", { at: "after", times: 2 });
    for (let i = 0; i < 2; i++)
      await expect(send(emulator, "POST", "/contacts", { data: { name: "Ada" } })).rejects.toThrow(TypeError);
    await send(emulator, "POST", "/contacts", { data: { name: "Ada" } });
    const { effects, calls } = emulator.stats();
    expect(effects).toEqual([{ number: 1, stream: "contacts", action: "create", key: [expect.any(String)] }]);
    expect(calls.filter(({ idempotencyKey }) => idempotencyKey === "k1")).toHaveLength(3);
    expect(
      (emulator.records("contacts") as readonly { name: string }[]).filter(({ name }) => name === "Ada"),
    ).toHaveLength(1);
  });

  test("counts one effect for each record of a batch", async () => {
    const emulator = start();
    const { id } = emulator.records("contacts")[0] as { id: string };
    await send(emulator, "POST", "/contacts/batch", { contacts: [{ id, name: "Grace" }, { name: "Ada" }] });
    expect(emulator.stats().effects.map(({ number, action }) => [number, action])).toEqual([
      [1, "update"],
      [1, "create"],
    ]);
  });

  test("says how many records there are without making them", () => {
    const { emulator } = startHarbor({ records: { contacts: 1_000_000 } });
    expect(emulator.count("contacts")).toBe(1_000_000);
  });
});
