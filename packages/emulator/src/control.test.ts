import { afterEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "./emulator.ts";
import { harbor, harborDocument, stillClock } from "./harbor.test.fixture.ts";
import { serve, type EmulatorServer } from "./node.ts";

const open: EmulatorServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(): Promise<{ emulator: Emulator; url: string; order: typeof fetch }> {
  const emulator = createEmulator({ document: harborDocument, connector: harbor(), clock: stillClock(), records: 30 });
  const server = await serve(emulator, { port: 0 });
  open.push(server);
  return {
    emulator,
    url: server.url,
    order: (path, init) => fetch(`${server.url}/__emulator/${path as string}`, init),
  };
}

const put = (body: unknown): RequestInit => ({ method: "PUT", body: JSON.stringify(body) });

describe("the control API", () => {
  test("sets, lists and clears faults", async () => {
    const { emulator, order } = await start();
    const set = await order("faults/slow", put({ ms: 7 }));
    expect([set.status, await set.json()]).toMatchObject([200, { active: [{ kind: "slow", options: { ms: 7 } }] }]);
    await order("faults/outage", { method: "PUT" });
    await order("faults/slow", { method: "DELETE" });
    expect(emulator.faults.active().map(({ kind }) => kind)).toEqual(["outage"]);
    await order("faults", { method: "DELETE" });
    expect(emulator.faults.active()).toEqual([]);
  });

  test("takes a whole plan, and says what is wrong with one that is none", async () => {
    const { url, order } = await start();
    expect((await order("plan", put([{ fault: "server_error", when: { request: 2 } }]))).status).toBe(200);
    expect([(await fetch(`${url}/contacts`)).status, (await fetch(`${url}/contacts`)).status]).toEqual([200, 500]);
    const refused = await order("plan", put([{ fault: "server_error", when: { requests: 2 } }]));
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { problems: [expect.stringContaining('no member "requests"') as string] },
    ]);
  });

  test("shows what the vendor holds and what it was asked, without counting itself", async () => {
    const { emulator, url, order } = await start();
    await fetch(`${url}/contacts`);
    await fetch(`${url}/contacts?colour=red`);
    expect(await (await order("state")).json()).toMatchObject({
      vendor: "harbor-crm",
      streams: { contacts: 30, companies: 30 },
    });
    expect(await (await order("stats")).json()).toMatchObject({
      total: 2,
      requests: { contacts: [{ position: "", records: 10 }, { position: "" }] },
      calls: [{ operation: "GET /contacts", status: 200 }, { query: "?colour=red" }],
    });
    expect(await (await order("violations")).json()).toMatchObject([{ in: "query", name: "colour", rule: "unknown" }]);
    expect(await (await order("records/contacts")).json()).toEqual(emulator.records("contacts"));
    expect((await order("log", { method: "DELETE" })).status).toBe(204);
    expect(await (await order("violations")).json()).toEqual([]);
  });

  test("subscribes an address to webhooks, and tells what was sent there", async () => {
    const { emulator, url, order } = await start();
    const subscribed = await order("webhooks", {
      method: "POST",
      body: JSON.stringify({ url: `${url}/nowhere`, style: "github", streams: ["contacts"] }),
    });
    expect([subscribed.status, Object.keys((await subscribed.json()) as object)]).toEqual([201, ["secret"]]);
    emulator.create("contacts", { name: "Ada" });
    await emulator.webhooks.settled();
    expect(await (await order("webhooks")).json()).toMatchObject([
      { attempt: 1, status: 404, action: "created" },
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
  });

  test.each([
    ["PUT", "faults/fire", undefined, 404],
    ["PUT", "faults/slow", "[1]", 400],
    ["PUT", "faults/slow", "{", 400],
    ["PUT", "faults/slow", '{"ms":"soon"}', 400],
    ["POST", "faults", undefined, 405],
    ["GET", "plan", undefined, 405],
    ["PUT", "plan", "[", 400],
    ["GET", "records/deals", undefined, 404],
    ["POST", "webhooks", '{"url":"ftp://x"}', 400],
    ["POST", "webhooks", undefined, 400],
    ["POST", "webhooks", '{"url":"http://x","secret":"?"}', 400],
    ["PUT", "webhooks", undefined, 405],
    ["GET", "log", undefined, 405],
    ["GET", "nothing", undefined, 404],
    ["GET", "toString", undefined, 404],
    ["OPTIONS", "faults/slow", undefined, 204],
  ])("answers %s %s (%s) with %d, readable from any page", async (method, path, body, status) => {
    const { order } = await start();
    const response = await order(path, { method, ...(body === undefined ? {} : { body }) });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([status, "*"]);
  });
});
