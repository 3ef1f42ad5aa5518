import { answer, type Answer } from "../rules/answer.ts";
import type { Place } from "../document/envelope.ts";
import { declaredPaging, type DeclaredPaging } from "../pagination/extensions.ts";
import { findItems, type ItemsPlace } from "./items.ts";
import { isList } from "./list.ts";
import { once } from "../rules/once.ts";
import type { Model, Operation } from "../document/operation.ts";
import { pagingParameters, type PagingParameters } from "../pagination/paging-parameters.ts";
import { pagingSignals, type PagingSignals } from "../pagination/paging-signals.ts";

/** An operation that answers with an array, and whether it lists. */
export interface Candidate {
  readonly operation: Operation;
  readonly places: readonly Place[];
  readonly items: Answer<ItemsPlace>;
  readonly parameters: PagingParameters;
  /** Read when they are asked for: most operations that post answer with an array and take no page. */
  readonly signals: () => PagingSignals;
  readonly list: Answer<boolean>;
  /** The extension that says how it is paged, where there is one. */
  readonly extension: string | undefined;
  /** What the operation itself does not declare and other lists of the document do. */
  readonly borrowed: readonly string[];
}

/** Undefined where an operation cannot be a list: another method, or no array in its answer. */
export function readCandidate(model: Model, operation: Operation): Candidate | undefined {
  if (operation.method !== "GET" && operation.method !== "POST") return undefined;
  const places = model.places(operation.answer);
  const declared = declaredPaging({ model, operation, places });
  const items = declaredItems(model, places, declared) ?? findItems(model, operation, places);
  if (items === undefined) return undefined;
  const parameters = withDeclared(pagingParameters(model, operation), declared);
  const signals = once(() => declaredSignals(signalsWith(model, { operation, places, items }, parameters), declared));
  const extension = declared?.by;
  const list = isList({ model, operation, places, items, parameters, signals, extension });
  return { operation, places, items, parameters, signals, list, extension, borrowed: [] };
}

/** The signals of an answer, given what can be asked for. */
export function signalsWith(
  model: Model,
  candidate: Pick<Candidate, "operation" | "places" | "items">,
  parameters: PagingParameters,
): PagingSignals {
  const { operation, places, items } = candidate;
  return pagingSignals({
    model,
    places,
    headers: operation.answerHeaders,
    items: items.value.place.pointer,
    parameters,
  });
}

function declaredItems(
  model: Model,
  places: readonly Place[],
  declared: DeclaredPaging | undefined,
): Answer<ItemsPlace> | undefined {
  if (declared === undefined) return undefined;
  const place = places.find(({ pointer }) => pointer === declared.items);
  if (place?.shape.types.has("array") !== true) return undefined;
  const found = { place, record: model.read(place.shape.items), named: true, generic: false };
  return answer(found, 0.98, `${declared.by} says that the records are in ${place.pointer || "the answer"}`);
}

/** What an extension names replaces what was found by names: of two ways to page, the one that the author meant counts. */
function withDeclared(found: PagingParameters, declared: DeclaredPaging | undefined): PagingParameters {
  if (declared === undefined) return found;
  const { limit = found.limit, page, offset, cursor } = declared;
  if (declared.whole === true) return { limit: undefined, page: undefined, offset: undefined, cursors: [] };
  if ((page ?? offset ?? cursor) === undefined)
    return declared.nextUrl === undefined ? found : { ...found, page, offset };
  return { limit, page, offset, cursors: cursor === undefined ? [] : [cursor] };
}

function declaredSignals(found: PagingSignals, declared: DeclaredPaging | undefined): PagingSignals {
  if (declared === undefined) return found;
  if (declared.whole === true) return { ...found, nextCursor: undefined, nextUrl: undefined, hasMore: undefined };
  return {
    ...found,
    nextCursor: declared.nextCursor ?? (declared.nextUrl === undefined ? found.nextCursor : undefined),
    nextUrl: declared.nextUrl ?? (declared.nextCursor === undefined ? found.nextUrl : undefined),
    hasMore: declared.hasMore ?? found.hasMore,
    totalPages: declared.totalPages ?? found.totalPages,
    total: declared.total ?? found.total,
  };
}
