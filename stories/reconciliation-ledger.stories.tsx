import type { Meta, StoryObj } from "@storybook/react-vite";
import { ReconciliationLedger, type ReconciliationLedgerProps } from "@waybill/react";
import { day, ledgers, names, now } from "./examples.ts";
import { ledgerNotes } from "./widget-notes.ts";

const meta: Meta<ReconciliationLedgerProps> = {
  title: "Widgets/ReconciliationLedger",
  component: ReconciliationLedger,
  parameters: { notes: ledgerNotes },
  args: { names, onCompare: () => undefined },
  decorators: [
    (Story) => (
      <div className="stack">
        <Story />
      </div>
    ),
  ],
};
export default meta;
type Story = StoryObj<ReconciliationLedgerProps>;

export const Agrees: Story = { args: { ledger: ledgers.agrees } };
export const Differs: Story = { args: { ledger: ledgers.differs } };
export const Old: Story = { args: { ledger: { ...ledgers.agrees, comparedAt: now - 2 * day } } };
export const Comparing: Story = { args: { ledger: ledgers.agrees, comparing: true } };
export const Failed: Story = { args: { ledger: ledgers.agrees, failed: true } };
export const NeverCompared: Story = { args: { ledger: null } };
export const Loading: Story = { args: { ledger: undefined } };
export const Narrow: Story = { args: { ledger: ledgers.differs }, globals: { width: "narrow" } };
