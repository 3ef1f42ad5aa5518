import type { Deletes, Json, ParameterRef, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { bodyParameters } from "../document/body-parameters.ts";
import { flatOf, type Field } from "../document/fields.ts";
import type { Model, Operation, Parameter } from "../document/operation.ts";
import { lastLiteral } from "../document/path.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";
import { firstNamed, term, type Term } from "../rules/term.ts";
import { wordsOf } from "../words/words.ts";

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

/** Names of a field that marks a deletion itself. */
export const deletedTerms: readonly Term[] = [
  term("deleted", /^(is|was|has)?(been)?(soft)?deleted$/),
  term(
    "moment of deletion",
    /^(soft)?delet(ed|ion)(at|on|time|date|datetime|timestamp|utc)$|^(date|time)(of)?delet(e|ed|ion)$/,
  ),
  term("removed", /^(is)?removed(at|on|time|date)?$/, { rests: "OData 4.01, @removed" }),
];
/** Names of a field that marks a record that is out of use and still there. */
export const retiredTerms: readonly Term[] = [
  term("out of use", /^(is|in)?(trash(ed)?|archived?|discarded)(at|on|time|date)?$|^(is)?activeflag$/),
];

interface StateRule extends Rule {
  /** Tested against each value of a state. */
  readonly value: RegExp;
  /** True where the value means that the record is gone, and not only out of use. */
  readonly gone: boolean;
}

/** Values of a state that a record ends in. */
export const stateRules: readonly StateRule[] = [
  { name: "gone", value: /^(soft[-_ ]?)?deleted$|^(removed|purged|destroyed)$/i, gone: true },
  { name: "out of use", value: /^(archived|trashed|inactive|disabled|deprovisioned|voided|cancell?ed)$/i, gone: false },
];

/**
 * How deletions show in this list. Followed are only marks that mean nothing else: a flag, the moment of the deletion, a state called deleted. An
 * archive and a number (which may be 0 for "never") are told and not followed: a record that is taken for deleted and is not would be lost.
 */
export function inferDeletes({ model, operation, record }: DeletesInput): Answer<Removal> {
  const { keep } = model;
  const include = includeParameter([...operation.parameters, ...bodyParameters(model, operation)]);
  const fields = model.fields(record, 1);
  const mark = isOfGone(operation) ? undefined : firstNamed(keep(deletedTerms), fields, flatOf);
  const state = fields.find((field) => isState(field) && endsOf(keep, field.shape).length > 0);
  const field = mark ?? firstNamed(keep(retiredTerms), fields, flatOf) ?? state;
  const includeParam = include?.ref;
  if (field === undefined) {
    const none = { field: undefined, includeParam, deletes: undefined };
    return answer(none, 0.7, "no field shows a deletion: only a full read can tell");
  }
  const deletes = byMark(mark, include) ?? byState(keep, mark === undefined ? state : undefined, include);
  const why =
    deletes === undefined
      ? `${field.pointer} can show that a record is out of use`
      : `${deletes.field} says that a record is deleted`;
  return answer({ field: deletes?.field ?? field.pointer, includeParam, deletes }, 0.85, why);
}

/**
 * Whether a list holds what is gone and nothing else, so that each record is marked and none would be kept: `/deleted`, `/deleted_contacts`,
 * `/contacts/deleted`. One more word (`including-deleted`, `not-deleted`) may say the opposite.
 */
function isOfGone({ path }: Operation): boolean {
  const [first = "", ...noun] = wordsOf(lastLiteral(path) ?? "");
  return GONE.test(first) && !noun.some((word) => CONNECTS.test(word));
}

const GONE = /^(deleted|removed|trashed)$/;
const CONNECTS =
  /^(and|or|with|without|not|no|non|in|ex)$|^(includ|exclud)\w*$|^(created|updated|changed|active|live|all|since|after)$/;

function byMark(mark: Field | undefined, include: Parameter | undefined): Deletes | undefined {
  return mark !== undefined && isPlainMark(mark.shape)
    ? { field: mark.pointer, include: includeOf(include) }
    : undefined;
}

/** A state with a value that is called deleted, and with others that are not. */
function byState(keep: Keep, state: Field | undefined, include: Parameter | undefined): Deletes | undefined {
  const values = state === undefined ? [] : endsOf(keep, state.shape).filter(({ gone }) => gone);
  if (state === undefined || values.length === 0 || values.length === state.shape.values.length) return undefined;
  return { field: state.pointer, values: [...new Set(values.map(({ value }) => value))], include: includeOf(include) };
}

/** A boolean, or a moment written as text: null or absent where there was no deletion. */
function isPlainMark({ types }: Shape): boolean {
  return !types.has("integer") && !types.has("number") && !types.has("object") && !types.has("array");
}

function isState({ name }: Field): boolean {
  return /(^|_|[a-z])(status|state)$/i.test(name);
}

function endsOf(keep: Keep, { values }: Shape): readonly { readonly value: string; readonly gone: boolean }[] {
  return values.flatMap((value) => {
    if (typeof value !== "string") return [];
    const rule = keep(stateRules).find((each) => each.value.test(value));
    return rule === undefined ? [] : [{ value, gone: rule.gone }];
  });
}

function includeParameter(parameters: readonly Parameter[]): Parameter | undefined {
  return parameters.find(
    ({ name, place }) =>
      (place === "query" || place === "body") &&
      /(include|show|with|list).*(deleted|removed|archived|trashed|disabled|inactive)/i.test(name),
  );
}

/** Sent only where true means what its name says. */
function includeOf(parameter: Parameter | undefined): Deletes["include"] {
  if (
    parameter === undefined ||
    !/(deleted|removed|trashed)/i.test(parameter.name) ||
    /non_?deleted/i.test(parameter.name)
  )
    return undefined;
  return parameter.shape.types.has("boolean") ? { param: parameter.ref, value: true } : undefined;
}
