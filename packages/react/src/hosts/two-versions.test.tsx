import { renderToString } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type * as Waybill from "../index.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createMemorySource } from "../testing/memory-source.ts";

const target = { connection: "hubspot" };

/** The whole package anew, as a second version in a bundle would be. */
async function copy(): Promise<typeof Waybill> {
  vi.resetModules();
  return import("../index.ts");
}

const [one, two] = [await copy(), await copy()];

test("requirement 74: two versions of the package on one page share no context, ids or announcer", () => {
  expect(one.WaybillProvider).not.toBe(two.WaybillProvider);
  const clock = createManualClock(0);
  const html = renderToString(
    <one.WaybillProvider source={createMemorySource()} clock={clock}>
      <two.WaybillProvider source={createMemorySource()} clock={clock}>
        <one.IntegrationCard target={target} />
        <two.IntegrationCard target={target} />
      </two.WaybillProvider>
    </one.WaybillProvider>,
  );
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
  expect(html.match(/data-wb="announcer"/g)).toHaveLength(2);
  expect(html.match(/data-wb="card"/g)).toHaveLength(2);
});

test("requirement 74: a widget does not find the provider of another version", () => {
  const page = (
    <one.WaybillProvider source={createMemorySource()} clock={createManualClock(0)}>
      <two.SyncStatusBadge target={target} />
    </one.WaybillProvider>
  );
  expect(() => renderToString(page)).toThrow(/Waybill: \w+ has no status to show.* of the same copy of the package/);
});
