import axe, { type AxeResults } from "axe-core";
import type { Locator, Page } from "playwright";

const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** The demo's page as a customer uses it. Every wait ends with what it waits for, never with time. */
export class SettingsPage {
  readonly page: Page;
  readonly card: Locator;

  constructor(page: Page) {
    this.page = page;
    this.card = page.locator('[data-wb="card"]');
  }

  /** Resolves once the connection's card shows this status. */
  async shows(status: string): Promise<void> {
    await this.page.locator(`[data-wb="card"][data-status="${status}"]`).waitFor({ timeout: 90_000 });
  }

  /** Through the vendor's consent page and back. */
  async giveConsent(button: "Connect Harbor CRM" | "Reconnect Harbor CRM"): Promise<void> {
    await this.page.getByRole("button", { name: button }).first().click();
    await this.page.getByRole("button", { name: "Allow access" }).click();
    await this.stream("Contacts").waitFor();
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
    const run = `axe.run(${JSON.stringify({ runOnly: rules })})`;
    const { violations } = await this.page.evaluate<AxeResults>(run);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  }

  /** Presses a switch of the panel and waits until the vendor has taken it in. */
  async turn(fault: string, to: "on" | "off"): Promise<void> {
    const answered = this.page.waitForResponse((response) => response.url().includes("/__emulator/faults/"));
    await this.page.getByRole("switch", { name: fault }).click();
    await answered;
    await this.page.getByRole("switch", { name: fault, checked: to === "on" }).waitFor();
  }
}
