import { describe, expect, test } from "vitest";
import type { Emulator } from "../emulator.ts";
import type { RandomKind } from "../faults/fault.ts";
import { ask, byCursor, harbor, startHarbor } from "../harbor.test.fixture.ts";

const oauth = { kind: "oauth2", scopes: ["read"] } as const;

describe("random faults", () => {
  const everyKind: readonly RandomKind[] = ["limited", "error", "reset", "stall", "truncation"];

  /** What one request meets: its status, or how it broke. A client that waits in vain gives up. */
  async function outcome(emulator: Emulator, path = "/contacts"): Promise<string> {
    const patience = new AbortController();
    const answered = told(ask(emulator, path, { signal: patience.signal }));
    await Promise.race([answered, turns(patienceTurns)]);
    patience.abort(new Error("gave up"));
    return answered;
  }

  const told = (asked: Promise<Response>): Promise<string> =>
    asked
      .then(async (response) => ((await response.text()).length > 0 ? `${response.status}` : "empty"))
      .catch((error: unknown) => (error instanceof Error ? error.message : "thrown"));

  /** An answer within the process takes no time, and fewer turns of the event loop than this. */
  const patienceTurns = 20;
  async function turns(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
  }

  const outcomes = async (emulator: Emulator, count: number) => {
    const all: string[] = [];
    for (let i = 0; i < count; i++) all.push(await outcome(emulator, `/contacts?n=${i}`));
    expect(emulator.stats().total).toBe(count); // and so the emulator is held until here
    return all;
  };

  test("are the same for the same seed", async () => {
    const run = (seed: number) =>
      outcomes(
        startHarbor({ seed, random: { probability: 0.5, kinds: ["limited", "error", "reset", "truncation"] } })
          .emulator,
        30,
      );
    expect(await run(3)).toEqual(await run(3));
    expect(await run(3)).not.toEqual(await run(4));
  });

  test.each([
    ["limited", /^429$/],
    ["error", /^50[023]$/],
    ["reset", /closed the connection/],
    ["stall", /^gave up$/],
    ["truncation", /^terminated$/],
  ] as const)("of kind %s happen as named", async (kind, wanted) => {
    const { emulator } = startHarbor({ random: { probability: 1, kinds: [kind] } });
    for (const each of await outcomes(emulator, 6)) expect(each).toMatch(wanted);
  });

  test("strike as often as their probability says", async () => {
    const { emulator } = startHarbor({ random: { probability: 0.3, kinds: ["error"] } });
    const struck = (await outcomes(emulator, 400)).filter((each) => each !== "200").length;
    expect(struck / 400).toBeGreaterThan(0.22);
    expect(struck / 400).toBeLessThan(0.38);
  });

  test("let the same request through after two in a row", async () => {
    const { emulator } = startHarbor({
      random: { probability: 1, kinds: everyKind.filter((kind) => kind !== "stall") },
    });
    const all = [];
    for (let i = 0; i < 3; i++) all.push(await outcome(emulator));
    expect(all.map((each) => each === "200")).toEqual([false, false, true]);
  });

  test("expire a token only where a refresh mends it", async () => {
    const open = startHarbor({ random: { probability: 1, kinds: ["expired"] } }).emulator;
    expect((await ask(open)).status).toBe(200);
    const closed = startHarbor({
      connector: harbor({}, { auth: [oauth] }),
      auth: "enforce",
      random: { probability: 1, kinds: ["expired"] },
    }).emulator;
    const headers = { authorization: `Bearer ${closed.issueTokens().accessToken}` };
    expect((await ask(closed, "/contacts", { headers })).status).toBe(401);
    closed.faults.clear();
    expect((await ask(closed, "/contacts", { headers })).status).toBe(401);
  });

  test("never lose the answer to a write that cannot be repeated, nor to a token request", async () => {
    const { emulator } = startHarbor({ random: { probability: 1, kinds: ["truncation", "stall"], inARow: 99 } });
    const body = JSON.stringify({ data: { name: "Ada" } });
    expect(
      (await ask(emulator, "/contacts", { method: "POST", body, headers: { "content-type": "application/json" } }))
        .status,
    ).toBe(201);
    expect(
      (await ask(emulator, "/oauth/token", { method: "POST", body: new URLSearchParams({ client_id: "x" }) })).status,
    ).toBe(401);
  });

  test("may strike after a write took effect where an idempotency key makes it repeatable", async () => {
    const connector = harbor({ pagination: byCursor }, { idempotency: { header: "Idempotency-Key" } });
    const { emulator } = startHarbor({ connector, random: { probability: 1, kinds: ["reset"], inARow: 1 } });
    const write = (key: string) =>
      ask(emulator, `/contacts?k=${key}`, {
        method: "POST",
        body: JSON.stringify({ data: { name: key } }),
        headers: { "content-type": "application/json", "idempotency-key": key },
      });
    for (const key of Array.from({ length: 12 }, (_, index) => `k${index}`)) {
      await expect(write(key)).rejects.toThrow(TypeError);
    }
    const early = emulator.stats().effects.length;
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(12);
    for (const key of Array.from({ length: 12 }, (_, index) => `k${index}`))
      expect((await write(key)).status).toBe(201);
    expect(emulator.stats().effects).toHaveLength(12);
  });
});
