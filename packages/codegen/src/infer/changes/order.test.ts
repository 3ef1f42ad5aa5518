import { expect, test } from "vitest";
import type { ListSketch } from "../../../test/list-document.ts";
import { onlyStream } from "../../../test/infer-stream.ts";
import { instant, object, query, text } from "../../../test/list-document.ts";

const orderOf = (sketch: ListSketch): string | undefined =>
  onlyStream({
    record: object({ id: text, created_at: instant }),
    ...sketch,
    parameters: [query("created_after", instant), ...(sketch.parameters ?? [])],
  }).stream.incremental?.order;

test.each<readonly [string, ListSketch, string]>([
  ["a text that names the field", { description: "Sorted ascending by `created_at`." }, "asc"],
  [
    "a text that says newest first",
    { description: "Returned with the most recently created contacts appearing first." },
    "desc",
  ],
  ["silence", {}, "unknown"],
])("the order is read from %s", (_, sketch, want) => {
  expect(orderOf(sketch)).toBe(want);
});

test("what a sort parameter sorts by when it is left out is not taken for the order of what changed since", () => {
  const sort = { ...query("sort"), schema: { type: "string", default: "-created_at" } };
  expect(orderOf({ parameters: [sort] })).toBe("unknown");
});
