import type { StreamContract } from "@waybill/sync/connector";
import type { StreamCorrection } from "./correction.ts";

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
    parent: correction.parent === undefined ? stream.parent : correction.parent || undefined,
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
  return { ...stream, ...merged } as StreamContract;
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

/** Members that are given; `undefined` corrects nothing. */
export function present<T extends object>(members: T): { readonly [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const given: { [Name in keyof T]?: Exclude<T[Name], undefined> } = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) Reflect.set(given, name, value);
  return given;
}
