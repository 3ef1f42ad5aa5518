import type { Meta } from "@storybook/react-vite";
import type { FaultKind } from "@waybill/emulator";
import { expect, waitFor } from "storybook/test";
import { LiveConnection } from "./live/live-connection.tsx";
import { type LiveVendor, contacts, hasEnded, startLiveVendor } from "./live/live-vendor.ts";

interface FaultArgs {
  readonly kind: FaultKind;
}

/**
 * The real engine, a first sync, and a vendor with one fault. `.storybook/fault-stories.ts` adds a story for each fault that the emulator knows.
 *
 * Whatever the fault, the page ends by saying how things stand, and says "Up to date" only of a whole copy.
 */
const meta: Meta<FaultArgs> = {
  title: "Live/Faults",
  tags: ["!autodocs"],
  parameters: { ownProvider: true },
  loaders: [async ({ args }) => ({ vendor: await startLiveVendor(args.kind) })],
  render: (_, { loaded, globals }) => (
    <LiveConnection vendor={vendorIn(loaded)} direction={globals["direction"] === "rtl" ? "rtl" : "ltr"} />
  ),
  play: async ({ canvasElement, loaded }) => {
    const vendor = vendorIn(loaded);
    const { emulator, waybill } = vendor;
    await waitFor(async () => expect(await hasEnded(vendor)).toBe(true), { timeout: 30_000 });
    const card = canvasElement.querySelector('[data-wb="card"]');
    await waitFor(() => expect(card).not.toHaveAttribute("data-status", "loading"));
    const stored = await waybill.status.count(contacts);
    if (card?.getAttribute("data-status") === "synced") await expect(stored).toBe(emulator.count("contacts"));
  },
};
export default meta;

function vendorIn(loaded: Readonly<Record<string, unknown>>): LiveVendor {
  // The loader above put it there; Storybook does not carry its type.
  return loaded["vendor"] as LiveVendor;
}
