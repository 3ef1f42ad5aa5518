import { expect, test } from "vitest";
import { onlyStream } from "../../../test/infer-stream.ts";
import { array, object, query, text } from "../../../test/list-document.ts";

/** How a list is paged whose offset is text, and which answers with one. */
function pagingOf(asked: string, answered: object): unknown {
  const { pagination } = onlyStream({
    parameters: [query("offset", text, asked), query("limit")],
    answer: (record) => object({ data: array(record), offset: { ...text, ...answered } }),
  }).stream;
  return pagination;
}

test.each<readonly [string, string, object]>([
  ["nothing is said of", "", {}],
  ["counts", "Number of records to skip", {}],
  ["is echoed", "", { description: "The offset that was asked for" }],
  ["counts, though it is called the next", "Records to skip before the next page", { description: "Of the next page" }],
  ["is a number in an example", "", { example: "100" }],
])("an offset that %s is one", (_, asked, answered) => {
  expect(pagingOf(asked, answered)).toMatchObject({ style: "offset", offset: "offset" });
});

test.each<readonly [string, string, object]>([
  ["is called a token", "Opaque token of a page", {}],
  ["leads to the next page", "", { description: "Leads to the next page; absent on the last" }],
  ["is no number in an example", "", { example: "itr/rec5" }],
])("an offset that %s is handed out", (_, asked, answered) => {
  expect(pagingOf(asked, answered)).toMatchObject({
    style: "cursor",
    cursor: "offset",
    nextCursor: "/offset",
    end: "next",
  });
});
