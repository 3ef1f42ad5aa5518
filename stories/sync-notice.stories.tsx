import type { Meta, StoryObj } from "@storybook/react-vite";
import { SyncNotice, type SyncNoticeProps } from "@waybill/react";
import { hour, names, states } from "./examples.ts";
import { noticeNotes } from "./widget-notes.ts";

const meta: Meta<SyncNoticeProps> = {
  title: "Widgets/SyncNotice",
  component: SyncNotice,
  parameters: { notes: noticeNotes },
  args: { names, expectedEveryMs: hour, perform: { sync: accepted, reconnect: accepted, confirm: accepted } },
  decorators: [
    (Story) => (
      <div className="stack">
        <Story />
      </div>
    ),
  ],
};
export default meta;
type Story = StoryObj<SyncNoticeProps>;

export const Reconnect: Story = { args: { snapshot: states.reconnect, onSnooze: () => undefined } };
export const Partial: Story = {
  args: { snapshot: states.partial, children: <a href="#failed">View the 3 contacts</a> },
};
export const FailedAndTriedAgain: Story = { args: { snapshot: states.failedRetrying } };
export const FailedUntilAPersonActs: Story = { args: { snapshot: states.failedForPerson } };
export const ChangedData: Story = { args: { snapshot: states.changedData } };
export const RemovalsHeld: Story = { args: { snapshot: states.removalsHeld } };
export const SlowedDown: Story = { args: { snapshot: states.slowedDown } };
export const Overdue: Story = { args: { snapshot: states.overdue } };
export const NothingIsKept: Story = { args: { snapshot: states.notDurable } };

function accepted() {
  return Promise.resolve();
}
