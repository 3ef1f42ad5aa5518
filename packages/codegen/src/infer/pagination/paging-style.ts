import type { PageSize, Pagination, Pointer, ResponseRef } from "@waybill/sync/connector";
import type { Answer } from "../rules/answer.ts";
import type { Place } from "../document/envelope.ts";
import type { Model, Operation } from "../document/operation.ts";
import { pageSizeOf } from "./page-size.ts";
import type { PagingParameters } from "./paging-parameters.ts";
import type { PagingSignals } from "./paging-signals.ts";
import type { Rule } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";

export interface PaginationInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly places: readonly Place[];
  readonly parameters: PagingParameters;
  readonly signals: PagingSignals;
  readonly record: Shape;
  readonly primaryKey: readonly Pointer[];
  /** True where the document says anywhere that its lists answer with `Link` headers (RFC 8288). */
  readonly linkHeaders: boolean;
  /** The extension that says how it is paged, where there is one. */
  readonly extension: string | undefined;
}

/** Knows one way in which lists are paged. */
export interface StyleRule extends Rule {
  readonly tell: (input: PaginationInput) => Answer<Pagination> | undefined;
}

/** A circumstance that decides between two ways. */
export interface Circumstance extends Rule {
  readonly holds: (input: PaginationInput) => boolean;
}

export function anyHolds(circumstances: readonly Circumstance[], input: PaginationInput): boolean {
  return input.model.keep(circumstances).some(({ holds }) => holds(input));
}

/** What every style has. */
export function commonOf({ model, parameters, signals }: PaginationInput): {
  pageSize: PageSize | undefined;
  total: ResponseRef | undefined;
} {
  // An estimate contradicts true counts, so it is never compared.
  return { pageSize: pageSizeOf(model.keep, parameters.limit), total: signals.estimated ? undefined : signals.total };
}
