import type { Meta, StoryObj } from "@storybook/react-vite";
import { SyncStatusBadge, type SyncStatusBadgeProps } from "@waybill/react";
import { names, states } from "./examples.ts";
import { badgeNotes } from "./widget-notes.ts";

const meta: Meta<SyncStatusBadgeProps> = {
  title: "Widgets/SyncStatusBadge",
  component: SyncStatusBadge,
  parameters: { notes: badgeNotes },
};
export default meta;
type Story = StoryObj<SyncStatusBadgeProps>;

export const NotConnected: Story = { args: { snapshot: states.notConnected, names } };
export const WaitingToSync: Story = { args: { snapshot: states.waiting, names } };
export const Syncing: Story = { args: { snapshot: states.syncing, names } };
export const UpToDate: Story = { args: { snapshot: states.synced, names } };
export const Overdue: Story = { args: { snapshot: states.overdue, names, expectedEveryMs: 3_600_000 } };
export const SyncedWithIssues: Story = { args: { snapshot: states.partial, names } };
export const FailedAndTriedAgain: Story = { args: { snapshot: states.failedRetrying, names } };
export const FailedUntilAPersonActs: Story = { args: { snapshot: states.failedForPerson, names } };
export const ReconnectNeeded: Story = { args: { snapshot: states.reconnect, names } };
export const Paused: Story = { args: { snapshot: states.paused, names } };
export const RemovalsHeld: Story = { args: { snapshot: states.removalsHeld, names } };
export const Offline: Story = { args: { snapshot: states.offline, names } };
export const Loading: Story = { args: { snapshot: undefined, names } };
export const Small: Story = { args: { snapshot: states.synced, names, size: "sm" } };
export const WithDetail: Story = { args: { snapshot: states.failedRetrying, names, detail: true } };

export const All: Story = {
  args: { snapshot: undefined, names },
  render: () => (
    <div className="stack">
      <div className="line">
        {Object.entries(states).map(([name, snapshot]) => (
          <SyncStatusBadge key={name} snapshot={snapshot} names={names} expectedEveryMs={3_600_000} />
        ))}
        <SyncStatusBadge snapshot={undefined} />
      </div>
      <div className="line">
        {[states.synced, states.syncing, states.reconnect].map((snapshot) => (
          <SyncStatusBadge key={snapshot.lastOutcome + snapshot.phase} snapshot={snapshot} names={names} size="sm" />
        ))}
      </div>
      {Object.entries(states).map(([name, snapshot]) => (
        <SyncStatusBadge key={name} snapshot={snapshot} names={names} expectedEveryMs={3_600_000} detail />
      ))}
    </div>
  ),
};
