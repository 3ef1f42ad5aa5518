import { describe, expect, test } from "vitest";
import { onlyStream } from "../../../test/infer-stream.ts";
import { inferConnector } from "../infer-connector.ts";
import {
  flag,
  instant,
  integer,
  listDocument,
  object,
  query,
  text,
  type ListSketch,
} from "../../../test/list-document.ts";

const dated = object({ id: text, created_at: instant, updated_at: instant });

describe("changes are asked for by", () => {
  test.each<readonly [string, ListSketch, object]>([
    [
      "a parameter of updates",
      { record: dated, parameters: [query("created_after", instant), query("updated_after", instant)] },
      { param: "updated_after", cursorField: "/updated_at", kind: "updated", format: "date-time", granularityMs: 1000 },
    ],
    [
      "a parameter whose text speaks of updates",
      { record: dated, parameters: [query("since", instant, "Only records updated after this time")] },
      { param: "since", cursorField: "/updated_at" },
    ],
    [
      "the lower bound of a range",
      {
        record: object({ id: text, created: { ...integer, description: "Unix timestamp" } }),
        parameters: [query("created", object({ gte: integer, lt: integer }))],
      },
      { param: "created[gte]", cursorField: "/created", kind: "created", format: "epoch-s" },
    ],
    [
      "If-Modified-Since",
      {
        record: object({ id: text, UpdatedDateUTC: instant }),
        parameters: [{ name: "If-Modified-Since", in: "header", schema: instant }],
      },
      { param: "header:If-Modified-Since", cursorField: "/UpdatedDateUTC" },
    ],
    [
      "a member deep in a search",
      {
        method: "post",
        path: "/orders/search",
        record: dated,
        body: object({
          cursor: text,
          query: object({ filter: object({ updated_at: object({ start_at: instant, end_at: instant }) }) }),
        }),
      },
      { param: "/query/filter/updated_at/start_at", cursorField: "/updated_at" },
    ],
    [
      "a date, which is a whole day",
      {
        record: object({ id: text, modified: { type: "string", format: "date" } }),
        parameters: [query("modified_since", { type: "string", format: "date" })],
      },
      { format: "date", granularityMs: 86_400_000 },
    ],
    [
      "milliseconds",
      {
        record: object({ id: text, updated_at: { ...integer, description: "Unix milliseconds" } }),
        parameters: [query("updated_at_min", { ...integer, description: "Unix milliseconds" })],
      },
      { format: "epoch-ms", granularityMs: 1 },
    ],
  ])("%s", (_, sketch, want) => {
    expect(onlyStream(sketch).stream.incremental).toMatchObject(want);
  });
});

describe("no run follows", () => {
  test.each<readonly [string, ListSketch]>([
    ["a kind of change", { record: dated, parameters: [query("change_type", text, "Only logs of this type")] }],
    [
      "a filter whose members nobody declared",
      { record: dated, parameters: [query("created_at", { type: "object" })] },
    ],
    ["an end", { record: dated, parameters: [query("updated_before", instant)] }],
    [
      "a position of pages",
      { record: dated, parameters: [query("start", integer, "Offset of the first record"), query("limit", integer)] },
    ],
    [
      "an order",
      {
        record: dated,
        parameters: [query("order", text, "Sort by created_at or updated_at, ascending or descending")],
      },
    ],
    [
      "a key",
      { record: dated, parameters: [query("since", integer, "Only organizations with an ID greater than this ID")] },
    ],
    ["a filter language", { record: dated, parameters: [query("filter", text, "updated_at: greater-than")] }],
    ["a delta token", { record: dated, parameters: [query("sync_token")] }],
    [
      "both ends in one value",
      { record: dated, parameters: [query("updated_at_range", text, "Two dates, comma separated")] },
    ],
    [
      "a parameter of another moment than the field",
      { record: object({ id: text, updated_at: instant }), parameters: [query("created_after", instant)] },
    ],
    [
      "a field that may be null",
      {
        record: object({ id: text, updated_at: { type: ["string", "null"], format: "date-time" } }),
        parameters: [query("updated_after", instant)],
      },
    ],
    [
      "a field of another object in the record",
      {
        record: object({ id: text, issue: object({ updated_at: instant }) }),
        parameters: [query("updated_after", instant)],
      },
    ],
  ])("%s", (_, sketch) => {
    expect(onlyStream(sketch).stream.incremental).toBeUndefined();
  });
});

test.each<readonly [string, string, string | undefined]>([
  ["subscription_proration_date", "", undefined],
  ["subscription_start_date", "", undefined],
  ["subscription_start_date", "Only records since this time", "subscription_start_date"],
  ["contact_start_date", "", "contact_start_date"],
  ["date", "", "date"],
])("of a parameter %s %j is told: %s", (name, about, want) => {
  const record = object({ id: text, date: instant });
  expect(onlyStream({ record, parameters: [query(name, instant, about)] }).answers.changes.value.param).toBe(want);
});

test("what a run cannot follow is told all the same", () => {
  const { answers } = onlyStream({ record: dated, parameters: [query("filter", text, "updated_at: greater-than")] });
  expect(answers.changes.value).toMatchObject({ param: "filter", cursorField: "/updated_at", kind: "expression" });
});

test.each([
  ["Records arrive ascending by `updated_at`.", "asc"],
  ["Newest first: descending by updated_at.", "desc"],
  ["Ascending or descending by updated_at, as asked.", "unknown"],
  ["Ascending by name.", "unknown"],
  ["", "unknown"],
])("the order in %j is %s", (description, order) => {
  expect(
    onlyStream({ record: dated, description, parameters: [query("updated_after", instant)] }).stream.incremental?.order,
  ).toBe(order);
});

test.each<readonly [string, ListSketch, object | undefined]>([
  [
    "a flag",
    { record: object({ id: text, deleted: flag }), parameters: [query("include_deleted", flag)] },
    { field: "/deleted", include: { param: "include_deleted", value: true } },
  ],
  [
    "a moment",
    { record: object({ id: text, deleted_at: { type: ["string", "null"], format: "date-time" } }) },
    { field: "/deleted_at", include: undefined },
  ],
  ["a number, which is 0 where nothing was deleted", { record: object({ id: text, date_delete: integer }) }, undefined],
  ["an archive, from which a record comes back", { record: object({ id: text, archived: flag }) }, undefined],
  [
    "a state that is called deleted",
    { record: object({ id: text, status: { enum: ["active", "archived", "DELETED"] } }) },
    { field: "/status", values: ["DELETED"], include: undefined },
  ],
  [
    "a list of what is gone",
    { path: "/deleted_contacts", record: object({ id: text, deleted_at: instant }) },
    undefined,
  ],
  ["a state of archives", { record: object({ id: text, status: { enum: ["active", "archived"] } }) }, undefined],
])("of the marks of a deletion, %s is followed only if it can mean nothing else", (_, sketch, want) => {
  expect(onlyStream(sketch).stream.deletes).toEqual(want);
});

test("a token of an earlier answer is told, and that no run keeps it", () => {
  const { connector, report } = inferConnector(listDocument({ record: dated, parameters: [query("sync_token")] }));
  expect(Object.values(connector.streams)[0]?.incremental).toBeUndefined();
  expect(report.couldNotTell.find(({ question }) => question === "incremental")?.why).toContain("which no run keeps");
});
