import { predictOperations } from "../../src/corpus/prediction.ts";
import { inferErrorShape } from "../../src/infer/api/error-shape.ts";
import { inferIdempotencyHeader } from "../../src/infer/operations/idempotency.ts";
import { inferStreams, readCandidates } from "../../src/infer/infer-connector.ts";
import { contractOf } from "../../src/infer/streams/infer-stream.ts";
import type { Model } from "../../src/infer/document/operation.ts";
import { inferParents } from "../../src/infer/parents/parents.ts";
import { inferRateLimits } from "../../src/infer/api/rate-limits.ts";
import type { Keep } from "../../src/infer/rules/rule.ts";
import { inferViews } from "../../src/infer/streams/views.ts";
import { inferWebhooks } from "../../src/infer/api/webhooks.ts";
import type { Told } from "./ablate.ts";

/** Everything that is told of a document under some rules: the contract of each list, and what is told of each operation and not followed. */
export function toldOf(read: Model, keep: Keep): Told {
  const model = { ...read, keep };
  const candidates = readCandidates(model);
  const streams = inferStreams(model, candidates);
  const predictions = predictOperations(model, candidates, streams).map(withoutEvidence);
  const contracts = streams.map((stream) =>
    contractOf(stream, { name: stream.answers.name.value, parent: undefined, open: stream.required.open }),
  );
  const listed = streams.map(({ operation, answers, required: { open, constants }, record }) => {
    const name = `${operation.method} ${operation.path}`;
    const isPart = Object.keys(constants).length > 0;
    return { name, operation, primaryKey: answers.primaryKey.value, open, record, isPart };
  });
  const parents = inferParents(model, listed);
  return {
    predictions,
    answers: new Map([
      ["the API", JSON.stringify(serviceOf(model))],
      ...contracts.map((each): [string, string] => [`${each.list.method} ${each.list.path}`, JSON.stringify(each)]),
      ...[...parents].map(([name, { value }]): [string, string] => [
        `parent of ${name}`,
        JSON.stringify(value ?? null),
      ]),
      ...[...inferViews(model, listed, parents)].map(([name, { value }]): [string, string] => [
        `view of ${name}`,
        value ?? "",
      ]),
      ...streams.map(({ operation: { method, path }, doubts }): [string, string] => [
        `doubts of ${method} ${path}`,
        JSON.stringify(doubts),
      ]),
      ...predictions.map((each): [string, string] => [`told of ${placeOf(each)}`, JSON.stringify(each)]),
    ]),
  };
}

/** What concerns the whole API and comes of rules. */
function serviceOf(model: Model): readonly unknown[] {
  return [inferRateLimits(model), inferErrorShape(model), inferWebhooks(model), inferIdempotencyHeader(model)].map(
    ({ value }) => value,
  );
}

function placeOf(prediction: object): string {
  return `${Reflect.get(prediction, "method")} ${Reflect.get(prediction, "path")}`;
}

function withoutEvidence(prediction: object): object {
  return { ...prediction, evidence: undefined };
}
