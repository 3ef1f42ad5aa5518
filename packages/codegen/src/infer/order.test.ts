import { expect, test } from "vitest";
import type { ListSketch } from "../../test/list-document.ts";
import { onlyStream } from "../../test/infer-stream.ts";
import { instant, object, query, text } from "../../test/list-document.ts";

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
  [
    "a default with a sign",
    { parameters: [{ ...query("sort"), schema: { type: "string", default: "-created_at" } }] },
    "desc",
  ],
  [
    "a default with a word",
    { parameters: [{ ...query("order_by"), schema: { type: "string", default: "created asc" } }] },
    "asc",
  ],
  [
    "two defaults",
    {
      parameters: [
        { ...query("sort"), schema: { type: "string", default: "created" } },
        { ...query("direction"), schema: { type: "string", default: "desc" } },
      ],
    },
    "desc",
  ],
  [
    "a default of another field",
    { parameters: [{ ...query("sort"), schema: { type: "string", default: "-name" } }] },
    "unknown",
  ],
  [
    "a default without a direction",
    { parameters: [{ ...query("sort"), schema: { type: "string", default: "created_at" } }] },
    "unknown",
  ],
  ["silence", {}, "unknown"],
])("the order is read from %s", (_, sketch, want) => {
  expect(orderOf(sketch)).toBe(want);
});
