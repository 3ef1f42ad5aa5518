import { afterEach, beforeEach, expect, test } from "vitest";
import { createTransport } from "../../src/transport.ts";
import { gate } from "../gate.ts";
import type { Gate } from "../gate.ts";
import { handClock } from "./prompt-clock.ts";
import { fine, serve } from "./vendor-server.ts";
import type { Step, VendorServer } from "./vendor-server.ts";

let server: VendorServer;
let arrival: Gate;
beforeEach(() => {
  arrival = gate();
});
afterEach(() => server.stop());

const silence: Step = () => arrival.open();
const half: Step = ({ response }) => void response.writeHead(200, { "content-length": "100" }).write("half");
const onlyHeaders = { headersMs: 1000, stallMs: false, deadlineMs: false } as const;
const onlyStall = { headersMs: false, stallMs: 1000, deadlineMs: false } as const;
const onlyDeadline = { headersMs: false, stallMs: false, deadlineMs: 60_000 } as const;

test("a GET without headers in time is sent again, and its first connection is let go", async () => {
  server = await serve([silence, fine]);
  const { clock, pass } = handClock();
  const call = createTransport({ clock, timeout: onlyHeaders }).fetch(server.url);
  await arrival.opened;
  await pass();
  expect(await (await call).text()).toBe("fine");
  expect(server.arrivals).toHaveLength(2);
  await server.closed(0);
});

test("a POST without headers in time is not sent twice", async () => {
  server = await serve(silence);
  const { clock, pass } = handClock();
  const call = createTransport({ clock, timeout: onlyHeaders }).fetch(server.url, {
    method: "POST",
    body: "one order",
  });
  await arrival.opened;
  await Promise.all([expect(call).rejects.toMatchObject({ code: "timeout", failure: { attempts: 1 } }), pass()]);
  await server.closed(0);
  expect(server.arrivals).toHaveLength(1);
});

const readers: readonly { readonly reader: string; readonly read: (response: Response) => Promise<unknown> }[] = [
  { reader: "text()", read: (response) => response.text() },
  { reader: "json()", read: (response) => response.json() },
  { reader: "a stream", read: (response) => new Response(response.body).text() },
];

test.for(readers)("a body that stalls under $reader ends in a timeout and lets its connection go", async ({ read }) => {
  server = await serve(half);
  const { clock, pass } = handClock();
  const response = await createTransport({ clock, timeout: onlyStall }).fetch(server.url);
  const whole = read(response);
  await Promise.all([expect(whole).rejects.toMatchObject({ code: "timeout" }), pass()]);
  await server.closed(0);
  expect(server.arrivals).toHaveLength(1);
});

test("a body that never ends is held to the deadline of the call, however steadily it comes", async () => {
  server = await serve(({ response }) => void response.writeHead(200).write("first"));
  const { clock, pass } = handClock();
  const { body } = await createTransport({ clock, timeout: onlyDeadline }).fetch(server.url);
  const reader = body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first");
  const next = reader?.read();
  await Promise.all([expect(next).rejects.toMatchObject({ code: "timeout" }), pass()]);
  await server.closed(0);
});

test("a caller who gives up while the body comes frees the connection", async () => {
  server = await serve(half);
  const caller = new AbortController();
  const response = await createTransport().fetch(server.url, { signal: caller.signal });
  const read = response.text();
  caller.abort(new Error("the customer left"));
  await expect(read).rejects.toThrow("the customer left");
  await server.closed(0);
});
