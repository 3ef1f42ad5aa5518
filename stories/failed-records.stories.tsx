import type { Meta, StoryObj } from "@storybook/react-vite";
import { FailedRecords, type FailedRecordsProps } from "@waybill/react";
import { failedRecords, manyFailedRecords, names } from "./examples.ts";
import { failedRecordsNotes } from "./widget-notes.ts";

const meta: Meta<FailedRecordsProps> = {
  title: "Widgets/FailedRecords",
  component: FailedRecords,
  parameters: { notes: failedRecordsNotes },
  args: { names, onRetry: () => undefined, onIgnore: () => undefined },
  decorators: [
    (Story) => (
      <div className="stack">
        <Story />
      </div>
    ),
  ],
};
export default meta;
type Story = StoryObj<FailedRecordsProps>;

export const List: Story = { args: { records: failedRecords } };
export const OfAConnection: Story = {
  args: {
    names: { service: "HubSpot" },
    nameOf: (stream) => `${stream.charAt(0).toUpperCase()}${stream.slice(1)}`,
    records: failedRecords.map((record, nth) => ({ ...record, stream: nth % 2 === 0 ? "contacts" : "companies" })),
  },
};
/** Records of one name are told apart by what is shown of them, and so are their buttons. */
export const CalledTheSame: Story = {
  args: {
    records: failedRecords.map((record, nth) => ({ ...record, title: nth < 2 ? "Ada Park" : undefined })),
  },
};
export const Many: Story = { args: { records: manyFailedRecords } };
export const WithLinks: Story = { args: { records: failedRecords, getRecordHref: ({ id }) => `#${id}` } };
export const OnlyToRead: Story = { args: { records: failedRecords, onRetry: undefined, onIgnore: undefined } };
export const NothingToFix: Story = { args: { records: [] } };
export const Loading: Story = { args: { records: undefined } };
