import type { Meta, StoryObj } from "@storybook/react-vite";
import { EveryStory } from "./every-story.tsx";

/** To look at: `test/stories/six-modes.browser.test.tsx` has axe judge the same page in each mode. */
const meta: Meta = {
  title: "Everything",
  component: EveryStory,
  tags: ["!autodocs", "!test"],
  render: (_, { globals }) => <EveryStory direction={globals["direction"] === "rtl" ? "rtl" : "ltr"} />,
};
export default meta;

export const Light: StoryObj = {};
export const Dark: StoryObj = { globals: { theme: "dark" } };
export const RightToLeft: StoryObj = { globals: { direction: "rtl" } };
export const RightToLeftDark: StoryObj = { globals: { theme: "dark", direction: "rtl" } };
/** 320 pixels: nothing may need scrolling sideways. */
export const Narrow: StoryObj = { globals: { width: "narrow" } };
/** The same under a brand colour that a naive rule would make illegible. */
export const Branded: StoryObj = {
  decorators: [
    (Story) => (
      <div className="branded">
        <Story />
      </div>
    ),
  ],
};
