import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmulatorStats, PageRequest } from "@waybill/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createChance } from "../simulation/world/chance.ts";
import { Customer } from "./customer.ts";
import { harborStreams } from "./harbor-streams.ts";
import { keysOnDisk } from "./keys-on-disk.ts";
import { type KillableBrowser, openWithProfile } from "./open-browser.ts";
import { type Demo, startDemo, vendorOf } from "./start-demo.ts";

const isLong = process.env["WAYBILL_LONG"] === "1";
let demo: Demo;
let profile: string;
let browser: KillableBrowser | undefined;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "waybill-profile-"));
  demo = await startDemo("openapi/harbor-crm.yaml", "--records", isLong ? "20000" : "6000");
});

afterEach(async () => {
  await browser?.kill();
  await demo.stop();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

const page = "connections/harbor-crm";

const kills = isLong ? 50 : 10;

/** At how many contacts, told by their line, the browser is killed: points drawn over most of the list, in ascending order. */
function deathsAmong(contacts: number): readonly number[] {
  const chance = createChance(126);
  return Array.from({ length: kills }, () => Math.floor(chance.next() * contacts * 0.8)).toSorted((a, b) => a - b);
}

/** Waits until the line of a stream tells of so many records, also where it is past them before anybody looks. */
async function isAt({ page: shown }: Customer, stream: string, records: number): Promise<void> {
  const told = ({ stream: name, records: wanted }: { stream: string; records: number }): boolean =>
    [...document.querySelectorAll(".stream")].some((line) => {
      const count = /[\d,]+/.exec(line.querySelector(".stream-amount")?.textContent ?? "")?.[0];
      return line.textContent.includes(name) && count !== undefined && Number(count.replaceAll(",", "")) >= wanted;
    });
  await shown.waitForFunction(told, { stream, records }, { polling: "raf" });
}

test(
  "a browser that is killed in the middle of a sync goes on where it was, still connected",
  { timeout: 900_000 },
  async () => {
    // What the vendor had been asked by each death, in order: two moments on a clock can be one.
    const atDeath: EmulatorStats["requests"][] = [];
    const harbor = vendorOf(demo, 0);
    const contacts = (await harbor.recordCounts())["contacts"] ?? 0;
    for (const [nth, death] of deathsAmong(contacts).entries()) {
      browser = await openWithProfile(profile);
      const doomed = new Customer(browser.page);
      await browser.page.goto(demo.pageUrl + page);
      if (nth === 0) await doomed.giveConsent("Connect Harbor CRM");
      await isAt(doomed, "Contacts", death);
      await browser.kill();
      // What a dying browser had sent is answered after its death; what is asked from here on is its successor's.
      await harbor.hasHeard();
      atDeath.push((await harbor.stats()).requests);
    }

    browser = await openWithProfile(profile);
    const after = new Customer(browser.page);
    await browser.page.goto(demo.pageUrl + page);
    await after.shows("synced");

    const { requests, grants } = await harbor.stats();
    const held = await harbor.recordCounts();
    expect(atDeath.at(-1)?.["contacts"]?.length, "pages read before the last death").toBeGreaterThan(1);
    expect(grants["authorization_code"], "consents given").toBe(1);
    const onDisk = await keysOnDisk(after);
    for (const [name, stream] of harborStreams) {
      expect(onDisk[stream], `keys of ${stream} on the disk`).toBe(held[stream]);
      const amount = await after.stream(name).locator(".stream-amount").innerText();
      expect(Number(amount.replaceAll(",", "")), `${name} that the page counts`).toBe(held[stream]);
      const lost = atDeath.flatMap((asked) => asked[stream]?.slice(-2) ?? []).map(({ position }) => position);
      expect(readAgain(requests[stream] ?? [], lost), `pages of ${stream}`).toEqual([]);
      expect((await after.receiptOf(name))["Checked"], name).toBe(held[stream]);
    }
  },
);

/**
 * Positions that were asked for twice, apart from those of the page that was being written when the browser was killed and of the one that was on its way
 * meanwhile: each of them once more.
 */
function readAgain(all: readonly PageRequest[], lost: readonly (string | undefined)[]): readonly unknown[] {
  const positions = all.map(({ position }) => position);
  const twice = positions.filter((position, at) => positions.indexOf(position) !== at);
  const allowed = [...lost];
  return twice.filter((position) => {
    const at = allowed.indexOf(position);
    if (at >= 0) allowed.splice(at, 1);
    return at < 0;
  });
}
