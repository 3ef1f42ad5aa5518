import type { Meta, StoryObj } from "@storybook/react-vite";
import { ReconciliationLedger, type ReconciliationLedgerProps } from "@waybill/react";
import type { Ledger, LedgerEntry } from "@waybill/sync/status";
import { day, minute, names, now } from "./examples.ts";

const meta: Meta<ReconciliationLedgerProps> = {
  title: "Widgets/ReconciliationLedger",
  component: ReconciliationLedger,
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

const alike = (stream: string, count: number): LedgerEntry => ({
  stream,
  here: count,
  there: count,
  missingHere: 0,
  missingThere: 0,
  different: 0,
});
const compared = (entries: readonly LedgerEntry[], agoMs = 10 * minute): Ledger => ({
  connection: "hubspot",
  comparedAt: now - agoMs,
  entries,
});
const agrees = compared([alike("contacts", 3412), alike("companies", 208), alike("deals", 96)]);
const differs = compared([
  { ...alike("contacts", 3412), here: 3410, missingHere: 2, different: 5 },
  { ...alike("companies", 208), there: 207, missingThere: 1 },
  alike("deals", 96),
]);

export const Agrees: Story = { args: { ledger: agrees } };
export const Differs: Story = { args: { ledger: differs } };
export const Old: Story = { args: { ledger: { ...agrees, comparedAt: now - 2 * day } } };
export const Comparing: Story = { args: { ledger: agrees, comparing: true } };
export const Failed: Story = { args: { ledger: agrees, failed: true } };
export const NeverCompared: Story = { args: { ledger: null } };
export const Loading: Story = { args: { ledger: undefined } };
export const Narrow: Story = {
  args: { ledger: differs },
  globals: { width: "narrow" },
};
