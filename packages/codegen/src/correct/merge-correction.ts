import type { StreamContract } from "@waybill/sync/connector";
import type { StreamCorrection } from "../config/correction.ts";
import { mergeParent, requiredBelow } from "./merge-parent.ts";
import { present } from "./present.ts";

/**
 * A stream with a correction merged in: objects member by member, arrays and single values replaced, `false` taken away. What comes out is
 * checked as a whole by the contract's own validator.
 */
export function mergeCorrection(stream: StreamContract, correction: StreamCorrection): StreamContract {
  const { name, items, primaryKey, mapping } = correction;
  const merged: Partial<Record<keyof StreamContract, unknown>> = {
    name: name ?? stream.name,
    list: mergeList(stream.list, correction.list),
    items: items ?? stream.items,
    pagination: mergePagination(stream.pagination, correction.pagination),
    primaryKey: primaryKey ?? stream.primaryKey,
    incremental: mergeOptional(stream.incremental, correction.incremental),
    deletes: mergeOptional(stream.deletes, correction.deletes),
    parent: mergeParent(stream.parent, correction.parent),
    operations: mergeOptional(stream.operations, correction.operations),
    concurrency: mergeOptional(stream.concurrency, correction.concurrency),
    scopes: correction.scopes ?? stream.scopes,
    operationScopes: correction.operationScopes ?? stream.operationScopes,
    mapping: mapping ?? stream.mapping,
    display: mergeOptional(stream.display, correction.display),
    indexes: correction.indexes ?? stream.indexes,
    classes: mergeClasses(stream.classes, correction.classes),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parts of a merged object may be missing; the validator tells which
  const whole = { ...stream, ...merged } as StreamContract;
  if (correction.parent === undefined) return whole;
  const required = requiredBelow(whole.list, { before: stream.parent, after: whole.parent });
  return { ...whole, list: { ...whole.list, required: required.length === 0 ? undefined : required } };
}

function mergeList(list: StreamContract["list"], correction: StreamCorrection["list"]): StreamContract["list"] {
  if (correction === undefined) return list;
  const parameters = new Map(Object.entries(list.parameters ?? {}));
  for (const [ref, value] of Object.entries(correction.parameters ?? {}))
    if (value !== undefined) parameters.set(ref, value);
  const required = (correction.required ?? list.required ?? []).filter((ref) => !parameters.has(ref));
  return {
    ...list,
    parameters: parameters.size === 0 ? undefined : Object.fromEntries(parameters),
    required: required.length === 0 ? undefined : required,
  };
}

function mergePagination(pagination: object, correction: StreamCorrection["pagination"]): object {
  if (correction === undefined) return pagination;
  if (correction.style !== undefined) return correction;
  const { pageSize, ...members } = correction;
  const known: unknown = Reflect.get(pagination, "pageSize");
  const size = pageSize === undefined ? known : { ...Object(known ?? {}), ...present(pageSize) };
  return { ...pagination, ...present(members), ...(size === undefined ? {} : { pageSize: size }) };
}

function mergeOptional(known: object | undefined, correction: object | false | undefined): object | undefined {
  if (correction === false) return undefined;
  return correction === undefined ? known : { ...known, ...present(correction) };
}

function mergeClasses(
  known: StreamContract["classes"],
  correction: StreamCorrection["classes"],
): StreamContract["classes"] {
  if (correction === undefined) return known;
  const given: NonNullable<StreamCorrection["classes"]> = { ...known, ...present(correction) };
  const kept = Object.entries(given).flatMap(([field, value]) => (value === "none" ? [] : [[field, value] as const]));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
