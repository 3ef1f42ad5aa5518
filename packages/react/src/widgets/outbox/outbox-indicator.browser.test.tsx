import type { StatusTarget } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { page, userEvent } from "vitest/browser";
import { OutboxIndicator } from "../../index.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";
import { createStage } from "../../testing/stage.tsx";

const hubspot: StatusTarget = { connection: "hubspot" };

test("an outbox that cannot be read again says so, and not that all was sent", async () => {
  const { source, page: stage } = createStage({ snapshots: [exampleSnapshot(hubspot)] });
  await render(stage(<OutboxIndicator connection="hubspot" />));
  await expect.element(page.getByText("All changes sent")).toBeVisible();
  source.breakReads(new Error("503"));
  source.set(hubspot, { phase: "running" });
  await expect.element(page.getByText("Changes could not be checked")).toBeVisible();
  expect(page.getByText("All changes sent").elements()).toHaveLength(0);
});

test("an outbox that could not be read is read again when asked", async () => {
  const { source, page: stage } = createStage({ snapshots: [exampleSnapshot(hubspot)] });
  source.breakReads(new Error("503"));
  await render(stage(<OutboxIndicator connection="hubspot" />));
  await expect.element(page.getByText("Changes could not be checked")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: /^Try again/ }));
  await expect.element(page.getByText("We could not load the status. Try again.")).toBeVisible();
  source.breakReads(undefined);
  await userEvent.click(page.getByRole("button", { name: /^Try again/ }));
  await expect.element(page.getByText("All changes sent")).toBeVisible();
  expect(page.getByRole("button").elements()).toHaveLength(0);
});

test("changes that were put away are said to be so once, of however many indicators", async () => {
  const lost = { pending: 0, sending: 0, stuck: 0, lost: 2 };
  const { announced, page: stage } = createStage({ outbox: lost });
  await render(
    stage(
      <>
        <OutboxIndicator connection="hubspot" />
        <OutboxIndicator connection="hubspot" />
      </>,
    ),
  );
  await userEvent.click(page.getByRole("button", { name: /^Mark as checked/ }).first());
  await expect.poll(() => announced).toHaveLength(1);
  await new Promise(requestAnimationFrame);
  expect(announced).toHaveLength(1);
});
