import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chooseStep, mostInputs } from "./choose-step.ts";
import { allSegments, around, changeDirectory, emptyDirectory, overlapping, segmentsAfter } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { describe as segmentOf, packRows } from "./pack.ts";
import type { SegmentSize } from "./pack.ts";
import { settledLevel } from "./segment.ts";
import type { Row, Segment } from "./segment.ts";

const size: SegmentSize = { bytes: 1_000, rows: 10, tolerated: 4 };
const empty = new Uint8Array(20);
const row = (key: string): Row => ({ key, hash: "h", run: "r", commit: 1, body: empty });
const keyOf = (n: number): string => String(n).padStart(6, "0");

/** A stream's segments with their keys alone: what a step would do, without a database. */
interface Model {
  directory: Directory;
  readonly keys: Map<number, readonly string[]>;
  steps: number;
  rowsMoved: number;
}

function add(model: Model, keys: readonly string[], level: number | undefined): readonly Segment[] {
  return packRows([...new Set(keys)].toSorted().map(row), size).map((packed) => {
    const placed = segmentOf(packed, { id: model.keys.size + 1, level: level ?? settledLevel });
    const segment =
      level === undefined && overlapping(model.directory, placed).length > 0 ? { ...placed, level: 0 } : placed;
    model.keys.set(segment.id, packed.entries.keys);
    model.directory = changeDirectory(model.directory, { added: [segment] });
    return segment;
  });
}

/** Takes steps as the compactor does until none is called for. */
function compact(model: Model, segments: readonly Segment[], when: "busy" | "rest"): void {
  const queue = [...segments];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { id } = next;
    if (!allSegments(model.directory).some((each) => each.id === id)) continue;
    const step = chooseStep(model.directory, next, { when, size });
    if (step === undefined) continue;
    model.steps += 1;
    model.directory = changeDirectory(model.directory, { removed: step.inputs });
    const keys = step.inputs.flatMap((each) => model.keys.get(each.id) ?? []);
    model.rowsMoved += keys.length;
    expect(step.inputs.length).toBeLessThanOrEqual(mostInputs);
    queue.push(...add(model, keys, step.level), ...(when === "rest" ? allSegments(model.directory) : []));
    if (model.steps > 5_000) throw new Error("compaction does not come to an end");
  }
}

function modelOf(pages: readonly (readonly string[])[]): Model {
  const model: Model = { directory: emptyDirectory, keys: new Map(), steps: 0, rowsMoved: 0 };
  for (const page of pages) compact(model, add(model, page, undefined), "busy");
  return model;
}

const depthAt = (directory: Directory, key: string): number => overlapping(directory, { min: key, max: key }).length;

const page = fc.array(fc.integer({ min: 0, max: 400 }).map(keyOf), { minLength: 1, maxLength: 25 });
const pages = fc.array(page, { maxLength: 25 });

test("whatever is written, compaction comes to an end, and no two settled segments overlap", () => {
  fc.assert(
    fc.property(pages, fc.boolean(), (written, rests) => {
      const model = modelOf(written);
      if (rests) compact(model, allSegments(model.directory), "rest");
      const settled = model.directory.levels[settledLevel]?.segments ?? [];
      settled.slice(1).forEach((segment, at) => expect(segment.min > (settled[at]?.max ?? "")).toBe(true));
      const held = new Set(allSegments(model.directory).flatMap(({ id }) => model.keys.get(id) ?? []));
      expect(held).toEqual(new Set(written.flat()));
    }),
  );
});

test("pages that come in order are never written again", () => {
  const ordered = Array.from({ length: 200 }, (_, n) => Array.from({ length: 10 }, (__, at) => keyOf(n * 10 + at)));
  const model = modelOf(ordered);
  expect([model.steps, allSegments(model.directory).length]).toEqual([0, 200]);
});

test("small pages that come in order are joined", () => {
  const ordered = Array.from({ length: 200 }, (_, n) => [keyOf(n)]);
  const model = modelOf(ordered);
  expect(allSegments(model.directory).length).toBeLessThan(40);
  expect(model.rowsMoved).toBeLessThan(3 * 200);
});

test("pages in no order at all are sorted at a price that grows slowly, and few segments lie over any key", () => {
  const scatter = (n: number) => keyOf((n * 7919) % 10_007);
  const scattered = Array.from({ length: 400 }, (_, n) => Array.from({ length: 10 }, (__, at) => scatter(n * 10 + at)));
  const model = modelOf(scattered);
  const depth = Math.max(...scattered.flat().map((key) => depthAt(model.directory, key)));
  expect({ price: model.rowsMoved / 4_000, depth }).toEqual({ price: expect.any(Number), depth: expect.any(Number) });
  expect(model.rowsMoved / 4_000).toBeLessThan(8);
  expect(depth).toBeLessThan(24);
  compact(model, allSegments(model.directory), "rest");
  expect(Math.max(...scattered.flat().map((key) => depthAt(model.directory, key)))).toBeLessThan(8);
});

test("the directory finds what a search through all segments finds", () => {
  const probe = fc.tuple(fc.integer({ min: 0, max: 420 }), fc.integer({ min: 0, max: 420 }));
  fc.assert(
    fc.property(pages, fc.array(probe, { minLength: 1 }), (written, probes) => {
      const { directory, keys } = modelOf(written);
      const all = allSegments(directory);
      const ids = (segments: Iterable<Segment>) => [...segments].map(({ id }) => id);
      for (const [a, b] of probes) {
        const [min, max] = [keyOf(Math.min(a, b)), keyOf(Math.max(a, b))];
        const within = all.filter((each) => each.min <= max && each.max >= min);
        expect(new Set(ids(overlapping(directory, { min, max })))).toEqual(new Set(ids(within)));
        const after = all
          .filter((each) => each.max > min)
          .toSorted((x, y) => (x.min < y.min ? -1 : x.min > y.min ? 1 : x.id - y.id));
        expect(ids(segmentsAfter(directory, min))).toEqual(ids(after));
        const holders = all.filter((each) => keys.get(each.id)?.includes(min) === true);
        expect(ids(around(directory, min))).toEqual(expect.arrayContaining(ids(holders)));
      }
    }),
  );
});
