import type { Deletes, Json, ParameterRef, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { fieldsOf, type Field } from "./fields.ts";
import type { Model, Operation, Parameter } from "./operation.ts";
import { bodyParameters } from "./paging-parameters.ts";
import type { Shape } from "./shape.ts";
import { flat } from "./words.ts";

export interface DeletesInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly record: Json | undefined;
}

/** What can be told about deleted records. `deletes` is set only where a field holds a value that means deleted and nothing else. */
export interface Removal {
  readonly field: Pointer | undefined;
  readonly includeParam: ParameterRef | undefined;
  readonly deletes: Deletes | undefined;
}

/** Marks of a deletion itself. */
const DELETED = [
  "deleted",
  "isdeleted",
  "deletedat",
  "deletedon",
  "deletedtime",
  "deleteddatetime",
  "datedelete",
  "removed",
  "removedat",
];
/** Marks of a record that is out of use and still there. */
const RETIRED = [
  "trashed",
  "istrashed",
  "trashedat",
  "archived",
  "isarchived",
  "archivedat",
  "activeflag",
  "discarded",
];
const GONE = /^(deleted|removed|trashed|archived|inactive|deprovisioned|disabled|voided|cancell?ed)$/i;

/**
 * How deletions show in this list. Followed are only marks that mean nothing else: a flag, or the moment of the deletion. A state, an archive and a
 * number (which may be 0 for "never") are told and not followed: a record that is taken for deleted and is not would be lost.
 */
export function inferDeletes({ model, operation, record }: DeletesInput): Answer<Removal> {
  const include = includeParameter([...operation.parameters, ...bodyParameters(model, operation)]);
  const fields = fieldsOf(model, record, 1);
  const mark = byName(fields, DELETED);
  const field =
    mark ??
    byName(fields, RETIRED) ??
    fields.find(({ name, shape }) => /(^|_|[a-z])(status|state)$/i.test(name) && canBeGone(shape));
  const includeParam = include?.ref;
  if (field === undefined) {
    return answer(
      { field: undefined, includeParam, deletes: undefined },
      0.7,
      "no field shows a deletion: only a full read can tell",
    );
  }
  const deletes =
    mark === undefined || !isPlainMark(mark.shape) ? undefined : { field: mark.pointer, include: includeOf(include) };
  const why =
    deletes === undefined
      ? `${field.pointer} can show that a record is out of use`
      : `${field.pointer} says that a record is deleted`;
  return answer({ field: field.pointer, includeParam, deletes }, 0.85, why);
}

function byName(fields: readonly Field[], names: readonly string[]): Field | undefined {
  return names.map((name) => fields.find((field) => flat(field.name) === name)).find((field) => field !== undefined);
}

/** A boolean, or a moment written as text: null or absent where there was no deletion. */
function isPlainMark({ types }: Shape): boolean {
  return !types.has("integer") && !types.has("number") && !types.has("object") && !types.has("array");
}

function canBeGone(shape: Shape): boolean {
  return shape.values.some((value) => typeof value === "string" && GONE.test(value));
}

function includeParameter(parameters: readonly Parameter[]): Parameter | undefined {
  return parameters.find(
    ({ name, place }) =>
      (place === "query" || place === "body") &&
      /(include|show|with|list).*(deleted|removed|archived|trashed|disabled|inactive|nondeleted)/i.test(name),
  );
}

/** Sent only where true means what its name says. */
function includeOf(parameter: Parameter | undefined): Deletes["include"] {
  if (parameter === undefined || !/(deleted|removed|trashed)/i.test(parameter.name)) return undefined;
  return parameter.shape.types.has("boolean") ? { param: parameter.ref, value: true } : undefined;
}
