import type { Pagination, ResponseRef } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { takesKey } from "./counter-key.ts";
import type { Parameter } from "../document/operation.ts";
import type { PagingParameters } from "./paging-parameters.ts";
import { isEndOf, type PagingSignals } from "./paging-signals.ts";
import { commonOf, type PaginationInput } from "./paging-style.ts";
import type { Keep } from "../rules/rule.ts";
import { isNumeric, type Shape } from "../document/shape.ts";
import { flat } from "../words/words.ts";

/** A token from the answer that is sent with the next request. */
export function cursorStyle(input: PaginationInput): Answer<Pagination> | undefined {
  const { signals, model } = input;
  const cursor = cursorParameter(input, model.keep);
  if (cursor === undefined || signals.nextCursor === undefined) return undefined;
  const named = isNamedAfter(cursor, signals.nextCursor);
  if (!named && countsFirst(input)) return undefined;
  const pagination: Pagination = {
    style: "cursor",
    cursor: cursor.ref,
    nextCursor: signals.nextCursor,
    hasMore: signals.hasMore,
    // Some vendors hand out a token with the last page too: where there is a flag, it decides.
    end: signals.hasMore === undefined ? "next" : "has-more",
    ...commonOf(input),
  };
  return answer(pagination, named ? 0.97 : 0.9, `the answer's ${signals.nextCursor} is sent as ${cursor.ref}`);
}

interface Paging {
  readonly parameters: PagingParameters;
  readonly signals: PagingSignals;
}

/** The token parameter: the one that the answer's token is named after, else the first. */
export function cursorParameter({ parameters, signals }: Paging, keep: Keep): Parameter | undefined {
  const counters = [parameters.offset, parameters.page].filter((each) => each !== undefined);
  const tokens = [...parameters.cursors, ...counters.filter((each) => isToken(each, signals, keep))];
  return tokens.find((each) => isNamedAfter(each, signals.nextCursor)) ?? tokens[0];
}

/** An `offset` or a `page` that is compared with a key, or that is no number and has a namesake in the answer. */
function isToken(parameter: Parameter, { nextCursor }: PagingSignals, keep: Keep): boolean {
  if (nextCursor === undefined) return false;
  return takesKey(keep, parameter) || (!isOnlyNumber(parameter.shape) && isNamedAfter(parameter, nextCursor));
}

function isOnlyNumber(shape: Shape): boolean {
  return (
    isNumeric(shape) && [...shape.types].every((type) => type === "integer" || type === "number" || type === "null")
  );
}

function isNamedAfter(parameter: Parameter, ref: ResponseRef | undefined): boolean {
  if (ref === undefined) return false;
  const name = flat(parameter.name);
  const last = flat(ref.slice(ref.lastIndexOf("/") + 1));
  return [name, `next${name}`, `nextpage${name}`].includes(last) || name === `next${last}` || isEndOf(name, last);
}

/** A list that takes numbers too, that answers with the next one, and whose token is not the parameter's namesake. */
function countsFirst({ parameters, signals, model }: PaginationInput): boolean {
  const number = parameters.offset ?? parameters.page;
  return (
    number !== undefined &&
    !isToken(number, signals, model.keep) &&
    (signals.nextOffset ?? signals.nextPage) !== undefined
  );
}
