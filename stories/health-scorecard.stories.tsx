import type { Meta, StoryObj } from "@storybook/react-vite";
import { HealthScorecard, type HealthScorecardProps } from "@waybill/react";
import type { HealthSummary } from "@waybill/sync/status";
import { hour, minute, names, now } from "./examples.ts";

const meta: Meta<HealthScorecardProps> = {
  title: "Widgets/HealthScorecard",
  component: HealthScorecard,
  args: { names, expectedEveryMs: hour },
  decorators: [
    (Story) => (
      <div className="stack">
        <Story />
      </div>
    ),
  ],
};
export default meta;
type Story = StoryObj<HealthScorecardProps>;

type Outcome = HealthSummary["runs"][number]["outcome"];
/** `c`, `p` and `f`, oldest first, an hour apart. */
const runs = (outcomes: string): HealthSummary["runs"] =>
  Array.from(outcomes, (letter, i) => ({
    receipt: `rcp_${i}`,
    outcome: outcomeOf(letter),
    finishedAt: now - (outcomes.length - i) * hour,
  }));
const outcomeOf = (letter: string): Outcome => (letter === "c" ? "complete" : letter === "p" ? "partial" : "failed");

const steady: HealthSummary = {
  runs: runs("cccccccccccfccccccccccccccpccc"),
  needsFix: 3,
  freshnessMs: 5 * minute,
};

export const Steady: Story = { args: { health: steady } };
export const Failing: Story = { args: { health: { runs: runs("ccccpcfffcpffffff"), needsFix: 41 } } };
export const NotEnoughHistory: Story = { args: { health: { runs: runs("ccc"), needsFix: 0 } } };
export const Loading: Story = { args: { health: undefined } };
export const Narrow: Story = {
  args: { health: steady },
  globals: { width: "narrow" },
};
