import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Customer } from "./customer.ts";
import { launchChromium, refuseStorage } from "./open-browser.ts";
import { type Demo, type DemoVendor, startDemo, vendorOf } from "./start-demo.ts";

let demo: Demo;
let harbor: DemoVendor;
let tally: DemoVendor;
let browser: Browser;
let context: BrowserContext;
let customer: Customer;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo("--records", "600", "--latency", "10"), launchChromium()]);
  harbor = vendorOf(demo, 0);
  tally = vendorOf(demo, 1);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

beforeEach(async () => {
  await Promise.all(demo.vendors.map((vendor) => vendor.endFaults()));
  context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 900 } });
  customer = new Customer(await context.newPage());
});

afterEach(async () => {
  await context.close();
});

const open = (path: string) => customer.page.goto(new URL(path, demo.pageUrl).href);
/** Tally has no consent page: one press connects it. */
async function connectTally(): Promise<void> {
  await customer.card("tally-billing").getByRole("button").first().click();
  await customer.shows("synced", "tally-billing");
}

const harborPage = "/connections/harbor-crm";

test("a customer connects, watches the sync, and holds receipts that add up", async () => {
  await harbor.begin("slow", { ms: 1000 });
  await open(harborPage);
  await customer.shows("not_connected");
  expect(await customer.violations(), "before connecting").toEqual([]);
  await customer.giveConsent("Connect Harbor CRM");
  await customer.shows("syncing");
  expect(await customer.violations(), "while syncing").toEqual([]);
  await harbor.endFaults();
  await customer.shows("synced");

  const held = await harbor.recordCounts();
  let all = 0;
  for (const [name, stream] of [
    ["Contacts", "contacts"],
    ["Companies", "companies"],
    ["Deals", "deals"],
    ["Activities", "activities"],
  ] as const) {
    all += held[stream] ?? 0;
    const receipt = await customer.receiptOf(name);
    const { Added = 0, Updated = 0, Removed = 0, Unchanged = 0 } = receipt;
    expect(receipt["Checked"], name).toBe(held[stream]);
    expect(receipt["Checked"], name).toBe(Added + Updated + Removed + Unchanged + (receipt["Not synced"] ?? 0));
  }
  await customer.page.getByRole("button", { name: "Compare now" }).click();
  await customer.page.getByText(`All ${all} records match.`).waitFor();
  expect(await customer.violations(), "with every receipt open").toEqual([]);
});

test("all vendors are on one page, and what each is doing is said in one line", async () => {
  await open("/");
  await customer.page.getByText("Nothing is connected yet.").waitFor();
  await connectTally();
  await customer.page.getByRole("button", { name: /^Connect Fieldnote Tickets/ }).click();
  await customer.shows("synced", "fieldnote-tickets");
  await customer.giveConsent("Connect Harbor CRM");
  await customer.shows("synced", "harbor-crm");
  await customer.page.locator('.page-head [data-wb="badge"]', { hasText: "Up to date" }).waitFor();
  await harbor.begin("revoked");
  await customer
    .card("harbor-crm")
    .getByRole("button", { name: /^Sync now/ })
    .click();
  await customer.shows("reconnect", "harbor-crm");
  const summary = customer.page.locator('.page-head [data-status="reconnect"]');
  await summary.waitFor();
  expect(await summary.innerText()).toContain("1 of 3");
});

test("every page has an address that survives back, forward and reload, and focus goes along", async () => {
  await open("/");
  await connectTally();
  const { page } = customer;
  await page.reload();
  await customer.shows("synced", "tally-billing");
  await page.keyboard.press("Tab");
  expect(await customer.focused()).toBe("Skip to content");
  await page.getByRole("link", { name: "Details of Tally Billing" }).press("Enter");
  await customer.at("Tally Billing");
  expect(await customer.focused()).toBe("Tally Billing");
  await customer.stream("Customers").locator(".stream-line").click();
  await page.getByRole("link", { name: "View customers" }).click();
  await customer.at("Records");
  const total = ((await tally.recordCounts())["customers"] ?? 0).toLocaleString("en-US");
  await page.getByText(`1–25 of ${total}`).waitFor();
  const rows = page.getByRole("table", { name: "Customers" }).getByRole("rowheader");
  const first = await rows.allInnerTexts();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText(`26–50 of ${total}`).waitFor();
  expect(await customer.focused()).toBe("Next");
  await page.reload();
  await page.getByText(`26–50 of ${total}`).waitFor();
  expect(await rows.allInnerTexts()).not.toEqual(first);
  await page.goBack();
  await page.getByText(`1–25 of ${total}`).waitFor();
  await rows.getByText(first[0] ?? "", { exact: true }).waitFor();

  await rows.first().getByRole("link").click();
  await customer.at(first[0] ?? "");
  const key = await page.locator(".facts code").innerText();
  await page.goBack();
  await page.getByRole("searchbox", { name: "Key of a record" }).fill(key);
  await page.keyboard.press("Enter");
  await page
    .locator(".facts")
    .getByText(first[0] ?? "")
    .waitFor();
  expect(new URL(page.url()).searchParams.get("record")).toBe(key);
  await page.getByRole("link", { name: "Where this record came from" }).click();
  await page.getByText("It is stored.").waitFor();
  await page.goBack();
  await customer.at(first[0] ?? "");
  await open("/connections/tally-billing/records/customers?record=no%20such%2Fkey");
  await page.getByText("No record has the key no such/key.").waitFor();
  for (const nowhere of ["/connections/nowhere", "/connections/tally-billing/records/nowhere"]) {
    await open(nowhere);
    await customer.at("Page not found");
  }
});

test("the operator has runs and records explained, checks the receipts, and takes everything along", async () => {
  await tally.begin("changed_schema");
  await open("/connections/tally-billing");
  await connectTally();
  const { page } = customer;
  await page.getByRole("link", { name: "Operator" }).click();
  await page.getByRole("link", { name: /^Tally Billing/ }).click();
  await page.getByText("the document promises").first().waitFor();
  await page.getByRole("link", { name: "customers: full complete" }).click();
  await page.getByText("Read everything (full).").waitFor();
  await page.getByRole("button", { name: "Verify: receipts of customers" }).click();
  await page.getByText("1 hold").waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "JSON: records of customers" }).click();
  const file: unknown = JSON.parse(await readFile(await (await saved).path(), "utf8"));
  expect(file).toHaveLength((await tally.recordCounts())["customers"] ?? 0);
  await page.getByText("No run is open.").waitFor();
  await page.getByRole("textbox", { name: "Key of the record" }).fill("no such key");
  await page.getByRole("button", { name: "Explain" }).click();
  await page.getByText("It was never stored here by this key").waitFor();
  expect(await customer.violations()).toEqual([]);
});

test("withdrawn access is said, and reconnecting brings the sync back", async () => {
  await harbor.begin("slow", { ms: 1000 });
  await open(harborPage);
  await customer.giveConsent("Connect Harbor CRM");
  await customer.shows("syncing");
  await customer.turn("Revoked access", "on");
  await harbor.begin("slow", { ms: 0 });
  await customer.shows("reconnect");
  expect(await customer.card().innerText()).toContain("Reconnect Harbor CRM to keep syncing");

  await customer.giveConsent("Reconnect Harbor CRM");
  await customer.shows("synced");
  const held = await harbor.recordCounts();
  expect((await customer.receiptOf("Contacts"))["Checked"]).toBe(held["contacts"]);
  await customer.page.getByRole("switch", { name: "Revoked access", checked: false }).waitFor();
});

test("a receipt prints black on white, without the page around it", async () => {
  await open("/connections/tally-billing");
  await connectTally();
  const { page } = customer;
  await page.getByRole("link", { name: "Receipt: Payments" }).click();
  await page.locator('[data-wb="receipt"] [data-part="counts"]').waitFor();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const shown = await page.locator("body *:visible").allInnerTexts();
  expect(shown.filter((text) => /Operator|Not part of the product/.test(text))).toEqual([]);
  expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe("rgb(28, 27, 25)");
});

test("a rate limit is waited out, and the customer is told until when", async () => {
  await tally.begin("rate_limit", { retryAfterMs: 4000 });
  await open("/connections/tally-billing");
  await customer.card().getByRole("button").first().click();
  await customer.page.getByText("Tally Billing asked us to slow down").waitFor();
  await customer.page.getByText(/Continues at \d/).waitFor();
  await customer.shows("syncing");
  await tally.endFaults();
  await customer.shows("synced");
  expect((await customer.receiptOf("Customers"))["Checked"]).toBe((await tally.recordCounts())["customers"]);
});

test("records that arrive broken are said, and arrive whole once the vendor is mended", async () => {
  await open(harborPage);
  await customer.turn("Broken records", "on");
  await customer.giveConsent("Connect Harbor CRM");
  await customer.shows("partial");
  expect((await customer.receiptOf("Contacts"))["Not synced"]).toBeGreaterThan(0);
  const { page } = customer;
  const kept = page.locator('[data-wb="failed-records"] [data-part="row"]').first();
  await kept.getByRole("button", { name: /^Ignore/ }).click();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await kept.getByRole("button", { name: /^Ignore/ }).waitFor();
  await customer.turn("Broken records", "off");
  await customer
    .card()
    .getByRole("button", { name: /^Try again/ })
    .click();
  await customer.shows("synced");
  await page.getByText("Nothing to fix. Records that do not sync appear here.").waitFor();
});

test("who starts over reads everything again, and who disconnects leaves nothing behind", async () => {
  await open(harborPage);
  await customer.giveConsent("Connect Harbor CRM");
  await customer.shows("synced");
  const { page } = customer;
  await customer.choose(/^Start over/);
  // Until it is done the button says that it works, and the card what was before.
  await page.getByLabel("More for Harbor CRM").filter({ hasText: "More" }).waitFor();
  await customer.shows("synced");
  expect(await customer.focused()).toBe("More for Harbor CRM");
  expect((await customer.receiptOf("Contacts"))["Added"]).toBe((await harbor.recordCounts())["contacts"]);
  await customer.choose(/^Disconnect/);
  await customer.shows("not_connected");
  await expect.poll(() => customer.focused()).toBe("Harbor CRM");
  await page.reload();
  await customer.shows("not_connected");
});

test("in German, in the dark and 320 pixels wide every page fits and is accessible", async () => {
  await context.close();
  context = await browser.newContext({ locale: "de-DE", colorScheme: "dark", viewport: { width: 320, height: 720 } });
  customer = new Customer(await context.newPage());
  const { page } = customer;
  await open("/");
  await page.getByRole("button", { name: "Tally Billing verbinden" }).waitFor();
  await connectTally();
  for (const [path, content] of [
    ["/", "[data-wb=card][data-status=synced]"],
    ["/connections/tally-billing", "[data-wb=timeline] [data-part=item]"],
    ["/connections/tally-billing/records", "tbody tr"],
    ["/operator/tally-billing", ".runs li"],
  ] as const) {
    await open(path);
    await customer.reads(content);
    expect(await customer.overflow(), path).toBe(0);
    expect(await customer.violations(), path).toEqual([]);
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    expect(await customer.overflow(), `${path} with twice as large text`).toBe(0);
    const names = await page.locator(".stream-name").all();
    const cut = names.map((name) => name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
    expect(await Promise.all(cut), "names of streams that are cut off").toEqual(names.map(() => 0));
  }
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  await open("/connections/tally-billing/records");
  await page.getByRole("radio", { name: "Kunden", checked: true }).waitFor();
  await page.getByRole("rowheader").first().getByRole("link").click();
  const value = await page.locator(".facts dd").first().boundingBox();
  expect(value?.width, "room for a value").toBeGreaterThan(120);
});

test("where storage is refused everything works, and the page says that nothing is kept", async () => {
  await refuseStorage(context);
  const errors: string[] = [];
  customer.page.on("pageerror", ({ message }) => errors.push(message));
  await open(harborPage);
  await customer.page.getByText("Nothing is kept in this browser").waitFor();
  await customer.giveConsent("Connect Harbor CRM");
  await customer.page.getByText("Nothing is kept in this browser").waitFor();
  await customer.shows("synced");
  expect((await customer.receiptOf("Deals"))["Checked"]).toBe((await harbor.recordCounts())["deals"]);
  await customer.page.reload();
  await customer.shows("not_connected");
  expect(errors).toEqual([]);
});
