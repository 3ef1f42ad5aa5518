import type { Meta, StoryObj } from "@storybook/react-vite";
import { SyncTimeline, type SyncTimelineProps } from "@waybill/react";
import type { RunReceipt } from "@waybill/sync/status";
import { day, hour, minute, names, now, receipts } from "./examples.ts";
import { timelineNotes } from "./widget-notes.ts";

const meta: Meta<SyncTimelineProps> = {
  title: "Widgets/SyncTimeline",
  component: SyncTimeline,
  parameters: { notes: timelineNotes },
  args: { names },
  decorators: [
    (Story) => (
      <div className="stack">
        <Story />
      </div>
    ),
  ],
};
export default meta;
type Story = StoryObj<SyncTimelineProps>;

const at = (receipt: RunReceipt, agoMs: number): RunReceipt => ({
  ...receipt,
  id: `rcp_${agoMs}`,
  finishedAt: now - agoMs,
});
const quiet: RunReceipt = {
  ...receipts.complete,
  counts: { ...receipts.complete.counts, created: 0, updated: 0, removed: 0 },
};

export const Days: Story = {
  args: {
    receipts: [
      at(receipts.partial, 5 * minute),
      at(quiet, hour),
      at(quiet, 2 * hour),
      at(quiet, 3 * hour),
      at(receipts.complete, 4 * hour),
      at(receipts.failed, day),
      at(receipts.cancelled, day + hour),
      at(receipts.superseded, 3 * day),
    ],
  },
};
export const NothingYet: Story = { args: { receipts: [] } };
export const Loading: Story = { args: { receipts: undefined } };
