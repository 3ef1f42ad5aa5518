import type { ActionOutcome, StatusTarget } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { IntegrationCard, WaybillProvider } from "../../index.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";
import { createManualClock } from "../../testing/manual-clock.ts";
import { type MemorySource, createMemorySource } from "../../testing/memory-source.ts";

const hubspot: StatusTarget = { connection: "hubspot" };
const names = { service: "HubSpot", name: "HubSpot contacts" };
const syncNow = { name: "Sync now: HubSpot contacts" };

/** A source that refuses an action when a test wants it to. */
function refusing() {
  const refusals: (() => void)[] = [];
  const source = createMemorySource({
    snapshots: [exampleSnapshot(hubspot, { lastOutcome: "complete", lastCompleteAt: 0 })],
    onAct: () => new Promise<ActionOutcome>((_, reject) => refusals.push(() => reject(new Error("no answer")))),
  });
  return { source, refuse: () => refusals.shift()?.() };
}

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
  const { source, refuse } = refusing();
  const { said, show: showCards } = await cardsOf(source, ["a", "b"]);
  await userEvent.click(page.getByRole("button", syncNow).first());
  await showCards(["b"]);
  await userEvent.click(page.getByRole("button", { name: "Pause: HubSpot contacts" }));
  refuse();
  await expect.element(page.getByRole("alert")).toHaveTextContent("We could not start the sync. Try again.");
  expect({ said, acted: source.acted.length }).toEqual({ said: [], acted: 1 });
});

test.each([
  ["another shows it", ["a", "b"], ["b"]],
  ["it has come back", ["a"], ["a"]],
])("requirement 44: a refusal whose widget is gone is said by the live region, though %s", async (_, before, later) => {
  const { source, refuse } = refusing();
  const { said, show: showCards } = await cardsOf(source, before);
  await userEvent.click(page.getByRole("button", syncNow).first());
  await showCards(later.filter((key) => key !== "a"));
  await showCards(later);
  refuse();
  await expect.poll(() => said).toEqual(["We could not start the sync. Try again."]);
  expect(page.getByRole("alert").elements()).toHaveLength(0);
});
