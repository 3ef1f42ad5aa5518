import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PageRequest } from "@waybill/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type KillableBrowser, openWithProfile } from "./open-browser.ts";
import { SettingsPage } from "./settings-page.ts";
import { type Demo, startDemo } from "./start-demo.ts";

let demo: Demo;
let profile: string;
let browser: KillableBrowser | undefined;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "waybill-profile-"));
  demo = await startDemo();
});

afterEach(async () => {
  await browser?.kill();
  await demo.stop();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

test(
  "a browser that is killed in the middle of a sync goes on where it was, still connected",
  { timeout: 240_000 },
  async () => {
    browser = await openWithProfile(profile);
    const before = new SettingsPage(browser.page);
    await browser.page.goto(demo.pageUrl);
    await before.giveConsent("Connect Harbor CRM");
    await before
      .stream("Contacts")
      .getByText(/^[5-9]00 of /)
      .waitFor({ timeout: 60_000 });
    await browser.kill();
    const read = (await demo.stats()).requests;

    browser = await openWithProfile(profile);
    const after = new SettingsPage(browser.page);
    await browser.page.goto(demo.pageUrl);
    await after.shows("synced");

    const { requests, grants } = await demo.stats();
    const held = await demo.recordCounts();
    expect(grants["authorization_code"], "consents given").toBe(1);
    for (const [name, stream] of [
      ["Contacts", "contacts"],
      ["Companies", "companies"],
      ["Deals", "deals"],
      ["Activities", "activities"],
    ] as const) {
      expect(committedAndReadAgain(read[stream], requests[stream]), `pages of ${stream}`).toEqual([]);
      expect((await after.receiptOf(name))["Checked"], name).toBe(held[stream]);
    }
    expect((read["contacts"] ?? []).length, "pages read before the kill").toBeGreaterThan(4);
  },
);

/** Positions that were asked for twice, apart from the one that was on its way when the browser was killed. */
function committedAndReadAgain(
  before: readonly PageRequest[] = [],
  all: readonly PageRequest[] = [],
): readonly unknown[] {
  const positions = all.map(({ position }) => position);
  const onItsWay = before.at(-1)?.position;
  const twice = positions.filter((position, at) => positions.indexOf(position) !== at);
  return before.length > 0
    ? twice.filter((position, at) => position !== onItsWay || twice.indexOf(position) !== at)
    : twice;
}
