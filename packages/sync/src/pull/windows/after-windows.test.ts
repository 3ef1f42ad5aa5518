import { leaveWindow } from "./window-progress.ts";
import { describe, expect, test } from "vitest";
import type { WindowProgress } from "../checkpoint/windows-so-far.ts";
import { changingStream } from "../../../test/changing-rows.ts";
import { judgeWindows, positionAfterWindows } from "./after-windows.ts";

const { incremental } = changingStream();
const mark = (at: number) => ({ value: new Date(at).toISOString(), at });
const progress: WindowProgress = { left: [], spanMs: 10, horizon: 100, blocks: 0, read: 3, gaps: [], missed: 0 };

describe("the watermark after windows of which the last failed", () => {
  test.each([
    {
      name: "is no later than what was read, where the device's clock is fast",
      open: 90,
      previous: 20,
      reached: 40,
      want: { watermark: mark(40) },
    },
    { name: "is where the gap begins", open: 30, previous: 20, reached: 40, want: { watermark: mark(30) } },
    { name: "stays where nothing tells how far it may go", open: 90, previous: 20, want: { watermark: mark(20) } },
    { name: "does not come to be where nothing was read", open: 90, want: { watermark: undefined } },
    {
      name: "stays ahead of a gap, which is remembered",
      open: 10,
      previous: 20,
      reached: 40,
      want: { watermark: mark(20), gaps: [{ from: 10, to: 20 }] },
    },
  ])("$name", ({ open, previous, reached, want }) => {
    if (incremental === undefined) throw new TypeError("the stream is incremental");
    const of = (at: number | undefined) => (at === undefined ? undefined : mark(at));
    const windows = { ...progress, gaps: [{ from: open }] };
    const position = positionAfterWindows(windows, incremental, { previous: of(previous), reached: of(reached) });
    expect(position).toEqual({ gaps: undefined, ...want });
  });
});

describe("windows that leave no time out", () => {
  const doubted = leaveWindow(
    { ...progress, at: { from: 0 } },
    { kind: "read", unproven: "the list moved" },
    {
      blocks: 0,
      reported: 3,
    },
  );

  test.each([
    { name: "prove a run", windows: progress, kind: "updated", want: { proven: true, by: "intervals" } },
    {
      name: "prove nothing where the list of one was in doubt",
      windows: doubted,
      kind: "updated",
      want: { proven: false, why: "the list moved" },
    },
    {
      name: "prove nothing where records can move from one to another",
      windows: progress,
      kind: "event-time",
      want: { proven: false, why: expect.stringContaining("another date") },
    },
  ] as const)("$name", ({ windows, kind, want }) => {
    expect(judgeWindows(windows, { mode: "full", incremental: { kind } }).completeness).toEqual(want);
  });
});
