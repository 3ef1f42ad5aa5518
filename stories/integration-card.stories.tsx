import type { Meta, StoryObj } from "@storybook/react-vite";
import { IntegrationCard, type IntegrationCardProps } from "@waybill/react";
import { hour, names, states } from "./examples.ts";
import { cardNotes } from "./widget-notes.ts";

const meta: Meta<IntegrationCardProps> = {
  title: "Widgets/IntegrationCard",
  component: IntegrationCard,
  parameters: { notes: cardNotes },
  args: {
    names,
    account: "Acme Ltd",
    expectedEveryMs: hour,
    perform: {
      sync: accepted,
      pause: accepted,
      resume: accepted,
      cancel: accepted,
      reconnect: accepted,
      refresh: accepted,
      confirm: accepted,
    },
  },
  decorators: [
    (Story) => (
      <div className="stack">
        <Story />
      </div>
    ),
  ],
};
export default meta;
type Story = StoryObj<IntegrationCardProps>;

export const NotConnected: Story = { args: { snapshot: states.notConnected } };
export const WaitingToSync: Story = { args: { snapshot: states.waiting } };
export const Starting: Story = { args: { snapshot: states.starting } };
export const Syncing: Story = { args: { snapshot: states.syncing } };
export const SyncingUnknownTotal: Story = { args: { snapshot: states.syncingUnknown } };
export const TryingAgain: Story = { args: { snapshot: states.tryingAgain } };
export const SlowedDown: Story = { args: { snapshot: states.slowedDown } };
export const UpToDate: Story = { args: { snapshot: states.synced } };
export const Raised: Story = { args: { snapshot: states.synced, elevation: "raised" } };
export const Overdue: Story = { args: { snapshot: states.overdue } };
export const SyncedWithIssues: Story = { args: { snapshot: states.partial } };
export const NothingRead: Story = { args: { snapshot: states.nothingRead } };
export const FailedAndTriedAgain: Story = { args: { snapshot: states.failedRetrying } };
export const FirstSyncFailedAndTriedAgain: Story = { args: { snapshot: states.firstFailed } };
export const FailedUntilAPersonActs: Story = { args: { snapshot: states.failedForPerson } };
export const ChangedData: Story = { args: { snapshot: states.changedData } };
export const ReconnectNeeded: Story = { args: { snapshot: states.reconnect } };
export const RemovalsHeld: Story = { args: { snapshot: states.removalsHeld } };
export const Paused: Story = { args: { snapshot: states.paused } };
export const PlanTooSmall: Story = { args: { snapshot: states.plan } };
export const Offline: Story = { args: { snapshot: states.offline } };
export const NothingIsKept: Story = { args: { snapshot: states.notDurable } };
export const WithThingsOfTheProduct: Story = {
  args: {
    snapshot: states.synced,
    children: <p dir="auto">Contacts and companies, every hour.</p>,
    actions: <a href="#details">Details</a>,
  },
};
export const Loading: Story = { args: { snapshot: undefined } };
export const LongForeignNames: Story = {
  args: {
    snapshot: states.partial,
    account: "شركة النقل البحري العالمية <img src=x onerror=alert(1)> ".repeat(4),
    names: { ...names, name: "A very long name of an integration that a customer typed ".repeat(4) },
  },
};

function accepted() {
  return Promise.resolve();
}
