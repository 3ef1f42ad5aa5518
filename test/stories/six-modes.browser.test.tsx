import { type FaultKind, faultKinds } from "@waybill/emulator";
import { WaybillProvider } from "@waybill/react";
import "@waybill/react/waybill.css";
import axe from "axe-core";
import type { ReactNode } from "react";
import { cdp } from "vitest/browser";
import { beforeEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import "../../stories/.storybook/preview.css";
import { EveryStory } from "../../stories/every-story.tsx";
import { now } from "../../stories/examples.ts";
import { ConnectionPage } from "../../stories/live/live-connection.tsx";
import { type LiveVendor, hasEnded, runTime, startLiveVendor } from "../../stories/live/live-vendor.ts";
import { type Direction, pageLanguage } from "../../stories/page-language.ts";
import { everyNotes } from "../../stories/widget-notes.ts";

interface Mode {
  readonly name: string;
  readonly theme?: "light" | "dark";
  readonly direction?: Direction;
  readonly narrow?: true;
  /** Preferences that the browser says its person has. */
  readonly media?: Readonly<Record<string, string>>;
}

const modes: readonly Mode[] = [
  { name: "light" },
  { name: "dark", theme: "dark" },
  { name: "right to left", direction: "rtl" },
  { name: "320 pixels", narrow: true },
  { name: "forced colours", media: { "forced-colors": "active" } },
  { name: "reduced motion", media: { "prefers-reduced-motion": "reduce" } },
];

const emulate = (media: Mode["media"] = {}) =>
  cdp().send("Emulation.setEmulatedMedia", {
    features: Object.entries(media).map(([name, value]) => ({ name, value })),
  });

beforeEach(async () => () => emulate());

test.each(modes)("requirement 37: axe finds nothing in any story: $name", { timeout: 180_000 }, async (mode) => {
  await emulate(mode.media);
  const { container } = await render(<Stories {...mode} />);
  expect(await violations(container)).toEqual([]);
  expect(overflowOf(container)).toBe(0);
});

test("requirement 37: axe finds nothing in any story of a fault, in any mode", { timeout: 300_000 }, async () => {
  const vendors = await Promise.all(kinds.map(async (kind) => ({ kind, vendor: await startLiveVendor(kind) })));
  await timeRuns(vendors, async () => {
    const ended = await Promise.all(vendors.map(({ vendor }) => hasEnded(vendor)));
    expect(kinds.filter((_, index) => ended[index] !== true)).toEqual([]);
  });
  // The first mode is that of the Storybook, which judges each of them in it.
  for (const mode of modes.slice(1)) {
    await emulate(mode.media);
    const { container, unmount } = await render(<Faults {...mode} vendors={vendors} />);
    await timeRuns(vendors, () => {
      expect(container.querySelectorAll('[aria-busy="true"], [data-status="loading"]')).toHaveLength(0);
    });
    expect(await violations(container), mode.name).toEqual([]);
    expect(overflowOf(container), mode.name).toBe(0);
    await unmount();
  }
});

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
        <EveryStory />
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

/** Time runs at all vendors until `holds` does not throw. */
async function timeRuns(vendors: readonly AtFault[], holds: () => void | Promise<void>): Promise<void> {
  const end = new AbortController();
  const running = vendors.map(({ vendor }) => runTime(vendor.clock, end.signal));
  await vi.waitFor(holds, { timeout: 60_000 }).finally(() => {
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

function Page({ theme = "light", direction = "ltr", narrow, children }: Mode & { readonly children: ReactNode }) {
  return (
    <div className="page" data-theme={theme} dir={direction}>
      <h1 hidden>Stories</h1>
      <h2 hidden>Widgets</h2>
      <div className={narrow === true ? "room narrow" : "room"}>{children}</div>
    </div>
  );
}

/** By how many pixels what is on a page is wider than its room. */
function overflowOf(page: Element): number {
  const { scrollWidth = 1, clientWidth = 0 } = page.querySelector(".room") ?? {};
  return Math.max(0, scrollWidth - clientWidth);
}

const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const rules = { "target-size": { enabled: true }, region: { enabled: false } };

/** What is wrong, and in which story. */
async function violations(page: Element): Promise<readonly string[]> {
  const found = await axe.run(page, { runOnly, rules, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => {
      const element = document.querySelector(String(target[0]));
      return `${id}: ${element?.closest<HTMLElement>("[data-story]")?.dataset["story"]}: ${element?.outerHTML.slice(0, 200)} ${any[0]?.message ?? ""}`;
    }),
  );
}
