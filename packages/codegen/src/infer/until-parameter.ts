import type { ParameterRef } from "@waybill/sync/connector";
import { bodyParameters } from "./body-parameters.ts";
import type { Model, Operation, Parameter } from "./operation.ts";
import type { Keep, Rule } from "./rule.ts";
import { BODY_DEPTH, boundName, isSince, isTimeParameter, isUntil, type SinceParameter } from "./since-parameter.ts";
import { formatOf } from "./time-fields.ts";
import { wordsOf } from "./words.ts";

export interface UntilInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly since: SinceParameter;
  /** Parameters that paging uses. */
  readonly paging: ReadonlySet<ParameterRef>;
}

interface UntilRule extends Rule {
  readonly find: (input: UntilInput) => ParameterRef | undefined;
}

/** Where the other end of a range is, whose lower end asks for changes. */
export const untilRules: readonly UntilRule[] = [
  { name: "member of the same object", rests: "OpenAPI 3.1, section 4.8.12, style deepObject", find: inObject },
  { name: "parameter of the same words", find: ofSameWords },
];

/** The parameter that bounds what was asked for from above. Undefined where there is none, or more than one could be meant. */
export function untilParameter(input: UntilInput): ParameterRef | undefined {
  for (const { find } of input.model.keep(untilRules)) {
    const found = find(input);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The upper end of each lower end, as it is written beside it. */
const UPPER: Readonly<Record<string, string>> = {
  gte: "lte",
  gt: "lt",
  $gte: "$lte",
  from: "to",
  after: "before",
  since: "until",
  min: "max",
};

function inObject({ since: { parameter, ref } }: UntilInput): ParameterRef | undefined {
  const lower = /\[([^\]]+)\]$/.exec(ref)?.[1] ?? "";
  const upper = ref === parameter.ref || !Object.hasOwn(UPPER, lower) ? undefined : UPPER[lower];
  return upper !== undefined && parameter.shape.fields.has(upper) ? `${parameter.ref}[${upper}]` : undefined;
}

function ofSameWords({ model, operation, since, paging }: UntilInput): ParameterRef | undefined {
  const { keep } = model;
  const { parameter } = since;
  if (since.ref !== parameter.ref || !isSince(keep, wordsOf(boundName(parameter)))) return undefined;
  const others = parameter.place === "body" ? bodyParameters(model, operation, BODY_DEPTH) : operation.parameters;
  const found = others.filter(
    (each) => each !== parameter && !paging.has(each.ref) && isOtherEnd(keep, parameter, each),
  );
  return found.length === 1 ? found[0]?.ref : undefined;
}

function isOtherEnd(keep: Keep, lower: Parameter, upper: Parameter): boolean {
  if (upper.place !== lower.place || holderOf(upper) !== holderOf(lower)) return false;
  if (!isUntil(keep, wordsOf(upper.name)) || isSince(keep, wordsOf(upper.name))) return false;
  return (
    subject(keep, upper) === subject(keep, lower) &&
    isTimeParameter(keep, upper, false) &&
    formatOf(upper.shape, upper.name).format === formatOf(lower.shape, lower.name).format
  );
}

/** The object of a body that a member stands in. */
function holderOf({ ref }: Parameter): string {
  return ref.slice(0, ref.lastIndexOf("/") + 1);
}

/** What a bound is about, without the words that say which end it is: `updated_at_begin_time` and `updated_at_end_time`, `createdAfter` and `created_before`. */
function subject(keep: Keep, { name }: Parameter): string {
  return wordsOf(name)
    .flatMap((word) => {
      if (!isSince(keep, [word]) && !isUntil(keep, [word])) return [word];
      const [, inner] = /^(\w+ed)(?:since|after|until|before)$/.exec(word) ?? [];
      return inner === undefined ? [] : [inner];
    })
    .join(" ");
}
