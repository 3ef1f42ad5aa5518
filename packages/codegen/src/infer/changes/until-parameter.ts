import type { ParameterRef } from "@waybill/sync/connector";
import { bodyParameters } from "../document/body-parameters.ts";
import type { Model, Operation, Parameter } from "../document/operation.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import { BODY_DEPTH, boundName, isSince, isTimeParameter, isUntil, type SinceParameter } from "./since-parameter.ts";
import type { Field } from "../document/fields.ts";
import { formatOf, momentOf, type TimeField } from "./time-fields.ts";
import { wordsOf } from "../words/words.ts";

export interface UntilInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly since: SinceParameter;
  /** The field that the lower end is compared with. */
  readonly cursor: TimeField;
  /** The other moments of a record. */
  readonly others: () => readonly Field[];
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

function ofSameWords(input: UntilInput): ParameterRef | undefined {
  const { model, operation, since, paging } = input;
  const { keep } = model;
  const { parameter } = since;
  if (since.ref !== parameter.ref || !isSince(keep, wordsOf(boundName(parameter)))) return undefined;
  const others = parameter.place === "body" ? bodyParameters(model, operation, BODY_DEPTH) : operation.parameters;
  const found = others.filter(
    (each) => each !== parameter && !paging.has(each.ref) && isOtherEnd(keep, parameter, each),
  );
  const [only, ...more] = found;
  return only === undefined || more.length > 0 || isOfOther(input, only) ? undefined : only.ref;
}

function isOtherEnd(keep: Keep, lower: Parameter, upper: Parameter): boolean {
  if (upper.place !== lower.place || holderOf(upper) !== holderOf(lower)) return false;
  if (!isUntil(keep, wordsOf(upper.name)) || isSince(keep, wordsOf(upper.name))) return false;
  return (
    subject(keep, upper.name) === subject(keep, lower.name) &&
    isTimeParameter(keep, upper, false) &&
    formatOf(upper.shape, upper.name).format === formatOf(lower.shape, lower.name).format
  );
}

/** The object of a body that a member stands in. */
function holderOf({ ref }: Parameter): string {
  return ref.slice(0, ref.lastIndexOf("/") + 1);
}

/** What a bound is about, without the words that say which end it is: `updated_at_begin_time` and `updated_at_end_time`, `createdAfter` and `created_before`. */
function subject(keep: Keep, name: string): string {
  return wordsOf(name)
    .flatMap((word) => {
      if (!isSince(keep, [word]) && !isUntil(keep, [word])) return [word];
      const [, inner] = /^(\w+ed)(?:since|after|until|before)$/.exec(word) ?? [];
      return inner === undefined ? [] : [inner];
    })
    .join(" ");
}

/**
 * True where the upper end is compared with another moment than the lower one: events that start after, and that ended before. What is between them would be
 * in no window. Ends that name their moment, `created_after` and `created_before`, name the same.
 */
function isOfOther({ model: { keep }, since, cursor, others }: UntilInput, upper: Parameter): boolean {
  const named = withoutPlain(wordsOf(subject(keep, boundName(upper)))).join("_");
  if (momentOf(keep, named) !== undefined) return false;
  const { parameter: lower } = since;
  const lowerStems = stemsOf(lower);
  const upperStems = stemsOf(upper);
  const isOnlyIn = (stems: readonly string[]): boolean =>
    stems.length > 0 && stems.every((each) => upperStems.has(each)) && !stems.every((each) => lowerStems.has(each));
  if (others().some(({ name }) => isOnlyIn(withoutPlain(wordsOf(name)).map(stemOf)))) return true;
  const said = verbsOf(keep, wordsOf(upper.text));
  const meant = new Set([...verbsOf(keep, wordsOf(lower.text)), ...momentsOf(keep, wordsOf(cursor.field.name))]);
  return said.length > 0 && !said.some((each) => meant.has(each));
}

/** Words that every moment may have beside what it is of. */
const PLAIN = /^(date|time|at|on|timestamp|datetime|utc|ts)$/;

function withoutPlain(words: readonly string[]): readonly string[] {
  return words.filter((word) => !PLAIN.test(word));
}

/** What a parameter and its text speak of. */
function stemsOf(parameter: Parameter): ReadonlySet<string> {
  return new Set([...wordsOf(boundName(parameter)), ...wordsOf(parameter.text)].map(stemOf));
}

/** `ended`, `ends` and `ending` -> `end`; `created` and `creation` -> `creat`. */
function stemOf(word: string): string {
  return word.replace(/(?:ing|ed|ion|es|s|e)$/, "");
}

/** Verbs that a text says a moment with. `Starting` and `ending` are said of ranges too. */
const VERBS =
  /^(created|updated|modified|changed|edited|added|inserted|registered|received|opened|closed|completed|finished|resolved|cancell?ed|deleted|archived|expired?|expires|due|scheduled|expected|delivered|shipped|placed|ordered|paid|sent|submitted|published|issued|joined|posted|performed|processed|occurred|happened|logged|recorded|enqueued|started|starts|began|begins|ended|ends)$/;

function verbsOf(keep: Keep, words: readonly string[]): readonly string[] {
  return momentsOf(
    keep,
    words.filter((word) => VERBS.test(word)),
  );
}

/** Changes are one moment whatever they are called, and so are creations. */
function momentsOf(keep: Keep, words: readonly string[]): readonly string[] {
  return words.map((word) => {
    const moment = momentOf(keep, word);
    return moment === "updated" || moment === "created" ? moment : stemOf(word);
  });
}
