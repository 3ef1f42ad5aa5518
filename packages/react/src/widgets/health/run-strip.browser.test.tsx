import type { HealthSummary } from "@waybill/sync/status";
import { expect, onTestFinished, test } from "vitest";
import { render } from "vitest-browser-react";
import { adoptWidgets } from "../../hosts/every-widget.test.fixture.tsx";
import { HealthScorecard, WaybillProvider } from "../../index.ts";
import { ar } from "../../messages/ar.ts";

const outcomes = ["complete", "complete", "partial", "complete", "failed"] as const;
const health: HealthSummary = {
  runs: outcomes.map((outcome, at) => ({ receipt: `r${at}`, outcome, finishedAt: at })),
  needsFix: 1,
};

test("requirement 63: right to left the oldest run stands on the right", async () => {
  onTestFinished(adoptWidgets());
  await render(
    <WaybillProvider now={10} locale="ar" messages={ar}>
      <HealthScorecard health={health} />
    </WaybillProvider>,
  );
  const runs = [...document.querySelectorAll("[data-part=strip] rect")];
  const places = runs.map((run) => run.getBoundingClientRect().left);
  expect(runs.map((run) => run.getAttribute("data-outcome"))).toEqual(outcomes);
  expect(places).toEqual(places.toSorted((one, other) => other - one));
});
