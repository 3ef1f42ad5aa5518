import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page } from "vitest/browser";
import { IntegrationCard, SyncStatusBadge, WaybillProvider } from "../../index.ts";
import { complete, names } from "./card.test.fixture.tsx";

const minute = 60_000;
const overdue = { ...complete, observedAt: 10 * minute };

test("what is overdue is drawn as a clock, not as a tick, and its age is said once", async () => {
  await render(
    <WaybillProvider now={10 * minute}>
      <IntegrationCard snapshot={overdue} names={names} expectedEveryMs={minute} />
      <SyncStatusBadge snapshot={overdue} names={names} expectedEveryMs={minute} />
    </WaybillProvider>,
  );
  await expect.element(page.getByText("Sync overdue").first()).toBeVisible();
  expect(document.querySelectorAll('[data-icon="synced"]')).toHaveLength(0);
  expect(page.getByText("Last synced 10 minutes ago").elements()).toHaveLength(1);
});
