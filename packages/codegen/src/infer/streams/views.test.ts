import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { array, documentOf, get, object, query, text } from "../../../test/list-document.ts";
import { inferConnector, inferFrom } from "../infer-connector.ts";
import { readModel } from "../document/operation.ts";

const fields = { id: text, charge: text, amount: text, state: text };
const refund = object(fields);
const charges = { get: get(array(object({ id: text, amount: text }))) };

/** The list that another one is taken for a view of. */
function viewOf(view: string, paths: JsonObject): string | undefined {
  const { connector, report } = inferConnector(documentOf(paths));
  return report.streams.find(({ name }) => connector.streams[name]?.list.path === view)?.answers.view.value;
}

const nested = "/charges/{charge}/refunds";

test.each<[string, JsonObject, string | undefined]>([
  ["the same records", { "/refunds": { get: get(array(refund)) } }, "/refunds"],
  ["records with more fields", { "/refunds": { get: get(array(object({ ...fields, by: text }))) } }, "/refunds"],
  [
    "other records",
    { "/refunds": { get: get(array(object({ id: text, batch: text, amount: text, by: text }))) } },
    undefined,
  ],
  [
    "a part of them",
    {
      "/refunds": {
        get: get(array(refund), { parameters: [{ ...query("state", { ...text, enum: ["open"] }), required: true }] }),
      },
    },
    undefined,
  ],
  [
    "what somebody has to ask for",
    { "/refunds": { get: get(array(refund), { parameters: [{ ...query("q"), required: true }] }) } },
    undefined,
  ],
  ["nothing", {}, undefined],
])("a list below its parent, where the same path without it lists %s", (_, whole, want) => {
  expect(viewOf(nested, { "/charges": charges, [nested]: { get: get(array(refund)) }, ...whole })).toBe(want);
});

test.each<[string, JsonObject, JsonObject]>([
  [
    "the same names",
    { key: text, value: text, kind: text, by: text },
    { key: text, value: text, kind: text, by: text },
  ],
  ["few fields", { id: text, name: text, value: text }, { id: text, name: text, value: text }],
  ["another id", { uuid: text, charge: text, amount: text, state: text }, { ...fields, uuid: text }],
  ["a name", { name: text, amount: text, state: text, by: text }, { name: text, amount: text, state: text, by: text }],
])("what has %s is no view, as records of another kind have that too", (_, own, whole) => {
  const given = (properties: JsonObject) => ({ get: get(array(object(properties))) });
  expect(viewOf(nested, { "/charges": charges, [nested]: given(own), "/refunds": given(whole) })).toBeUndefined();
});

test.each<[string, string]>([
  ["/refunds/search", "/refunds"],
  ["/charges/latest/refunds", nested],
])("%s shows records of %s", (view, whole) => {
  const paths = { "/charges": charges, [whole]: { get: get(array(refund)) }, [view]: { get: get(array(refund)) } };
  expect(viewOf(view, paths)).toBe(whole);
  expect(viewOf(whole, paths)).toBeUndefined();
});

test("a list is no view of itself, nor where nobody knows its parent", () => {
  const paths = { "/refunds": { get: get(array(refund)) }, [nested]: { get: get(array(refund)) } };
  expect(viewOf("/refunds", paths)).toBeUndefined();
  expect(viewOf(nested, paths)).toBeUndefined();
});

test("a view is read, marked and asked about", () => {
  const paths = { "/charges": charges, "/refunds": { get: get(array(refund)) }, [nested]: { get: get(array(refund)) } };
  const { connector, report } = inferConnector(documentOf(paths));
  expect(connector.streams["charges_refunds"]?.parent).toMatchObject({ stream: "charges" });
  expect(report.couldNotTell).toContainEqual({
    stream: "charges_refunds",
    question: "view",
    why: expect.stringContaining("exclude"),
  });
});

const listing = (description: string, more: JsonObject = {}): JsonObject => ({
  get: get(array(refund), { description, ...more }),
});

test.each<[string, JsonObject, JsonObject, string | undefined]>([
  ["the same words", listing("Lists refunds."), listing("Lists refunds."), "/refunds"],
  [
    "the same words, of which one is old",
    listing("Lists refunds.", { deprecated: true }),
    listing("Lists refunds."),
    undefined,
  ],
  [
    "the same words, which name the old one",
    listing("Refunds, once at /refunds."),
    listing("Refunds, once at /refunds."),
    undefined,
  ],
  ["other words", listing("Lists refunds."), listing("Lists the refunds of today."), undefined],
  ["the same words, that anything is described by", listing("List all"), listing("List all"), undefined],
  ["no words", listing(""), listing(""), undefined],
  ["other parameters", listing("Lists refunds."), listing("Lists refunds.", { parameters: [query("day")] }), undefined],
])("a list at another address, described by %s", (_, first, second, want) => {
  expect(viewOf("/money/returns", { "/refunds": first, "/money/returns": second })).toBe(want);
});

test.each(["Refunds", "listRefunds"])(
  "a list titled %s that is deprecated in favour of another one is its view",
  (summary) => {
    const paths = {
      "/refunds": listing("Deprecated version of [listReturns](endpoint:Money-listReturns).", {
        summary,
        deprecated: true,
        operationId: "listRefunds",
      }),
      "/money/returns": listing("Lists what came back.", { operationId: "listReturns" }),
    };
    expect(viewOf("/refunds", paths)).toBe("/money/returns");
    expect(viewOf("/money/returns", paths)).toBeUndefined();
  },
);

test("a list that is deprecated for a reason of its own is no view", () => {
  const paths = {
    "/refunds": listing("Deprecated: lists what relisted Returns.", { deprecated: true, operationId: "listRefunds" }),
    "/money/returns": listing("Lists what came back.", { operationId: "list" }),
  };
  expect(viewOf("/refunds", paths)).toBeUndefined();
});

test("of two addresses the old one is the view", () => {
  const paths = {
    "/refunds": listing("Lists refunds.", { deprecated: true }),
    "/money/returns": listing("Lists refunds."),
  };
  expect(viewOf("/refunds", paths)).toBe("/money/returns");
});

test("a list is no view where the other one is not told", () => {
  const model = readModel(
    documentOf({ "/charges": charges, [nested]: { get: get(array(refund)) }, "/refunds": { get: get(array(refund)) } }),
  );
  const questions = (chosen: readonly string[]): readonly string[] =>
    inferFrom(model, {}, (all) =>
      all.filter(({ outline }) => chosen.includes(outline.candidate.operation.path)),
    ).report.couldNotTell.map(({ question }) => question);
  expect(questions(["/charges", nested, "/refunds"])).toContain("view");
  expect(questions(["/charges", nested])).not.toContain("view");
});
