import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { onlyStream } from "../../../test/infer-stream.ts";
import {
  array,
  flag,
  get,
  instant,
  integer,
  listDocument,
  object,
  query,
  text,
  type ListSketch,
} from "../../../test/list-document.ts";
import { inferConnector } from "../infer-connector.ts";

const envelope = (members: JsonObject) => (record: Json) => object({ data: array(record), ...members });
const bare = (record: Json) => array(record);
const uri = { type: "string", format: "uri" };
const link = { Link: { description: "RFC 8288", schema: text } };
const limit = query("limit", { type: "integer", maximum: 250 });

const styles: readonly (readonly [string, ListSketch, object])[] = [
  [
    "a token and its namesake",
    { parameters: [query("cursor")], answer: envelope({ next_cursor: text }) },
    { style: "cursor", cursor: "cursor", nextCursor: "/next_cursor", end: "next" },
  ],
  [
    "a token deep in the answer",
    {
      parameters: [query("after")],
      answer: envelope({ paging: object({ next: object({ after: text, link: uri }) }) }),
    },
    { style: "cursor", cursor: "after", nextCursor: "/paging/next/after" },
  ],
  [
    "a page token of another name",
    { parameters: [query("pageToken")], answer: envelope({ nextPageToken: text }) },
    { style: "cursor", cursor: "pageToken", nextCursor: "/nextPageToken" },
  ],
  [
    "cursors of both directions",
    {
      parameters: [query("after"), query("before")],
      answer: envelope({ meta: object({ cursors: object({ before: text, after: text }) }) }),
    },
    { style: "cursor", cursor: "after", nextCursor: "/meta/cursors/after" },
  ],
  [
    "a token and a flag, which decides",
    { parameters: [query("cursor")], answer: envelope({ has_more: flag, next_cursor: text }) },
    { style: "cursor", hasMore: "/has_more", end: "has-more" },
  ],
  [
    "an offset that is a token",
    {
      parameters: [query("offset")],
      answer: (record) =>
        object({ records: array(record), offset: { ...text, description: "Token of the next page" } }),
    },
    { style: "cursor", cursor: "offset", nextCursor: "/offset" },
  ],
  [
    "a page that is a token",
    { parameters: [query("page")], answer: envelope({ next_page: text }) },
    { style: "cursor", cursor: "page", nextCursor: "/next_page" },
  ],
  [
    "page numbers to a count of pages",
    { parameters: [query("page", integer), limit], answer: envelope({ total_pages: integer, total: integer }) },
    { style: "page", page: "page", first: 1, totalPages: "/total_pages", total: "/total", end: "total-pages" },
  ],
  [
    "page numbers with nothing else, read to an empty page",
    { parameters: [query("page", integer)], answer: bare },
    { style: "page", page: "page", end: "empty-page" },
  ],
  [
    "page numbers from zero, by their default",
    { parameters: [query("page", { ...integer, default: 0 })], answer: bare },
    { style: "page", first: 0 },
  ],
  [
    "page numbers from zero, by their text",
    { parameters: [query("page", integer, "Zero-based page index")], answer: bare },
    { style: "page", first: 0 },
  ],
  [
    "an offset and a total, read to an empty page",
    { parameters: [query("offset", integer), limit], answer: envelope({ total: integer }) },
    { style: "offset", offset: "offset", total: "/total", end: "empty-page" },
  ],
  [
    "an offset that is echoed",
    {
      parameters: [query("start", integer), query("count", integer)],
      answer: envelope({ start: integer, count: integer }),
    },
    { style: "offset", offset: "start", total: undefined },
  ],
  [
    "an offset and a flag",
    { parameters: [query("skip", integer)], answer: envelope({ has_more: flag }) },
    { style: "offset", hasMore: "/has_more", end: "has-more" },
  ],
  [
    "the offset of the next page",
    { parameters: [query("start", integer)], answer: envelope({ pagination: object({ next_start: integer }) }) },
    { style: "offset", nextOffset: "/pagination/next_start" },
  ],
  [
    "the id of the last record",
    { parameters: [query("starting_after", text, "An object ID")], answer: envelope({ has_more: flag }) },
    { style: "keyset", key: "starting_after", keyField: "/id", hasMore: "/has_more", end: "has-more" },
  ],
  [
    "a field of the last record that is named",
    {
      parameters: [query("offset", integer, "Records with a JournalNumber greater than the offset")],
      record: object({ id: text, JournalNumber: integer }),
    },
    { style: "keyset", key: "offset", keyField: "/JournalNumber", end: "empty-page" },
  ],
  [
    "a declared Link header",
    { parameters: [query("page", integer), limit], answer: bare, headers: link },
    { style: "link-header", pageSize: { param: "limit", size: 250, max: 250 } },
  ],
  [
    "an address in the answer",
    { parameters: [limit], answer: envelope({ next: uri, has_more: flag }) },
    { style: "next-url", nextUrl: "/next", hasMore: "/has_more" },
  ],
  [
    "an address among links",
    {
      parameters: [query("page[cursor]")],
      answer: envelope({ links: object({ self: text, next: text, prev: text }) }),
    },
    { style: "next-url", nextUrl: "/links/next" },
  ],
  [
    "an OData address before its numbers",
    {
      parameters: [query("$top", integer), query("$skip", integer)],
      answer: (record) => object({ value: array(record), "@odata.nextLink": text }),
    },
    { style: "next-url", nextUrl: "/@odata.nextLink" },
  ],
  [
    "a search whose body pages",
    {
      method: "post",
      path: "/contacts/search",
      body: object({ cursor: text, limit: integer }),
      answer: envelope({ cursor: text }),
    },
    { style: "cursor", cursor: "/cursor", nextCursor: "/cursor", pageSize: { param: "/limit" } },
  ],
  ["nothing", {}, { style: "none" }],
  ["a limit alone, which is no page", { parameters: [limit] }, { style: "none" }],
  [
    "times, which are no positions",
    { parameters: [query("after", instant), query("since", instant)] },
    { style: "none" },
  ],
];

test.each(styles)("%s", (_, sketch, want) => {
  expect(onlyStream(sketch).stream.pagination).toMatchObject(want);
});

describe("the page size", () => {
  const sizeOf = (schema: Json, description = "") =>
    onlyStream({
      parameters: [query("cursor"), query("limit", schema, description)],
      answer: envelope({ next_cursor: text }),
    }).stream.pagination.pageSize;

  test.each([
    ["is the declared maximum", { ...integer, maximum: 250, default: 20 }, "", { size: 250, max: 250 }],
    ["stays within reason", { ...integer, maximum: 100_000 }, "", { size: 1000, max: 100_000 }],
    ["is the maximum of the text", integer, "How many, up to 500.", { size: 500, max: 500 }],
    ["is a default that is the maximum", integer, "The default of 100 is also the maximum.", { size: 100, max: 100 }],
    ["is the maximum before its name", integer, "(200 is the maximum `limit`)", { size: 200, max: 200 }],
    ["understands a range", integer, "A limit between 1 and 1,000.", { size: 1000, max: 1000 }],
    ["is the vendor's default where no maximum is told", { ...integer, default: 25 }, "", { size: 25, max: undefined }],
    ["is a usual one where nothing is told", integer, "", { size: 100, max: undefined }],
  ])("%s", (_, schema, description, want) => {
    expect(sizeOf(schema, description)).toEqual({ param: "limit", ...want });
  });
});

test("an estimated total is never compared with true counts", () => {
  const { stream } = onlyStream({
    parameters: [query("page", integer)],
    answer: envelope({ estimated_total: integer }),
  });
  expect(stream.pagination.total).toBeUndefined();
});

test("a token parameter without a token anywhere is a guess, and says so", () => {
  const { answers } = onlyStream({ parameters: [query("cursor")], answer: bare });
  expect(answers.pagination.confidence).toBeLessThan(0.5);
});

test("a list that goes both ways by keys and has no flag may arrive newest first, which is said", () => {
  const byId = (name: string) => query(name, text, "A record's ID");
  expect(
    onlyStream({ parameters: [byId("after"), byId("before")], answer: bare }).answers.pagination.confidence,
  ).toBeLessThan(0.8);
  expect(
    onlyStream({ parameters: [byId("after")], answer: bare }).answers.pagination.confidence,
  ).toBeGreaterThanOrEqual(0.8);
});

test("a position is the field that its text names, before the key of the record", () => {
  const { stream } = onlyStream({
    path: "/journals",
    parameters: [query("after", integer, "Journals with a JournalNumber greater than this are listed.")],
    record: object({ id: text, JournalNumber: integer }),
    answer: bare,
  });
  expect(stream.pagination).toMatchObject({ style: "keyset", keyField: "/JournalNumber" });
});

test.each(["has_more", "total_count", "total_pages"])(
  "an address beside %s is followed though nothing is asked",
  (name) => {
    const signals = {
      next: { type: "string", format: "uri" },
      [name]: name === "has_more" ? { type: "boolean" } : integer,
    };
    expect(onlyStream({ answer: envelope(signals) }).stream.pagination).toMatchObject({
      style: "next-url",
      nextUrl: "/next",
    });
  },
);

test("an address alone may lead anywhere", () => {
  const { stream } = onlyStream({ answer: envelope({ next: { type: "string", format: "uri" } }) });
  expect(stream.pagination.style).toBe("none");
});

test("a position that nothing tells is not passed over in silence: only the first page would be read", () => {
  const { stream, answers } = onlyStream({
    parameters: [query("after")],
    record: object({ score: integer }),
    answer: bare,
  });
  expect(stream.pagination.style).toBe("none");
  expect(answers.pagination.confidence).toBeLessThan(0.5);
  expect(answers.pagination.evidence.join()).toContain("only the first one is read");
});

describe("what one list forgot and others declare", () => {
  const whole = (name: string) => ({
    [`/${name}`]: {
      get: get(object({ data: array(object({ id: text })), next_cursor: text }), {
        parameters: [query("cursor"), limit],
      }),
    },
  });
  const others = { ...whole("companies"), ...whole("deals") };
  const pagingOf = (sketch: ListSketch) =>
    inferConnector(listDocument({ ...sketch, paths: others })).connector.streams["contacts"]?.pagination;

  test("a token that the answer does not declare is looked for where theirs is", () => {
    expect(pagingOf({ parameters: [query("cursor")], answer: bare })).toMatchObject({
      style: "cursor",
      nextCursor: "/next_cursor",
    });
  });

  test("a parameter that is not declared is sent where the answer has a token", () => {
    expect(pagingOf({ answer: envelope({ next_cursor: text }) })).toMatchObject({ style: "cursor", cursor: "cursor" });
  });

  test("a list without either stays as it is", () => {
    expect(pagingOf({})).toMatchObject({ style: "none" });
  });

  test("what is borrowed is marked as unsure", () => {
    const { report } = inferConnector(listDocument({ answer: envelope({ next_cursor: text }), paths: others }));
    expect(report.couldNotTell).toContainEqual(
      expect.objectContaining({
        stream: "contacts",
        question: "pagination",
        why: expect.stringContaining("other lists"),
      }),
    );
  });
});
