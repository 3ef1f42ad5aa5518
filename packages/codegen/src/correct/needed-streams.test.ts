import { expect, test } from "vitest";
import { array, documentOf, get, object, query, text } from "../../test/list-document.ts";
import { memoryIo } from "../../test/memory-io.ts";
import { inferLists } from "../generate.ts";
import { inferFrom } from "../infer/infer-connector.ts";
import { readModel } from "../infer/document/operation.ts";
import { loadDocument } from "../load/load-document.ts";
import { applyCorrections } from "./apply-corrections.ts";
import type { Corrections } from "../config/config.ts";
import { neededStreams } from "./needed-streams.ts";

const list = get(array(object({ id: text, name: text })));
const document = documentOf({
  "/users": { get: list },
  "/users/{user_id}/boards": { get: list },
  "/users/{user_id}/boards/{board_id}/cards": { get: list },
  "/labels": { get: get(array(object({ id: text })), { parameters: [query("cursor")] }) },
  "/colours": { get: list },
});
const model = readModel(document);
const all = ["users", "boards", "cards", "labels", "colours"];

const places: readonly { given: Corrections; want: readonly string[] }[] = [
  { given: {}, want: all },
  { given: { exclude: ["labels"] }, want: all },
  { given: { include: ["labels"] }, want: ["labels"] },
  { given: { include: ["GET /labels"] }, want: ["labels"] },
  { given: { include: ["cards", "boards", "users"] }, want: ["users", "boards", "cards"] },
  { given: { include: ["labels"], exclude: ["colours"] }, want: ["labels", "colours"] },
  { given: { include: ["tags"], streams: { labels: { name: "tags" } } }, want: ["labels"] },
  { given: { include: ["colours"], streams: { "GET /labels": { name: "tags" } } }, want: ["labels", "colours"] },
  { given: { include: ["labels"], streams: { labels: { name: "colours" } } }, want: all },
  {
    given: { include: ["labels"], streams: { labels: { parent: { stream: "colours" } } } },
    want: ["labels", "colours"],
  },
  { given: { include: ["boards"], streams: { boards: { parent: false } } }, want: ["users", "boards"] },
  { given: { include: ["cards"] }, want: ["users", "boards", "cards"] },
  { given: { include: ["labelz"] }, want: all },
  { given: { include: ["labels"], exclude: ["kolours"] }, want: all },
  { given: { include: ["labels"], streams: { tags: {} } }, want: all },
  { given: { include: ["labels"], streams: { labels: { name: "tags" } } }, want: all },
  { given: { include: [] }, want: all },
];

test.each(places)("$given takes the streams $want", ({ given, want }) => {
  let told: readonly string[] = [];
  inferFrom(model, {}, (streams) => {
    told = neededStreams(streams, given).map(({ name }) => name);
    return streams;
  });
  expect(told).toEqual(want);
});

test.each(places)("what comes of $given is the same as where all streams are told", async ({ given }) => {
  const loaded = await loadDocument("-", memoryIo({ "-": JSON.stringify(document) }));
  const whole = outcomeOf(() =>
    applyCorrections({ inference: inferFrom(model), model, corrections: given, place: "the corrections" }),
  );
  expect(outcomeOf(() => inferLists(loaded, { corrections: given }))).toEqual(whole);
});

function outcomeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
