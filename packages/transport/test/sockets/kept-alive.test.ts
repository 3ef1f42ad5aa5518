import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTransport } from "../../src/transport.ts";
import type { Transport } from "../../src/transport.ts";
import { promptClock } from "./prompt-clock.ts";
import { end, endings, fine, serve } from "./vendor-server.ts";
import type { Ending, Step, VendorServer } from "./vendor-server.ts";

let server: VendorServer;
let transport: Transport;
beforeEach(() => {
  // Of its own for each test: a transport that is told no origins sends keys to the first it meets.
  transport = createTransport({ clock: promptClock, idempotency: { header: "idempotency-key" } });
});
afterEach(() => server.stop());

const keyless = (url: string, init?: RequestInit) => transport.with({ idempotency: "none" }).fetch(url, init);
const post = { method: "POST", body: "one order" };

/** Closes a connection that it has used before as the next request comes over it, unread by any application. */
const closesIdle =
  (how: Ending): Step =>
  (exchange) => {
    if (exchange.reused) end(exchange.socket, how);
    else fine(exchange);
  };

/** Leaves an open connection behind, which the next request will take. */
async function warmed(how: Ending): Promise<void> {
  server = await serve(closesIdle(how));
  expect(await (await transport.fetch(server.url)).text()).toBe("fine");
  // The platform takes a connection back one turn after its answer was read.
  await nextTurn();
}

const methods = () => server.arrivals.slice(1).map(({ method }) => method);

test.for(endings)("a GET that meets the end (%s) of a kept connection is sent again over a new one", async (how) => {
  await warmed(how);
  expect(await (await transport.fetch(server.url)).text()).toBe("fine");
  expect(methods()).toEqual(["GET", "GET"]);
});

test.for(endings)(
  "a POST without a key that meets the end (%s) of a kept connection is not sent twice",
  async (how) => {
    await warmed(how);
    await expect(keyless(server.url, post)).rejects.toMatchObject({ code: "network", failure: { attempts: 1 } });
    expect(methods()).toEqual(["POST"]);
  },
);

test.for(endings)(
  "a POST with a key that meets the end (%s) of a kept connection is sent again with it",
  async (how) => {
    await warmed(how);
    expect((await transport.fetch(server.url, post)).status).toBe(200);
    expect(methods()).toEqual(["POST", "POST"]);
    expect(server.arrivals[2]?.key).toBe(server.arrivals[1]?.key);
  },
);

test("a kept connection that was closed while nobody used it costs nothing: a POST goes over a new one", async () => {
  server = await serve([
    ({ response, socket }) => {
      response.end("fine", () => socket.end());
    },
    fine,
  ]);
  expect(await (await keyless(server.url)).text()).toBe("fine");
  // The server sees its connection gone only once the client has answered the end with its own.
  await server.closed(0);
  expect((await keyless(server.url, post)).status).toBe(200);
  expect(methods()).toEqual(["POST"]);
});
