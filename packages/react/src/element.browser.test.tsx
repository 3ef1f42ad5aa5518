import { expect, test } from "vitest";
import { defineWaybillStatus } from "./element.tsx";
import { de } from "./messages/de.ts";
import { exampleSnapshot } from "./testing/example-snapshot.ts";
import { createMemorySource } from "./testing/memory-source.ts";

const hubspot = { connection: "hubspot" };
const complete = exampleSnapshot(hubspot, { lastOutcome: "complete" });

function place(attributes: Readonly<Record<string, string>> = {}) {
  const element = document.createElement("waybill-status");
  element.setAttribute("connection", "hubspot");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  const find = (selector: string) => element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  return { element, find, text: () => find("[data-wb]")?.textContent ?? "" };
}

test("what is set before the element is defined counts, and defining it twice does nothing", async () => {
  const early = document.createElement("waybill-status");
  early.setAttribute("connection", "hubspot");
  early.source = createMemorySource({ snapshots: [complete] });
  document.body.append(early);
  defineWaybillStatus();
  defineWaybillStatus();
  await expect.poll(() => early.shadowRoot?.textContent).toContain("Up to date");
  expect(Object.keys(early)).toEqual([]);
  early.remove();
});

test("it is loading until it has a source, and then follows it", async () => {
  const { element, find } = place();
  await expect.poll(() => find("[data-status=loading]")).not.toBeNull();
  const source = createMemorySource({ snapshots: [complete] });
  element.source = source;
  await expect.poll(() => find("[data-status=synced]")).not.toBeNull();
  source.set(hubspot, { lastOutcome: "failed" });
  await expect.poll(() => find("[data-status=failed]")).not.toBeNull();
  element.remove();
});

test("attributes and properties choose the view, the words and the target", async () => {
  const { element, find, text } = place({ view: "badge", locale: "de", theme: "dark" });
  const contacts = exampleSnapshot({ ...hubspot, stream: "contacts" }, { phase: "running" });
  element.source = createMemorySource({ snapshots: [complete, contacts] });
  element.messages = de;
  await expect.poll(text).toContain("Aktuell");
  expect(find("[data-wb=badge]")?.lang).toBe("de");
  expect(find("[data-wb=badge]")?.dataset["theme"]).toBe("dark");
  element.setAttribute("stream", "contacts");
  await expect.poll(text).toContain("Wird synchronisiert");
  element.removeAttribute("view");
  await expect.poll(() => find("[data-wb=card]")).not.toBeNull();
  element.remove();
});

/** A click at that time of the page. */
function press(button: HTMLElement | null, timeStamp: number): void {
  const click = new MouseEvent("click", { bubbles: true, composed: true, cancelable: true });
  button?.dispatchEvent(Object.defineProperty(click, "timeStamp", { value: timeStamp }));
}

test("requirement 24: a press is told once, also of a double click; what the page prevents, the source does not hear of", async () => {
  const source = createMemorySource({ snapshots: [complete] });
  const { element, find } = place();
  element.source = source;
  const told: unknown[] = [];
  element.addEventListener("waybill-action", (event) => {
    if (!(event instanceof CustomEvent)) return;
    told.push(event.detail);
    if (told.length === 1) event.preventDefault();
  });
  await expect.poll(() => find("[data-action=sync]")).not.toBeNull();
  press(find("[data-action=sync]"), 1_000);
  press(find("[data-action=sync]"), 1_499);
  expect(told).toEqual([{ kind: "sync", target: { connection: "hubspot", stream: undefined } }]);
  expect(source.acted).toEqual([]);
  press(find("[data-action=sync]"), 1_500);
  await expect.poll(() => source.acted.length).toBe(1);
  element.remove();
});

test("requirement 72: its looks and its live region are in its own shadow root, and the page's variables reach them", async () => {
  const { element, find } = place({ view: "badge", theme: "light" });
  element.style.setProperty("--wb-success", "rgb(1, 2, 3)");
  element.source = createMemorySource({ snapshots: [complete] });
  await expect.poll(() => find("[data-part=icon]")).not.toBeNull();
  expect(getComputedStyle(find("[data-part=icon]") ?? element).color).toBe("rgb(1, 2, 3)");
  expect(element.shadowRoot?.querySelectorAll("[data-wb=announcer]")).toHaveLength(1);
  expect(document.querySelectorAll("[data-wb=announcer]")).toHaveLength(0);
  element.remove();
});

test("an element that is moved keeps its session, and one that is taken away ends it", async () => {
  const source = createMemorySource({ snapshots: [complete] });
  const { element, find } = place();
  element.source = source;
  await expect.poll(() => find("[data-status=synced]")).not.toBeNull();
  const { asked } = source;
  const before = asked.snapshot;
  const card = find("[data-wb=card]");
  document.body.appendChild(document.createElement("section")).append(element);
  await Promise.resolve();
  expect(find("[data-wb=card]")).toBe(card);
  expect(source.subscribers()).toBe(1);
  expect(asked.snapshot).toBe(before);
  element.remove();
  await expect.poll(() => source.subscribers()).toBe(0);
  expect(element.shadowRoot?.textContent).toBe("");
  document.body.append(element);
  await expect.poll(() => find("[data-status=synced]")).not.toBeNull();
  element.remove();
});

test("what the widgets say aloud and survive is told", async () => {
  const source = createMemorySource({ snapshots: [exampleSnapshot(hubspot)] });
  const { element, find } = place();
  const told: string[] = [];
  element.addEventListener("waybill-error", (event) => {
    if (event instanceof CustomEvent) told.push(String(event.detail));
    event.preventDefault();
  });
  element.source = source;
  await expect.poll(() => find("[data-status=pending]")).not.toBeNull();
  source.set(hubspot, JSON.parse('{ "phase": "levitating" }'));
  await expect.poll(() => told.join()).toContain("levitating");
  element.remove();
});
