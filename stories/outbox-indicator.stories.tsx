import type { Meta, StoryObj } from "@storybook/react-vite";
import { OutboxIndicator, type OutboxIndicatorProps } from "@waybill/react";
import { names, outboxes } from "./examples.ts";
import { outboxNotes } from "./widget-notes.ts";

const meta: Meta<OutboxIndicatorProps> = {
  title: "Widgets/OutboxIndicator",
  component: OutboxIndicator,
  parameters: { notes: outboxNotes },
};
export default meta;
type Story = StoryObj<OutboxIndicatorProps>;

export const AllSent: Story = { args: { outbox: outboxes.sent } };
export const Waiting: Story = { args: { outbox: outboxes.waiting } };
export const Sending: Story = { args: { outbox: outboxes.sending } };
export const Offline: Story = { args: { outbox: outboxes.waiting, situation: { offline: true, durable: true } } };
export const OfflineAndNotKept: Story = {
  args: { outbox: outboxes.waiting, situation: { offline: true, durable: false } },
};
export const Stuck: Story = { args: { outbox: outboxes.stuck, onReview: () => undefined } };
/** A browser removed changes that were not known to have arrived. It is told until a person puts it away. */
export const Lost: Story = { args: { outbox: outboxes.lost, names, perform: { acknowledge: async () => undefined } } };
export const LostAndOnlyToRead: Story = { args: { outbox: outboxes.lost, names } };
export const Loading: Story = { args: { outbox: undefined } };
export const Unreadable: Story = { args: { outbox: null } };
