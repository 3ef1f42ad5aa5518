import { type Browser, type Page, chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium, patienceMs, surroundings } from "../../../scripts/testing/chromium.ts";
import { type Site, serve } from "./serve.ts";

let browser: Browser;
beforeAll(async () => {
  const executablePath = findChromium(surroundings());
  const args = ["--no-sandbox", "--disable-gpu"];
  browser = await chromium.launch({
    timeout: patienceMs,
    args,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
});
afterAll(() => browser.close());

const widgets = ["badge", "card", "failed-records", "health", "ledger", "notice", "outbox", "progress", "receipt"];
const barWidth = (page: Page) =>
  page.evaluate(() => {
    const bar = document.querySelector("[data-wb=progress] [data-part=bar]");
    const fill = bar?.querySelector("rect");
    return (fill?.getBoundingClientRect().width ?? 0) / (bar?.getBoundingClientRect().width ?? 1);
  });

describe.each(["18.3", "19"] as const)("React %s", (react) => {
  let site: Site;
  beforeAll(async () => {
    site = await serve(react);
  });
  afterAll(() => site.stop());

  test("requirement 75: what the server says is useful without a script, and holds no inline style", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    await page.goto(site.origin);
    const html = await page.content();
    expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=/);
    for (const widget of [...widgets, "timeline"]) expect(html).toContain(`data-wb="${widget}"`);
    const text = await page.innerText("#root");
    for (const said of ["2,400 of 3,412", "3 of 1,204 records did not sync", "12 May 2026, 13:55:00 UTC"]) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/Checking status|Loading/);
    await context.close();
  });

  test("what a server component left to be loaded stands in the slots of a card", async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(patienceMs);
    await page.goto(site.origin);
    await page.waitForFunction("globalThis.source?.subscribers() > 0");
    const card = page.locator("[data-wb=card]").first();
    expect(await card.locator("[data-part=content]").innerText()).toBe("Contacts and companies, every hour.");
    expect(await card.locator("[data-part=actions] a").last().innerText()).toBe("Details");
    await page.close();
  });

  test("requirement 71: under a strict policy the bar has its width before and after the script, and nothing is refused", async () => {
    // Far from where the server is: what it said must be what the first paint says here.
    const page = await browser.newPage({ timezoneId: "Asia/Tokyo", locale: "ar-EG" });
    page.setDefaultTimeout(patienceMs);
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    await page.goto(site.origin);
    await page.waitForFunction("globalThis.source?.subscribers() > 0");
    expect(await page.evaluate("document.querySelectorAll('[style]').length")).toBe(0);
    expect(await barWidth(page)).toBeCloseTo(2400 / 3412, 1);
    await page.evaluate(
      `source.set({ connection: "hubspot" }, { progress: { run: "run-1", done: 3412, total: 3412, totalIsEstimate: false, movedAt: 0 } })`,
    );
    await expect.poll(() => barWidth(page)).toBeCloseTo(1, 1);
    // Hydration errors and refusals of the policy are both told on the console.
    expect(said.filter((text) => !text.includes("React DevTools"))).toEqual([]);
    await page.close();
  });
});
