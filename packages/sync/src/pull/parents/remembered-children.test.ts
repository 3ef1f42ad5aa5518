import { afterEach, expect, test, vi } from "vitest";
import { byPath, byQuery, lineageOf } from "../../../test/lineage.ts";

afterEach(() => vi.restoreAllMocks());

test.each([
  ["unique among siblings", byPath],
  ["unique in the stream", byQuery],
])("lists of children that came before are not parsed again where keys are %s", async (_, shape) => {
  const lineage = lineageOf(shape);
  lineage.addTeam("w1", "1", "a", "b");
  lineage.addTeam("w2", "2", "c");
  await lineage.pullAll("full");
  const parse = vi.spyOn(JSON, "parse");
  expect(await lineage.pullAll("full")).toMatchObject({ outcome: "complete", counts: { unchanged: 3, created: 0 } });
  expect(parse.mock.calls.filter(([text]) => text.includes('"data":['))).toEqual([]);
});
