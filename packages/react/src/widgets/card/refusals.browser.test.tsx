import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { IntegrationCard, WaybillProvider } from "../../index.ts";
import { createManualClock } from "../../testing/manual-clock.ts";
import type { MemorySource } from "../../testing/memory-source.ts";
import { answering, hubspot, names, refusal, show, syncNow } from "./card.test.fixture.tsx";

test("requirement 44: a refusal is an alert once, where it was pressed, and none when the widget comes back", async () => {
  const { source, answer } = answering();
  const clock = createManualClock(0);
  const cards = (count: number) => (
    <WaybillProvider source={source} clock={clock}>
      {Array.from({ length: count }, (_, i) => (
        <IntegrationCard key={i} target={hubspot} names={names} />
      ))}
    </WaybillProvider>
  );
  const { rerender } = await render(cards(2));
  await userEvent.click(page.getByRole("button", syncNow).first());
  answer(refusal);
  const refused = page.getByText("We could not start the sync. Try again.");
  await expect.poll(() => refused.elements().length).toBe(2);
  expect(page.getByRole("alert").elements()).toHaveLength(1);
  await rerender(cards(0));
  await rerender(cards(1));
  await expect.element(refused).toBeVisible();
  expect(page.getByRole("alert").elements()).toHaveLength(0);
});

test("requirement 44: an alert follows a press of the person, never a failure in the background", async () => {
  const { source, answer } = answering();
  await show(source);
  await expect.element(page.getByRole("button", syncNow)).toBeVisible();
  source.set(hubspot, { lastOutcome: "failed" });
  await expect.element(page.getByText("The last sync failed")).toBeVisible();
  expect(page.getByRole("alert").elements()).toHaveLength(0);

  const retry = page.getByRole("button", { name: "Try again now: HubSpot contacts" });
  await userEvent.click(retry);
  answer(refusal);
  await expect.element(page.getByRole("alert")).toHaveTextContent("We could not start the sync. Try again.");
  expect(document.activeElement).toBe(retry.element());
});

test("a press that an older page cannot carry out says what helps: trying again does not", async () => {
  const { source, answer } = answering();
  await show(source);
  await userEvent.click(page.getByRole("button", syncNow));
  answer({ ...refusal, failure: { ...refusal.failure, code: "storage", retryable: false, action: "reload" } });
  await expect.element(page.getByRole("alert")).toHaveTextContent("Reload the page to see the current status.");
  expect(page.getByText(/Try again/).elements()).toEqual([]);
});

/** Cards of one sync, by their keys, and what the live region said. */
async function cardsOf(source: MemorySource, keys: readonly string[]) {
  const clock = createManualClock(0);
  const said: string[] = [];
  const cards = (shown: readonly string[]) => (
    <WaybillProvider source={source} clock={clock} onAnnounce={(text) => said.push(text)}>
      {shown.map((key) => (
        <IntegrationCard key={key} target={hubspot} names={names} />
      ))}
    </WaybillProvider>
  );
  const { rerender } = await render(cards(keys));
  return { said, show: (shown: readonly string[]) => rerender(cards(shown)) };
}

test("requirement 44: a press beside one of a widget that is gone is told of the refusal that it waits for", async () => {
  const { source, answer } = answering();
  const { said, show: showCards } = await cardsOf(source, ["a", "b"]);
  await userEvent.click(page.getByRole("button", syncNow).first());
  await showCards(["b"]);
  await userEvent.click(page.getByRole("button", { name: "Pause: HubSpot contacts" }));
  answer(refusal);
  await expect.element(page.getByRole("alert")).toHaveTextContent("We could not start the sync. Try again.");
  expect({ said, acted: source.acted.length }).toEqual({ said: [], acted: 1 });
});

test.each([
  ["another shows it", ["a", "b"], ["b"]],
  ["it has come back", ["a"], ["a"]],
])("requirement 44: a refusal whose widget is gone is said by the live region, though %s", async (_, before, later) => {
  const { source, answer } = answering();
  const { said, show: showCards } = await cardsOf(source, before);
  await userEvent.click(page.getByRole("button", syncNow).first());
  await showCards(later.filter((key) => key !== "a"));
  await showCards(later);
  answer(refusal);
  await expect.poll(() => said).toEqual(["We could not start the sync. Try again."]);
  expect(page.getByRole("alert").elements()).toHaveLength(0);
});
