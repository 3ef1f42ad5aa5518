import type { Deletes, Json, ParameterRef, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { fieldsOf } from "./fields.ts";
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

const FLAG = [
  "deleted",
  "isdeleted",
  "deletedat",
  "deletedtime",
  "deleteddatetime",
  "datedelete",
  "deletedon",
  "removed",
  "trashed",
  "istrashed",
  "trashedat",
];
const RETIRED = ["archived", "isarchived", "archivedat", "activeflag", "discarded"];
const GONE = /^(deleted|removed|trashed|archived|inactive|deprovisioned|disabled|voided|cancell?ed)$/i;
const DELETED = /^(deleted|removed|trashed)$/i;

/** How deletions show in this list. */
export function inferDeletes({ model, operation, record }: DeletesInput): Answer<Removal> {
  const includeParam = includeParameter([...operation.parameters, ...bodyParameters(model, operation)]);
  const fields = fieldsOf(model, record, 1);
  for (const name of [...FLAG, ...RETIRED]) {
    const found = fields.find((field) => flat(field.name) === name);
    if (found === undefined) continue;
    const deletes = FLAG.includes(name) ? { field: found.pointer, include: includeOf(includeParam) } : undefined;
    return answer({ field: found.pointer, includeParam: includeParam?.ref, deletes }, 0.85, [
      `${found.pointer} says that a record is gone`,
    ]);
  }
  const state = fields.find(
    ({ name, shape }) => /(^|_|[a-z])(status|state)$/i.test(name) && goneValues(shape).length > 0,
  );
  if (state !== undefined) {
    const values = goneValues(state.shape).filter((value) => DELETED.test(value));
    const deletes =
      values.length === 0 ? undefined : { field: state.pointer, values, include: includeOf(includeParam) };
    return answer({ field: state.pointer, includeParam: includeParam?.ref, deletes }, 0.8, [
      `${state.pointer} can be ${goneValues(state.shape).join(", ")}`,
    ]);
  }
  return answer(
    { field: undefined, includeParam: includeParam?.ref, deletes: undefined },
    0.7,
    "no field shows a deletion: only a full read can tell",
  );
}

function goneValues(shape: Shape): readonly string[] {
  return shape.values.filter((value) => typeof value === "string").filter((value) => GONE.test(value));
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
