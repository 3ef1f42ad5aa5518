import { expect, test } from "vitest";
import { storedAtHeader } from "../../src/layers/cache.ts";
import { breaker } from "../../src/layers/breaker.ts";
import type { Step } from "../../src/testing/index.ts";
import { cachedVendor, confirms, httpDate, says, start } from "./cached-vendor.ts";

const etag = '"v1"';
const stale = { "cache-control": "max-age=5", etag };
const down: Step = () => new Response("down", { status: 503 });
const lost: Step = () => Promise.reject(new TypeError("fetch failed"));

test("a confirmation makes what is stored fresh again, with the headers that it brings", async () => {
  const { ask, pass, sent } = cachedVendor(
    {},
    says("one", { ...stale, "x-version": "1", "x-kept": "yes", "content-type": "text/plain", age: "3" }),
    confirms({
      etag,
      "x-version": "2",
      "cache-control": "max-age=60",
      "content-length": "0",
      "content-encoding": "br",
    }),
  );
  await ask();
  await pass(10);
  const confirmed = await ask();
  expect([confirmed.status, confirmed.text]).toEqual([200, "one"]);
  const { headers } = confirmed;
  expect(
    ["x-version", "x-kept", "content-type", "cache-control", "age", "content-encoding"].map((name) =>
      headers.get(name),
    ),
  ).toEqual(["2", "yes", "text/plain", "max-age=60", "0", null]);
  await pass(50);
  const { text, headers: later } = await ask();
  expect([text, later.get("age"), sent.length]).toEqual(["one", "50", 2]);
});

test("an answer from the store says how old it is", async () => {
  const { ask, pass } = cachedVendor({}, says("one", { "cache-control": "max-age=600", age: "30" }));
  await ask();
  await pass(100.9);
  expect((await ask()).headers.get("age")).toBe("130");
});

interface Row {
  readonly given: string;
  readonly stored: Readonly<Record<string, string>>;
  readonly confirmation: Readonly<Record<string, string>>;
  readonly want: "taken" | "asked anew";
}
const date = httpDate(-86_400);
const rows: readonly Row[] = [
  { given: "the same strong tag", stored: { etag }, confirmation: { etag }, want: "taken" },
  { given: "the same weak tag", stored: { etag: 'W/"v1"' }, confirmation: { etag: 'W/"v1"' }, want: "taken" },
  { given: "a strong tag for a weak one", stored: { etag: 'W/"v1"' }, confirmation: { etag }, want: "taken" },
  { given: "another tag", stored: { etag }, confirmation: { etag: '"v2"' }, want: "asked anew" },
  { given: "no validator", stored: { etag }, confirmation: {}, want: "taken" },
  { given: "the same date", stored: { "last-modified": date }, confirmation: { "last-modified": date }, want: "taken" },
  {
    given: "another date",
    stored: { "last-modified": date },
    confirmation: { "last-modified": httpDate(0) },
    want: "asked anew",
  },
  {
    given: "a tag where only a date was known",
    stored: { "last-modified": date },
    confirmation: { etag },
    want: "asked anew",
  },
];

test.for(rows)("a confirmation with $given is $want", async ({ stored, confirmation, want }) => {
  const { ask, sent } = cachedVendor({}, says("one", stored), confirms(confirmation), says("two"));
  await ask();
  expect((await ask()).text).toBe(want === "taken" ? "one" : "two");
  expect(sent).toHaveLength(want === "taken" ? 2 : 3);
  expect(sent[2]?.headers.has("if-none-match") ?? false).toBe(false);
});

test("another answer takes the place of what is stored", async () => {
  const { ask, pass, sent } = cachedVendor({}, says("one", stale), says("two", { ...stale, etag: '"v2"' }), confirms());
  await ask();
  await pass(10);
  expect((await ask()).text).toBe("two");
  await pass(10);
  expect((await ask()).text).toBe("two");
  expect(sent[2]?.headers.get("if-none-match")).toBe('"v2"');
});

test.for([404, 410])("what the vendor says is gone (%i) is forgotten", async (status) => {
  const { ask, pass, sent } = cachedVendor(
    {},
    says("one", stale),
    says("", { "cache-control": "no-store" }, status),
    down,
  );
  await ask();
  await pass(10);
  expect((await ask()).status).toBe(status);
  expect((await ask({ context: { staleIfDown: true } })).status).toBe(503);
  expect(sent[2]?.headers.has("if-none-match")).toBe(false);
});

test.for([401, 403, 429, 500, 503])(
  "a refusal or an error (%i) reaches the caller, and what is stored stays",
  async (status) => {
    const { ask, pass, sent } = cachedVendor({}, says("one", stale), says("no", {}, status), confirms());
    await ask();
    await pass(10);
    expect((await ask()).status).toBe(status);
    expect((await ask()).text).toBe("one");
    expect(sent[2]?.headers.get("if-none-match")).toBe(etag);
  },
);

const failures: readonly { readonly how: string; readonly step: Step }[] = [
  { how: "answers 503", step: down },
  { how: "cannot be reached", step: lost },
  { how: "does not answer in time", step: () => new Promise(() => undefined) },
];

test.for(failures)(
  "a vendor that $how is stood in for when the call asks for that, and the answer says so",
  async ({ step }) => {
    const { ask, pass } = cachedVendor({ timeout: { headersMs: 1000 } }, says("one", stale), step);
    await ask();
    await pass(10);
    const { text, headers, status } = await ask({ context: { staleIfDown: true } });
    expect([status, text, headers.get(storedAtHeader)]).toEqual([200, "one", new Date(start).toISOString()]);
  },
);

test.for(failures)(
  "nothing stands in for a vendor that $how unless the call asks for it, whatever the vendor allows",
  async ({ step }) => {
    const allowing = { ...stale, "cache-control": "max-age=5, stale-if-error=600" };
    const { ask, pass } = cachedVendor({ timeout: { headersMs: 1000 } }, says("one", allowing), step);
    await ask();
    await pass(10);
    const end = await ask().then(
      ({ status }) => status,
      () => "failed",
    );
    expect([503, "failed"]).toContain(end);
  },
);

test("the breaker's refusal is a vendor that is down", async () => {
  const { ask, pass, sent } = cachedVendor({ breaker: breaker({ minimum: 1 }) }, says("one", stale), down);
  await ask();
  await pass(10);
  await ask();
  const { text } = await ask({ context: { staleIfDown: true } });
  expect([text, sent.length]).toEqual(["one", 2]);
});

test.for([401, 403, 404, 409, 429])("a refusal (%i) is an answer: nothing stands in for it", async (status) => {
  const { ask, pass } = cachedVendor({}, says("one", stale), says("no", {}, status));
  await ask();
  await pass(10);
  expect((await ask({ context: { staleIfDown: true } })).status).toBe(status);
});

test("a stored answer stands in no longer than the vendor says", async () => {
  const limited = { etag, "cache-control": "max-age=5, stale-if-error=60" };
  const { ask, pass } = cachedVendor({}, says("one", limited), down);
  await ask();
  await pass(65);
  expect((await ask({ context: { staleIfDown: true } })).text).toBe("one");
  await pass(1);
  expect((await ask({ context: { staleIfDown: true } })).status).toBe(503);
});

test("an answer without a lifetime or a validator is kept for a call that may need it later", async () => {
  const { ask } = cachedVendor({}, says("one"), down);
  await ask({ context: { staleIfDown: true } });
  expect((await ask({ context: { staleIfDown: true } })).text).toBe("one");
});

test("what the vendor allows to be used while it is asked is given at once, marked, and asked for once behind that", async () => {
  const allowing = { etag, "cache-control": "max-age=5, stale-while-revalidate=60" };
  const slow: Step = async () => {
    await vendor.clock.sleep(1000);
    return new Response("two", { headers: allowing });
  };
  const vendor = cachedVendor({}, says("one", allowing), slow);
  const { ask, pass, sent, clock } = vendor;
  await ask();
  await pass(10);
  const answers = [await ask(), await ask(), await ask()];
  expect(answers.map(({ text, headers }) => [text, headers.has(storedAtHeader)])).toEqual(
    ["one", "one", "one"].map((text) => [text, true]),
  );
  expect([sent.length, clock.monotonic()]).toEqual([2, 10_000]);
  await pass(1);
  const { text, headers } = await ask();
  expect([text, headers.has(storedAtHeader), sent.length]).toEqual(["two", false, 2]);
});

test("what is asked for behind an answer outlives the caller's abort, and its failure harms nobody", async () => {
  const allowing = { etag, "cache-control": "max-age=5, stale-while-revalidate=60" };
  const slow: Step = async (_, signal) => {
    await vendor.clock.sleep(1000);
    if (signal?.aborted) throw new Error("aborted");
    return new Response("two", { headers: allowing });
  };
  const vendor = cachedVendor({}, says("one", allowing), slow, lost);
  const { ask, pass } = vendor;
  await ask();
  await pass(10);
  const controller = new AbortController();
  await ask({ init: { signal: controller.signal } });
  controller.abort();
  await pass(1);
  expect((await ask()).text).toBe("two");
  await pass(10);
  expect([(await ask()).text, (await ask()).text]).toEqual(["two", "two"]);
});

test("nothing is given while it is asked for once the vendor's time for that has passed, or where it must be asked first", async () => {
  for (const control of [
    "max-age=5, stale-while-revalidate=4",
    "max-age=5, stale-while-revalidate=60, must-revalidate",
  ]) {
    const { ask, pass } = cachedVendor({}, says("one", { "cache-control": control }), says("two"));
    await ask();
    await pass(10);
    expect((await ask()).text).toBe("two");
  }
});

test("a page that may not send conditions to another origin asks without them, and remembers", async () => {
  const strict: Step = ({ headers }) =>
    headers.has("if-none-match")
      ? Promise.reject(new TypeError("Failed to fetch"))
      : new Response("two", { headers: stale });
  const { ask, pass, sent } = cachedVendor({}, says("one", stale), strict);
  for (const _ of [1, 2, 3]) {
    await ask();
    await pass(10);
  }
  expect(sent.map(({ headers }) => headers.has("if-none-match"))).toEqual([false, true, false, false]);
});
