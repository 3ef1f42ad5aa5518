import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { patienceMs } from "../../../../scripts/testing/chromium.ts";
import { launchChromium } from "../chromium/launch.ts";
import { servePage } from "../chromium/page-server.ts";
import type { PageServer } from "../chromium/page-server.ts";
import { gate } from "../gate.ts";
import type { probe as probeOfPage, Question, Reader } from "./probe.ts";
import { end, endings, fine, serve } from "./vendor-server.ts";
import type { VendorServer } from "./vendor-server.ts";

/** In the page, where the functions given to `evaluate` run. */
declare const probe: typeof probeOfPage;

let browser: Browser;
let product: PageServer;
let page: Page;
let vendor: VendorServer;

beforeAll(async () => {
  [browser, product] = await Promise.all([launchChromium(), servePage(new URL("probe.ts", import.meta.url))]);
  page = await browser.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(product.origin);
});
afterAll(async () => {
  await browser.close();
  product.stop();
});
afterEach(() => vendor.stop());

const ask = (question: Question) => page.evaluate((given) => probe.ask(given), question);
const read = (how: Reader) => page.evaluate((given) => probe.read(given), how);
const methods = () => vendor.arrivals.map(({ method }) => method);

test.for(endings)("a GET whose connection ends (%s) before the headers is sent again", async (how) => {
  vendor = await serve([({ socket }) => end(socket, how), fine]);
  expect(await ask({ url: vendor.url })).toEqual({ status: 200 });
  expect(await read("text")).toEqual({ text: "fine" });
  expect(methods()).toEqual(["GET", "GET"]);
});

test.for(endings)(
  "a POST without a key whose connection ends (%s) before the headers is not sent twice",
  async (how) => {
    vendor = await serve([({ socket }) => end(socket, how), fine]);
    expect(await ask({ url: vendor.url, method: "POST" })).toEqual({ code: "network", attempts: 1 });
    expect(methods()).toEqual(["POST"]);
  },
);

/** Chromium repeats on its own whatever a kept connection lost before an answer, of any method: only a key tells the vendor that both are one. */
const resent = endings.flatMap((how) => [true, false].map((keyed) => ({ how, keyed })));

test.for(resent)(
  "a POST whose kept connection ends ($how) is repeated by Chromium as it was (key: $keyed)",
  async (given) => {
    vendor = await serve((exchange) => (exchange.reused ? end(exchange.socket, given.how) : fine(exchange)));
    await ask({ url: vendor.url });
    await read("text");
    expect(await ask({ url: vendor.url, method: "POST", keyed: given.keyed })).toEqual({ status: 200 });
    expect(methods()).toEqual(["GET", "POST", "POST"]);
    const [, first, second] = vendor.arrivals;
    expect(first?.key === undefined).toBe(!given.keyed);
    expect(second?.key).toBe(first?.key);
  },
);

const framings = { "with a length": { "content-length": "100" }, "in chunks": {} } as const;
const cuts = endings.flatMap((how) =>
  (["with a length", "in chunks"] as const).flatMap((framing) =>
    (["text", "json", "stream"] as const).map((reader) => ({ how, framing, reader })),
  ),
);

test.for(cuts)("a body $framing that is cut off ($how) is never taken for whole by $reader", async (given) => {
  const cut = gate();
  vendor = await serve(({ response, socket }) => {
    response.writeHead(200, framings[given.framing]).write('{"items":[1,2');
    void cut.opened.then(() => end(socket, given.how));
  });
  expect(await ask({ url: vendor.url })).toEqual({ status: 200 });
  cut.open();
  expect(await read(given.reader)).toEqual({ code: "network" });
  expect(methods()).toEqual(["GET"]);
});

test("a body that stalls ends in a timeout and lets its connection go", async () => {
  vendor = await serve(({ response }) => void response.writeHead(200, { "content-length": "100" }).write("half"));
  await ask({ url: vendor.url });
  const reading = read("text");
  await page.evaluate(() => probe.pass());
  expect(await reading).toEqual({ code: "timeout" });
  await vendor.closed(0);
});

test("headers that do not come end in a timeout and let the connection go", async () => {
  const arrival = gate();
  vendor = await serve(() => arrival.open());
  const asking = ask({ url: vendor.url, method: "POST" });
  await arrival.opened;
  await page.evaluate(() => probe.pass());
  expect(await asking).toEqual({ code: "timeout", attempts: 1 });
  await vendor.closed(0);
});

test("the browser takes a bearer token off a redirect to another origin", async () => {
  const other = await serve(fine);
  vendor = await serve(({ response }) => void response.writeHead(302, { location: other.url }).end());
  expect(await ask({ url: vendor.url, credential: "bearer" })).toEqual({ status: 200 });
  other.stop();
  expect(vendor.arrivals[0]?.text).toContain("Bearer s3cr3t");
  expect(other.arrivals.map(({ text }) => text.includes("s3cr3t"))).toEqual([false]);
});

test("a key that the browser would take along is not redirected at all", async () => {
  const other = await serve(fine);
  vendor = await serve(({ response }) => void response.writeHead(302, { location: other.url }).end());
  expect(await ask({ url: vendor.url, credential: "api key" })).toMatchObject({ code: "network" });
  other.stop();
  expect(vendor.arrivals[0]?.text).toContain("s3cr3t");
  expect(other.arrivals).toEqual([]);
});
