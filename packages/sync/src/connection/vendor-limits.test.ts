import { memoryTokenStore, oauth2 } from "@waybill/transport/oauth2";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";

const day = 86_400_000;

test.each([
  { given: "seconds", after: () => "90", atLeast: 90_000, atMost: 120_000 },
  { given: "a date", after: (now: number) => new Date(now + 90_000).toUTCString(), atLeast: 89_000, atMost: 120_000 },
  { given: "a date that is past", after: () => "Sun, 06 Nov 1994 08:49:37 GMT", atLeast: 0, atMost: 60_000 },
  { given: "three thousand years", after: () => "99999999999", atLeast: day, atMost: day + 60_000 },
  { given: "more than a number holds", after: () => "9".repeat(400), atLeast: day, atMost: day + 60_000 },
])(
  "invariant 30: a vendor that asks for $given is waited for within bounds, and the run goes on from its checkpoint",
  async ({ after, atLeast, atMost }) => {
    const fake = fakeVendor(rowsOf(25));
    let requests = 0;
    const refuse = () => json({}, { status: 429, headers: { "retry-after": after(clock.now()) } });
    const { clock, store, connection, waybill } = engineOver({
      vendor: (request) => ((requests += 1) === 2 ? refuse() : fake.vendor(request)),
    });
    const began = clock.monotonic();
    const done = connection.pull("contacts");
    await clock.advance(0);
    const { blocker } = await waybill.status.snapshot({ connection: "acme" });
    const pages = (await store.checkpoint("acme", "contacts"))?.run?.pages;
    expect({ blocker, pages }).toEqual(
      atLeast > 0 ? { blocker: "rate_limited", pages: 1 } : { blocker: null, pages: 2 },
    );
    const receipt = await clock.settle(done);
    expect(receipt).toMatchObject({ outcome: "complete", counts: { received: 25, created: 25 } });
    expect(clock.monotonic() - began).toBeGreaterThanOrEqual(atLeast);
    expect(clock.monotonic() - began).toBeLessThanOrEqual(atMost);
    expect(fake.asked.filter((query) => query === "?limit=10")).toHaveLength(1);
  },
);

test("invariant 31: however many streams run side by side, the account never asks more than the vendor permits", async () => {
  const names = ["a", "b", "c", "d"];
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const fake = fakeVendor(rowsOf(60), { streams: names });
  const at: number[] = [];
  let underWay = 0;
  let most = 0;
  const limits = { requests: 5, windowMs: 10_000, concurrency: 1 };
  const engine = engineOver({
    streams,
    limits,
    vendor: async (request) => {
      at.push(engine.clock.monotonic());
      most = Math.max(most, (underWay += 1));
      await engine.clock.sleep(20);
      underWay -= 1;
      return fake.vendor(request);
    },
  });
  const { clock, connection } = engine;
  const all = ["a", "b", "c", "d"].map((stream) => connection.pull(stream));
  const receipts = await clock.settle(Promise.all(all));
  expect(receipts.map(({ outcome }) => outcome)).toEqual(["complete", "complete", "complete", "complete"]);
  expect(at).toHaveLength(24);
  expect(most).toBe(1);
  // Of any six requests in a row, the last came a whole window after the first.
  expect(at.every((time, n) => n < 5 || time - (at[n - 5] ?? 0) >= limits.windowMs)).toBe(true);
});

test("invariant 35: a token that expires while streams are read is renewed once, and each goes on with the page it was at", async () => {
  const names = ["a", "b"];
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const fake = fakeVendor(rowsOf(25), { streams: names });
  const asked: string[] = [];
  let renewals = 0;
  let valid = "old";
  const tokens = memoryTokenStore();
  await tokens.save("acme", { format: 1, tokenType: "bearer", accessToken: "old", refreshToken: "r1" });
  const { clock, connection } = engineOver({
    streams,
    connection: {
      credential: oauth2({ tokenUrl: "https://api.harbor.test/token", clientId: "waybill", tokens, key: "acme" }),
    },
    vendor: (request) => {
      const { pathname, search } = new URL(request.url);
      if (pathname === "/token") {
        renewals += 1;
        valid = "new";
        return json({ access_token: "new", token_type: "bearer", expires_in: 3600 });
      }
      if (asked.length === 2) valid = "new";
      if (request.headers.get("authorization") !== `Bearer ${valid}`) return json({}, { status: 401 });
      asked.push(`${pathname}${search}`);
      return fake.vendor(request);
    },
  });
  const receipts = await clock.settle(connection.sync());
  expect(receipts.map(({ outcome, attempts }) => ({ outcome, attempts }))).toEqual([
    { outcome: "complete", attempts: 1 },
    { outcome: "complete", attempts: 1 },
  ]);
  expect(renewals).toBe(1);
  expect(asked.toSorted()).toEqual(
    ["a", "b"].flatMap((name) => ["", "&cursor=10", "&cursor=20"].map((rest) => `/${name}?limit=10${rest}`)),
  );
});
