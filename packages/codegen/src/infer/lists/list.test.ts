import { describe, expect, test } from "vitest";
import type { Json } from "@waybill/sync/connector";
import { isSeen, onlyStream, streamsOf } from "../../../test/infer-stream.ts";
import {
  array,
  documentOf,
  flag,
  get,
  integer,
  object,
  query,
  text,
  type ListSketch,
} from "../../../test/list-document.ts";
import { conventions } from "../../../test/conventions/conventions.ts";
import { inferConnector, readCandidates } from "../infer-connector.ts";
import { mayList } from "./list.ts";
import { readModel } from "../document/operation.ts";

const person = object({ id: text, name: text });

describe("a list is", () => {
  test.each<readonly [string, ListSketch]>([
    ["an array", { answer: array }],
    ["what is made in batches", { path: "/listBatch", parameters: [query("cursor")] }],
    ["what was sent in bulk", { path: "/sms/getBulk", parameters: [query("page", integer)] }],
    [
      "many that are shown in pages",
      { path: "/contacts/show_many", parameters: [query("ids"), query("page", integer)] },
    ],
    ["a batch that nobody asks for by keys", { path: "/prints/read_batch" }],
    ["an array in an envelope", {}],
    [
      "an array named as the path",
      { path: "/v2/envelopeTemplates", answer: (record) => object({ templates: array(record), folders: array(text) }) },
    ],
    [
      "an array two levels down",
      {
        path: "/plans",
        answer: (record) => object({ data: object({ plans: array(record), server_knowledge: integer }) }),
      },
    ],
    ["paged names", { path: "/labels", record: text, parameters: [query("page", integer)] }],
    [
      "a search with pages in its body",
      {
        method: "post",
        path: "/contacts/search",
        body: object({ limit: integer, cursor: text }),
        answer: (record) => object({ contacts: array(record), cursor: text }),
      },
    ],
    [
      "a tree with pages, though its path ends in a parameter",
      {
        path: "/trees/{sha}",
        parameters: [query("page", integer), query("per_page", integer)],
        answer: (record) => object({ sha: text, tree: array(record), total_count: integer }),
      },
    ],
  ])("%s", (_, sketch) => {
    expect(isSeen({ record: person, ...sketch })).toBe(true);
  });
});

describe("no list is", () => {
  test.each<readonly [string, ListSketch]>([
    [
      "one record with arrays in it",
      {
        path: "/me",
        answer: () => object({ id: text, name: text, roles: array(text), teams: array(person), locale: text }),
      },
    ],
    ["one record by its id", { path: "/contacts/{id}", answer: () => object({ contacts: array(person) }) }],
    [
      "one record in an envelope",
      {
        path: "/account",
        answer: () => object({ data: object({ id: text, owner: person, plan: text, emails: array(person) }) }),
      },
    ],
    ["a map", { path: "/languages", answer: () => ({ type: "object", additionalProperties: integer }) }],
    [
      "a report of several series",
      {
        path: "/emails/metrics",
        answer: () => object({ period: text, opened: array(person), clicked: array(person), bounced: array(person) }),
      },
    ],
    [
      "a series of numbers",
      { path: "/stats", answer: () => object({ title: text, data: object({ cpu: array(array(integer)) }) }) },
    ],
    [
      "a setting that is written as a whole",
      {
        path: "/settings/stop-words",
        answer: () => array(text),
        paths: {
          "/settings/stop-words": {
            get: get(array(text)),
            put: { requestBody: { content: { "application/json": { schema: array(text) } } }, responses: {} },
          },
        },
      },
    ],
    ["a key set (RFC 7517)", { path: "/jwks", answer: () => object({ keys: array(object({ kid: text })) }) }],
    [
      "a creation that answers with an array",
      {
        method: "post",
        path: "/contacts",
        body: object({ name: text }),
        answer: () => object({ data: array(person) }),
      },
    ],
    ["records that are asked for by their ids at once", { path: "/contacts/show_many", parameters: [query("ids")] }],
    ["what was thrown away", { path: "/contacts/trash", parameters: [query("cursor")] }],
    ["records that are asked for by their ids", { parameters: [{ ...query("ids"), required: true }] }],
    ["answers of yes and no", { answer: () => array(flag) }],
    [
      "many things about one thing",
      {
        path: "/contacts/{id}/recipients",
        answer: () =>
          object({
            signers: array(person),
            agents: array(person),
            editors: array(person),
            count: integer,
            valid: flag,
          }),
      },
    ],
  ])("%s", (_, sketch) => {
    expect(isSeen(sketch)).toBe(false);
  });
});

test("a creation is no list, though it takes and gives the envelope of the list beside it, pages and all", () => {
  const page = object({ contacts: array(person), offset: integer, has_more: flag });
  const requestBody = { content: { "application/json": { schema: page } } };
  const document = documentOf({ "/contacts": { get: get(page), post: get(page, { requestBody }) } });
  expect(Object.keys(streamsOf(document))).toEqual(["GET /contacts"]);
});

describe("the records are in", () => {
  const pathOf = (answer: (record: Json) => Json, path = "/orders") =>
    onlyStream({ path, record: person, answer }).stream.items;

  test.each<readonly [string, (record: Json) => Json, string]>([
    ["the answer itself", array, ""],
    [
      "the array named as the path, not the errors before it",
      (record) => object({ errors: array(person), orders: array(record) }),
      "/orders",
    ],
    [
      "the same name before a longer one",
      (record) => object({ order_entries: array(person), orders: array(record) }),
      "/orders",
    ],
    [
      "the usual name, not what is included",
      (record) => object({ included: array(person), data: array(record), links: object({ next: text }) }),
      "/data",
    ],
    [
      "an inner envelope",
      (record) => object({ result: object({ points: array(record) }), status: text }),
      "/result/points",
    ],
  ])("%s", (_, answer, want) => {
    expect(pathOf(answer, want === "/result/points" ? "/points/scroll" : "/orders")).toBe(want);
  });
});

test("the reasons of a decision are told", () => {
  expect(onlyStream({ parameters: [query("page", integer)] }).answers.list.evidence).toContain(
    "+ takes paging parameters",
  );
});

test("operations without a schema, without responses or without anything are passed over", () => {
  const document = documentOf({
    "/a": { get: {} },
    "/b": { get: { responses: {} } },
    "/c": { get: { responses: { "200": { description: "ok" } } } },
    "/d": null,
    "/e": { get: null },
  });
  expect(inferConnector(document).connector.streams).toEqual({});
});

test.each(conventions.map(({ name, document }) => [name, document] as const))(
  "what is passed over before its answer is read is no list: %s",
  (_, document) => {
    const model = readModel(document);
    const lists = readCandidates(model).filter(({ list }) => list.value);
    expect(lists.filter(({ operation }) => !mayList(model, operation))).toEqual([]);
  },
);
