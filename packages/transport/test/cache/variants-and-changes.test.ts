import { expect, test } from "vitest";
import { basic } from "../../src/credentials/basic.ts";
import { bearer } from "../../src/credentials/bearer.ts";
import { memoryCacheStore } from "../../src/layers/cache.ts";
import type { Step } from "../../src/testing/index.ts";
import { cachedVendor, confirms, says } from "./cached-vendor.ts";
import type { Asking, CachedVendor } from "./cached-vendor.ts";

const fresh = { "cache-control": "max-age=600" };
const byLanguage = { ...fresh, vary: "Accept-Language", etag: '"v"' };
const inLanguage = (language: string): Asking => ({ init: { headers: { "accept-language": language } } });
/** Answers in the language asked for. */
const translated: Step = ({ headers }) =>
  new Response(headers.get("accept-language") ?? "none", { headers: byLanguage });

test("variants of one address are kept beside each other", async () => {
  const { ask, sent } = cachedVendor({}, translated);
  for (const language of ["en", "de", "fr", "en", "de", "fr"])
    expect((await ask(inLanguage(language))).text).toBe(language);
  expect((await ask()).text).toBe("none");
  expect((await ask()).text).toBe("none");
  expect(sent).toHaveLength(4);
});

test("variants that came at the same time are all kept", async () => {
  const { ask, sent } = cachedVendor({}, translated);
  await Promise.all(["en", "de", "fr"].map((language) => ask(inLanguage(language))));
  for (const language of ["en", "de", "fr"]) expect((await ask(inLanguage(language))).text).toBe(language);
  expect(sent).toHaveLength(3);
});

test("of variants without number the latest are kept", async () => {
  const { ask, sent } = cachedVendor({ cache: { maxVariants: 2 } }, translated);
  for (const language of ["en", "de", "fr", "fr", "de"]) await ask(inLanguage(language));
  expect(sent).toHaveLength(3);
  await ask(inLanguage("en"));
  expect(sent).toHaveLength(4);
});

test("a variant is confirmed by its own tag, and none is offered where there is none", async () => {
  const tagged: Step = ({ headers }) => {
    const language = headers.get("accept-language") ?? "none";
    const known = headers.get("if-none-match");
    const answer = { vary: "accept-language", etag: `"${language}"` };
    return known === `"${language}"`
      ? new Response(null, { status: 304, headers: answer })
      : new Response(language, { headers: answer });
  };
  const { ask, sent } = cachedVendor({}, tagged);
  for (const language of ["en", "de", "en", "de"]) expect((await ask(inLanguage(language))).text).toBe(language);
  expect(sent.map(({ headers }) => headers.get("if-none-match"))).toEqual([null, null, '"en"', '"de"']);
});

test("accounts do not see each other's answers: by credential, and by owner where credentials look alike", async () => {
  const store = memoryCacheStore();
  const mine = (credential: ReturnType<typeof bearer>, owner?: string): CachedVendor =>
    cachedVendor(
      { credential, cache: { store, owner } },
      ({ headers }) => new Response(headers.get("authorization"), { headers: fresh }),
    );
  const people = [
    mine(basic({ username: "ann", password: "p" })),
    mine(basic({ username: "bob", password: "p" })),
    mine(bearer("ann's"), "ann"),
    mine(bearer("bob's"), "bob"),
  ];
  const texts = await Promise.all(people.map(async ({ ask }) => (await ask()).text));
  expect(new Set(texts).size).toBe(4);
  for (const [index, { ask }] of people.entries()) expect((await ask()).text).toBe(texts[index]);
  expect(people.map(({ sent }) => sent.length)).toEqual([1, 1, 1, 1]);
});

/** Stores an answer, sends a change, and tells whether the vendor is then asked again for what was stored. */
async function after(
  change: Asking & { readonly method?: string },
  answer: Step,
  stored = "https://api.test/things/7",
): Promise<"asked" | "stored"> {
  const { ask, sent } = cachedVendor({}, says("one", fresh), answer, says("two", fresh));
  await ask({ url: stored });
  await ask({ url: "https://api.test/things/7", ...change, init: { method: "PATCH", ...change.init } }).catch(
    () => undefined,
  );
  const { text } = await ask({ url: stored });
  const seen = sent.length === 3 ? "asked" : "stored";
  expect(text).toBe(seen === "asked" ? "two" : "one");
  return seen;
}
const answers =
  (status: number, headers: Record<string, string> = {}): Step =>
  () =>
    new Response(null, { status, headers });

interface Row {
  readonly given: string;
  readonly change?: Asking | undefined;
  readonly answer: Step;
  readonly stored?: string | undefined;
  readonly want: "asked" | "stored";
}
const location = "https://api.test/things/8";
const changes: readonly Row[] = [
  ...["POST", "PUT", "PATCH", "DELETE", "PURGE"].map((method): Row => ({
    given: `${method} that succeeds`,
    change: { init: { method } },
    answer: answers(200),
    want: "asked",
  })),
  ...["OPTIONS", "QUERY"].map((method): Row => ({
    given: `${method}, which changes nothing`,
    change: { init: { method } },
    answer: answers(200),
    want: "stored",
  })),
  {
    given: "a change that leads elsewhere",
    change: { init: { redirect: "manual" } },
    answer: answers(303, { location }),
    want: "asked",
  },
  { given: "a change that is refused (400)", answer: answers(400), want: "stored" },
  { given: "a change that conflicts (409)", answer: answers(409), want: "stored" },
  { given: "a change that failed half-way, perhaps (500)", answer: answers(500), want: "asked" },
  {
    given: "a change of which nobody knows",
    answer: () => Promise.reject(new TypeError("fetch failed")),
    want: "asked",
  },
  {
    given: "a change of another address",
    change: { url: "https://api.test/other" },
    answer: answers(200),
    want: "stored",
  },
  {
    given: "a change that names the stored address in Location",
    answer: answers(201, { location }),
    stored: location,
    want: "asked",
  },
  {
    given: "a change that names it in Content-Location",
    answer: answers(200, { "content-location": "/things/8" }),
    stored: location,
    want: "asked",
  },
  { given: "a refused change that names it", answer: answers(404, { location }), stored: location, want: "stored" },
  {
    given: "a change that names an address of another origin",
    answer: answers(201, { location: "https://other.test/x" }),
    stored: "https://other.test/x",
    want: "stored",
  },
  { given: "a change that names what is no address", answer: answers(201, { location: "https://" }), want: "asked" },
];

test.for(changes)("$given: what is stored is $want", async ({ change = {}, answer, stored, want }) => {
  expect(await after(change, answer, stored)).toBe(want);
});

test("a change ends all variants of an address", async () => {
  const { ask, sent } = cachedVendor({}, translated);
  for (const language of ["en", "de"]) await ask(inLanguage(language));
  await ask({ init: { method: "DELETE" } });
  for (const language of ["en", "de"]) await ask(inLanguage(language));
  expect(sent).toHaveLength(5);
});

test("an answer that was on its way when a change was made is not stored: it may be from before", async () => {
  const slow: Step = async () => {
    await vendor.clock.sleep(5000);
    return new Response("before", { headers: fresh });
  };
  const vendor = cachedVendor({ throttle: false }, slow, answers(204), says("after", fresh));
  const { start, ask, clock, sent } = vendor;
  const reading = start();
  await clock.advance(1000);
  await ask({ init: { method: "DELETE" } });
  expect(await clock.settle((await clock.settle(reading)).text())).toBe("before");
  expect((await ask()).text).toBe("after");
  expect(sent).toHaveLength(3);
});

test("HEAD is answered from a stored GET, without its body", async () => {
  const { ask, sent } = cachedVendor({}, says("one", { ...fresh, "x-own": "1" }));
  await ask();
  const { status, text, headers } = await ask({ init: { method: "HEAD" } });
  expect([status, text, headers.get("x-own"), sent.length]).toEqual([200, "", "1", 1]);
});

test("HEAD stores nothing that could be taken for a GET", async () => {
  const { ask, sent } = cachedVendor({}, says("", fresh), says("one", fresh));
  await ask({ init: { method: "HEAD" } });
  expect((await ask()).text).toBe("one");
  expect(sent).toHaveLength(2);
});

const heads = [
  { given: "the same tag", headers: { ...fresh, etag: '"v1"' }, want: "one" },
  { given: "another tag", headers: { ...fresh, etag: '"v2"' }, want: "two" },
  { given: "another length", headers: { ...fresh, "content-length": "99" }, want: "two" },
] as const;

test.for(heads)("a HEAD with $given leaves a stored GET true or ends it", async ({ headers, want }) => {
  const { ask, pass } = cachedVendor(
    {},
    says("one", { "cache-control": "max-age=5", etag: '"v1"', "content-length": "3" }),
    says("", headers),
    says("two"),
  );
  await ask();
  await pass(10);
  await ask({ init: { method: "HEAD" } });
  expect((await ask()).text).toBe(want);
});

test.for(["header", "option"])("only-if-cached (%s) never asks the vendor: 504 when nothing will do", async (how) => {
  const only: RequestInit =
    how === "header" ? { headers: { "cache-control": "only-if-cached" } } : { cache: "only-if-cached" };
  const { ask, sent } = cachedVendor({}, says("one", fresh));
  expect((await ask({ init: only })).status).toBe(504);
  await ask();
  expect((await ask({ init: only })).text).toBe("one");
  expect(sent).toHaveLength(1);
});

test("what stands at the end of a redirect is not stored for the address that led there", async () => {
  const hop: Step = ({ url }) =>
    url.endsWith("/things")
      ? new Response(null, { status: 302, headers: { location: "/elsewhere" } })
      : new Response("there", { headers: fresh });
  const { ask, sent } = cachedVendor({}, hop);
  await ask();
  await ask();
  expect(sent).toHaveLength(4);
});

test("an answer without a body is stored and given back without one", async () => {
  const { ask, sent, call } = cachedVendor({}, answers(204, fresh), confirms());
  await ask();
  const again = await call();
  expect([again.status, again.body, sent.length]).toEqual([204, null, 1]);
});
