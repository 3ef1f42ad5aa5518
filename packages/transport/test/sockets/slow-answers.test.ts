import { afterEach, expect, test } from "vitest";
import { createTransport } from "../../src/transport.ts";
import { promptClock } from "./prompt-clock.ts";
import { fine, serve } from "./vendor-server.ts";
import type { Step, VendorServer } from "./vendor-server.ts";

// Real sockets need the real clock: these limits pass in any case, on a slow machine only later.
const limitMs = 50;
const silence: Step = () => undefined;
const half: Step = ({ response }) => void response.writeHead(200, { "content-length": "100" }).write("half");

let server: VendorServer;
afterEach(() => server.stop());

test("a GET without headers in time is sent again, and its first connection is let go", async () => {
  server = await serve([silence, fine]);
  // Only the first request is silent, so that the second has all the time it needs.
  let silent = true;
  const transport = createTransport({
    clock: {
      ...promptClock,
      timer: (ms, ring) => (silent ? (promptClock.timer?.(ms, ring) ?? (() => undefined)) : () => undefined),
    },
    timeout: { headersMs: limitMs, deadlineMs: false },
  });
  transport.events.subscribe(({ type }) => {
    if (type === "attempt-failed") silent = false;
  });
  expect(await (await transport.fetch(server.url)).text()).toBe("fine");
  expect(server.arrivals).toHaveLength(2);
  await server.closed(0);
});

test("a POST without headers in time is not sent twice", async () => {
  server = await serve(silence);
  const transport = createTransport({ clock: promptClock, timeout: { headersMs: limitMs } });
  const call = transport.fetch(server.url, { method: "POST", body: "one order" });
  await expect(call).rejects.toMatchObject({ code: "timeout", failure: { attempts: 1 } });
  expect(server.arrivals.length).toBeLessThanOrEqual(1);
});

const readers: readonly { readonly reader: string; readonly read: (response: Response) => Promise<unknown> }[] = [
  { reader: "text()", read: (response) => response.text() },
  { reader: "json()", read: (response) => response.json() },
  { reader: "a stream", read: (response) => new Response(response.body).text() },
];

test.for(readers)("a body that stalls under $reader ends in a timeout and lets its connection go", async ({ read }) => {
  server = await serve(half);
  const response = await createTransport({ clock: promptClock, timeout: { stallMs: limitMs } }).fetch(server.url);
  await expect(read(response)).rejects.toMatchObject({ code: "timeout" });
  await server.closed(0);
  expect(server.arrivals).toHaveLength(1);
});

test("a body that drips is held to the deadline of the call", async () => {
  server = await serve(({ response, socket }) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write("."), limitMs / 10);
    socket.once("close", () => clearInterval(drip));
  });
  const limits = { headersMs: false, stallMs: false, deadlineMs: limitMs * 10 } as const;
  const response = await createTransport({ clock: promptClock, timeout: limits }).fetch(server.url);
  await expect(response.text()).rejects.toMatchObject({ code: "timeout" });
  await server.closed(0);
});

test("a caller who gives up while the body comes frees the connection", async () => {
  server = await serve(half);
  const caller = new AbortController();
  const response = await createTransport({ clock: promptClock }).fetch(server.url, { signal: caller.signal });
  const read = response.text();
  caller.abort(new Error("the customer left"));
  await expect(read).rejects.toThrow("the customer left");
  await server.closed(0);
});
