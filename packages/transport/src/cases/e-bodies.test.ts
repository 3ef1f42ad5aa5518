import { expect, test } from "vitest";
import { cache, memoryCacheStore } from "../layers/cache.ts";
import { readFailure } from "../problem.ts";
import { createTransport } from "../transport.ts";
import { answer, createVirtualClock, rig } from "../testing/index.ts";

const ok = answer(200);
const down = answer(503);
const put = (body: BodyInit): RequestInit => ({ method: "PUT", body });

/** A stream of one text, and how it was treated. */
function streamed(text: string): { stream: ReadableStream<Uint8Array<ArrayBuffer>>; cancelled: () => boolean } {
  let wasCancelled = false;
  const bytes = new TextEncoder().encode(text);
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
    cancel() {
      wasCancelled = true;
    },
  });
  return { stream, cancelled: () => wasCancelled };
}

test("case 85: `Request` object with JSON body, 503 then 200 -> identical bytes twice", async () => {
  const { transport, clock, sent } = rig({}, down, ok);
  const request = new Request("https://api.test/things", {
    method: "PUT",
    body: JSON.stringify({ a: "ü" }),
    headers: { "content-type": "application/json" },
  });
  await clock.settle(transport.fetch(request));
  expect(sent.map(({ body, headers }) => [body, headers.get("content-type")])).toEqual([
    ['{"a":"ü"}', "application/json"],
    ['{"a":"ü"}', "application/json"],
  ]);
});

test("case 86: `Request` whose body was already read -> clear TypeError before any call", async () => {
  const { transport, sent } = rig({}, ok);
  const request = new Request("https://api.test/", { method: "POST", body: "once" });
  await request.text();
  await expect(transport.fetch(request)).rejects.toThrow(
    new TypeError("The body of this Request has been read already; make a new Request for a new call."),
  );
  expect(sent).toHaveLength(0);
});

test('case 87: ReadableStream body -> single try; the 503 surfaces (not "disturbed or locked")', async () => {
  const { call, sent } = rig({}, down, ok);
  const response = await call({ ...put(streamed("s").stream), duplex: "half" } as RequestInit);
  expect([response.status, sent.length, sent[0]?.body]).toEqual([503, 1, "s"]);
});

test("case 88: body factory -> called once per try", async () => {
  let made = 0;
  const { call, sent } = rig({}, down, ok);
  const body = (): BodyInit => {
    made += 1;
    return streamed(`copy ${made}`).stream;
  };
  expect((await call({ method: "PUT" }, { body })).status).toBe(200);
  expect([made, sent.map(({ body: text }) => text)]).toEqual([2, ["copy 1", "copy 2"]]);
});

test("case 89: FormData retried with a matching boundary", async () => {
  const form = new FormData();
  form.set("name", "value");
  const { call, sent } = rig({}, down, ok);
  await call(put(form));
  expect(sent).toHaveLength(2);
  for (const { headers, body } of sent) {
    const boundary = /boundary=(.+)$/.exec(headers.get("content-type") ?? "")?.[1] ?? "none";
    expect(body.startsWith(`--${boundary}\r\n`)).toBe(true);
  }
});

test("case 90: no clone/tee when not retryable (2 GB stream stays flat)", async () => {
  const { stream } = streamed("as it is");
  let seen: unknown;
  const transport = createTransport({
    clock: createVirtualClock(),
    fetch: (_, init) => {
      seen = init?.body;
      return Promise.resolve(new Response());
    },
  });
  await transport.fetch("https://api.test/", { ...put(stream) });
  expect(seen).toBe(stream);
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      pulled += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const init = { method: "POST", body: endless, duplex: "half" };
  await transport.fetch(new Request("https://api.test/", init));
  expect(pulled).toBeLessThan(1_500_000);
});

test("case 91: discarded 5xx body cancelled", async () => {
  let cancelled = false;
  const body = new ReadableStream({
    cancel: () => {
      cancelled = true;
    },
  });
  const { call } = rig({}, () => new Response(body, { status: 503 }), ok);
  await call();
  expect(cancelled).toBe(true);
});

test("case 92: `cancel()` that never resolves does not block the retry", async () => {
  const body = new ReadableStream({ cancel: () => new Promise(() => undefined) });
  const { call, times } = rig({}, () => new Response(body, { status: 503 }), ok);
  expect((await call()).status).toBe(200);
  expect(times()).toEqual([0, 250]);
});

test("case 93: never-ending 503 body does not delay the retry", async () => {
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024)) });
  const { call, times } = rig({}, () => new Response(body, { status: 503 }), ok);
  expect((await call()).status).toBe(200);
  expect(times()).toEqual([0, 250]);
});

test("case 94: error body > limit (e.g. 10 MiB) not buffered", async () => {
  let pulled = 0;
  const body = new ReadableStream({
    pull(controller) {
      pulled += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const { call, clock } = rig({}, () => new Response(body, { status: 400 }));
  const report = await clock.settle(readFailure(await call(), { maxBytes: 10_485_760 }));
  expect(report).toEqual({ failure: expect.objectContaining({ code: "invalid", status: 400 }) as unknown });
  expect(pulled).toBeLessThan(10_485_760 + 3 * 65_536);
});

test("case 95: 204/205/304/HEAD -> no parse, null body kept", async () => {
  for (const status of [204, 205, 304]) {
    const { call } = rig({}, answer(status));
    const response = await call();
    expect([response.status, response.body, await response.text()]).toEqual([status, null, ""]);
  }
  const { call } = rig({}, answer(404, { "content-type": "application/json" }));
  const head = await call({ method: "HEAD" });
  expect(head.body).toBeNull();
  expect(await readFailure(head)).toEqual({ failure: expect.objectContaining({ code: "not_found" }) as unknown });
});

test("case 96: `new Response(body,{status:304})` throws -> 304 is rebuilt as 200", async () => {
  const { call, clock } = rig(
    { cache: cache({ store: memoryCacheStore() }) },
    answer(200, { etag: '"v1"', "cache-control": "no-cache" }, "stored"),
    answer(304, { etag: '"v1"' }),
  );
  expect(await clock.settle((await call()).text())).toBe("stored");
  await clock.advance(1);
  const second = await call();
  expect([second.status, second.ok, await clock.settle(second.text())]).toEqual([200, true, "stored"]);
});

test("case 97: stream body sets `duplex:'half'`", async () => {
  const duplexes: unknown[] = [];
  const transport = createTransport({
    clock: createVirtualClock(),
    fetch: (_, init) => {
      duplexes.push(Reflect.get(init ?? {}, "duplex"));
      return Promise.resolve(new Response());
    },
  });
  await transport.fetch("https://api.test/", put(streamed("s").stream));
  await transport.fetch("https://api.test/", put("text"));
  expect(duplexes).toEqual(["half", undefined]);
});

test("case 98: invalid JSON in an error body -> HTTP error with raw text, not SyntaxError", async () => {
  const { call, clock } = rig({}, answer(400, { "content-type": "application/json" }, "<html>oh"));
  expect(await clock.settle(readFailure(await call()))).toMatchObject({
    failure: { code: "invalid", status: 400 },
    text: "<html>oh",
  });
});

test("case 99: `application/problem+json; charset=utf-8` (and `+json`) parsed; missing `type` = about:blank; unknown members kept", async () => {
  const body = JSON.stringify({ title: "No credit", balance: 30, status: "wrong type" });
  const read = async (type: string) => {
    const { call, clock } = rig({}, answer(403, { "content-type": type }, body));
    return clock.settle(readFailure(await call()));
  };
  expect((await read("application/problem+json; charset=utf-8")).problem).toEqual({
    type: "about:blank",
    title: "No credit",
    status: undefined,
    detail: undefined,
    instance: undefined,
    extensions: { balance: 30 },
  });
  expect(await read("application/vnd.api+json")).toMatchObject({ problem: undefined, json: { balance: 30 } });
  const spent = JSON.stringify({ type: "https://iana.org/assignments/http-problem-types#quota-exceeded" });
  const { call } = rig({}, answer(403, { "content-type": "application/problem+json" }, spent));
  expect((await readFailure(await call())).failure).toMatchObject({ code: "rate_limited", status: 403 });
});

test("case 100: `response.url`, `redirected`, headers survive wrapping", async () => {
  const native = Object.defineProperties(new Response("x", { headers: { "x-own": "1" } }), {
    url: { value: "https://api.test/final" },
    redirected: { value: true },
  });
  const { call, clock } = rig({}, () => native);
  const response = await call();
  expect(response).toBeInstanceOf(Response);
  expect([response.url, response.redirected, response.headers.get("x-own")]).toEqual([
    "https://api.test/final",
    true,
    "1",
  ]);
  const copy = response.clone();
  expect(await clock.settle(Promise.all([response.text(), copy.text()]))).toEqual(["x", "x"]);
  expect(response.bodyUsed).toBe(true);
  await expect(response.text()).rejects.toThrow(TypeError);
});
