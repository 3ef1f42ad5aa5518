import type { ActionOutcome, StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { render } from "vitest-browser-react";
import { IntegrationCard, WaybillProvider } from "../../index.ts";
import { exampleSnapshot } from "../../testing/example-snapshot.ts";
import { createManualClock } from "../../testing/manual-clock.ts";
import { type MemorySource, createMemorySource } from "../../testing/memory-source.ts";

export const hubspot: StatusTarget = { connection: "hubspot" };
export const names = { service: "HubSpot", name: "HubSpot contacts", records: { one: "contact", other: "contacts" } };
export const syncNow = { name: "Sync now: HubSpot contacts" };

export function show(source: MemorySource, clock = createManualClock(0)) {
  return render(
    <WaybillProvider source={source} clock={clock}>
      <IntegrationCard target={hubspot} names={names} />
    </WaybillProvider>,
  );
}

export const complete: SyncSnapshot = exampleSnapshot(hubspot, { lastOutcome: "complete", lastCompleteAt: 0 });

/** A source whose answer to an action a test gives when it wants to. */
export function answering() {
  const answers: ((outcome: ActionOutcome) => void)[] = [];
  const source = createMemorySource({
    snapshots: [complete],
    onAct: () => new Promise((resolve) => answers.push(resolve)),
  });
  return { source, answer: (outcome: ActionOutcome) => answers.shift()?.(outcome) };
}

export const refusal = {
  state: "rejected",
  failure: { code: "offline", origin: "network", retryable: true, action: "wait", message: "secret-token-1" },
} as const satisfies ActionOutcome;
