import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { classify } from "../../src/outcome/classify.ts";
import { createTransport } from "../../src/transport.ts";
import type { Transport } from "../../src/transport.ts";
import { gate } from "../gate.ts";
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

test.for(endings)("a GET whose connection ends (%s) before the headers is sent again", async (how) => {
  server = await serve([({ socket }) => end(socket, how), fine]);
  expect(await (await transport.fetch(server.url)).text()).toBe("fine");
  expect(server.arrivals.map(({ method }) => method)).toEqual(["GET", "GET"]);
});

test.for(endings)(
  "a POST without a key whose connection ends (%s) before the headers is not sent twice",
  async (how) => {
    server = await serve([({ socket }) => end(socket, how), fine]);
    await expect(keyless(server.url, post)).rejects.toMatchObject({ code: "network", failure: { attempts: 1 } });
    expect(server.arrivals).toHaveLength(1);
  },
);

test.for(endings)(
  "a POST with a key whose connection ends (%s) before the headers is sent again with it",
  async (how) => {
    server = await serve([({ socket }) => end(socket, how), fine]);
    expect((await transport.fetch(server.url, post)).status).toBe(200);
    const [first, second] = server.arrivals;
    expect(first?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toEqual(first);
  },
);

test("a POST that found nobody listening is sent as soon as somebody does", async () => {
  server = await serve(fine);
  let at = await nobodyBeside(server);
  // The wait before the second try is as long as the vendor is away.
  const sleep = async (): Promise<void> => {
    at = server.origin;
  };
  const tried: string[] = [];
  const patient = createTransport({
    clock: { ...promptClock, sleep },
    fetch: (input, init) => {
      tried.push(at);
      return fetch(new Request(new URL("/things", at), new Request(input, init)));
    },
  });
  expect((await patient.fetch(server.url, post)).status).toBe(200);
  expect(server.arrivals.map(({ method }) => method)).toEqual(["POST"]);
  expect(tried).toEqual([expect.not.stringContaining(server.origin), server.origin]);
});

/** An origin at which nobody listens, nor comes to: its port is that of a client of this server, until the server stops. */
async function nobodyBeside({ origin }: VendorServer): Promise<string> {
  const client = connect(Number(new URL(origin).port), "127.0.0.1");
  await once(client, "connect");
  return `http://127.0.0.1:${client.localPort}`;
}

const partial = '{"items":[1,2';
const bodies: readonly { readonly framing: string; readonly headers: Record<string, string> }[] = [
  { framing: "with a length", headers: { "content-length": "100" } },
  { framing: "in chunks", headers: {} },
];
const readers: readonly { readonly reader: string; readonly read: (response: Response) => Promise<unknown> }[] = [
  { reader: "text()", read: (response) => response.text() },
  { reader: "json()", read: (response) => response.json() },
  { reader: "blob()", read: (response) => response.blob() },
  { reader: "a stream", read: (response) => new Response(response.body).text() },
  { reader: "a clone", read: (response) => response.clone().text() },
];
const cuts = endings.flatMap((how) => bodies.flatMap((body) => readers.map((reader) => ({ how, ...body, ...reader }))));

test.for(cuts)(
  "a body $framing that is cut off ($how) is never taken for whole by $reader",
  async ({ how, headers, read }) => {
    const cut = gate();
    server = await serve(cutBody({ headers, how, cut: cut.opened }));
    const response = await transport.fetch(server.url);
    expect(response.status).toBe(200);
    cut.open();
    const error: unknown = await read(response).then(
      () => "a whole body",
      (reason: unknown) => reason,
    );
    expect(classify(error)).toMatchObject({ code: "network", retryable: true });
    expect(server.arrivals, "what has been answered is not asked again").toHaveLength(1);
  },
);

/** Answers, sends a part of the body, and ends once the client has the headers. */
function cutBody({ headers, how, cut }: { headers: Record<string, string>; how: Ending; cut: Promise<void> }): Step {
  return ({ response, socket }) => {
    response.writeHead(200, headers).write(partial);
    void cut.then(() => end(socket, how));
  };
}
