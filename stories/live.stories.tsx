import type { Meta, StoryObj } from "@storybook/react-vite";
import { FailedRecords, IntegrationCard, SyncTimeline, WaybillProvider, type WaybillSource } from "@waybill/react";
import { type MemorySource, createMemorySource } from "@waybill/react/testing";
import type { StatusTarget } from "@waybill/sync/status";
import { expect, userEvent, waitFor } from "storybook/test";
import { failedRecords, hubspot, minute, names, now, receipts, states } from "./examples.ts";

interface LiveProps {
  readonly source: WaybillSource;
  readonly target: StatusTarget;
}

/** A connection's page, live: the source changes, the widgets follow. */
function Live({ source, target }: LiveProps) {
  return (
    <WaybillProvider source={source} now={now} locale="en-GB" timeZone="UTC" describe={describe}>
      <div className="stack">
        <IntegrationCard target={target} account="Acme Ltd" />
        <FailedRecords target={target} />
        <SyncTimeline target={target} />
      </div>
    </WaybillProvider>
  );
}

function describe() {
  return { names };
}

const meta: Meta<LiveProps> = {
  title: "Live",
  component: Live,
  args: { target: hubspot },
  parameters: { ownProvider: true },
};
export default meta;
type Story = StoryObj<LiveProps>;

/** Pressing "Sync now" starts a run, which moves and ends. */
export const SyncNow: Story = {
  args: {
    source: createMemorySource({
      snapshots: [states.synced],
      receipts: [receipts.complete],
      onAct: async (_, source) => {
        source.set(hubspot, { phase: "running", progress: progress(0) });
        return { state: "accepted" };
      },
    }),
  },
  play: async ({ args, canvas }) => {
    const source = memory(args.source);
    source.set(hubspot, states.synced);
    await userEvent.click(await canvas.findByRole("button", { name: "Sync now: HubSpot contacts" }));
    const bar = await canvas.findByRole("progressbar", { name: "Syncing contacts" });
    source.set(hubspot, { progress: progress(1204) });
    await waitFor(() => expect(bar).toHaveAttribute("aria-valuetext", "1,204 of about 3,000 contacts"));
    source.set(hubspot, { phase: "idle", progress: undefined, lastOutcome: "complete", lastCompleteAt: now });
    await waitFor(() => expect(canvas.queryByRole("progressbar")).toBeNull());
    await expect(canvas.getByText("Last synced just now")).toBeVisible();
  },
};

/** A dead credential asks for a new one, and stops asking as soon as it has it. */
export const Reconnect: Story = {
  args: { source: createMemorySource({ snapshots: [states.reconnect] }) },
  play: async ({ args, canvas }) => {
    memory(args.source).set(hubspot, states.reconnect);
    await userEvent.click(await canvas.findByRole("button", { name: "Reconnect HubSpot: HubSpot contacts" }));
    await waitFor(() => expect(canvas.queryByText("Reconnect HubSpot to keep syncing")).toBeNull());
  },
};

/** Trying one record again concerns that record alone, by keyboard too. */
export const RetryOneRecord: Story = {
  args: {
    source: createMemorySource({ snapshots: [states.partial], failed: failedRecords, receipts: [receipts.partial] }),
  },
  play: async ({ args, canvas }) => {
    const source = memory(args.source);
    source.setFailed(failedRecords);
    const retry = await canvas.findByRole("button", { name: "Try again: Ada Park" });
    retry.focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(source.acted.at(-1)?.action).toMatchObject({ kind: "replay", records: ["f1"] }));
    await expect(canvas.getByRole("button", { name: "Try again: Lin Osei" })).toBeEnabled();
  },
};

/** Several records chosen with Tab and Space, tried again together. */
export const RetrySelected: Story = {
  args: RetryOneRecord.args ?? {},
  play: async ({ args, canvas }) => {
    const source = memory(args.source);
    const first = await canvas.findByRole("checkbox", { name: "Select Ada Park" });
    first.focus();
    await userEvent.keyboard(" ");
    await userEvent.click(canvas.getByRole("checkbox", { name: "Select Lin Osei" }));
    await userEvent.click(canvas.getByRole("button", { name: "Try 2 again" }));
    await waitFor(() => expect(source.acted.at(-1)?.action).toMatchObject({ kind: "replay", records: ["f1", "f2"] }));
  },
};

/** The status cannot be read and none is known. */
export const StatusUnavailable: Story = {
  args: { source: unreadable() },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Status unavailable")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Try again: HubSpot contacts" })).toBeVisible();
  },
};

function progress(done: number) {
  return { run: "run-2", done, total: 3000, totalIsEstimate: true, movedAt: now + minute };
}

function unreadable(): MemorySource {
  const source = createMemorySource();
  source.breakReads(new Error("The status server is not reachable."));
  return source;
}

/** The sources of these stories are all made in memory; Storybook gives them back by their wider type. */
function memory(source: WaybillSource): MemorySource {
  if (!("setFailed" in source)) throw new Error("This story needs a source in memory.");
  return source as MemorySource;
}
