import type { Browser, BrowserContext } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "./open-browser.ts";
import { SettingsPage } from "./settings-page.ts";
import { type Demo, startDemo } from "./start-demo.ts";

let demo: Demo;
let browser: Browser;
let context: BrowserContext;
let customer: SettingsPage;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

beforeEach(async () => {
  await demo.endFaults();
  context = await browser.newContext({ locale: "en-US" });
  customer = new SettingsPage(await context.newPage());
});

afterEach(async () => {
  await context.close();
});

test("a customer connects, watches the sync, and holds receipts that add up", { timeout: 180_000 }, async () => {
  await customer.page.goto(demo.pageUrl);
  await customer.shows("not_connected");
  expect(await customer.violations(), "before connecting").toEqual([]);
  await customer.giveConsent("Connect Harbor CRM");
  await customer.shows("syncing");
  expect(await customer.violations(), "while syncing").toEqual([]);
  await customer.shows("synced");

  const held = await demo.recordCounts();
  for (const [name, stream] of [
    ["Contacts", "contacts"],
    ["Companies", "companies"],
    ["Deals", "deals"],
    ["Activities", "activities"],
  ] as const) {
    const receipt = await customer.receiptOf(name);
    const { Added = 0, Updated = 0, Removed = 0, Unchanged = 0 } = receipt;
    expect(receipt["Checked"], name).toBe(held[stream]);
    expect(receipt["Checked"], name).toBe(Added + Updated + Removed + Unchanged + (receipt["Not synced"] ?? 0));
  }
  expect(await customer.violations(), "with every receipt open").toEqual([]);

  const table = customer.page.getByRole("table", { name: "Contacts" });
  expect(await table.locator("tbody tr").count()).toBe(10);
  const first = await table.locator("tbody th").allInnerTexts();
  const total = (held["contacts"] ?? 0).toLocaleString("en-US");
  await customer.page.getByText(`1–10 of ${total}`).waitFor();
  await customer.page.getByRole("button", { name: "Next" }).click();
  await customer.page.getByText(`11–20 of ${total}`).waitFor();
  const second = await table.locator("tbody th").allInnerTexts();
  expect(second).not.toEqual(first);
});

test("withdrawn access is said, and reconnecting brings the sync back", { timeout: 180_000 }, async () => {
  await customer.page.goto(demo.pageUrl);
  await customer.giveConsent("Connect Harbor CRM");
  await customer.shows("syncing");
  await customer.turn("Revoked access", "on");
  await customer.shows("reconnect");
  expect(await customer.card.innerText()).toContain("Reconnect Harbor CRM to keep syncing");

  await customer.giveConsent("Reconnect Harbor CRM");
  await customer.shows("synced");
  const held = await demo.recordCounts();
  const receipt = await customer.receiptOf("Contacts");
  expect(receipt["Checked"]).toBe(held["contacts"]);
  await customer.page.getByRole("switch", { name: "Revoked access", checked: false }).waitFor();
});

test("a rate limit is waited out, and the customer is told until when", { timeout: 180_000 }, async () => {
  await customer.page.goto(demo.pageUrl);
  await customer.giveConsent("Connect Harbor CRM");
  await customer.shows("syncing");
  await customer.turn("Rate limit", "on");
  await customer.page.getByText("Harbor CRM asked us to slow down").waitFor();
  await customer.page.getByText(/Continues at \d/).waitFor();
  await customer.shows("syncing");
  await customer.turn("Rate limit", "off");
  await customer.shows("synced");
  expect((await customer.receiptOf("Contacts"))["Checked"]).toBe((await demo.recordCounts())["contacts"]);
});

test(
  "records that arrive broken are said, and arrive whole once the vendor is mended",
  { timeout: 180_000 },
  async () => {
    await customer.page.goto(demo.pageUrl);
    await customer.turn("Broken records", "on");
    await customer.giveConsent("Connect Harbor CRM");
    await customer.shows("partial");
    expect((await customer.receiptOf("Contacts"))["Not synced"]).toBeGreaterThan(0);
    await customer.turn("Broken records", "off");
    await customer.card.getByRole("button", { name: /^Try again/ }).click();
    await customer.shows("synced");
    const held = (await demo.recordCounts())["contacts"] ?? 0;
    await customer.page.getByText(`1–10 of ${held.toLocaleString("en-US")}`).waitFor();
  },
);

test("without IndexedDB everything works, and the page says that nothing is kept", { timeout: 180_000 }, async () => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined });
  });
  await customer.page.goto(demo.pageUrl);
  await customer.page.getByText("Nothing is kept in this browser").waitFor();
  await customer.giveConsent("Connect Harbor CRM");
  await customer.page.getByText("Nothing is kept in this browser").waitFor();
  await customer.shows("synced");
  expect((await customer.receiptOf("Deals"))["Checked"]).toBe((await demo.recordCounts())["deals"]);
  await customer.page.reload();
  await customer.shows("not_connected");
});
