import {
  contractVersion,
  type Connector,
  type Json,
  type JsonObject,
  type ParameterRef,
  type StreamContract,
} from "@waybill/sync/connector";
import { answer, type Answer } from "./rules/answer.ts";
import { askedScopes, tellScopes } from "./auth/asked-scopes.ts";
import { inferAuth, type DeclaredScheme } from "./auth/auth.ts";
import { readCandidate, type Candidate } from "./lists/candidate.ts";
import { applyConventions } from "./lists/conventions.ts";
import {
  contractOf,
  inferStream,
  type DocumentFacts,
  type InferredStream,
  type StreamAnswers,
} from "./streams/infer-stream.ts";
import { mayList } from "./lists/list.ts";
import { declaresLink, readModel, type Model, type Operation } from "./document/operation.ts";
import { outlineStream, type StreamOutline } from "./streams/outline-stream.ts";
import { createRecordReader } from "./records/record-reader.ts";
import { relateStreams, type RelatedAnswers, type RelatedStream } from "./streams/relate-streams.ts";
import { findGaps } from "./find-gaps.ts";
import type { Gap } from "./rules/gap.ts";
import { inferVersionHeaders } from "./api/api-version.ts";
import type { Doubt } from "./lists/doubts.ts";
import { inferErrorShape, type ErrorShape } from "./api/error-shape.ts";
import { inferIdempotencyHeader } from "./operations/idempotency.ts";
import { inferRateLimits, type RateLimiting } from "./api/rate-limits.ts";
import { inferWebhooks, type Webhooks } from "./api/webhooks.ts";
import { inferService, type Service } from "./api/service.ts";
import { operationName } from "./document/operation-name.ts";

/** What a person knows before a document is read. */
export interface InferOptions {
  /** What the vendor is called. Default: the document's title. */
  readonly name?: string | undefined;
  /** Operations that list whatever the document says, as `GET /contacts`: a person knows it. One without an array in its answer still does not. Default: none. */
  readonly lists?: readonly string[] | undefined;
}

/** What was told about one stream, with what says so. */
export interface StreamReport {
  readonly name: string;
  readonly answers: StreamAnswers & RelatedAnswers;
  /** Schema of the records, as it stands in the document. */
  readonly record: Json | undefined;
  /** Paging parameters that only other lists of the document declare. */
  readonly undeclared: readonly ParameterRef[];
  /** Members of the body that the document requires and that nothing fills. */
  readonly wanted: readonly ParameterRef[];
  /** What else a person has to look at. */
  readonly doubts: readonly Doubt[];
}

/** What was told about an API, question by question, with what says so. */
export interface InferenceReport {
  readonly service: Answer<Service>;
  /** The ways to authenticate, those first that the document prefers. */
  readonly auth: Answer<readonly DeclaredScheme[]>;
  /** Header that takes idempotency keys; undefined where the document names none. */
  readonly idempotency: Answer<string | undefined>;
  /** Headers that pin the version of the API, with the value that the document gives each. */
  readonly headers: Answer<Readonly<Record<string, string>>>;
  readonly limits: Answer<RateLimiting>;
  /** Where a refusal says why; undefined where the document does not say. */
  readonly errors: Answer<ErrorShape | undefined>;
  readonly webhooks: Answer<Webhooks>;
  readonly streams: readonly StreamReport[];
  /** What a person has to look at: nothing is guessed in silence. */
  readonly couldNotTell: readonly Gap[];
}

/** A connector, and what it rests on. */
export interface Inference {
  readonly connector: Connector;
  readonly report: InferenceReport;
}

/** Reads a connector out of an OpenAPI 3.1 document. Pure: the same document gives the same answer. */
export function inferConnector(document: JsonObject, options: InferOptions = {}): Inference {
  return inferFrom(readModel(document), options);
}

/** Which of a document's streams are told; the questions about the others are not asked. */
export type ChooseStreams = (streams: readonly RelatedStream[]) => readonly RelatedStream[];

/**
 * The same of a document that is read already. The rooms that answer, each leaning only on those before it:
 *
 *     words -> rules -> document -> pagination, changes, keys, parents, auth, api -> lists, records -> operations -> streams -> here
 */
export function inferFrom(
  model: Model,
  options: InferOptions = {},
  choose: ChooseStreams = (streams) => streams,
): Inference {
  const { lists = [], name } = options;
  const outlines = outlineStreams(
    model,
    readCandidates(model, (operation) => mayList(model, operation) || isNamed(operation, lists)).map((each) =>
      listed(each, lists),
    ),
  );
  const service = inferService(model, name);
  const auth = inferAuth(model);
  const idempotency = inferIdempotencyHeader(model);
  const headers = inferVersionHeaders(outlines.map(({ candidate }) => candidate.operation));
  const limits = inferRateLimits(model);
  const errors = inferErrorShape(model);
  const webhooks = inferWebhooks(model);
  const named = tellStreams(model, choose(relateStreams(model, outlines, headers.value)), headers.value);
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
  const couldNotTell = [...findGaps({ connector, service, auth, streams }), ...asked.gaps];
  return {
    connector,
    report: {
      service,
      auth: tellScopes(auth, asked.auth),
      idempotency,
      headers,
      limits,
      errors,
      webhooks,
      streams,
      couldNotTell,
    },
  };
}

/** Every operation that answers with an array, lists or not, in document order; of all, or of those that are asked about. */
export function readCandidates(
  model: Model,
  isAsked: (operation: Operation) => boolean = () => true,
): readonly Candidate[] {
  const candidates = model.operations.filter(isAsked).map((operation) => readCandidate(model, operation));
  return applyConventions(
    model,
    candidates.filter((each) => each !== undefined),
  );
}

function listed(candidate: Candidate, lists: readonly string[]): Candidate {
  if (candidate.list.value || !isNamed(candidate.operation, lists)) return candidate;
  return { ...candidate, list: answer(true, 1, "named as a stream in waybill.config.ts") };
}

function isNamed(operation: Operation, lists: readonly string[]): boolean {
  return lists.includes(operationName(operation));
}

/** The candidates that list, each told by itself. */
export function inferStreams(model: Model, candidates: readonly Candidate[]): readonly InferredStream[] {
  const facts = factsOf(model);
  return outlineStreams(model, candidates).map((outline) => inferStream(model, outline, facts));
}

function outlineStreams(model: Model, candidates: readonly Candidate[]): readonly StreamOutline[] {
  return candidates.filter(({ list }) => list.value).map((candidate) => outlineStream(model, candidate));
}

function factsOf(model: Model): DocumentFacts {
  return { linkHeaders: model.operations.some(declaresLink), records: createRecordReader(model) };
}

interface ToldStream {
  readonly contract: StreamContract;
  readonly report: StreamReport;
}

function tellStreams(
  model: Model,
  streams: readonly RelatedStream[],
  headers: Readonly<Record<string, string>>,
): readonly ToldStream[] {
  const facts = factsOf(model);
  const told = new Set(streams.map(({ outline }) => outline.candidate.operation.path));
  return streams.map(({ outline, name, parent, view: possible, open }) => {
    // Where nobody asked for the other list, nothing is stored twice.
    const view = possible.value === undefined || told.has(possible.value) ? possible : ALONE;
    const stream = inferStream(model, outline, facts);
    const sent = stream.answers.widening.value;
    const unfilled = open.filter((ref) => !Object.hasOwn(sent, ref));
    const contract = contractOf(stream, { name, parent: parent.value, open: unfilled, headers });
    const { record, undeclared, answers, doubts } = stream;
    const { wanted } = stream.required;
    return { contract, report: { name, answers: { ...answers, parent, view }, record, undeclared, wanted, doubts } };
  });
}

const ALONE: Answer<string | undefined> = answer(undefined, 0.99, []);
