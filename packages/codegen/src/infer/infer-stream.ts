import type { Json, ParameterRef, Pointer, StreamContract } from "@waybill/sync/connector";
import type { Answer } from "./answer.ts";
import { inferClasses } from "./classes.ts";
import { inferDeletes, type Removal } from "./deletes.ts";
import { inferDisplay } from "./display.ts";
import { placesOf } from "./envelope.ts";
import { inferChanges, type Changes } from "./incremental.ts";
import { findItems } from "./items.ts";
import { isList } from "./list.ts";
import { inferNeighbours } from "./neighbours.ts";
import type { Model, Operation } from "./operation.ts";
import { inferPagination } from "./pagination.ts";
import { pagingParameters, type PagingParameters } from "./paging-parameters.ts";
import { pagingSignals, type PagingSignals } from "./paging-signals.ts";
import { inferPrimaryKey } from "./primary-key.ts";
import { requiredParameters, type RequiredParameters } from "./required.ts";
import { proposeName } from "./stream-name.ts";

/** Everything that was told about one operation. */
export interface StreamAnswers {
  readonly list: Answer<boolean>;
  readonly name: Answer<string>;
  readonly items: Answer<Pointer>;
  readonly pagination: Answer<StreamContract["pagination"]>;
  readonly primaryKey: Answer<readonly Pointer[]>;
  readonly changes: Answer<Changes>;
  readonly removal: Answer<Removal>;
  readonly operations: Answer<NonNullable<StreamContract["operations"]>>;
  readonly display: Answer<StreamContract["display"]>;
  readonly classes: Answer<NonNullable<StreamContract["classes"]>>;
}

/** One operation that may be a stream. */
export interface InferredStream {
  readonly operation: Operation;
  readonly answers: StreamAnswers;
  readonly required: RequiredParameters;
  readonly parameters: PagingParameters;
  readonly signals: PagingSignals;
  /** Schema of the records. */
  readonly record: Json | undefined;
}

/** Reads one operation. Undefined where it does not even answer with an array. */
export function inferStream(
  model: Model,
  operation: Operation,
  about: { readonly linkHeaders: boolean },
): InferredStream | undefined {
  if (operation.method !== "GET" && operation.method !== "POST") return undefined;
  const places = placesOf(model, operation.answer);
  const found = findItems(model, operation, places);
  if (found === undefined) return undefined;
  const { place, record: shape } = found.value;
  const record = place.shape.items;
  const arrayName = place.path.at(-1);
  const parameters = pagingParameters(model, operation);
  const signals = pagingSignals({ places, headers: operation.answerHeaders, items: place.pointer, parameters });
  const list = isList({ model, operation, places, items: found, parameters, signals });
  const primaryKey = inferPrimaryKey({ model, operation, record, arrayName });
  const pagination = inferPagination({
    model,
    operation,
    parameters,
    signals,
    record: shape,
    primaryKey: primaryKey.value,
    ...about,
  });
  const filled = new Set(
    [parameters.limit, parameters.page, parameters.offset, ...parameters.cursors].flatMap((each) =>
      each === undefined ? [] : [each.ref],
    ),
  );
  return {
    operation,
    parameters,
    signals,
    record,
    required: requiredParameters(model, operation, filled),
    answers: {
      list,
      name: proposeName(operation, arrayName),
      items: { ...found, value: place.pointer },
      pagination,
      primaryKey,
      changes: inferChanges({ model, operation, record, primaryKey: primaryKey.value, paging: filled }),
      removal: inferDeletes({ model, operation, record }),
      operations: inferNeighbours(model, operation),
      display: inferDisplay(model, record, primaryKey.value),
      classes: inferClasses(model, record),
    },
  };
}

/** The stream as the connector says it. `name` and `parent` are decided among all streams. */
export function contractOf(
  stream: InferredStream,
  about: { name: string; parent: StreamContract["parent"]; open: readonly ParameterRef[] },
): StreamContract {
  const { answers, operation, required } = stream;
  return {
    name: about.name,
    list: {
      method: operation.method === "POST" ? "POST" : "GET",
      path: operation.path,
      operationId: operation.operationId,
      parameters: Object.keys(required.constants).length === 0 ? undefined : required.constants,
      required: about.open.length === 0 ? undefined : about.open,
    },
    items: answers.items.value,
    pagination: answers.pagination.value,
    primaryKey: answers.primaryKey.value,
    incremental: answers.changes.value.incremental,
    deletes: answers.removal.value.deletes,
    parent: about.parent,
    operations: Object.values(answers.operations.value).some((each) => each !== undefined)
      ? answers.operations.value
      : undefined,
    display: answers.display.value,
    classes: Object.keys(answers.classes.value).length === 0 ? undefined : answers.classes.value,
  };
}
