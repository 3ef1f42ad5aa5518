import { expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { SURE } from "../rules/answer.ts";
import { onlyStream } from "../../../test/infer-stream.ts";
import { array, get, integer, object, query, text, type ListSketch } from "../../../test/list-document.ts";

const one = (path: string, answer: JsonObject = object({})): JsonObject => ({ [path]: { get: get(answer) } });
const rate = object({ to: text, from: text, rate: integer });
const flight = object({ uuid: text, origin: text, destination: text });
const booking = object({ reference: text, year: integer, month: integer });
const issue = object({ number: integer, status: text });
const article = object({ slug: text, locale: text });

test.each<readonly [string, ListSketch, readonly string[]]>([
  [
    "the columns that are marked, before an id, and all of them",
    {
      record: object({
        id: text,
        order_id: { ...integer, description: "Note:\nThis is a Primary Key.<pk/>" },
        line: { ...integer, description: "Note:\nThis is a Primary Key.<pk/>" },
      }),
    },
    ["/order_id", "/line"],
  ],
  [
    "what several parameters read one record by",
    { path: "/rates", record: rate, paths: one("/rates/{from}/{to}", rate) },
    ["/from", "/to"],
  ],
  [
    "nothing composite where several parameters select a list",
    { path: "/bookings", record: booking, paths: one("/bookings/{year}/{month}", array(booking)) },
    [],
  ],
  [
    "nothing composite where several parameters read something else",
    {
      path: "/bookings",
      record: booking,
      paths: one("/bookings/{year}/{month}", object({ year: integer, month: integer })),
    },
    [],
  ],
  [
    "nothing composite where something is done by several parameters",
    { path: "/rates", record: rate, paths: { "/rates/{from}/{to}": { post: get(rate) } } },
    [],
  ],
  [
    "a name of keys before what several parameters read",
    { path: "/flights", record: flight, paths: one("/flights/{origin}/{destination}", flight) },
    ["/uuid"],
  ],
  [
    "what one parameter reads before what several do something by",
    {
      path: "/issues",
      record: issue,
      paths: { ...one("/issues/{number}", issue), "/issues/{number}/{status}": { post: { responses: {} } } },
    },
    ["/number"],
  ],
  [
    "what one parameter reads before what several read",
    {
      path: "/articles",
      record: article,
      paths: { ...one("/articles/{slug}", article), ...one("/articles/{slug}/{locale}", article) },
    },
    ["/slug"],
  ],
  [
    "nothing composite where the record lacks one of them",
    { path: "/rates", record: object({ from: text, rate: integer }), paths: one("/rates/{from}/{to}") },
    [],
  ],
  [
    "nothing composite where something stands between the parameters",
    {
      path: "/rates",
      record: object({ from: text, day: text, rate: integer }),
      paths: one("/rates/{from}/days/{day}"),
    },
    [],
  ],
  ["id before anything else", { record: object({ uuid: text, id: text }) }, ["/id"]],
  [
    "the collection's own id",
    { path: "/envelopes", record: object({ accountId: text, envelopeId: text }) },
    ["/envelopeId"],
  ],
  [
    "the id of what the array holds",
    { path: "/connect", record: object({ connectId: integer, name: text }) },
    ["/connectId"],
  ],
  [
    "the noun before a word of state",
    { path: "/worklog/updated", record: object({ worklogId: integer, updatedTime: integer }) },
    ["/worklogId"],
  ],
  [
    "what one record is read by",
    { path: "/tags", record: object({ name: text, color: text }), paths: one("/tags/{tag_name}") },
    ["/name"],
  ],
  [
    "the end of what one record is read by",
    { path: "/tasks", record: object({ gid: text, name: text }), paths: one("/tasks/{task_gid}") },
    ["/gid"],
  ],
  [
    "a field that says it identifies",
    {
      path: "/users",
      record: object({
        key: { ...text, description: "Deprecated" },
        accountId: { ...text, description: "Uniquely identifies the user." },
      }),
    },
    ["/accountId"],
  ],
  ["a name of keys", { path: "/logs", record: object({ uuid: text, actor: object({ id: text }) }) }, ["/uuid"]],
  [
    "the record in an object of its name",
    { path: "/customers", record: object({ customer: object({ id: text }), card: object({ id: text }) }) },
    ["/customer/id"],
  ],
  ["a name, for want of an id", { path: "/event-types", record: object({ name: text, description: text }) }, ["/name"]],
  [
    "nothing where only others' ids are there",
    { path: "/access_logs", record: object({ user_id: text, username: text, count: integer }) },
    [],
  ],
  [
    "nothing in plain values",
    { path: "/dates", record: text, parameters: [{ name: "page", in: "query", schema: integer }] },
    [],
  ],
  [
    "nothing in a wrapped record of another name",
    { path: "/recent_items", record: object({ type: text, item: object({ id: text }) }) },
    [],
  ],
])("%s", (_, sketch, want) => {
  expect(onlyStream(sketch).stream.primaryKey).toEqual(want);
});

test("plain values are known by themselves, and nothing is asked about their key", () => {
  const { answers } = onlyStream({ path: "/topics", record: text, parameters: [query("page", integer)] });
  expect(answers.primaryKey).toMatchObject({ value: [], confidence: 0.9 });
});

test("a key of several parameters is a question, as a path of parameters may select several records", () => {
  const { answers } = onlyStream({ path: "/rates", record: rate, paths: one("/rates/{from}/{to}", rate) });
  expect(answers.primaryKey.confidence).toBeLessThan(SURE);
});
