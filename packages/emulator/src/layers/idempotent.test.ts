import type { Json } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import type { Emulator } from "../emulator.ts";
import { ask, harbor, startHarbor } from "../harbor.test.fixture.ts";
import type { EmulatorOptions } from "../options.ts";

const start = (options: Partial<EmulatorOptions> = {}) =>
  startHarbor({
    connector: harbor({ deletes: undefined }, { idempotency: { header: "Idempotency-Key" } }),
    ...options,
  });

async function create(emulator: Emulator, key: string | undefined, fields: Json = { name: "Ada" }) {
  const response = await ask(emulator, "/contacts", {
    method: "POST",
    body: JSON.stringify({ data: fields }),
    headers: { "content-type": "application/json", ...(key === undefined ? {} : { "idempotency-key": key }) },
  });
  return {
    status: response.status,
    replayed: response.headers.has("idempotency-replayed"),
    text: await response.text(),
  };
}

const effects = (emulator: Emulator) => emulator.stats().effects.length;

describe("an idempotency key", () => {
  test("makes a write take effect once, however often its answer got lost", async () => {
    const { emulator } = start();
    emulator.faults.set("reset", { at: "after", times: 3 });
    for (let i = 0; i < 3; i++) await expect(create(emulator, "k1")).rejects.toThrow(TypeError);
    expect(await create(emulator, "k1")).toMatchObject({ status: 201, replayed: true });
    expect(effects(emulator)).toBe(1);
    expect(
      emulator.stats().calls.map(({ idempotencyKey, status, replayed }) => [idempotencyKey, status, replayed]),
    ).toEqual([
      ["k1", 0, false],
      ["k1", 0, false],
      ["k1", 0, false],
      ["k1", 201, true],
    ]);
  });

  test("answers 409 while its first request is under way", async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { clock } = start();
    const { emulator } = start({ clock: { now: () => clock.now(), sleep: () => gate } });
    emulator.faults.set("slow", { at: "processing", times: 1 });
    const first = create(emulator, "k1");
    expect((await create(emulator, "k1")).status).toBe(409);
    expect((await create(emulator, "k1", { name: "Bob" })).status).toBe(422);
    release();
    expect((await first).status).toBe(201);
    expect(await create(emulator, "k1")).toMatchObject({ status: 201, replayed: true });
    expect(effects(emulator)).toBe(1);
  });

  test("belongs to one request: another body is 422", async () => {
    const { emulator } = start();
    await create(emulator, "k1");
    expect((await create(emulator, "k1", { name: "Bob" })).status).toBe(422);
  });

  test("is free again after a server error and after its time", async () => {
    const { emulator, clock } = start({ idempotencyTtlMs: 60_000 });
    emulator.faults.set("server_error", { times: 1 });
    expect((await create(emulator, "k1")).status).toBe(500);
    expect(await create(emulator, "k1")).toMatchObject({ status: 201, replayed: false });
    clock.advance(59_999);
    expect((await create(emulator, "k1")).replayed).toBe(true);
    clock.advance(1);
    expect(await create(emulator, "k1")).toMatchObject({ status: 201, replayed: false });
    expect(effects(emulator)).toBe(2);
  });

  test("is ignored by a vendor that promises one and keeps no promise", async () => {
    const { emulator } = start({ idempotency: "ignored" });
    expect([await create(emulator, "k1"), await create(emulator, "k1")].map(({ replayed }) => replayed)).toEqual([
      false,
      false,
    ]);
    expect(effects(emulator)).toBe(2);
  });

  test("is asked for by a vendor that requires one", async () => {
    const { emulator } = start({ idempotency: "required" });
    expect([(await create(emulator, undefined)).status, (await create(emulator, "k1")).status]).toEqual([400, 201]);
    expect((await ask(emulator)).status).toBe(200);
  });
});
