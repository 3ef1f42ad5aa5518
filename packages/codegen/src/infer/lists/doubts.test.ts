import type { Json } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { array, integer, listDocument, object, query, text, type ListSketch } from "../../../test/list-document.ts";
import { inferConnector } from "../infer-connector.ts";

function doubtsOf(sketch: ListSketch) {
  return inferConnector(listDocument(sketch)).report.streams.flatMap(({ doubts }) => doubts);
}

test.each([
  ["fields", "Attributes to include, also those that are not normally returned."],
  ["opt_fields", "The answer excludes some properties by default. Name those that are wanted."],
  ["include_fields", "Optional fields, which are not provided by default."],
])("%s: %s", (name, description) => {
  expect(doubtsOf({ parameters: [query(name, text, description)] })).toEqual([
    { question: "list", why: expect.stringContaining(`without ${name} the vendor leaves fields`) },
  ]);
});

test.each([
  ["fields", "The fields to return. All by default."],
  ["include", "Objects that are not returned by default."],
])("no question is asked about %s: %s", (name, description) => {
  expect(doubtsOf({ parameters: [query(name, text, description)] })).toEqual([]);
});

const filters = [query("project"), query("tag")];

test.each([
  "You must specify a `project` or a `tag`.",
  "Lists contacts. At least one of `project` and\n`tag` has to be there.",
  "Requires a `project`, otherwise nothing is listed.",
])("a filter that is required in words is asked about: %j", (description) => {
  expect(doubtsOf({ parameters: filters, description })).toEqual([
    { question: "required", why: expect.stringMatching(/^the document says: "(You|At|Requires).*`project`/) },
  ]);
});

test.each([
  "You can specify a `project`.",
  "To list drafts, you must specify a `project`.",
  "You must specify a `workspace`.",
  "You must be an administrator.",
])("no filter is required by %j", (description) => {
  expect(doubtsOf({ parameters: filters, description })).toEqual([]);
});

test("a parameter that the document itself requires is not asked about twice", () => {
  const parameters = [{ ...query("project"), required: true }];
  expect(doubtsOf({ parameters, description: "You must specify a `project`." })).toEqual([]);
});

const groups = (inner: Json): ListSketch => ({
  path: "/contacts",
  record: object({ id: text, name: text, contacts: inner }),
  answer: (record) => object({ contact_groups: array(record) }),
});

test("groups that each hold an array named as the path are asked about", () => {
  expect(doubtsOf(groups(array(object({ id: text, email: text }))))).toEqual([
    { question: "items", why: expect.stringContaining("each record of contact_groups holds an array contacts") },
  ]);
});

test.each<readonly [string, Json]>([
  ["a count", integer],
  ["their keys", array(text)],
  ["the same records in short", array(object({ id: text, name: text }))],
])("groups that hold %s are not", (_, inner) => {
  expect(doubtsOf(groups(inner))).toEqual([]);
});
