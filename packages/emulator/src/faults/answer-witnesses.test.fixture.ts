// oxlint-disable vitest/no-standalone-expect -- every witness is called by a test of its own
import type { Connector, Json } from "@waybill/sync/connector";
import { expect } from "vitest";
import type { Emulator } from "../emulator.ts";
import { ask, harbor, startHarbor } from "../harbor.test.fixture.ts";
import type { Witnesses } from "./witnesses.test.fixture.ts";

const oauth = { kind: "oauth2", scopes: ["read"] } as const;
const status = async (emulator: Emulator, path?: string): Promise<number> => (await ask(emulator, path)).status;
const keyed = (): Connector =>
  harbor({ deletes: undefined }, { auth: [{ kind: "apiKey", in: "header", name: "x-key" }] });
const byOauth = () =>
  startHarbor({ connector: harbor({ deletes: undefined }, { auth: [oauth] }), auth: "enforce" }).emulator;

const create = (emulator: Emulator, fields: Json = { name: "Ada" }) =>
  ask(emulator, "/contacts", {
    method: "POST",
    body: JSON.stringify({ data: fields }),
    headers: { "content-type": "application/json" },
  });

/** What a client that has waited in vain meets. */
async function givenUp(emulator: Emulator): Promise<unknown> {
  const patience = new AbortController();
  const response = ask(emulator, "/contacts", { signal: patience.signal }).then((answer) => answer.text());
  for (let turns = 0; turns < 20; turns++) await Promise.resolve();
  patience.abort(new Error("gave up"));
  return response.catch((error: unknown) => error);
}

/** Faults of whole answers, and of what carries them. */
export const answerWitnesses = {
  async rate_limit() {
    const { emulator, clock } = startHarbor();
    const answers = [];
    for (const retryAfter of ["seconds", "date", "none"] as const) {
      emulator.faults.set("rate_limit", { retryAfterMs: 1500, retryAfter });
      const response = await ask(emulator);
      answers.push([response.status, response.headers.get("retry-after")]);
    }
    const date = new Date(clock.now() + 2000).toUTCString();
    expect(answers).toEqual([
      [429, "2"],
      [429, date],
      [429, null],
    ]);
  },
  async outage() {
    const { emulator } = startHarbor();
    emulator.faults.set("outage", { times: 1 });
    expect([await status(emulator), await status(emulator)]).toEqual([503, 200]);
    emulator.faults.set("outage", { mode: "reset" });
    await expect(ask(emulator)).rejects.toThrow(TypeError);
  },
  async server_error() {
    const { emulator } = startHarbor();
    emulator.faults.set("server_error", { status: 502, request: 2 });
    expect([await status(emulator), await status(emulator), await status(emulator)]).toEqual([200, 502, 200]);
    emulator.faults.set("server_error", { probability: 0.1, burst: 3 });
    const seen = [];
    for (let i = 0; i < 60; i++) seen.push(await status(emulator));
    expect(seen.join(" ")).toMatch(/200 500 500 500/);
    emulator.faults.set("server_error");
    await create(emulator);
    expect(emulator.stats().effects).toEqual([]);
  },
  async reset() {
    const { emulator } = startHarbor();
    emulator.faults.set("reset", { at: "before", times: 1 });
    await expect(create(emulator)).rejects.toThrow(TypeError);
    expect(emulator.stats().effects).toHaveLength(0);
    emulator.faults.set("reset", { at: "after", times: 1 });
    await expect(create(emulator)).rejects.toThrow(TypeError);
    expect(emulator.stats().effects).toHaveLength(1);
  },
  async truncated_body() {
    const { emulator } = startHarbor();
    const whole = await (await ask(emulator)).text();
    emulator.faults.set("truncated_body", { portion: 0.25 });
    const response = await ask(emulator);
    const reader = response.body?.getReader();
    const chunk = await reader?.read();
    expect(Number(response.headers.get("content-length"))).toBe(whole.length);
    expect(chunk?.value?.byteLength).toBe(Math.floor(whole.length / 4));
    await expect(reader?.read()).rejects.toThrow(TypeError);
  },
  async stalled_body() {
    const { emulator } = startHarbor();
    for (const at of ["headers", "body"] as const) {
      emulator.faults.set("stalled_body", { at });
      expect(await givenUp(emulator)).toMatchObject({ message: "gave up" });
    }
  },
  async slow() {
    const { emulator, clock } = startHarbor();
    const waits = async (count: number) => {
      const all = [];
      for (let i = 0; i < count; i++) {
        const before = clock.now();
        await ask(emulator);
        all.push(clock.now() - before);
      }
      return all.toSorted((a, b) => a - b);
    };
    emulator.faults.set("slow", { ms: 400 });
    expect(await waits(2)).toEqual([400, 400]);
    emulator.faults.set("slow", { ms: 400, spread: "long_tail", maxMs: 20_000 });
    const tail = await waits(200);
    expect(tail[100]).toBeGreaterThan(300);
    expect(tail[100]).toBeLessThan(550);
    expect(tail[199]).toBeGreaterThan(4000);
    expect(tail[199]).toBeLessThanOrEqual(20_000);
  },
  async expired_token() {
    const emulator = byOauth();
    const list = async () => {
      const headers = { authorization: `Bearer ${emulator.issueTokens().accessToken}` };
      return ask(emulator, "/contacts", { headers });
    };
    emulator.faults.set("expired_token", { request: 2 });
    const answers = [await list(), await list(), await list()];
    expect(answers.map((answer) => answer.status)).toEqual([200, 401, 200]);
    expect(answers[1]?.headers.get("www-authenticate")).toContain('error="invalid_token"');
  },
  async revoked() {
    const { emulator } = startHarbor({ connector: keyed(), auth: "enforce" });
    const headers = { "x-key": emulator.credentials().apiKey };
    emulator.faults.set("revoked", { times: 1 });
    const answers = [await ask(emulator, "/contacts", { headers }), await ask(emulator, "/contacts", { headers })];
    expect(answers.map((answer) => answer.status)).toEqual([401, 200]);
  },
  async scope_lost() {
    const emulator = byOauth();
    const headers = { authorization: `Bearer ${emulator.issueTokens().accessToken}` };
    emulator.faults.set("scope_lost", { operation: "list" });
    const response = await ask(emulator, "/contacts", { headers });
    expect(response.status).toBe(403);
    expect(response.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
    expect((await ask(emulator, "/status", { headers })).status).toBe(200);
  },
  async wrong_content_type() {
    const { emulator } = startHarbor();
    const right = await (await ask(emulator)).text();
    emulator.faults.set("wrong_content_type", { contentType: "text/html" });
    const response = await ask(emulator);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html"]);
    expect(await response.text()).toBe(right);
  },
  async html_page() {
    const { emulator } = startHarbor();
    emulator.faults.set("html_page");
    const response = await create(emulator);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await response.text()).toMatch(/^<!doctype html>/);
    expect(emulator.stats().effects).toEqual([]);
  },
  async error_envelope() {
    const { emulator } = startHarbor();
    emulator.faults.set("error_envelope");
    const response = await create(emulator);
    const error = { code: "internal_error", message: "The request failed on the vendor's side." };
    expect([response.status, await response.json()]).toEqual([200, { error }]);
    expect(emulator.stats().effects).toEqual([]);
  },
  async clock_skew() {
    const { emulator, clock } = startHarbor();
    emulator.faults.set("clock_skew", { ms: -7_200_000 });
    const response = await ask(emulator);
    expect(Date.parse(response.headers.get("date") ?? "") - clock.now()).toBe(-7_200_000);
  },
  async random() {
    const { emulator } = startHarbor({ random: { probability: 1, kinds: ["error"], inARow: 1 } });
    const seen = [await status(emulator), await status(emulator)];
    expect([[500, 502, 503].includes(seen[0] ?? 0), seen[1]]).toEqual([true, 200]);
  },
} satisfies Witnesses;
