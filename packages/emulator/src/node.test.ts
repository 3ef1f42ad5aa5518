import { createServer } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "./emulator.ts";
import { harbor, harborDocument, stillClock } from "./harbor.test.fixture.ts";
import { serve, type EmulatorServer } from "./node.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(port = 0): Promise<{ emulator: Emulator; server: EmulatorServer }> {
  const emulator = createEmulator({ document: harborDocument, connector: harbor(), clock: stillClock(), records: 30 });
  const server = await serve(emulator, { port });
  open.push(server);
  return { emulator, server };
}

describe("over HTTP", () => {
  test("an answer is the same as in the process", async () => {
    const { emulator, server } = await start();
    const over = await fetch(`${server.url}/contacts?limit=4`);
    const within = await emulator.fetch(new Request("https://api.harbor.example/contacts?limit=4"));
    expect(await over.text()).toBe(await within.text());
    expect(over.headers.get("date")).toBe("Mon, 02 Mar 2026 00:00:00 GMT");
  });

  test("a write carries its body", async () => {
    const { emulator, server } = await start();
    const response = await fetch(`${server.url}/contacts`, {
      method: "POST",
      body: JSON.stringify({ data: { name: "Ada Lovelace" } }),
      headers: { "content-type": "application/json" },
    });
    expect([response.status, emulator.stats().effects.length]).toEqual([201, 1]);
  });

  test("a reset breaks the connection before an answer", async () => {
    const { emulator, server } = await start();
    emulator.faults.set("outage", { mode: "reset" });
    const code = await new Promise((resolve) => {
      const socket = connect(server.port, "127.0.0.1", () => socket.write("GET /contacts HTTP/1.1\r\nHost: x\r\n\r\n"));
      socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.on("close", () => resolve("closed"));
    });
    expect(code).toBe("ECONNRESET");
  });

  test("a truncated body is shorter than its length, and reading it fails", async () => {
    const { emulator, server } = await start();
    emulator.faults.set("random", { probability: 1, kinds: ["truncation"] });
    const response = await fetch(`${server.url}/contacts`);
    expect([response.status, Number(response.headers.get("content-length")) > 100]).toEqual([200, true]);
    await expect(response.text()).rejects.toThrow(TypeError);
  });

  test("a stalled answer waits until the client gives up", async () => {
    const { emulator, server } = await start();
    emulator.faults.set("random", { probability: 1, kinds: ["stall"], inARow: 99 });
    for (let i = 0; i < 4; i++) {
      const reading = fetch(`${server.url}/contacts`, { signal: AbortSignal.timeout(50) }).then((response) =>
        response.text(),
      );
      await expect(reading).rejects.toMatchObject({ name: "TimeoutError" });
    }
  });

  test("a server that stalls can be closed", async () => {
    const { emulator, server } = await start();
    emulator.faults.set("random", { probability: 1, kinds: ["stall"], inARow: 99 });
    const reading = fetch(`${server.url}/contacts`).then((response) => response.text());
    const ended = reading.then(
      () => "whole",
      () => "broken",
    );
    while (emulator.stats().total === 0) await new Promise((resolve) => setImmediate(resolve));
    await server.close();
    expect(await ended).toBe("broken");
  });

  test("a busy port is passed over", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
    open.push({ close: () => new Promise((resolve) => blocker.close(() => resolve())) });
    const address = blocker.address();
    const busy = typeof address === "object" && address !== null ? address.port : 0;
    const { server } = await start(busy);
    expect(server.port).toBeGreaterThan(busy);
    expect((await fetch(`${server.url}/status`)).status).toBe(200);
  });
});

describe("the control API", () => {
  test("sets, lists and clears faults", async () => {
    const { emulator, server } = await start();
    const control = `${server.url}/__emulator`;
    const put = await fetch(`${control}/faults/slow`, { method: "PUT", body: JSON.stringify({ ms: 7 }) });
    expect([put.status, await put.json()]).toMatchObject([200, { active: [{ kind: "slow", options: { ms: 7 } }] }]);
    await fetch(`${control}/faults/outage`, { method: "PUT" });
    await fetch(`${control}/faults/slow`, { method: "DELETE" });
    expect(emulator.faults.active().map(({ kind }) => kind)).toEqual(["outage"]);
    await fetch(`${control}/faults`, { method: "DELETE" });
    expect(emulator.faults.active()).toEqual([]);
  });

  test("shows what the vendor holds and what it was asked, without counting itself", async () => {
    const { server } = await start();
    await fetch(`${server.url}/contacts`);
    const state = await (await fetch(`${server.url}/__emulator/state`)).json();
    const stats = await (await fetch(`${server.url}/__emulator/stats`)).json();
    expect(state).toMatchObject({ vendor: "harbor-crm", streams: { contacts: 30, companies: 30 } });
    expect(stats).toMatchObject({ total: 1, requests: { contacts: [{ position: "", records: 10 }] } });
  });

  test.each([
    ["PUT", "faults/fire", undefined, 404],
    ["PUT", "faults/slow", "[1]", 400],
    ["PUT", "faults/slow", "{", 400],
    ["POST", "faults", undefined, 405],
    ["GET", "nothing", undefined, 404],
    ["OPTIONS", "faults/slow", undefined, 204],
  ])("answers %s %s (%s) with %d, readable from any page", async (method, path, body, status) => {
    const { server } = await start();
    const response = await fetch(`${server.url}/__emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([status, "*"]);
  });
});
