import { expect, test } from "vitest";
import type { CacheOptions } from "../../src/layers/cache.ts";
import { cachedVendor, httpDate, says } from "./cached-vendor.ts";

type Headers = Readonly<Record<string, string>>;

interface Row {
  readonly given: string;
  /** The first answer. */
  readonly first: Headers;
  readonly status?: number | undefined;
  /** Headers of both requests. */
  readonly sent?: Headers | undefined;
  /** Seconds between the two requests. Default 10. */
  readonly after?: number | undefined;
  /** The second request. */
  readonly second?: RequestInit | undefined;
  readonly options?: Partial<CacheOptions> | undefined;
  /** `stored`: the vendor is not asked again. `asked`: it is. `whether changed`: it is asked whether what it gave is still true. */
  readonly want: "stored" | "asked" | "whether changed";
}

const etag = '"v1"';
const [yesterday, lastWeek] = [httpDate(-86_400), httpDate(-7 * 86_400)];
const cc = (value: string, more: Headers = {}): Headers => ({ "cache-control": value, ...more });
const asks = (value: string): RequestInit => ({ headers: { "cache-control": value } });

const lifetimes: readonly Row[] = [
  { given: "max-age that has not passed", first: cc("max-age=60"), want: "stored" },
  { given: "max-age that has passed", first: cc("max-age=5"), want: "asked" },
  { given: "max-age that has just passed", first: cc("max-age=10"), want: "asked" },
  { given: "max-age that has passed, with a tag", first: cc("max-age=5", { etag }), want: "whether changed" },
  { given: "max-age in capitals", first: cc("Max-Age=60"), want: "stored" },
  { given: "max-age in quotes", first: cc('max-age="60"'), want: "stored" },
  { given: "max-age among others", first: cc("private, max-age=60, no-transform"), want: "stored" },
  { given: "max-age behind a quoted comma", first: cc('x="a, no-store", max-age=60'), want: "stored" },
  { given: "max-age twice, once passed", first: cc("max-age=60, max-age=5"), want: "asked" },
  { given: "max-age that is no number", first: cc("max-age=soon"), want: "asked" },
  { given: "max-age below zero", first: cc("max-age=-60"), want: "asked" },
  { given: "max-age of 0", first: cc("max-age=0", { etag }), want: "whether changed" },
  { given: "max-age beyond 2^31 seconds", first: cc("max-age=99999999999"), after: 86_400, want: "stored" },
  { given: "an Age that leaves nothing of max-age", first: cc("max-age=60", { age: "55" }), want: "asked" },
  { given: "an Age that leaves something of max-age", first: cc("max-age=60", { age: "45" }), want: "stored" },
  { given: "an Age that is no number", first: cc("max-age=60", { age: "old" }), want: "stored" },
  { given: "an Age with a fraction, which is none", first: cc("max-age=60", { age: "55.5" }), want: "stored" },
  { given: "an Age twice, the first of which counts", first: cc("max-age=60", { age: "1, 55" }), want: "stored" },
  { given: "s-maxage, which is for shared caches", first: cc("s-maxage=60"), want: "asked" },
  {
    given: "s-maxage that has passed beside max-age that has not",
    first: cc("max-age=60, s-maxage=1"),
    want: "stored",
  },
  { given: "Expires ahead", first: { expires: httpDate(60), date: httpDate(0) }, want: "stored" },
  { given: "Expires that has passed", first: { expires: httpDate(5), date: httpDate(0) }, want: "asked" },
  {
    given: "Expires by the vendor's own clock",
    first: { expires: httpDate(3660), date: httpDate(3600) },
    want: "stored",
  },
  { given: "Expires before Date", first: { expires: httpDate(-1), date: httpDate(0) }, want: "asked" },
  { given: "Expires without its comma", first: { expires: httpDate(60).replace(",", "") }, want: "asked" },
  { given: "Expires in another zone", first: { expires: httpDate(60).replace("GMT", "UTC") }, want: "asked" },
  { given: "Expires as RFC 850 has it", first: { expires: "Tuesday, 01-Jan-30 00:01:00 GMT" }, want: "stored" },
  { given: "Expires as asctime has it", first: { expires: "Tue Jan  1 00:01:00 2030" }, want: "stored" },
  { given: "Expires beside a Date that is none", first: { expires: httpDate(60), date: "today" }, want: "stored" },
  ...["0", "Tue, 01 Jan 30 00:01:00 GMT", "Tue, 01-Jan-2030 00:01:00 GMT", "Thu, 01-Jan-70 00:00:00 GMT"].map(
    (expires): Row => ({ given: `Expires: ${expires}`, first: { expires }, want: "asked" }),
  ),
  {
    given: "Expires ahead beside max-age that has passed",
    first: cc("max-age=5", { expires: httpDate(60) }),
    want: "asked",
  },
  {
    given: "Expires that has passed beside max-age",
    first: cc("max-age=60", { expires: httpDate(-1) }),
    want: "stored",
  },
  { given: "no lifetime at all", first: {}, want: "asked" },
  { given: "no lifetime, with a tag", first: { etag }, want: "whether changed" },
  { given: "no lifetime, changed last week", first: { "last-modified": lastWeek }, want: "whether changed" },
  {
    given: "no lifetime, changed last week, a tenth guessed",
    first: { "last-modified": lastWeek },
    options: { heuristicShare: 0.1 },
    want: "stored",
  },
  {
    given: "a guessed lifetime that has passed",
    first: { "last-modified": yesterday },
    options: { heuristicShare: 0.1 },
    after: 8641,
    want: "whether changed",
  },
  { given: "immutable alone", first: cc("immutable"), want: "asked" },
];

const permissions: readonly Row[] = [
  { given: "no-store", first: cc("no-store, max-age=60", { etag }), want: "asked" },
  { given: "no-store in capitals", first: cc("No-Store, max-age=60"), want: "asked" },
  { given: "no-store that is only quoted", first: cc('x="no-store", max-age=60'), want: "stored" },
  { given: "no-cache", first: cc("no-cache, max-age=60", { etag }), want: "whether changed" },
  {
    given: "no-cache for one field",
    first: cc('no-cache="set-cookie", max-age=60', { etag }),
    want: "whether changed",
  },
  { given: "Pragma: no-cache", first: { pragma: "no-cache", expires: httpDate(60), etag }, want: "whether changed" },
  { given: "Pragma: no-cache beside Cache-Control", first: cc("max-age=60", { pragma: "no-cache" }), want: "stored" },
  { given: "must-revalidate while fresh", first: cc("max-age=60, must-revalidate", { etag }), want: "stored" },
  { given: "must-revalidate when stale", first: cc("max-age=5, must-revalidate", { etag }), want: "whether changed" },
  { given: "proxy-revalidate, which is for shared caches", first: cc("max-age=60, proxy-revalidate"), want: "stored" },
  { given: "private", first: cc("private, max-age=60"), want: "stored" },
  { given: "public", first: cc("public, max-age=60"), want: "stored" },
  { given: "Set-Cookie", first: cc("max-age=60", { "set-cookie": "a=b" }), want: "stored" },
  { given: "Vary: *", first: cc("max-age=60", { vary: "*", etag }), want: "asked" },
  {
    given: "Vary: Cookie, which nobody here can see",
    first: cc("max-age=60", { vary: "Cookie", etag }),
    want: "asked",
  },
  { given: "Vary with an absent header", first: cc("max-age=60", { vary: "accept-language" }), want: "stored" },
  {
    given: "Vary with a header that is the same",
    first: cc("max-age=60", { vary: "X-Own" }),
    sent: { "x-own": "1" },
    want: "stored",
  },
  { given: "Vary with a name of the language", first: cc("max-age=60", { vary: "constructor" }), want: "stored" },
  {
    given: "Vary: Authorization, for which the credential stands",
    first: cc("max-age=60", { vary: "authorization" }),
    want: "stored",
  },
  { given: "an event stream", first: cc("max-age=60", { "content-type": "text/event-stream" }), want: "asked" },
];

const statuses: readonly Row[] = [
  ...[200, 203, 404, 405, 410, 414, 501].map((status): Row => ({
    given: `status ${status} with max-age`,
    status,
    first: cc("max-age=60"),
    want: "stored",
  })),
  ...[201, 206, 400, 401, 403, 429, 500, 503].map((status): Row => ({
    given: `status ${status} with max-age`,
    status,
    first: cc("max-age=60"),
    want: "asked",
  })),
];

const requests: readonly Row[] = [
  {
    given: "a request that says no-cache",
    first: cc("max-age=60", { etag }),
    second: asks("no-cache"),
    want: "whether changed",
  },
  {
    given: "a request that says Pragma: no-cache",
    first: cc("max-age=60", { etag }),
    second: { headers: { pragma: "no-cache" } },
    want: "whether changed",
  },
  {
    given: "a request that wants it younger",
    first: cc("max-age=60", { etag }),
    second: asks("max-age=5"),
    want: "whether changed",
  },
  {
    given: "a request that takes it as old as it is",
    first: cc("max-age=60"),
    second: asks("max-age=10"),
    want: "stored",
  },
  {
    given: "a request that says max-age=0",
    first: cc("max-age=60", { etag }),
    second: asks("max-age=0"),
    want: "whether changed",
  },
  {
    given: "a request that wants it fresh for longer",
    first: cc("max-age=60", { etag }),
    second: asks("min-fresh=55"),
    want: "whether changed",
  },
  {
    given: "a request that wants it fresh for as long",
    first: cc("max-age=60"),
    second: asks("min-fresh=45"),
    want: "stored",
  },
  { given: "a request that takes it stale", first: cc("max-age=5"), second: asks("max-stale"), want: "stored" },
  {
    given: "a request that takes it a little stale",
    first: cc("max-age=5"),
    second: asks("max-stale=5"),
    want: "stored",
  },
  { given: "a request that takes it less stale", first: cc("max-age=5"), second: asks("max-stale=4"), want: "asked" },
  {
    given: "a request that takes stale what must be revalidated",
    first: cc("max-age=5, must-revalidate", { etag }),
    second: asks("max-stale"),
    want: "whether changed",
  },
  {
    given: "a request that takes stale what is no-cache",
    first: cc("no-cache", { etag }),
    second: asks("max-stale"),
    want: "whether changed",
  },
  {
    given: "fetch with cache: no-cache",
    first: cc("max-age=60", { etag }),
    second: { cache: "no-cache" },
    want: "whether changed",
  },
  { given: "fetch with cache: reload", first: cc("max-age=60", { etag }), second: { cache: "reload" }, want: "asked" },
  {
    given: "fetch with cache: no-store",
    first: cc("max-age=60", { etag }),
    second: { cache: "no-store" },
    want: "asked",
  },
  { given: "fetch with cache: force-cache", first: cc("max-age=5"), second: { cache: "force-cache" }, want: "stored" },
  {
    given: "a condition of the caller's own",
    first: cc("max-age=60"),
    second: { headers: { "if-none-match": '"mine"' } },
    want: "whether changed",
  },
  { given: "a range", first: cc("max-age=60"), second: { headers: { range: "bytes=0-1" } }, want: "asked" },
  {
    given: "credentials of the caller's own",
    first: cc("max-age=60"),
    second: { headers: { authorization: "Basic x" } },
    want: "asked",
  },
  { given: "a HEAD", first: cc("max-age=60"), second: { method: "HEAD" }, want: "stored" },
  { given: "a POST", first: cc("max-age=60"), second: { method: "POST" }, want: "asked" },
];

test.for([...lifetimes, ...permissions, ...statuses, ...requests])("$given: $want", async (row) => {
  const { ask, pass, sent } = cachedVendor(
    { cache: row.options ?? {} },
    says("one", row.first, row.status),
    says("two"),
  );
  const both = { headers: row.sent ?? {} };
  await ask({ init: both });
  await pass(row.after ?? 10);
  const { text } = await ask({ init: { ...both, ...row.second } });
  const conditions = ["if-none-match", "if-modified-since"].filter((name) => sent[1]?.headers.has(name));
  const seen = sent.length === 1 ? "stored" : conditions.length > 0 ? "whether changed" : "asked";
  const body = row.second?.method === "HEAD" ? "" : seen === "stored" ? "one" : "two";
  expect([seen, text]).toEqual([row.want, body]);
});

test("an answer that the request forbids to keep is not kept", async () => {
  const { ask, sent } = cachedVendor({}, says("one", cc("max-age=60")));
  await ask({ init: asks("no-store") });
  await ask();
  expect(sent).toHaveLength(2);
});

test("a wall clock that was set back makes nothing younger, and one that was set on makes it older", async () => {
  const { ask, clock, sent } = cachedVendor({}, says("one", cc("max-age=60")));
  await ask();
  clock.step(-3_600_000);
  expect((await ask()).headers.get("age")).toBe("0");
  clock.step(3_600_000 + 61_000);
  await ask();
  expect(sent).toHaveLength(2);
});

test("addresses that differ in their query or origin are not the same, those that differ in their fragment are", async () => {
  const { ask, sent } = cachedVendor({}, says("one", cc("max-age=60")));
  const urls = ["https://api.test/a", "https://api.test/a?x=1", "https://other.test/a", "https://api.test/a#part"];
  for (const url of urls) await ask({ url });
  expect(sent.map(({ url }) => url)).toEqual(urls.slice(0, 3));
});

test("numbers that make no sense are refused by name", () => {
  for (const name of ["maxBodyBytes", "maxVariants", "heuristicShare", "patienceMs"])
    expect(() => cachedVendor({ cache: { [name]: Number.NaN } })).toThrow(`cache.${name}`);
});

test("an answer is stored for whoever asks as soon as its last byte was read", async () => {
  const { transport, sent } = cachedVendor({}, says("one", cc("max-age=60")));
  for (const _ of [1, 2, 3]) expect(await (await transport.fetch("https://api.test/things")).text()).toBe("one");
  expect(sent).toHaveLength(1);
});

test("headers of one connection are not stored, nor those that it names", async () => {
  const { ask } = cachedVendor(
    {},
    says(
      "one",
      cc("max-age=60", { connection: "close, X-Hop", "x-hop": "1", "keep-alive": "timeout=5", "x-own": "1" }),
    ),
  );
  await ask();
  const { headers } = await ask();
  expect(["connection", "x-hop", "keep-alive", "x-own"].map((name) => headers.get(name))).toEqual([
    null,
    null,
    null,
    "1",
  ]);
});
