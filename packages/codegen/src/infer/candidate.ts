import type { Answer } from "./answer.ts";
import { placesOf, type Place } from "./envelope.ts";
import { findItems, type ItemsPlace } from "./items.ts";
import { isList } from "./list.ts";
import type { Model, Operation } from "./operation.ts";
import { pagingParameters, type PagingParameters } from "./paging-parameters.ts";
import { pagingSignals, type PagingSignals } from "./paging-signals.ts";

/** An operation that answers with an array, and whether it lists. */
export interface Candidate {
  readonly operation: Operation;
  readonly places: readonly Place[];
  readonly items: Answer<ItemsPlace>;
  readonly parameters: PagingParameters;
  readonly signals: PagingSignals;
  readonly list: Answer<boolean>;
  /** What the operation itself does not declare and other lists of the document do. */
  readonly borrowed: readonly string[];
}

/** Undefined where an operation cannot be a list: another method, or no array in its answer. */
export function readCandidate(model: Model, operation: Operation): Candidate | undefined {
  if (operation.method !== "GET" && operation.method !== "POST") return undefined;
  const places = placesOf(model, operation.answer);
  const items = findItems(model, operation, places);
  if (items === undefined) return undefined;
  const parameters = pagingParameters(model, operation);
  const signals = signalsWith({ operation, places, items }, parameters);
  const list = isList({ model, operation, places, items, parameters, signals });
  return { operation, places, items, parameters, signals, list, borrowed: [] };
}

/** The signals of an answer, given what can be asked for. */
export function signalsWith(
  candidate: Pick<Candidate, "operation" | "places" | "items">,
  parameters: PagingParameters,
): PagingSignals {
  const { operation, places, items } = candidate;
  return pagingSignals({ places, headers: operation.answerHeaders, items: items.value.place.pointer, parameters });
}
