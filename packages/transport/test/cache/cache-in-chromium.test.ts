import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { patienceMs } from "../../../../scripts/testing/chromium.ts";
import { launchChromium } from "../chromium/launch.ts";
import { servePage } from "../chromium/page-server.ts";
import type { PageServer } from "../chromium/page-server.ts";
import type { stored as storedOfPage } from "./stored-page.ts";

/** In the page, where the functions given to `evaluate` run. */
declare const stored: typeof storedOfPage;

let browser: Browser;
let product: PageServer;
let page: Page;
let vendor: Server;
let log: string[];

beforeAll(async () => {
  [browser, product] = await Promise.all([launchChromium(), servePage(new URL("stored-page.ts", import.meta.url))]);
});
afterAll(async () => {
  await browser.close();
  product.stop();
});
beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(product.origin);
});
afterEach(async () => {
  await page.close();
  vendor.closeAllConnections();
  vendor.close();
});

/** A vendor on an origin of its own, whose answers carry a tag, and that lets pages send these headers. */
async function serve(permitted: string): Promise<string> {
  log = [];
  vendor = createServer((request, response) => {
    const tag = request.headers["if-none-match"];
    log.push(tag === undefined ? `${request.method}` : `${request.method} unless ${tag}`);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-expose-headers", "etag");
    if (request.method === "OPTIONS")
      return void response.writeHead(204, { "access-control-allow-headers": permitted }).end();
    response.setHeader("etag", '"v1"');
    response.setHeader("cache-control", "no-cache");
    if (tag === '"v1"') return void response.writeHead(304).end();
    return void response.end("one");
  });
  vendor.listen(0, "127.0.0.1");
  await once(vendor, "listening");
  // A server that listens on a port has an address of this kind.
  return `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/things`;
}

const ask = (url: string) => page.evaluate((given) => stored.ask(given), url);

test("a page that may send conditions asks whether what it has stored is still true", async () => {
  const url = await serve("if-none-match");
  expect(await ask(url)).toEqual([200, "one"]);
  expect(await ask(url)).toEqual([200, "one"]);
  expect(log).toEqual(["GET", "OPTIONS", 'GET unless "v1"']);
});

test("a page that may not is answered all the same, and does not try again", async () => {
  const url = await serve("");
  for (const _ of [1, 2, 3]) expect(await ask(url)).toEqual([200, "one"]);
  // The conditions that remain are Chromium's own, which need no permission.
  const gets = log.filter((line) => line !== "OPTIONS");
  expect(gets).toEqual(["GET", 'GET unless "v1"', 'GET unless "v1"']);
  expect(log.slice(-2)).not.toContain("OPTIONS");
});
