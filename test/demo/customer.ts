import axe, { type AxeResults } from "axe-core";
import type { Locator, Page } from "playwright";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The demo as its customer uses it. Every wait ends with what it waits for, never with time. */
export class Customer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The card of a connection. Default: the page's only one. */
  card(id?: string): Locator {
    return this.page.locator(`[data-wb="card"]${id === undefined ? "" : `[data-connection="${id}"]`}`);
  }

  /** Resolves once a connection's card shows this status. */
  async shows(status: string, id?: string): Promise<void> {
    await this.card(id)
      .and(this.page.locator(`[data-status="${status}"]`))
      .waitFor({ timeout: 90_000 });
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

  stream(name: string): Locator {
    return this.page.locator(".stream", { has: this.page.locator(".stream-name", { hasText: name }) });
  }

  /** The numbers of a stream's last receipt, by what they are called. */
  async receiptOf(name: string): Promise<Readonly<Record<string, number>>> {
    const stream = this.stream(name);
    const line = stream.locator(".stream-line");
    if ((await line.getAttribute("aria-expanded")) !== "true") await line.click();
    const counts = stream.locator('[data-part="counts"]');
    await counts.waitFor();
    const terms = await counts.locator("dt").allInnerTexts();
    const values = await counts.locator("dd").allInnerTexts();
    return Object.fromEntries(terms.map((term, at) => [term, Number((values[at] ?? "").replaceAll(",", ""))]));
  }

  /** Names of the accessibility rules that the page breaks as it is now. */
  async violations(): Promise<readonly string[]> {
    await this.page.evaluate(axe.source);
    // As text: a function would be compiled for this process, where axe is an import.
    const run = `axe.run(${JSON.stringify({ runOnly: rules, rules: { "target-size": { enabled: true } } })})`;
    const { violations } = await this.page.evaluate<AxeResults>(run);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  }

  /** How far the page is wider than its window, CSS pixels. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** Presses a switch of the panel and waits until the vendor has taken it in. */
  async turn(fault: string, to: "on" | "off"): Promise<void> {
    const answered = this.page.waitForResponse((response) => response.url().includes("/__emulator/faults/"));
    await this.page.getByRole("switch", { name: fault }).click();
    await answered;
    await this.page.getByRole("switch", { name: fault, checked: to === "on" }).waitFor();
  }
}
