import type { Json, ParameterRef, Pointer } from "@waybill/sync/connector";
import type { Answer } from "../rules/answer.ts";
import type { Candidate } from "../lists/candidate.ts";
import type { Model } from "../document/operation.ts";
import type { PagingParameters } from "../pagination/paging-parameters.ts";
import { inferPrimaryKey } from "../keys/primary-key.ts";
import { requiredParameters, type RequiredParameters } from "../lists/required.ts";
import { proposeName } from "./stream-name.ts";

/** What has to be known of every list before one of them can be told whole: names and parents are decided among all. */
export interface StreamOutline {
  readonly candidate: Candidate;
  /** Schema of the records. */
  readonly record: Json | undefined;
  /** What it would be called if it were alone. */
  readonly name: Answer<string>;
  readonly primaryKey: Answer<readonly Pointer[]>;
  /** Parameters that paging uses. */
  readonly paging: ReadonlySet<ParameterRef>;
  readonly required: RequiredParameters;
}

/** Answers what other lists depend on. */
export function outlineStream(model: Model, candidate: Candidate): StreamOutline {
  const { operation, items, parameters } = candidate;
  const { place } = items.value;
  const record = place.shape.items;
  const arrayName = place.path.at(-1);
  const paging = pagingRefs(parameters);
  return {
    candidate,
    record,
    name: proposeName(model.keep, operation, arrayName),
    primaryKey: inferPrimaryKey({ model, operation, record, arrayName }),
    paging,
    required: requiredParameters(model, operation, paging),
  };
}

function pagingRefs({ limit, page, offset, cursors }: PagingParameters): ReadonlySet<ParameterRef> {
  return new Set([limit, page, offset, ...cursors].flatMap((each) => (each === undefined ? [] : [each.ref])));
}
