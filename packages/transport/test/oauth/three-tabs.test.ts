import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { patienceMs } from "../../../../scripts/testing/chromium.ts";
import { launchChromium } from "../chromium/launch.ts";
import { servePage } from "../chromium/page-server.ts";
import type { PageServer } from "../chromium/page-server.ts";
import { meetingOf } from "../gate.ts";
import { AuthorizationServer, tokenLifetime } from "./authorization-server.ts";
import { visit } from "./customer.ts";
import type { Locking, tab as tabOfPage, Vendor } from "./tab.ts";

/** In the page, where the functions given to `evaluate` run. */
declare const tab: typeof tabOfPage;

let browser: Browser;
let product: PageServer;
let server: AuthorizationServer;
let vendor: Vendor;
let context: BrowserContext;

beforeAll(async () => {
  [browser, product] = await Promise.all([launchChromium(), servePage(new URL("tab.ts", import.meta.url))]);
});
afterAll(async () => {
  await browser.close();
  product.stop();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  server = await AuthorizationServer.start({
    client_id: "product",
    token_endpoint_auth_method: "none",
    redirect_uris: [`${product.origin}/callback`],
    grant_types: ["authorization_code", "refresh_token"],
    scope: "contacts",
  });
  const { issuer, authorizationUrl, tokenUrl, apiUrl } = server;
  vendor = { issuer, authorizationUrl, tokenUrl, apiUrl };
  context = await browser.newContext();
  context.setDefaultTimeout(patienceMs);
});
afterEach(async () => {
  await context.close();
  server.stop();
  vi.useRealTimers();
});

/** The customer connects the account in a first tab. */
async function connect(agree: (page: Page, url: string) => Promise<unknown> = byRequest): Promise<void> {
  const page = await context.newPage();
  await page.goto(product.origin);
  await agree(page, await page.evaluate((given) => tab.begin(given), vendor));
  await page.evaluate((given) => tab.complete(given), vendor);
  await page.close();
}

/** Signs in at the vendor's page and agrees. */
async function byHand(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByPlaceholder("Enter any login").fill("ann");
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${product.origin}/callback?**`);
}

/** The same requests, without the pages between them. */
async function byRequest(page: Page, url: string): Promise<void> {
  await page.goto(await visit(url, `${product.origin}/callback`));
}

/** Three tabs that have all used the current token. */
async function openTabs(locking: Locking): Promise<readonly Page[]> {
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(product.origin);
    await page.evaluate(([given, how]) => tab.open(given, how), [vendor, locking] as const);
    expect(await callFrom(page, 1)).toEqual([200]);
    return page;
  };
  return Promise.all([open(), open(), open()]);
}

const callFrom = (page: Page, count: number) =>
  page.evaluate(([given, calls]) => tab.call(given, calls), [vendor, count] as const);
const callFromAll = (pages: readonly Page[], count: number) => Promise.all(pages.map((page) => callFrom(page, count)));
const each = (count: number, end: unknown) => [1, 2, 3].map(() => Array.from({ length: count }, () => end));

test("three tabs whose token is refused at the same moment renew it once, and no reuse is detected", async () => {
  await connect(byHand);
  const pages = await openTabs("shared");
  for (const expiry of [1, 2, 3]) {
    // For the server alone: each tab learns of the expiry by its refusal, and all three are refused at once.
    vi.setSystemTime(Date.now() + 2 * tokenLifetime * 1000);
    server.beforeRefusal = meetingOf(3);
    expect(await callFromAll(pages, 1)).toEqual(each(1, 200));
    expect(server.answers(401)).toBe(3 * expiry);
    expect(server.grants()).toEqual(["granted authorization_code", ...Array(expiry).fill("granted refresh_token")]);
  }
});

test("three tabs that see the expiry coming renew it once for all their calls, and none is refused", async () => {
  await connect();
  const pages = await openTabs("shared");
  for (const expiry of [1, 2, 3]) {
    vi.setSystemTime(Date.now() + 2 * tokenLifetime * 1000);
    await context.clock.setFixedTime(Date.now());
    expect(await callFromAll(pages, 20)).toEqual(each(20, 200));
    expect(server.answers(401)).toBe(0);
    expect(server.grants()).toEqual(["granted authorization_code", ...Array(expiry).fill("granted refresh_token")]);
  }
});

test("tabs without a lock between them are logged out: the server detects what the lock prevents", async () => {
  await connect();
  const pages = await openTabs("none");
  vi.setSystemTime(Date.now() + 2 * tokenLifetime * 1000);
  server.beforeRefusal = meetingOf(3);
  server.beforeToken = meetingOf(3);
  await callFromAll(pages, 1);
  expect(server.grants()).toContain("grant revoked");
  server.beforeRefusal = server.beforeToken = () => Promise.resolve();
  expect((await callFromAll(pages, 1)).flat()).not.toContain(200);
});

test("a withdrawn grant is told once in each tab", async () => {
  await connect();
  const pages = await openTabs("shared");
  vi.setSystemTime(Date.now() + 2000 * tokenLifetime * 1000);
  expect(await callFromAll(pages, 5)).toEqual(each(5, "unauthorized"));
  expect(await callFromAll(pages, 5)).toEqual(each(5, "unauthorized"));
  expect(await Promise.all(pages.map((page) => page.evaluate(() => tab.times("unauthorized"))))).toEqual([1, 1, 1]);
  expect(server.grants().filter((line) => line.startsWith("refused"))).toHaveLength(3);
});
