import type { Meta, StoryObj } from "@storybook/react-vite";
import { HealthScorecard, type HealthScorecardProps } from "@waybill/react";
import { health, hour, names } from "./examples.ts";
import { healthNotes } from "./widget-notes.ts";

const meta: Meta<HealthScorecardProps> = {
  title: "Widgets/HealthScorecard",
  component: HealthScorecard,
  parameters: { notes: healthNotes },
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

export const Steady: Story = { args: { health: health.steady } };
export const Failing: Story = { args: { health: health.failing } };
export const OfAConnection: Story = {
  args: {
    names: { service: "HubSpot" },
    nameOf: (stream) => `${stream.charAt(0).toUpperCase()}${stream.slice(1)}`,
    health: health.ofSeveral,
  },
};
export const NotEnoughHistory: Story = { args: { health: health.fresh } };
export const Loading: Story = { args: { health: undefined } };
export const Narrow: Story = { args: { health: health.steady }, globals: { width: "narrow" } };
