import type {
  Incremental,
  Json,
  PageSize,
  ParameterRef,
  Pointer,
  RecordOperations,
  ResponseRef,
  StreamContract,
} from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { inferDeletes, type Removal } from "../changes/deletes.ts";
import { findDoubts, type Doubt } from "../lists/doubts.ts";
import { inferDisplay } from "../records/display.ts";
import { inferChanges, type Changes } from "../changes/incremental.ts";
import { inferBulk } from "../operations/bulk.ts";
import { inferConcurrency } from "../operations/concurrency.ts";
import { inferRecordOperations } from "../operations/record-operations.ts";
import { inferOperationScopes, inferScopes } from "../auth/scopes.ts";
import type { Place } from "../document/envelope.ts";
import type { Model, Operation } from "../document/operation.ts";
import { inferOrder } from "../changes/order.ts";
import { pageSizeOf } from "../pagination/page-size.ts";
import type { StreamOutline } from "./outline-stream.ts";
import { inferPagination } from "../pagination/pagination.ts";
import type { PagingParameters } from "../pagination/paging-parameters.ts";
import type { PagingSignals } from "../pagination/paging-signals.ts";
import type { RecordReader } from "../records/record-reader.ts";
import type { RequiredParameters } from "../lists/required.ts";
import { inferWidening } from "../lists/widening.ts";

/** Everything that was told about one operation. */
export interface StreamAnswers {
  readonly list: Answer<boolean>;
  /** Parameters without which the list leaves records out, with the value that asks for all. */
  readonly widening: Answer<Readonly<Record<ParameterRef, Json>>>;
  readonly name: Answer<string>;
  readonly items: Answer<Pointer>;
  readonly pagination: Answer<StreamContract["pagination"]>;
  readonly primaryKey: Answer<readonly Pointer[]>;
  readonly changes: Answer<Changes>;
  readonly removal: Answer<Removal>;
  readonly operations: Answer<NonNullable<StreamContract["operations"]>>;
  readonly bulk: Answer<Pick<RecordOperations, "bulk" | "upsert">>;
  readonly concurrency: Answer<StreamContract["concurrency"]>;
  readonly scopes: Answer<StreamContract["scopes"]>;
  readonly operationScopes: Answer<StreamContract["operationScopes"]>;
  /** The order of the list by the field that shows changes; undefined where there is none. */
  readonly order: Answer<Incremental["order"]>;
  /** Where the vendor counts the whole list; compared only where it is no estimate. */
  readonly total: Answer<ResponseRef | undefined>;
  readonly pageSize: Answer<PageSize | undefined>;
  readonly display: Answer<StreamContract["display"]>;
  readonly classes: Answer<NonNullable<StreamContract["classes"]>>;
}

/** One operation that lists a collection. */
export interface InferredStream {
  readonly operation: Operation;
  readonly answers: StreamAnswers;
  readonly required: RequiredParameters;
  readonly parameters: PagingParameters;
  readonly signals: PagingSignals;
  /** Schema of the records. */
  readonly record: Json | undefined;
  /** Paging parameters that only other lists of the document declare. */
  readonly undeclared: readonly ParameterRef[];
  readonly doubts: readonly Doubt[];
}

/** What concerns all lists of a document. */
export interface DocumentFacts {
  /** True where any operation declares a Link header. */
  readonly linkHeaders: boolean;
  readonly records: RecordReader;
}

/** Answers every question about a list. */
export function inferStream(
  model: Model,
  outline: StreamOutline,
  { linkHeaders, records }: DocumentFacts,
): InferredStream {
  const { candidate, record, name, primaryKey, paging, required } = outline;
  const { operation, items, parameters, list } = candidate;
  const signals = candidate.signals();
  const { place, record: shape } = items.value;
  const about = { model, operation, record };
  const pagination = inferPagination({
    model,
    operation,
    places: candidate.places,
    parameters,
    signals,
    record: shape,
    primaryKey: primaryKey.value,
    linkHeaders,
    extension: candidate.extension,
  });
  const doubts = findDoubts({ model, candidate, record });
  const operations = holdsGroups(doubts, items.value.place)
    ? answer({}, 0.8, "the operations at this path are on the records in the groups, and not on these")
    : inferRecordOperations(model, operation, { record, primaryKey: primaryKey.value });
  const bulk = inferBulk({ model, list: operation, one: operations.value });
  const scopes = inferScopes(model, operation);
  const { times, classes } = records(record, operation.path);
  const changes = inferChanges({ ...about, times, primaryKey: primaryKey.value, paging });
  return {
    operation,
    parameters,
    signals,
    record,
    required,
    undeclared: undeclaredBy(operation, paging),
    doubts,
    answers: {
      list,
      widening: inferWidening(model, operation, pagination.value),
      name,
      items: { ...items, value: place.pointer },
      pagination: lessSure(pagination, candidate.borrowed),
      primaryKey,
      changes,
      removal: inferDeletes(about),
      operations,
      bulk,
      concurrency: inferConcurrency({ model, operations: operations.value, record }),
      scopes,
      operationScopes: inferOperationScopes(model, { ...operations.value, ...bulk.value }, scopes.value),
      order: inferOrder(model.keep, { operation, field: nameOfField(changes.value.cursorField), text: "" }),
      total: tellTotal(signals),
      pageSize: tellPageSize(model, parameters),
      display: inferDisplay(about, { primaryKey: primaryKey.value, classes: classes.value }),
      classes,
    },
  };
}

/** `/categories` that answers with `category_groups`. */
function holdsGroups(doubts: readonly Doubt[], { path }: Place): boolean {
  return path.length > 0 && doubts.some(({ question }) => question === "items");
}

function undeclaredBy({ parameters }: Operation, paging: ReadonlySet<ParameterRef>): readonly ParameterRef[] {
  const declared = new Set(parameters.map(({ ref }) => ref));
  return [...paging].filter((ref) => !declared.has(ref) && !ref.startsWith("/"));
}

function tellTotal({ total, estimated }: PagingSignals): Answer<ResponseRef | undefined> {
  if (total === undefined) return answer(total, 0.8, "the answer has no count of the whole list");
  return answer(
    total,
    estimated ? 0.7 : 0.9,
    estimated ? `${total} is an estimate, and compared with nothing` : `${total} counts the whole list`,
  );
}

function tellPageSize({ keep }: Model, { limit }: PagingParameters): Answer<PageSize | undefined> {
  const size = pageSizeOf(keep, limit);
  if (size === undefined) return answer(size, 0.85, "no parameter sets the size of a page");
  return answer(
    size,
    0.9,
    `${size.param} sets the size of a page, ${size.max === undefined ? "and no maximum is told" : `at most ${size.max}`}`,
  );
}

/** The last member name of a pointer. */
function nameOfField(pointer: Pointer | undefined): string {
  return pointer?.slice(pointer.lastIndexOf("/") + 1) ?? "";
}

/** What is borrowed from other lists is never sure. */
function lessSure<T>(given: Answer<T>, borrowed: readonly string[]): Answer<T> {
  if (borrowed.length === 0) return given;
  return { ...given, confidence: Math.min(given.confidence, 0.7), evidence: [...given.evidence, ...borrowed] };
}

/** The stream as the connector says it. `name` and `parent` are decided among all streams. */
export function contractOf(
  stream: InferredStream,
  about: {
    name: string;
    parent: StreamContract["parent"];
    open: readonly ParameterRef[];
    /** Headers of every request, which no list says again. */
    headers?: Readonly<Record<string, string>>;
  },
): StreamContract {
  const { answers, operation, required } = stream;
  const operations = { ...answers.operations.value, ...answers.bulk.value };
  const said = Object.entries({ ...answers.widening.value, ...required.constants });
  const parameters = Object.fromEntries(
    said.filter(([ref, value]) => !ref.startsWith("header:") || about.headers?.[ref.slice("header:".length)] !== value),
  );
  return {
    name: about.name,
    list: {
      method: operation.method === "POST" ? "POST" : "GET",
      path: operation.path,
      operationId: operation.operationId,
      parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
      required: about.open.length === 0 ? undefined : about.open,
    },
    items: answers.items.value,
    pagination: answers.pagination.value,
    primaryKey: answers.primaryKey.value,
    incremental: answers.changes.value.incremental,
    deletes: answers.removal.value.deletes,
    parent: about.parent,
    operations: Object.values(operations).some((each) => each !== undefined) ? operations : undefined,
    concurrency: answers.concurrency.value,
    scopes: answers.scopes.value,
    operationScopes: answers.operationScopes.value,
    display: answers.display.value,
    classes: Object.keys(answers.classes.value).length === 0 ? undefined : answers.classes.value,
  };
}
