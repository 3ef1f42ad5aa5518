import type { Pagination } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { takesKey } from "./counter-key.ts";
import { commonOf, type PaginationInput } from "./paging-style.ts";

/** A number of records to skip. */
export function offsetStyle(input: PaginationInput): Answer<Pagination> | undefined {
  const { parameters, signals } = input;
  const { offset } = parameters;
  if (offset === undefined || takesKey(input.model.keep, offset)) return undefined;
  const { hasMore, nextOffset } = signals;
  const end = hasMore !== undefined ? "has-more" : "empty-page";
  return answer({ style: "offset", offset: offset.ref, hasMore, nextOffset, end, ...commonOf(input) }, 0.93, [
    `${offset.ref} is a number of records to skip`,
  ]);
}
