import type { Meta, StoryObj } from "@storybook/react-vite";
import { OutboxIndicator, type OutboxIndicatorProps } from "@waybill/react";
import { outboxes } from "./examples.ts";
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
export const Lost: Story = { args: { outbox: outboxes.lost } };
export const Loading: Story = { args: { outbox: undefined } };
export const Unreadable: Story = { args: { outbox: null } };
