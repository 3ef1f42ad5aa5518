import type { Browser, BrowserContext } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Customer } from "./customer.ts";
import { launchChromium } from "./open-browser.ts";
import { type Demo, startDemo, vendorOf } from "./start-demo.ts";

let demo: Demo;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  const harbor = ["openapi/harbor-crm.yaml", "--records", "600", "--latency", "10"];
  [demo, browser] = await Promise.all([startDemo(...harbor), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

beforeEach(async () => {
  context = await browser.newContext({ locale: "en-US" });
});

afterEach(async () => {
  await context.close();
});

/** Two tabs on the page of one connection, which the customer has connected. */
async function twoTabs(): Promise<readonly [Customer, Customer]> {
  const first = await openTab();
  await first.giveConsent("Connect Harbor CRM");
  await first.shows("synced");
  const other = await openTab();
  await other.shows("synced");
  return [first, other];
}

async function openTab(): Promise<Customer> {
  const customer = new Customer(await context.newPage());
  await customer.page.goto(new URL("/connections/harbor-crm", demo.pageUrl).href);
  return customer;
}

test("a tab goes on with what another one was closed over", async () => {
  const harbor = vendorOf(demo, 0);
  const [first, other] = await twoTabs();
  await harbor.begin("slow", { ms: 1000 });
  await first.choose(/^Start over/);
  await other.shows("syncing");
  await first.page.close();
  await harbor.endFaults();
  await other.shows("synced");
  expect((await other.receiptOf("Contacts"))["Checked"]).toBe((await harbor.recordCounts())["contacts"]);
});

test("what is connected in one tab, or disconnected, is so in the other", async () => {
  const [first, other] = await twoTabs();
  await first.choose(/^Disconnect/);
  await first.shows("not_connected");
  await other.shows("not_connected");
  await first.giveConsent("Connect Harbor CRM");
  await other.shows("synced");
  expect(await other.receiptOf("Deals")).toEqual(await first.receiptOf("Deals"));
});
