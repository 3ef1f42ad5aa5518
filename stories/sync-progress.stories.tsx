import type { Meta, StoryObj } from "@storybook/react-vite";
import { SyncProgress, type SyncProgressProps } from "@waybill/react";
import { names, states } from "./examples.ts";
import { progressNotes } from "./widget-notes.ts";

const meta: Meta<SyncProgressProps> = {
  title: "Widgets/SyncProgress",
  component: SyncProgress,
  parameters: { notes: progressNotes },
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
type Story = StoryObj<SyncProgressProps>;

export const Starting: Story = { args: { snapshot: states.starting } };
export const Estimated: Story = { args: { snapshot: states.syncing } };
export const Exact: Story = { args: { snapshot: states.syncingExact } };
export const UnknownTotal: Story = { args: { snapshot: states.syncingUnknown } };
export const Stalled: Story = { args: { snapshot: states.stalled } };
