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

/** Writes a request to a socket of its own, and tells what came back until it ended, and how. */
function rawExchange({ port }: EmulatorServer, request: string): Promise<{ end: string; text: string }> {
  return new Promise((resolve) => {
    let text = "";
    let end = "closed";
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
    socket.on("error", (error: NodeJS.ErrnoException) => (end = error.code ?? "error"));
    socket.on("close", () => resolve({ end, text }));
  });
}

const jsonOf = (body: string): string =>
  `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

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

  test("a reset after processing breaks the connection once the write took effect", async () => {
    const { emulator, server } = await start();
    emulator.faults.set("reset", { at: "after", operation: "create" });
    const body = JSON.stringify({ data: { name: "Ada Lovelace" } });
    expect(await rawExchange(server, `POST /contacts HTTP/1.1\r\nHost: x\r\n${jsonOf(body)}`)).toEqual({
      end: "ECONNRESET",
      text: "",
    });
    expect(emulator.stats().effects).toHaveLength(1);
  });

  test("a reset before processing breaks it before", async () => {
    const { emulator, server } = await start();
    emulator.faults.set("reset");
    const body = JSON.stringify({ data: { name: "Ada Lovelace" } });
    const { end } = await rawExchange(server, `POST /contacts HTTP/1.1\r\nHost: x\r\n${jsonOf(body)}`);
    expect([end, emulator.stats().effects.length]).toEqual(["ECONNRESET", 0]);
  });

  test("a truncated body ends on the socket before its length", async () => {
    const { emulator, server } = await start();
    emulator.faults.set("truncated_body", { portion: 0.3 });
    const { text } = await rawExchange(server, "GET /contacts HTTP/1.1\r\nHost: x\r\n\r\n");
    const [head = "", body = ""] = text.split("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(Buffer.byteLength(body)).toBe(Math.floor(length * 0.3));
  });

  test.each(["headers", "body"] as const)("an answer that stalls in its %s keeps the socket open", async (at) => {
    const { emulator, server } = await start();
    emulator.faults.set("stalled_body", { at });
    const socket = connect(server.port, "127.0.0.1");
    const texts: string[] = [];
    const arrived = new Promise<void>((resolve) => {
      socket.on("data", (chunk: Buffer) => {
        texts.push(chunk.toString());
        if (texts.join("").includes('"data"')) resolve();
      });
    });
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.on("error", () => {});
    socket.write("GET /contacts HTTP/1.1\r\nHost: x\r\n\r\n");
    if (at === "body") await arrived;
    else while (emulator.stats().total === 0) await new Promise((resolve) => setImmediate(resolve));
    expect([texts.join("").includes("HTTP/1.1 200"), socket.readyState]).toEqual([at === "body", "open"]);
    await server.close();
    await closed;
  });

  test("a HEAD request gets a length and no body", async () => {
    const { server } = await start();
    const { text } = await rawExchange(server, "HEAD /contacts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const [head = "", ...rest] = text.split("\r\n\r\n");
    expect([/^HTTP\/1.1 200/.test(head), Number(/content-length: (\d+)/i.exec(head)?.[1]) > 100, rest]).toEqual([
      true,
      true,
      [""],
    ]);
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
