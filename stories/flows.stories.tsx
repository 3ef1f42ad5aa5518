import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MemorySource, createMemorySource } from "@waybill/react/testing";
import { FailureError, failure } from "@waybill/transport";
import { expect, spyOn, userEvent, waitFor, within } from "storybook/test";
import { failedRecords, hubspot, manyFailedRecords, minute, now, outboxes, receipts, states } from "./examples.ts";
import { FlowPage } from "./live/flow-page.tsx";

interface FlowArgs {
  /** What is true when the story begins. */
  readonly given: () => MemorySource;
}

/**
 * What a person does, and what the page makes of it. `test/stories/six-modes.browser.test.tsx` runs each of them and has axe judge how it ends, in each
 * mode.
 */
const meta: Meta<FlowArgs> = {
  title: "Live/Flows",
  tags: ["!autodocs", "!test"],
  parameters: { ownProvider: true },
  loaders: [({ args }) => ({ source: args.given() })],
  render: (_, { loaded, globals }) => (
    <FlowPage source={sourceIn(loaded)} direction={globals["direction"] === "rtl" ? "rtl" : "ltr"} />
  ),
};
export default meta;
type Story = StoryObj<FlowArgs>;

/** Pressing "Sync now" starts a run, which moves and ends. */
export const SyncNow: Story = {
  args: {
    given: () =>
      createMemorySource({
        snapshots: [states.synced],
        receipts: [receipts.complete],
        onAct: async (_, source) => {
          source.set(hubspot, { phase: "running", progress: progress(0) });
          return { state: "accepted" };
        },
      }),
  },
  play: async ({ canvas, loaded }) => {
    const source = sourceIn(loaded);
    await userEvent.click(await canvas.findByRole("button", { name: "Sync now: HubSpot contacts" }));
    const bar = await canvas.findByRole("progressbar", { name: "Syncing contacts" });
    source.set(hubspot, { progress: progress(1204) });
    await waitFor(() => expect(bar).toHaveAttribute("aria-valuetext", "1,204 of about 3,000 contacts"));
    source.set(hubspot, { phase: "idle", progress: undefined, lastOutcome: "complete", lastCompleteAt: now });
    await waitFor(() => expect(canvas.queryByRole("progressbar")).toBeNull());
    await expect(canvas.getByText("Last synced just now.")).toBeVisible();
  },
};

/** A sync that failed can be tried again at once, without waiting for the time that was planned. */
export const Retry: Story = {
  args: {
    given: () =>
      createMemorySource({
        snapshots: [states.failedRetrying],
        receipts: [receipts.failed],
        onAct: () => new Promise(() => undefined), // a server that takes its time: the second press finds the first under way
      }),
  },
  play: async ({ canvas, loaded }) => {
    const source = sourceIn(loaded);
    const [retry] = await canvas.findAllByRole("button", { name: /^Try again now: HubSpot contacts/ });
    if (retry === undefined) throw new Error("A sync that failed offers no retry.");
    await userEvent.dblClick(retry);
    await waitFor(() => expect(source.acted).toHaveLength(1));
    await expect(source.acted[0]?.action).toMatchObject({ kind: "sync", target: hubspot });
    source.set(hubspot, { ...states.tryingAgain, phase: "running" });
    await canvas.findByText("Syncing");
  },
};

/** What could not be started is said beside the button, which keeps focus and can be pressed again. */
export const RetryRefused: Story = {
  args: {
    given: () =>
      createMemorySource({
        snapshots: [states.failedRetrying],
        onAct: () => Promise.reject(new Error("The status server is not reachable.")),
      }),
  },
  play: async ({ canvas }) => {
    const [retry] = await canvas.findAllByRole("button", { name: /^Try again now: HubSpot contacts/ });
    if (retry === undefined) throw new Error("A sync that failed offers no retry.");
    await userEvent.click(retry);
    await canvas.findByText("We could not start the sync. Try again.");
    await expect(retry).toHaveFocus();
  },
};

/** A dead credential asks for a new one, and stops asking as soon as it has it. */
export const Reconnect: Story = {
  args: { given: () => createMemorySource({ snapshots: [states.reconnect] }) },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Reconnect HubSpot: HubSpot contacts" }));
    await waitFor(() => expect(canvas.queryByText("Reconnect HubSpot to keep syncing")).toBeNull());
  },
};

/** A list that shrank suddenly: nothing is removed here until a person says how many they know of. */
export const ConfirmRemovals: Story = {
  args: { given: () => createMemorySource({ snapshots: [states.removalsHeld] }) },
  play: async ({ canvas, loaded }) => {
    const source = sourceIn(loaded);
    await userEvent.click(await canvas.findByRole("button", { name: /^Remove 480 contacts/ }));
    await waitFor(() => expect(source.acted.at(-1)?.action).toMatchObject({ kind: "confirm", removals: 480 }));
    source.set(hubspot, { heldRemovals: undefined, lastOutcome: "complete" });
    await waitFor(() => expect(canvas.queryByText("480 contacts are gone from HubSpot")).toBeNull());
  },
};

/** Changes that a browser removed are told of until a person says that they were looked for; who saw another number sees this one first. */
export const AcknowledgeLoss: Story = {
  args: {
    given: () =>
      createMemorySource({
        snapshots: [states.synced],
        outbox: outboxes.lost,
        onAct: async (action, source) => {
          if (action.kind !== "acknowledge" || action.lost !== 3) {
            source.setOutbox({ ...outboxes.lost, lost: 3 });
            return { state: "rejected", failure: anotherNumber };
          }
          source.setOutbox(outboxes.sent);
          return { state: "accepted" };
        },
      }),
  },
  play: async ({ canvas, canvasElement, loaded }) => {
    await canvas.findByText("2 changes were lost before it was known that they arrived");
    await canvas.findByText(
      /^This browser removed them, .* Check whether HubSpot has them before you enter them again/,
    );
    const acknowledge = await canvas.findByRole("button", { name: "Mark as checked: HubSpot contacts" });
    acknowledge.focus();
    await userEvent.keyboard("{Enter}");
    await canvas.findByText("This was not saved. Try again.");
    await canvas.findByText("3 changes were lost before it was known that they arrived");
    await expect(acknowledge).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(canvas.queryByText(/lost before/)).toBeNull());
    await canvas.findByText("Marked as checked");
    await expect(sourceIn(loaded).acted.map(({ action }) => action)).toEqual([
      { kind: "acknowledge", target: { connection: "hubspot" }, lost: 2 },
      { kind: "acknowledge", target: { connection: "hubspot" }, lost: 3 },
    ]);
    await expect(canvasElement.querySelector('[data-wb="outbox"]')).toBeNull();
  },
};

const anotherNumber = {
  code: "conflict",
  origin: "us",
  retryable: false,
  action: "none",
  message: "Another number is lost by now.",
} as const;

const toFix =
  (failed = failedRecords) =>
  () =>
    createMemorySource({ snapshots: [states.partial], failed, receipts: [receipts.partial, receipts.complete] });

/** Trying one record again concerns that record alone, by keyboard too. */
export const RetryOneRecord: Story = {
  args: { given: toFix() },
  play: async ({ canvas, loaded }) => {
    const retry = await canvas.findByRole("button", { name: "Try again: Ada Park" });
    retry.focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() =>
      expect(sourceIn(loaded).acted.at(-1)?.action).toMatchObject({ kind: "replay", records: ["f1"] }),
    );
    await expect(canvas.getByRole("button", { name: "Try again: Lin Osei" })).toBeEnabled();
  },
};

/** Several records chosen with Tab and Space, tried again together. */
export const RetrySelected: Story = {
  args: { given: toFix() },
  play: async ({ canvas, loaded }) => {
    const first = await canvas.findByRole("checkbox", { name: "Select Ada Park" });
    first.focus();
    await userEvent.keyboard(" ");
    await userEvent.click(canvas.getByRole("checkbox", { name: "Select Lin Osei" }));
    await userEvent.click(canvas.getByRole("button", { name: "Try 2 again" }));
    await waitFor(() =>
      expect(sourceIn(loaded).acted.at(-1)?.action).toMatchObject({ kind: "replay", records: ["f1", "f2"] }),
    );
  },
};

/** What was ignored can be had back; until then nothing is given up. */
export const IgnoreAndUndo: Story = {
  args: { given: toFix() },
  play: async ({ canvas, loaded }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Ignore: Ada Park" }));
    await userEvent.click(await canvas.findByRole("button", { name: "Undo: Ada Park" }));
    await canvas.findByRole("button", { name: "Ignore: Ada Park" });
    await expect(sourceIn(loaded).acted).toEqual([]);
  },
};

/** More records follow at the press of a button, and focus goes to the first of them. */
export const ShowMore: Story = {
  args: { given: toFix(manyFailedRecords) },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Show more" }));
    const row = await canvas.findByText("Contact 21");
    await waitFor(() => expect(row.closest("li")?.contains(document.activeElement)).toBe(true));
  },
};

/** The reference of a receipt, for a letter to support. */
export const CopyReference: Story = {
  args: { given: () => createMemorySource({ snapshots: [states.synced], receipts: [receipts.complete] }) },
  play: async ({ canvasElement }) => {
    const write = spyOn(navigator.clipboard, "writeText").mockResolvedValue(undefined);
    const receipt = await waitFor(() => {
      const found = canvasElement.querySelector<HTMLElement>('[data-wb="receipt"][data-state="found"]');
      if (found === null) throw new Error("The receipt is not there yet.");
      return within(found);
    });
    await userEvent.click(receipt.getByRole("button", { name: /^Copy/ }));
    await receipt.findByText("Copied");
    await expect(write).toHaveBeenCalledWith(receipts.complete.id);
    await waitFor(() => expect(within(canvasElement).getByText("Reference copied")).toBeInTheDocument());
  },
};

/** The status cannot be read and none is known. */
export const StatusUnavailable: Story = {
  args: {
    given: () => {
      const source = createMemorySource();
      source.breakReads(new Error("The status server is not reachable."));
      return source;
    },
  },
  play: async ({ canvas, loaded }) => {
    await expect(await canvas.findByText("Status unavailable")).toBeVisible();
    const source = sourceIn(loaded);
    source.breakReads(undefined);
    source.set(hubspot, states.synced);
    const [again] = canvas.getAllByRole("button", { name: "Try again: HubSpot contacts" });
    if (again === undefined) throw new Error("A status that cannot be read is not read again.");
    await userEvent.click(again);
    await canvas.findByText("Up to date");
  },
};

/** Another tab opened a newer version of the product, which has the store: what is shown stays as old, and says the one step that helps. */
export const NewerVersionElsewhere: Story = {
  args: {
    given: () => createMemorySource({ snapshots: [{ ...states.synced, observedAt: now - 6 * minute }] }),
  },
  play: async ({ canvas, canvasElement, loaded }) => {
    const source = sourceIn(loaded);
    await canvas.findByText("Up to date");
    source.breakReads(taken);
    source.doubt(taken);
    const notice = await canvas.findByRole("group", { name: "Reload the page to see the current status" });
    await within(notice).findByRole("button", { name: "Reload page" });
    await expect(canvas.getByText("Status from 6 minutes ago")).toBeVisible();
    await expect(canvas.getByText("Up to date")).toBeVisible();
    await expect(canvasElement.querySelector('[data-wb="card"]')).toHaveAttribute("data-observed", "old");
  },
};

const taken = new FailureError(
  failure("storage", { message: "A newer version has the store.", retryable: false, action: "reload" }),
);

function progress(done: number) {
  return { run: "run-2", done, total: 3000, totalIsEstimate: true, movedAt: now + minute };
}

function sourceIn(loaded: Readonly<Record<string, unknown>>): MemorySource {
  // The loader above put it there; Storybook does not carry its type.
  return loaded["source"] as MemorySource;
}
