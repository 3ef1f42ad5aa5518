import type { Meta, StoryObj } from "@storybook/react-vite";
import { OutboxIndicator, type OutboxIndicatorProps } from "@waybill/react";
import { minute, now } from "./examples.ts";

const meta: Meta<OutboxIndicatorProps> = {
  title: "Widgets/OutboxIndicator",
  component: OutboxIndicator,
};
export default meta;
type Story = StoryObj<OutboxIndicatorProps>;

const none = { pending: 0, sending: 0, stuck: 0 };
const offline = { offline: true, durable: true };

export const AllSent: Story = { args: { outbox: none } };
export const Waiting: Story = { args: { outbox: { ...none, pending: 3, oldestAt: now - 5 * minute } } };
export const Sending: Story = { args: { outbox: { ...none, pending: 2, sending: 1 } } };
export const Offline: Story = { args: { outbox: { ...none, pending: 3 }, situation: offline } };
export const OfflineAndNotKept: Story = {
  args: { outbox: { ...none, pending: 3 }, situation: { offline: true, durable: false } },
};
export const Stuck: Story = {
  args: { outbox: { ...none, pending: 2, stuck: 1, oldestAt: now - 5 * minute }, onReview: () => undefined },
};
export const Loading: Story = { args: { outbox: undefined } };
export const Unreadable: Story = { args: { outbox: null } };
