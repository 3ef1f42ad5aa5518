import { type FaultKind, faultKinds } from "@waybill/emulator";
import { WaybillProvider } from "@waybill/react";
import type { MemorySource } from "@waybill/react/testing";
import { configure, within } from "storybook/test";
import { beforeEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { EveryStory } from "../../stories/every-story.tsx";
import { now } from "../../stories/examples.ts";
import { FlowPage } from "../../stories/live/flow-page.tsx";
import { ConnectionPage } from "../../stories/live/live-connection.tsx";
import { type LiveVendor, contacts, hasEnded, runTime, startLiveVendor } from "../../stories/live/live-vendor.ts";
import { pageLanguage } from "../../stories/page-language.ts";
import { everyNotes } from "../../stories/widget-notes.ts";
import { type Mode, Page, emulate, endTransitions, modes, overflowOf, violations } from "./judged-page.tsx";

const light: Mode = { name: "light" };

const [flowFile] = Object.values(
  import.meta.glob<Readonly<Record<string, FlowStory>>>("../../stories/flows.stories.tsx", { eager: true }),
);
const { default: _flowsMeta, ...flowStories } = flowFile ?? {};

beforeEach(async () => () => emulate());

// The first mode is that of the Storybook, which judges each of them in it.
test.each(modes.slice(1))(
  "requirement 37: axe finds nothing in any story: $name",
  { timeout: 180_000 },
  async (mode) => {
    await emulate(mode.media);
    const { container } = await render(<Stories {...mode} />);
    expect(await violations(container)).toEqual([]);
    expect(overflowOf(container)).toBe(0);
  },
);

test("requirement 37: axe finds nothing in any story of a fault, in any mode", { timeout: 300_000 }, async () => {
  const vendors = await Promise.all(kinds.map(async (kind) => ({ kind, vendor: await startLiveVendor(kind) })));
  await timeRuns(vendors, async () => {
    const ended = await Promise.all(vendors.map(({ vendor }) => hasEnded(vendor)));
    expect(kinds.filter((_, index) => ended[index] !== true)).toEqual([]);
  });
  const { container, rerender } = await render(<Faults {...light} vendors={vendors} />);
  await timeRuns(vendors, () => {
    expect(container.querySelectorAll('[aria-busy="true"], [data-status="loading"]')).toHaveLength(0);
  });
  expect(await falselyGreen(container, vendors)).toEqual([]);
  expect(await wrongInAnyMode(container, (mode) => rerender(<Faults {...mode} vendors={vendors} />))).toEqual([]);
});

test("requirement 37: axe finds nothing at the end of any flow, in any mode", { timeout: 180_000 }, async () => {
  configure({ asyncUtilTimeout: 30_000 });
  const flows = Object.entries(flowStories).map(([name, { args, play }]) => ({ name, play, source: args.given() }));
  const { container, rerender } = await render(<Flows {...light} flows={flows} />);
  for (const { name, play, source } of flows) {
    const canvasElement = container.querySelector<HTMLElement>(`[data-story="${name}"]`) ?? container;
    await play({ canvasElement, canvas: within(canvasElement), loaded: { source } });
  }
  expect(await wrongInAnyMode(container, (mode) => rerender(<Flows {...mode} flows={flows} />))).toEqual([]);
});

/** What is wrong in which mode. What is there stays as it is: the page around it changes, and its language. */
async function wrongInAnyMode(page: HTMLElement, show: (mode: Mode) => Promise<void>): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const mode of modes) {
    await emulate(mode.media);
    await show(mode);
    endTransitions();
    const overflow = overflowOf(page);
    const found = [...(await violations(page)), ...(overflow > 0 ? [`${overflow} pixels too wide`] : [])];
    wrong.push(...found.map((one) => `${mode.name}: ${one}`));
  }
  return wrong;
}

/** Parts that only a press or a broken source brings about. */
const later = ["error", "failure", "ignored", "more", "next", "observed"];

test("every part that a widget's page describes is there, and every part that is there is described", async () => {
  const { container } = await render(<Stories name="light" />);
  const wrong = everyNotes.map(({ root, parts }) => {
    const shown = [...container.querySelectorAll<HTMLElement>(`[data-wb="${root}"] [data-part]`)]
      .filter((part) => part.closest<HTMLElement>("[data-wb]")?.dataset["wb"] === root)
      .map(({ dataset }) => dataset["part"] ?? "");
    return {
      root,
      missing: Object.keys(parts).filter((part) => !shown.includes(part) && !later.includes(part)),
      undescribed: [...new Set(shown)].filter((part) => !Object.hasOwn(parts, part)),
    };
  });
  expect(wrong.filter(({ missing, undescribed }) => missing.length + undescribed.length > 0)).toEqual([]);
});

function Stories(mode: Mode) {
  return (
    <Page {...mode}>
      <WaybillProvider now={now} timeZone="UTC" {...pageLanguage(mode.direction ?? "ltr")}>
        <EveryStory direction={mode.direction ?? "ltr"} />
      </WaybillProvider>
    </Page>
  );
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a complete table
const kinds = Object.keys(faultKinds) as readonly FaultKind[];

interface AtFault {
  readonly kind: FaultKind;
  readonly vendor: LiveVendor;
}

/** Faults after which a page says "Up to date" of what is no whole copy. */
async function falselyGreen(page: HTMLElement, vendors: readonly AtFault[]): Promise<readonly FaultKind[]> {
  const stored = await Promise.all(vendors.map(({ vendor }) => vendor.waybill.status.count(contacts)));
  return vendors
    .filter(({ vendor }, index) => stored[index] !== vendor.emulator.count("contacts"))
    .map(({ kind }) => kind)
    .filter((kind) => page.querySelector(`[data-story="${kind}"] [data-wb="card"][data-status="synced"]`) !== null);
}

/** Time runs at all vendors until `holds` does not throw. */
async function timeRuns(vendors: readonly AtFault[], holds: () => void | Promise<void>): Promise<void> {
  const end = new AbortController();
  const running = vendors.map(({ vendor }) => runTime(vendor.clock, end.signal));
  // Both waits of a test are within its own limit: they end what hangs.
  await vi.waitFor(holds, { timeout: 140_000 }).finally(() => {
    end.abort();
  });
  await Promise.all(running);
}

function Faults({ vendors, ...mode }: Mode & { readonly vendors: readonly AtFault[] }) {
  return (
    <Page {...mode}>
      {vendors.map(({ kind, vendor }) => (
        <div key={kind} data-story={kind}>
          <ConnectionPage vendor={vendor} direction={mode.direction ?? "ltr"} />
        </div>
      ))}
    </Page>
  );
}

interface FlowStory {
  readonly args: { readonly given: () => MemorySource };
  readonly play: (context: {
    readonly canvasElement: HTMLElement;
    readonly canvas: ReturnType<typeof within>;
    readonly loaded: { readonly source: MemorySource };
  }) => Promise<void>;
}

interface Flow {
  readonly name: string;
  readonly source: MemorySource;
}

function Flows({ flows, ...mode }: Mode & { readonly flows: readonly Flow[] }) {
  return (
    <Page {...mode}>
      {flows.map(({ name, source }) => (
        <div key={name} data-story={name}>
          <FlowPage source={source} direction={mode.direction ?? "ltr"} />
        </div>
      ))}
    </Page>
  );
}
