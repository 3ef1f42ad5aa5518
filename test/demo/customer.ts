import axe, { type AxeResults } from "axe-core";
import type { Locator, Page } from "playwright";
import { patienceMs } from "../../scripts/testing/chromium.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The demo as its customer uses it. Every wait ends with what it waits for, never with time. */
export class Customer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(patienceMs);
  }

  /** The card of a connection. Default: the page's only one. */
  card(id?: string): Locator {
    return this.page.locator(`[data-wb="card"]${id === undefined ? "" : `[data-connection="${id}"]`}`);
  }

  /** Resolves once a connection's card shows this status. */
  async shows(status: string, id?: string): Promise<void> {
    await this.card(id)
      .and(this.page.locator(`[data-status="${status}"]`))
      .waitFor();
  }

  /** Through the vendor's consent page and back to the page that was left. */
  async giveConsent(button: "Connect Harbor CRM" | "Reconnect Harbor CRM"): Promise<void> {
    const left = this.page.url();
    await this.page.getByRole("button", { name: button }).first().click();
    await this.page.getByRole("button", { name: "Allow access" }).click();
    await this.page.waitForURL(left);
  }

  /** Waits until a page with this heading is shown. */
  async at(heading: string): Promise<void> {
    await this.page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
  }

  /** The accessible name of what has focus, or its text. */
  focused(): Promise<string> {
    return this.page.evaluate<string>("document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? ''");
  }

  /** Does what a customer rarely does to Harbor CRM. */
  async choose(action: RegExp): Promise<void> {
    await this.page.getByLabel("More for Harbor CRM").click();
    await this.page.getByRole("button", { name: action }).click();
  }

  /** Waits until this is there, and no widget reads any more. */
  async reads(content: string): Promise<void> {
    await this.page.locator(content).first().waitFor();
    await this.page.locator("[data-status=loading], [data-state=loading]").first().waitFor({ state: "detached" });
  }

  stream(name: string): Locator {
    return this.page.locator(".stream", { has: this.page.locator(".stream-name", { hasText: name }) });
  }

  /** The numbers of a stream's last receipt, by what they are called. */
  async receiptOf(name: string): Promise<Readonly<Record<string, number>>> {
    const stream = this.stream(name);
    const line = stream.locator(".stream-line");
    if ((await line.getAttribute("aria-expanded")) !== "true") await line.click();
    // At one moment: between two looks another receipt can take its place.
    return stream.locator('[data-part="counts"]').evaluate((counts) => {
      const texts = (tag: string) => [...counts.querySelectorAll(tag)].map(({ textContent }) => textContent);
      const values = texts("dd");
      return Object.fromEntries(texts("dt").map((term, at) => [term, Number(values[at]?.replaceAll(",", ""))]));
    });
  }

  /** Names of the accessibility rules that the page breaks as it is now. It is judged by its colours, not by those that it passes through on their way. */
  async violations(): Promise<readonly string[]> {
    await this.page.evaluate(axe.source);
    // As text: a function would be compiled for this process, where axe is an import.
    const run = `for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
      axe.run(${JSON.stringify({ runOnly: rules, rules: { "target-size": { enabled: true } } })})`;
    const { violations } = await this.page.evaluate<AxeResults>(run);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  }

  /** How far the page is wider than its window once it is in its own letters, CSS pixels. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>(
      "document.fonts.ready.then(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)",
    );
  }

  /** Presses a switch of the panel and waits until the vendor has taken it in. */
  async turn(fault: string, to: "on" | "off"): Promise<void> {
    // A preflight is answered before the vendor hears of anything.
    const answered = this.page.waitForResponse(
      (response) => response.url().includes("/__emulator/faults/") && response.request().method() !== "OPTIONS",
    );
    await this.page.getByRole("switch", { name: fault }).click();
    await answered;
    await this.page.getByRole("switch", { name: fault, checked: to === "on" }).waitFor();
  }
}
