import type { PageRequest } from "@waybill/emulator";
import { pullDefaults } from "@waybill/sync";
import type { Browser, BrowserContext } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Customer } from "./customer.ts";
import { harborStreams } from "./harbor-streams.ts";
import { keysOnDisk } from "./keys-on-disk.ts";
import { launchChromium } from "./open-browser.ts";
import { type Demo, type DemoVendor, startDemo, vendorOf } from "./start-demo.ts";

let demo: Demo;
let harbor: DemoVendor;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo("openapi/harbor-crm.yaml", "--records", "2000"), launchChromium()]);
  harbor = vendorOf(demo, 0);
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

const positionsOf = (asked: readonly PageRequest[] = []) => asked.map(({ position }) => position);

/** Lets a tab be of a version of the product whose databases have a form behind those of the present one. */
async function renew({ page }: Customer): Promise<void> {
  await page.addInitScript(() => {
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (name, version) => (version === undefined ? open(name) : open(name, version + 1));
  });
}

const visit = ({ page }: Customer) => page.goto(new URL("/connections/harbor-crm", demo.pageUrl).href);

/** Waits until the tab says that it knows nothing new, and what helps. */
async function saysReload(customer: Customer): Promise<void> {
  await customer.card().getByText("A newer version was opened in this browser").waitFor();
  await customer
    .card()
    .getByRole("button", { name: /^Reload page/ })
    .waitFor();
}

test("a newer version of the page takes the database in the middle of a sync: the older tab says that it must be reloaded, and the new one goes on where that was", async () => {
  const older = new Customer(await context.newPage());
  const newer = new Customer(await context.newPage());
  const errors: string[] = [];
  older.page.on("pageerror", ({ message }) => errors.push(message));
  await harbor.begin("slow", { ms: 300 });
  await visit(older);
  await older.giveConsent("Connect Harbor CRM");
  await older.shows("syncing");
  // Some of it is stored.
  await older.stream("Contacts").locator(".stream-amount", { hasText: /[1-9]/ }).waitFor();

  await renew(newer);
  await visit(newer);
  await saysReload(older);
  expect(await older.violations()).toEqual([]);
  await harbor.endFaults();
  await newer.shows("synced");
  await saysReload(older);

  const { requests, grants } = await harbor.stats();
  expect(grants["authorization_code"], "consents given").toBe(1);
  const held = await harbor.recordCounts();
  const onDisk = await keysOnDisk(newer);
  for (const [name, stream] of harborStreams) {
    expect(onDisk[stream], `keys of ${stream} on the disk`).toBe(held[stream]);
    expect((await newer.receiptOf(name))["Checked"], name).toBe(held[stream]);
    const twice = positionsOf(requests[stream]).filter((position, at, all) => all.indexOf(position) !== at);
    // Once more what the older tab was writing, and what was on its way to it.
    expect(new Set(twice).size, `pages of ${stream}, each asked for twice at most`).toBe(twice.length);
    expect(twice.length, `pages of ${stream} that were read again`).toBeLessThanOrEqual(
      1 + pullDefaults.pagesPerCommit,
    );
  }

  await renew(older);
  await older
    .card()
    .getByRole("button", { name: /^Reload page/ })
    .click();
  await older.shows("synced");
  expect(errors).toEqual([]);
});
