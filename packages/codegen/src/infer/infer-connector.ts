import {
  contractVersion,
  parentParameterRef,
  parentParameters,
  type Connector,
  type Json,
  type JsonObject,
  type ParameterRef,
  type StreamContract,
} from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { askedScopes } from "./asked-scopes.ts";
import { inferAuth, type DeclaredScheme } from "./auth.ts";
import { readCandidate, type Candidate } from "./candidate.ts";
import { applyConventions } from "./conventions.ts";
import { contractOf, inferStream, type InferredStream, type StreamAnswers } from "./infer-stream.ts";
import { declaresLink, readModel, type Model } from "./operation.ts";
import { inferParents } from "./parents.ts";
import { createRecordReader } from "./record-reader.ts";
import { findGaps, type Gap } from "./report.ts";
import { inferVersionHeaders } from "./api-version.ts";
import { inferErrorShape, type ErrorShape } from "./error-shape.ts";
import { inferIdempotencyHeader } from "./idempotency.ts";
import { inferRateLimits, type RateLimiting } from "./rate-limits.ts";
import { inferWebhooks, type Webhooks } from "./webhooks.ts";
import { inferService, type Service } from "./service.ts";
import { uniqueNames } from "./stream-name.ts";
import { inferViews } from "./views.ts";

export interface InferOptions {
  /** What the vendor is called; default: the document's title. */
  readonly name?: string | undefined;
  /** Operations that list whatever the document says, as `GET /contacts`: a person knows it. One without an array in its answer still does not. */
  readonly lists?: readonly string[] | undefined;
}

/** What was told about one stream, with what says so. */
export interface StreamReport {
  readonly name: string;
  readonly answers: StreamAnswers & {
    readonly parent: Answer<StreamContract["parent"]>;
    /** Path of the list whose records this one may show once more. */
    readonly view: Answer<string | undefined>;
  };
  /** Schema of the records, as it stands in the document. */
  readonly record: Json | undefined;
  /** Paging parameters that only other lists of the document declare. */
  readonly undeclared: readonly ParameterRef[];
  /** Members of the body that the document requires and that nothing fills. */
  readonly wanted: readonly ParameterRef[];
}

export interface InferenceReport {
  readonly service: Answer<Service>;
  readonly auth: Answer<readonly DeclaredScheme[]>;
  readonly idempotency: Answer<string | undefined>;
  readonly headers: Answer<Readonly<Record<string, string>>>;
  readonly limits: Answer<RateLimiting>;
  readonly errors: Answer<ErrorShape | undefined>;
  readonly webhooks: Answer<Webhooks>;
  readonly streams: readonly StreamReport[];
  /** What a person has to look at: nothing is guessed in silence. */
  readonly couldNotTell: readonly Gap[];
}

export interface Inference {
  readonly connector: Connector;
  readonly report: InferenceReport;
}

/** Reads a connector out of an OpenAPI 3.1 document. Pure: the same document gives the same answer. */
export function inferConnector(document: JsonObject, options: InferOptions = {}): Inference {
  return inferFrom(readModel(document), options);
}

/** The same of a document that is read already. */
export function inferFrom(model: Model, options: InferOptions = {}): Inference {
  const lists = inferStreams(
    model,
    readCandidates(model).map((each) => listed(each, options.lists ?? [])),
  );
  const service = inferService(model, options.name);
  const auth = inferAuth(model);
  const idempotency = inferIdempotencyHeader(model);
  const headers = inferVersionHeaders(lists.map(({ operation }) => operation));
  const limits = inferRateLimits(model);
  const errors = inferErrorShape(model);
  const webhooks = inferWebhooks(model);
  const named = nameStreams(model, lists, headers.value);
  const asked = askedScopes(
    model,
    auth.value,
    named.map(({ contract }) => contract),
  );
  const connector: Connector = {
    contractVersion,
    ...service.value,
    auth: asked.auth,
    limits: limits.value.limits,
    idempotency: idempotency.value === undefined ? undefined : { header: idempotency.value },
    headers: Object.keys(headers.value).length === 0 ? undefined : headers.value,
    streams: Object.fromEntries(named.map(({ contract }) => [contract.name, contract])),
  };
  const streams = named.map(({ report }) => report);
  const asking = tellScopes(auth, connector);
  const couldNotTell = [...findGaps({ connector, service, auth, streams }), ...asked.gaps];
  return {
    connector,
    report: { service, auth: asking, idempotency, headers, limits, errors, webhooks, streams, couldNotTell },
  };
}

/** What the scopes are that are asked for, where fewer are than the document declares. */
function tellScopes(auth: InferenceReport["auth"], connector: Connector): InferenceReport["auth"] {
  if (auth.value.every(({ scheme }, index) => scheme === connector.auth[index])) return auth;
  return { ...auth, evidence: [...auth.evidence, "scopes: those that the streams need"] };
}

/** Every operation that answers with an array, lists or not, in document order. */
export function readCandidates(model: Model): readonly Candidate[] {
  const candidates = model.operations.map((operation) => readCandidate(model, operation));
  return applyConventions(
    model,
    candidates.filter((each) => each !== undefined),
  );
}

function listed(candidate: Candidate, lists: readonly string[]): Candidate {
  const { method, path } = candidate.operation;
  if (candidate.list.value || !lists.includes(`${method} ${path}`)) return candidate;
  return { ...candidate, list: answer(true, 1, "named as a stream in waybill.config.ts") };
}

/** The candidates that list. */
export function inferStreams(model: Model, candidates: readonly Candidate[]): readonly InferredStream[] {
  const facts = { linkHeaders: model.operations.some(declaresLink), records: createRecordReader(model) };
  return candidates.filter(({ list }) => list.value).map((candidate) => inferStream(model, candidate, facts));
}

interface NamedStream {
  readonly contract: StreamContract;
  readonly report: StreamReport;
}

function nameStreams(
  model: Model,
  lists: readonly InferredStream[],
  headers: Readonly<Record<string, string>>,
): readonly NamedStream[] {
  const names = uniqueNames(
    model.keep,
    lists.map(({ operation, answers }) => ({ operation, name: answers.name.value })),
  );
  const sent = new Set(Object.keys(headers).map((name) => `header:${name}`));
  const streams = lists.map((list, index) => ({
    list,
    name: names[index] ?? list.answers.name.value,
    open: list.required.open.filter((ref) => !sent.has(ref)),
  }));
  const asked = streams.map(({ list, name, open }) => ({
    name,
    operation: list.operation,
    primaryKey: list.answers.primaryKey.value,
    open,
    record: list.record,
    isPart: Object.keys(list.required.constants).length > 0,
  }));
  const parents = inferParents(model, asked);
  const views = inferViews(model, asked, parents);
  return streams.map(({ list, name, open }) => {
    const parent = parents.get(name) ?? answer(undefined, 0.9, "not listed for the records of another stream");
    const view = views.get(name) ?? answer(undefined, 0.99, []);
    const filled = new Set(
      parentParameters({ parent: parent.value }).map((each) => parentParameterRef(list.operation, each)),
    );
    const contract = contractOf(list, { name, parent: parent.value, open: open.filter((ref) => !filled.has(ref)) });
    const { record, undeclared } = list;
    const { wanted } = list.required;
    return { contract, report: { name, answers: { ...list.answers, parent, view }, record, undeclared, wanted } };
  });
}
