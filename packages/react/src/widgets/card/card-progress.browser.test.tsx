import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page } from "vitest/browser";
import { IntegrationCard, WaybillProvider } from "../../index.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";

const snapshot = exampleSnapshot(
  { connection: "hubspot" },
  { phase: "running", startedAt: 0, progress: { run: "run", done: 5, total: 10, totalIsEstimate: false, movedAt: 0 } },
);

async function card(given: Partial<typeof snapshot>): Promise<void> {
  await render(
    <WaybillProvider now={0}>
      <IntegrationCard snapshot={{ ...snapshot, ...given }} names={{ service: "HubSpot" }} />
    </WaybillProvider>,
  );
}

test("what holds a running sync up is said once on a card: by its notice where it has one", async () => {
  await card({ blocker: "rate_limited", nextAttemptAt: 60_000 });
  await expect.element(page.getByRole("progressbar")).toBeVisible();
  expect(page.getByText("HubSpot asked us to slow down").elements()).toHaveLength(1);
});

test("where a card has no notice, the hint beside its bar says it", async () => {
  await card({ blocker: "offline" });
  await expect.element(page.getByText("No network connection. Continues when it is back.")).toBeVisible();
});
