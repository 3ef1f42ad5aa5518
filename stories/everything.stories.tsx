import type { Meta, StoryObj } from "@storybook/react-vite";
import {
  FailedRecords,
  IntegrationCard,
  SyncNotice,
  SyncProgress,
  SyncReceipt,
  SyncStatusBadge,
  SyncTimeline,
} from "@waybill/react";
import { failedRecords, hour, names, receipts, states } from "./examples.ts";

const accepted = () => Promise.resolve();
const nothing = () => undefined;
const perform = {
  sync: accepted,
  pause: accepted,
  resume: accepted,
  cancel: accepted,
  reconnect: accepted,
  refresh: accepted,
};

const history = Object.entries(receipts).map(([id, receipt]) => ({ ...receipt, id }));

/** Every widget in every state on one page. */
function Everything() {
  return (
    <div className="stack">
      {Object.entries(states).map(([name, snapshot]) => (
        <section key={name} className="stack" aria-label={name}>
          <SyncStatusBadge snapshot={snapshot} names={names} expectedEveryMs={hour} detail />
          <IntegrationCard
            snapshot={snapshot}
            names={{ ...names, name: `HubSpot ${name}` }}
            account="Acme Ltd"
            expectedEveryMs={hour}
            perform={perform}
          />
          <SyncProgress snapshot={snapshot} names={names} />
          <SyncNotice snapshot={snapshot} names={names} expectedEveryMs={hour} perform={perform} />
        </section>
      ))}
      {Object.entries(receipts).map(([name, receipt]) => (
        <SyncReceipt key={name} receipt={receipt} names={names} />
      ))}
      <SyncReceipt receipt={null} />
      <FailedRecords records={failedRecords} names={names} onRetry={nothing} onIgnore={nothing} />
      <SyncTimeline receipts={history} names={names} />
    </div>
  );
}

const meta: Meta = { title: "Everything", component: Everything };
export default meta;

export const Light: StoryObj = {};
export const Dark: StoryObj = { globals: { theme: "dark" } };
export const RightToLeft: StoryObj = { globals: { direction: "rtl" } };
export const RightToLeftDark: StoryObj = { globals: { theme: "dark", direction: "rtl" } };
/** 320 pixels: nothing may need scrolling sideways. */
export const Narrow: StoryObj = {
  globals: { width: "narrow" },
  play: ({ canvas }) => {
    const narrow = canvas.getByTestId("narrow");
    if (narrow.scrollWidth > narrow.clientWidth) {
      const wide = [...narrow.querySelectorAll<HTMLElement>("[data-wb]")].filter(
        (widget) => widget.scrollWidth > widget.clientWidth,
      );
      throw new Error(`Wider than 320 px: ${wide.map((widget) => widget.dataset["wb"]).join(", ") || "the page"}`);
    }
  },
};
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
