import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { classify } from "./classify.ts";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { apiKey } from "./credentials/api-key.ts";
import { createTransport } from "./transport.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A real server on a free port, and how often it was asked. */
async function serve(
  handle: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<{ url: string; asked: () => number }> {
  let count = 0;
  const listener: RequestListener = (request, response) => {
    count += 1;
    request.resume();
    handle(request, response, count);
  };
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, asked: () => count };
}

/** A promise that something else resolves. */
function deferred(): { promise: Promise<unknown>; resolve: (value?: unknown) => void } {
  let resolve: (value?: unknown) => void = () => undefined;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** The system's clock with no jitter, so that a repeat follows at once. */
const prompt: Clock = { ...systemClock, random: () => 0 };
/** A clock whose limit of `ms` passes as soon as it is set. */
const passes = (ms: number): Clock => ({
  ...prompt,
  timer(wanted, ring) {
    if (wanted !== ms) return () => undefined;
    const handle = setImmediate(ring);
    return () => clearImmediate(handle);
  },
});

test("a connection that is reset before the headers is tried again for GET and not for POST", async () => {
  const { url, asked } = await serve((request, response, count) =>
    count % 2 === 1 ? request.socket.destroy() : response.end("fine"),
  );
  const transport = createTransport({ clock: prompt });
  expect(await (await transport.fetch(url)).text()).toBe("fine");
  expect(asked()).toBe(2);
  await expect(transport.fetch(url, { method: "POST", body: "b" })).rejects.toMatchObject({ code: "network" });
  expect(asked()).toBe(3);
});

test("a body that is cut off after its headers is an error of the read, and nothing is sent again", async () => {
  const { url, asked } = await serve((request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("only this", () => request.socket.destroy());
  });
  const response = await createTransport({ clock: prompt }).fetch(url);
  const code = await response.text().catch((error: unknown) => classify(error).code);
  expect([code, asked()]).toEqual(["network", 1]);
});

test("a stalled body ends in a timeout and frees its connection", async () => {
  const closed = deferred();
  const { url } = await serve((request, response) => {
    request.socket.on("close", closed.resolve);
    response.writeHead(200, { "content-length": "100" });
    response.write("x");
  });
  const transport = createTransport({ clock: passes(1234), timeout: { stallMs: 1234, deadlineMs: false } });
  await expect((await transport.fetch(url)).text()).rejects.toMatchObject({ code: "timeout" });
  await closed.promise;
});

test("headers that do not come end in a timeout and free the connection", async () => {
  const [arrived, closed] = [deferred(), deferred()];
  const { url } = await serve((request) => {
    request.socket.on("close", closed.resolve);
    arrived.resolve();
  });
  const clock: Clock = {
    ...prompt,
    timer(ms, ring) {
      if (ms === 1234) void arrived.promise.then(ring);
      return () => undefined;
    },
  };
  const transport = createTransport({ clock, retry: false, timeout: { headersMs: 1234 } });
  await expect(transport.fetch(url)).rejects.toMatchObject({ code: "timeout" });
  await closed.promise;
});

test("a redirect to another origin is followed without the key", async () => {
  const seen: (string | string[] | undefined)[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers["x-api-key"]);
    response.end("arrived");
  });
  const first = await serve((request, response) => {
    seen.push(request.headers["x-api-key"]);
    response.writeHead(302, { location: other.url }).end();
  });
  const transport = createTransport({
    clock: prompt,
    credential: apiKey({ in: "header", name: "x-api-key", value: "k" }),
  });
  const response = await transport.fetch(first.url);
  expect([await response.text(), response.redirected, response.url, seen]).toEqual([
    "arrived",
    true,
    other.url,
    ["k", undefined],
  ]);
});

test("a kept-alive connection that the server has just closed costs a GET a second try and leaves a POST to its caller", async () => {
  const sockets = new Set<unknown>();
  const { url } = await serve((request, response) => {
    if (sockets.has(request.socket)) {
      request.socket.destroy();
      return;
    }
    sockets.add(request.socket);
    response.end("fine");
  });
  const transport = createTransport({ clock: prompt });
  for (let n = 0; n < 6; n += 1) expect(await (await transport.fetch(url)).text()).toBe("fine");
  const posts = [];
  for (let n = 0; n < 2; n += 1) {
    posts.push(
      await transport.fetch(url, { method: "POST", body: "b" }).then(
        async (response) => response.text(),
        (error: unknown) => classify(error).code,
      ),
    );
  }
  expect(posts.every((end) => end === "fine" || end === "network")).toBe(true);
});
