import { describe, expect, test } from "vitest";
import { contractWith } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import type { ContextOptions } from "../../../test/pull-context.ts";
import { run, signal, storedKeys } from "../../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../../test/vendor.ts";
import type { FakeVendor } from "../../../test/vendor.ts";
import type { StreamContract } from "../../connector/index.ts";
import { validateConnector } from "../../connector/index.ts";
import { cancelRun } from "../cancel-run.ts";
import { beginPass, judgeMoved } from "../proof/list-pass.ts";
import { beginRun } from "./run.ts";
import { step } from "../step.ts";
import { judgeByToken } from "./sync-token.ts";

const contract: StreamContract = contractWith({
  list: { method: "GET", path: "/contacts", parameters: { orderBy: "start" } },
  pagination: { style: "cursor", cursor: "pageToken", nextCursor: "/next", end: "next" },
  syncToken: { token: "/nextSyncToken", param: "syncToken", without: ["orderBy"] },
  deletes: { field: "/status", values: ["cancelled"] },
});

/** A vendor that keeps the place of its callers, two records a page. */
const tokenVendor = (...ids: readonly string[]): FakeVendor =>
  fakeVendor(
    ids.map((id) => ({ id })),
    { cap: 2, stream: contract },
  );

/** What requests asked by: the names of their parameters, as the tokens are the vendor's own. */
const askedBy = ({ asked }: FakeVendor): readonly string[] =>
  asked.map((query) => [...new URLSearchParams(query).keys()].join(" "));

const contextOf = (vendor: ContextOptions["vendor"]) => pullContext({ vendor, contract });

const open = beginRun(
  contextOf(() => json({})),
  { mode: "full", pager: { first: null }, before: 0 },
);

describe("sync tokens", () => {
  test("a run goes on from the token that the last page of the one before held", async () => {
    const source = tokenVendor("a", "b", "c");
    const context = contextOf(source.vendor);
    const first = await run(context);
    expect(first).toMatchObject({ mode: "full", completeness: { proven: true, by: "token" }, counts: { created: 3 } });
    source.put({ id: "d" });
    source.remove("a");
    const token = (await context.store.checkpoint("acme", "contacts"))?.token;
    const second = await run(context);
    expect(second).toMatchObject({ mode: "incremental", counts: { received: 2, created: 1, removed: 1 } });
    expect(askedBy(source)).toEqual(["orderBy", "orderBy pageToken", "syncToken"]);
    expect(source.asked[2]).toBe(`?syncToken=${token}`);
    expect(await storedKeys(context)).toEqual(["b", "c", "d"]);
    expect(JSON.stringify(second)).not.toContain(token);
  });

  test("a token may be the whole address of the next list; one at another origin is not followed", async () => {
    let next = "/events/delta?state=1";
    const asked: string[] = [];
    const vendor = (request: Request): Response => {
      asked.push(request.url.replace("https://api.vendor.test", ""));
      return json({ data: [{ id: "a" }], deltaLink: next });
    };
    const context = pullContext({
      vendor,
      contract: { ...contract, pagination: { style: "none" }, syncToken: { token: "/deltaLink" } },
    });
    await run(context);
    next = "https://elsewhere.test/delta?state=2";
    await run(context);
    await run(context);
    expect(asked).toEqual(["/contacts?orderBy=start", "/events/delta?state=1", "/events/delta?state=1"]);
  });

  test("invariant 26: a token that the vendor forgot leads to one full read that removes what is gone, and what was stored stays readable meanwhile", async () => {
    const source = tokenVendor("a", "b", "c", "d", "e", "f");
    const seen: (readonly string[])[] = [];
    const context = contextOf(async (request) => {
      seen.push(await storedKeys(context));
      return source.vendor(request);
    });
    await run(context);
    source.remove("a");
    source.put({ id: "g" });
    source.emulator.faults.set("expired_sync_tokens", { times: 1 });
    seen.length = 0;
    source.asked.length = 0;
    const receipt = await run(context);
    expect(receipt).toMatchObject({
      mode: "full",
      outcome: "complete",
      why: expect.stringContaining("no longer keeps"),
      counts: { received: 6, unchanged: 5, created: 1, swept: 1 },
    });
    expect(askedBy(source).filter((names) => names === "orderBy")).toHaveLength(1);
    expect(seen).toHaveLength(4);
    expect(seen.every((keys) => keys.includes("a") && keys.includes("f"))).toBe(true);
    expect(await storedKeys(context)).toEqual(["b", "c", "d", "e", "f", "g"]);
    expect((await context.store.receipts("acme", { limit: 9 })).items).toHaveLength(2);
    expect(await run(context)).toMatchObject({ mode: "incremental", counts: { received: 0 } });
  });

  test("invariant 27: a vendor that forgets every token and refuses the full read too is asked twice a run, with a pause between", async () => {
    const source = tokenVendor("a", "b", "c");
    const times: number[] = [];
    let refuse = false;
    const context = contextOf((request) => {
      times.push(context.clock.monotonic());
      return refuse ? json({}, { status: 410 }) : source.vendor(request);
    });
    await run(context);
    refuse = true;
    for (let round = 0; round < 3; round += 1) {
      times.length = 0;
      expect(await run(context)).toMatchObject({ outcome: "failed", failure: { code: "gone" } });
      expect(times).toHaveLength(2);
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(0);
    }
    expect(await storedKeys(context)).toEqual(["a", "b", "c"]);
  });

  test("invariant 28: a run that ends before the page with the token leaves the next one with the old token", async () => {
    const source = tokenVendor("a");
    const context = contextOf(source.vendor);
    await run(context);
    for (const id of ["b", "c", "d"]) source.put({ id });
    await context.clock.settle(step(context, { signal, maxPages: 1 }));
    await context.clock.settle(cancelRun(context));
    const receipt = await run(context);
    expect(askedBy(source).slice(1)).toEqual(["syncToken", "syncToken", "syncToken pageToken"]);
    expect(source.asked[2]).toBe(source.asked[1]);
    expect(receipt).toMatchObject({ mode: "incremental", counts: { received: 3, unchanged: 2, created: 1 } });
    expect(await storedKeys(context)).toEqual(["a", "b", "c", "d"]);
  });

  test("a record that the last reading of a moving list stepped over stays", async () => {
    const moving: StreamContract = {
      ...contract,
      pagination: { style: "page", page: "page", first: 1, hasMore: "/more", end: "has-more" },
      syncToken: { token: "/token", param: "syncToken" },
    };
    const source = fakeVendor(rowsOf(6), { cap: 2, stream: moving });
    // As the second page of the second reading of the second run is asked for, one goes before it.
    source.before(11, () => source.remove("c0"));
    const context = pullContext({ vendor: source.vendor, contract: moving });
    await run(context);
    expect(await run(context, "full")).toMatchObject({ completeness: { proven: true, by: "token" } });
    expect(source.asked).toHaveLength(12);
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...source.ids()]));
  });

  test("a token proves nothing of a list that was seen to move", () => {
    const agreeing = { completeness: { proven: true, by: "total" }, lacking: false, moves: true } as const;
    const judged = judgeMoved({ ...beginPass(0), counted: false }, agreeing);
    expect(judgeByToken(judged, { ...open, nextToken: "t1" }).completeness).toMatchObject({ proven: false });
    const silent = { completeness: { proven: false, why: "no count" }, lacking: false, moves: true } as const;
    expect(judgeByToken(silent, { ...open, nextToken: "t1" }).completeness).toEqual({ proven: true, by: "token" });
  });

  test("a stream goes on from a token or from a watermark, not from both", () => {
    const incremental = { param: "since", cursorField: "/at" } as const;
    const stream = {
      ...contract,
      incremental: { ...incremental, kind: "updated", format: "date", granularityMs: 1, order: "asc", lagMs: 0 },
    };
    const head = { contractVersion: 1, vendor: "v", title: "V", version: "1", baseUrl: "https://v.test", auth: [] };
    expect(() => validateConnector({ ...head, streams: { contacts: stream } })).toThrow(
      /syncToken: expected a stream without/,
    );
  });
});
