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
export const OfAConnection: Story = {
  args: {
    names: { service: "HubSpot" },
    nameOf: (stream) => `${stream.charAt(0).toUpperCase()}${stream.slice(1)}`,
    receipts: [
      at(receipts.complete, 5 * minute),
      at({ ...receipts.complete, stream: "companies" }, 6 * minute),
      at({ ...receipts.partial, stream: "deals" }, 7 * minute),
      at({ ...receipts.failed, stream: "associations_of_companies_and_contacts" }, 8 * minute),
      at(quiet, hour),
      at({ ...quiet, stream: "companies" }, hour + minute),
      at({ ...quiet, stream: "deals" }, hour + 2 * minute),
    ],
    renderItemExtra: ({ id }) => <a href={`#${id}`}>Receipt</a>,
  },
};
export const NothingYet: Story = { args: { receipts: [] } };
export const Loading: Story = { args: { receipts: undefined } };
