import type { Meta } from "@storybook/react-vite";
import type { FaultKind } from "@waybill/emulator";
import { LiveConnection } from "./live/live-connection.tsx";
import { type LiveVendor, startLiveVendor } from "./live/live-vendor.ts";

interface FaultArgs {
  readonly kind: FaultKind;
}

/**
 * The real engine, a first sync, and a vendor with one fault. `.storybook/fault-stories.ts` adds a story for each fault that the emulator knows.
 *
 * Whatever the fault, the page ends by saying how things stand, and says "Up to date" only of a whole copy: `test/stories/six-modes.browser.test.tsx`
 * waits for that end in each of them, and has axe judge it in each mode.
 */
const meta: Meta<FaultArgs> = {
  title: "Live/Faults",
  tags: ["!autodocs", "!test"],
  parameters: { ownProvider: true },
  loaders: [async ({ args }) => ({ vendor: await startLiveVendor(args.kind) })],
  render: (_, { loaded, globals }) => (
    <LiveConnection vendor={vendorIn(loaded)} direction={globals["direction"] === "rtl" ? "rtl" : "ltr"} />
  ),
};
export default meta;

function vendorIn(loaded: Readonly<Record<string, unknown>>): LiveVendor {
  // The loader above put it there; Storybook does not carry its type.
  return loaded["vendor"] as LiveVendor;
}
