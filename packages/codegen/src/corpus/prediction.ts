import type { Pointer } from "@waybill/sync/connector";
import { inferAuth, type DeclaredScheme } from "../infer/auth/auth.ts";
import { inferStreams, readCandidates } from "../infer/infer-connector.ts";
import type { Candidate } from "../infer/lists/candidate.ts";
import type { InferredStream } from "../infer/streams/infer-stream.ts";
import { readModel, type Model, type Parameter } from "../infer/document/operation.ts";
import type { PagingParameters } from "../infer/pagination/paging-parameters.ts";
import { cursorParameter } from "../infer/pagination/cursor-style.ts";
import type { LoadedDocument } from "../load/load-document.ts";
import type { Keep } from "../infer/rules/rule.ts";
import { inferIdempotencyHeader } from "../infer/operations/idempotency.ts";

/** What was inferred, in the form in which labelled documents are written: every operation that answers with an array, and the vendor. */
export interface Prediction {
  readonly operations: readonly object[];
  readonly vendor: object;
}

/** Everything that was told, also what the connector leaves out because a run cannot use it. */
export function predict({ document, saidVersion }: Pick<LoadedDocument, "document" | "saidVersion">): Prediction {
  const model = readModel(document);
  const candidates = readCandidates(model);
  return {
    operations: predictOperations(model, candidates, inferStreams(model, candidates)),
    vendor: {
      openapiVersion: saidVersion,
      authSchemes: inferAuth(model).value.map(schemeName),
      idempotencyHeader: inferIdempotencyHeader(model).value ?? null,
    },
  };
}

/** What was told of each operation that answers with an array. */
export function predictOperations(
  { keep }: Pick<Model, "keep">,
  candidates: readonly Candidate[],
  streams: readonly InferredStream[],
): readonly object[] {
  return [
    ...candidates.filter(({ list }) => !list.value).map(noList),
    ...streams.map((stream) => predictOperation(stream, keep)),
  ];
}

function noList({ operation: { operationId, method, path } }: Candidate): object {
  return {
    operationId,
    method,
    path,
    isList: false,
    items: null,
    pagination: null,
    primaryKey: null,
    incremental: { param: null, cursorField: null },
  };
}

function predictOperation(stream: InferredStream, keep: Keep): object {
  const { operation, answers, required } = stream;
  const [key, ...more] = answers.primaryKey.value;
  const changes = answers.changes.value;
  return {
    operationId: operation.operationId,
    method: operation.method,
    path: operation.path,
    isList: true,
    stream: answers.name.value,
    items: answers.items.value,
    pagination: predictPaging(stream, keep),
    primaryKey: key === undefined || more.length > 0 ? null : plain(key),
    incremental: {
      param: changes.param ?? null,
      cursorField: changes.cursorField === undefined ? null : plain(changes.cursorField),
      kind: changes.kind,
    },
    deletes: { field: plain(answers.removal.value.field ?? ""), includeParam: answers.removal.value.includeParam },
    crud: answers.operations.value,
    required: required.open,
    evidence: Object.fromEntries(
      Object.entries(answers).map(([name, given]) => [
        name,
        { confidence: given.confidence, evidence: given.evidence },
      ]),
    ),
  };
}

function predictPaging({ answers, parameters, signals }: InferredStream, keep: Keep): object {
  const { style } = answers.pagination.value;
  if (style === "none") return { style, request: {}, response: {} };
  const cursor = cursorParameter({ parameters, signals }, keep) ?? (style === "keyset" ? parameters.offset : undefined);
  const { nextCursor, nextUrl, hasMore, total } = signals;
  return {
    style,
    request: { limit: parameters.limit?.ref, ...countersBeside(cursor, parameters), cursor: cursor?.ref },
    response: {
      nextCursor: cursor === undefined ? undefined : nextCursor,
      nextUrl: style === "link-header" ? "header:Link" : nextUrl,
      hasMore,
      total,
    },
  };
}

/** A page or an offset that is the token itself is not counted twice. */
function countersBeside(cursor: Parameter | undefined, { page, offset }: PagingParameters): object {
  return { page: page === cursor ? undefined : page?.ref, offset: offset === cursor ? undefined : offset?.ref };
}

function plain(pointer: Pointer): string | null {
  return pointer === "" ? null : pointer.slice(1);
}

function schemeName({ scheme, flow }: DeclaredScheme): string {
  switch (scheme.kind) {
    case "apiKey":
      return `apiKey:${scheme.in}:${scheme.name}`;
    case "oauth2":
      return `oauth2:${flow ?? ""}`;
    case "none":
    case "basic":
    case "bearer":
      return scheme.kind;
  }
}
