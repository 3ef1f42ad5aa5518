import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { ask, byCursor, harbor, harborDocument, startHarbor, stillClock } from "../harbor.test.fixture.ts";
import { faultKinds, isFaultKind, type FaultKind } from "./fault.ts";
import { isPlan, optionProblems, planProblems, type FaultPlan } from "./fault-plan.ts";

const plan: FaultPlan = [
  { fault: "server_error", when: { request: 2 } },
  { fault: "rate_limit", when: { request: [3, 4] }, options: { retryAfterMs: 2000 } },
  { fault: "outage", when: { fromMs: 60_000, untilMs: 120_000 } },
  { fault: "changed_schema", when: { page: 2 }, options: { field: "name", mode: "removed" } },
  { fault: "hostile_records", when: { probability: 0.5, operation: "list" }, options: { every: 2 } },
  { fault: "duplicated_records", when: { probability: 0.5 } },
];

async function run(seed: number, rules: FaultPlan) {
  const clock = stillClock();
  const connector = harbor({ deletes: undefined, pagination: byCursor });
  const emulator = createEmulator({ document: harborDocument, connector, clock, records: 30, seed, faults: rules });
  const answers = [];
  for (let i = 0; i < 20; i++) {
    clock.advance(5000);
    const response = await ask(emulator, i % 3 === 0 ? "/companies" : "/contacts");
    answers.push([response.status, Object.fromEntries(response.headers), await response.text()]);
  }
  return answers;
}

const statuses = async (count: number, ...rules: FaultPlan) => {
  const { emulator } = startHarbor({ faults: rules });
  const all = [];
  for (let i = 0; i < count; i++) all.push((await ask(emulator)).status);
  return all;
};

describe("a plan", () => {
  test("strikes the same requests with the same bytes for the same seed, also after a way through JSON", async () => {
    const again: FaultPlan = JSON.parse(JSON.stringify(plan));
    expect(await run(5, plan)).toEqual(await run(5, again));
    expect(await run(5, plan)).not.toEqual(await run(6, plan));
  });

  test("is a script: the third request is the third, whatever became of the second", async () => {
    expect(await statuses(6, ...plan)).toEqual([200, 500, 429, 429, 200, 200]);
  });

  test("has windows on the vendor's clock", async () => {
    const faults: FaultPlan = [{ fault: "outage", when: { fromMs: 60_000, untilMs: 120_000 } }];
    const { emulator, clock } = startHarbor({ faults });
    const seen = [];
    for (const ms of [0, 60_000, 59_999, 1]) {
      clock.advance(ms);
      seen.push((await ask(emulator)).status);
    }
    expect(seen).toEqual([200, 503, 503, 200]);
  });

  test("knows the pages of a list", async () => {
    const { emulator } = startHarbor({ faults: [{ fault: "server_error", when: { page: 2 } }] });
    const { next_cursor: cursor } = (await (await ask(emulator)).json()) as { next_cursor: string };
    expect((await ask(emulator, `/contacts?cursor=${cursor}`)).status).toBe(500);
    expect((await ask(emulator, "/companies")).status).toBe(200);
  });

  test("is replaced as a whole, and faults set one by one stay", async () => {
    const { emulator } = startHarbor({ faults: plan });
    emulator.faults.set("slow", { ms: 1 });
    emulator.faults.plan([{ fault: "outage" }]);
    expect(emulator.faults.active().map(({ kind }) => kind)).toEqual(["slow", "outage"]);
    emulator.faults.clear("outage");
    expect((await ask(emulator)).status).toBe(200);
  });

  test("of two rules with one fault counts the requests of both, and lets the first that strikes decide", async () => {
    const seen = await statuses(
      4,
      { fault: "server_error", when: { request: 2 }, options: { status: 502 } },
      { fault: "server_error", when: { request: [2, 3] }, options: { status: 504 } },
    );
    expect(seen).toEqual([200, 502, 504, 200]);
  });
});

describe("every fault by chance", () => {
  const kinds = Object.keys(faultKinds).filter(isFaultKind);

  /** What eight different requests meet, to the byte. Who waits in vain gives up. */
  async function meetings(seed: number, kind: FaultKind) {
    const faults: unknown = [{ fault: kind, when: { probability: 0.5 } }];
    if (!isPlan(faults)) throw new Error(planProblems(faults).join(" "));
    const { emulator } = startHarbor({ seed, faults });
    const { id } = emulator.records("contacts")[3] as { id: string };
    const body = JSON.stringify({ data: { name: "Ada" } });
    const asked: readonly (readonly [string, RequestInit])[] = [
      ["/contacts", {}],
      ["/contacts?limit=3", {}],
      [`/contacts/${id}`, {}],
      ["/contacts", { method: "POST", body, headers: { "content-type": "application/json" } }],
      ["/companies", {}],
      ["/status", {}],
      ["/nowhere", {}],
      ["/contacts?cursor=nobody", {}],
    ];
    const met = [];
    for (const [path, init] of asked) met.push(await meeting(emulator, path, init));
    return [met, emulator.stats(), emulator.records("contacts")];
  }

  async function meeting(emulator: Emulator, path: string, init: RequestInit): Promise<unknown> {
    const patience = new AbortController();
    const seen = ask(emulator, path, { ...init, signal: patience.signal }).then(async (response) => [
      response.status,
      [...response.headers],
      await response.text(),
    ]);
    for (let turns = 0; turns < 30; turns++) await Promise.resolve();
    patience.abort(new Error("gave up"));
    return seen.catch((error: unknown) => String(error));
  }

  test.each(kinds)("%s does the same to the same seed", async (kind) => {
    const once = await meetings(3, kind);
    expect(once).toEqual(await meetings(3, kind));
    expect(JSON.stringify(once)).toContain("x-request-id");
  });
});

describe("the check of a plan from outside", () => {
  test("lets a plan pass", () => {
    expect([isPlan(plan), isPlan([]), planProblems(plan)]).toEqual([true, true, []]);
  });

  test.each([
    [{}, /list of rules/],
    [undefined, /list of rules/],
    [[3], /rule 1 is no object/],
    [[{ fault: "fire" }], /rule 1: fault is one of rate_limit/],
    [[{ fault: "toString" }], /rule 1: fault is one of/],
    [[{ fault: "outage" }, { fault: "slow", option: {} }], /rule 2 has no member "option"/],
    [[{ fault: "outage", when: { requests: 3 } }], /no member "requests"; it has streams/],
    [[{ fault: "outage", when: { request: 0 } }], /request is a whole number from 1/],
    [[{ fault: "outage", when: { probability: 2 } }], /probability is a number from 0 to 1/],
    [[{ fault: "slow", options: { ms: "3" } }], /ms is milliseconds/],
    [[{ fault: "server_error", options: { status: 404 } }], /status is one of 500, 502, 503, 504/],
    [[{ fault: "outage", options: { constructor: 1 } }], /no member "constructor"/],
  ])("says of %j what is wrong", (value, wanted) => {
    expect(isPlan(value)).toBe(false);
    expect(planProblems(value).join(" ")).toMatch(wanted);
  });

  test.each(Object.keys(faultKinds).filter(isFaultKind))("knows the options of %s", (kind) => {
    expect(optionProblems(kind, { times: 2, streams: ["a"] })).toEqual([]);
    expect(optionProblems(kind, { nonsense: 1 })).toHaveLength(1);
  });
});
