import { WaybillProvider } from "@waybill/react";
import { ar } from "@waybill/react/messages/ar";
import "@waybill/react/waybill.css";
import axe from "axe-core";
import { cdp } from "vitest/browser";
import { beforeEach, expect, test } from "vitest";
import { render } from "vitest-browser-react";
import "../../stories/.storybook/preview.css";
import { EveryStory } from "../../stories/every-story.tsx";
import { now } from "../../stories/examples.ts";
import { everyNotes } from "../../stories/widget-notes.ts";

interface Mode {
  readonly name: string;
  readonly theme?: "light" | "dark";
  readonly direction?: "ltr" | "rtl";
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
  const { container } = await render(<Page {...mode} />);
  expect(await violations(container)).toEqual([]);
  const { scrollWidth = 1, clientWidth = 0 } = container.querySelector(".room") ?? {};
  expect(scrollWidth, "width").toBeLessThanOrEqual(clientWidth);
});

/** Parts that only a press or a broken source brings about. */
const later = ["error", "failure", "ignored", "more", "next", "observed"];

test("every part that a widget's page describes is there, and every part that is there is described", async () => {
  const { container } = await render(<Page name="light" />);
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

function Page({ theme = "light", direction = "ltr", narrow }: Mode) {
  const arabic = direction === "rtl";
  return (
    <div className="page" data-theme={theme} dir={direction}>
      <h1 hidden>Stories</h1>
      <h2 hidden>Widgets</h2>
      <div className={narrow === true ? "room narrow" : "room"}>
        <WaybillProvider now={now} locale={arabic ? "ar" : "en-GB"} timeZone="UTC" messages={arabic ? ar : undefined}>
          <EveryStory />
        </WaybillProvider>
      </div>
    </div>
  );
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
