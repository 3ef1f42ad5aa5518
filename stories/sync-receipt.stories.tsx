import type { Meta, StoryObj } from "@storybook/react-vite";
import { SyncReceipt, type SyncReceiptProps } from "@waybill/react";
import { names, receipts } from "./examples.ts";
import { receiptNotes } from "./widget-notes.ts";

const meta: Meta<SyncReceiptProps> = {
  title: "Widgets/SyncReceipt",
  component: SyncReceipt,
  parameters: { notes: receiptNotes },
  args: { names },
};
export default meta;
type Story = StoryObj<SyncReceiptProps>;

export const Complete: Story = { args: { receipt: receipts.complete } };
export const CompleteWithoutProof: Story = { args: { receipt: receipts.unproven } };
export const WithIssues: Story = { args: { receipt: receipts.partial } };
export const Failed: Story = { args: { receipt: receipts.failed } };
export const Stopped: Story = { args: { receipt: receipts.cancelled } };
export const TakenOver: Story = { args: { receipt: receipts.superseded } };
export const DoesNotAddUp: Story = { args: { receipt: receipts.mismatch } };
export const StillToCome: Story = { args: { receipt: null } };
