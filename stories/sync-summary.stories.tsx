import type { Meta, StoryObj } from "@storybook/react-vite";
import { SyncSummary, type SyncSummaryProps } from "@waybill/react";
import { states } from "./examples.ts";
import { summaryNotes } from "./widget-notes.ts";

const meta: Meta<SyncSummaryProps> = {
  title: "Widgets/SyncSummary",
  component: SyncSummary,
  parameters: { notes: summaryNotes },
};
export default meta;
type Story = StoryObj<SyncSummaryProps>;

const { synced, partial, reconnect, syncing } = states;

export const AllDone: Story = { args: { snapshots: [synced, synced, synced] } };
export const SomeNeedAttention: Story = { args: { snapshots: [synced, partial, syncing, reconnect, synced] } };
export const OneSyncs: Story = { args: { snapshots: [synced, syncing] } };
export const Loading: Story = { args: { snapshots: [undefined, undefined] } };
