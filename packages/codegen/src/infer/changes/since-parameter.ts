import type { ParameterRef } from "@waybill/sync/connector";
import { bodyParameters } from "../document/body-parameters.ts";
import type { Model, Operation, Parameter } from "../document/operation.ts";
import { nounsOf } from "../document/path.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import { isAboutChange, momentOf, type Moment } from "./time-fields.ts";
import { flat, singular, wordsOf } from "../words/words.ts";

/** A parameter that selects records by a time from which on they count. */
export interface SinceParameter {
  readonly parameter: Parameter;
  /** How it is sent; a range's lower bound is `created[gte]`. */
  readonly ref: ParameterRef;
  /** The moment it speaks of; undefined where it does not say. */
  readonly moment: Moment | undefined;
  /** True where a value says "from here on" and nothing else: it is no range in one value, and not compared for being the same. */
  readonly open: boolean;
}

/** Filters sit deep in the bodies of search operations: `/query/filter/date_time_filter/updated_at/start_at`. */
export const BODY_DEPTH = 5;

/** The best parameter to ask for changes with: those of an update before those of a creation, before those of other moments. */
export function sinceParameter(
  model: Model,
  operation: Operation,
  paging: ReadonlySet<ParameterRef>,
): SinceParameter | undefined {
  const sent = operation.parameters.filter((each) => each.place === "query" || each.place === "header");
  const rules = model.keep(sinceRules);
  let best: { found: SinceParameter; points: number } | undefined;
  for (const parameter of [...sent, ...bodyParameters(model, operation, BODY_DEPTH)]) {
    if (paging.has(parameter.ref) || isStartOfOther(model.keep, operation, parameter)) continue;
    const found = rules.map(({ read }) => read(parameter, model.keep)).find((each) => each !== undefined);
    const points = found === undefined ? 0 : pointsOf(model.keep, found);
    if (found !== undefined && points > (best?.points ?? 0)) best = { found, points };
  }
  return best?.found;
}

/**
 * `subscription_start_date` of a list of invoice lines is when a subscription starts, and no bound of the lines, unless its text says that it is one; nor is a
 * `subscription_proration_date`. The list's own noun (`event_start_date` of events) and a moment (`created_start`) may stand before the start.
 */
function isStartOfOther(keep: Keep, { path }: Operation, { name, text }: Parameter): boolean {
  const words = wordsOf(name);
  const start = words.findIndex((word) => /^(start|begin)(s|ing)?$/.test(word));
  const isBound = isSince(keep, words) || isUntil(keep, words) || words.includes("range");
  const whole = isBound || words.length < 3 ? [] : words.slice(0, -1);
  const before = start < 0 ? whole : words.slice(0, start);
  const own = new Set(nounsOf(keep, path).slice(0, 1).flatMap(wordsOf).map(singular));
  const others = before.filter((word) => !PLAIN.test(word) && !own.has(singular(word)));
  return others.length > 0 && momentOf(keep, others.join("_")) === undefined && !saysSince(text);
}

interface SinceRule extends Rule {
  readonly read: (parameter: Parameter, keep: Keep) => SinceParameter | undefined;
}

/** How a parameter can select by a time. */
export const sinceRules: readonly SinceRule[] = [
  {
    name: "If-Modified-Since",
    rests: "RFC 9110, section 13.1.3",
    read: (parameter) =>
      parameter.place === "header" && flat(parameter.name) === "ifmodifiedsince"
        ? { parameter, ref: parameter.ref, moment: "updated", open: true }
        : undefined,
  },
  {
    name: "object with a lower bound",
    rests: "OpenAPI 3.1, section 4.8.12, style deepObject",
    read: (parameter, keep) => {
      const lower = LOWER.find((name) => parameter.shape.fields.has(name));
      const moment = momentOfParameter(keep, parameter);
      if (parameter.place !== "query" || lower === undefined || moment === undefined) return undefined;
      return { parameter, ref: `${parameter.ref}[${lower}]`, moment, open: true };
    },
  },
  { name: "bound", read: bounded },
];

/** Names of a range's lower end, in the order of preference. */
const LOWER = ["gte", "gt", "$gte", "from", "after", "since", "min"];

interface WordRule extends Rule {
  readonly word: RegExp;
}

/** Words of the lower end of a range. */
export const sinceWords: readonly WordRule[] = [
  {
    name: "lower bound",
    word: /^(\w+ed)?(since|after)$|^(newer|later|oldest|from|begin|beginning|start|starting|min|minimum|lower|gte?|ge)$/,
  },
];

/** Words of the upper end of a range. */
export const untilWords: readonly WordRule[] = [
  {
    name: "upper bound",
    rests: "GitLab REST API, created_before and updated_before",
    word: /^(\w+ed)?(until|before)$|^(older|latest|to|end|ending|max|maximum|upper|lte?|le)$/,
  },
];

/** The words of a parameter without those that say which end of a range it is. */
export function subjectOf(keep: Keep, parameter: Parameter): readonly string[] {
  return wordsOf(boundName(parameter)).flatMap((word) => {
    if (!isSince(keep, [word])) return [word];
    const [, inner] = /^(\w+ed)(?:since|after)$/.exec(word) ?? [];
    return inner === undefined ? [] : [inner];
  });
}

/** Of a member deep in a body, the object it stands in says what it compares. */
export function boundName({ name, place, ref }: Parameter): string {
  return place === "body" ? ref.split("/").slice(-2).join("_") : name;
}

export function isSince(keep: Keep, words: readonly string[]): boolean {
  return keep(sinceWords).some((rule) => words.some((word) => rule.word.test(word)));
}

export function isUntil(keep: Keep, words: readonly string[]): boolean {
  return keep(untilWords).some((rule) => words.some((word) => rule.word.test(word)));
}

function bounded(parameter: Parameter, keep: Keep): SinceParameter | undefined {
  const since = isSince(keep, wordsOf(boundName(parameter)));
  const range = wordsOf(parameter.name).includes("range");
  if (parameter.place === "header" || isOtherBound(keep, parameter, since)) return undefined;
  if (!isTimeParameter(keep, parameter, range)) return undefined;
  if (!since && !range && momentOf(keep, parameter.name) === undefined) return undefined;
  const open = !isWhole(parameter, range) && (since || range || saysSince(parameter.text));
  return { parameter, ref: parameter.ref, moment: momentOfParameter(keep, parameter), open };
}

/** An upper bound, or both bounds in one value (`created_from_to`). */
function isOtherBound(keep: Keep, parameter: Parameter, since: boolean): boolean {
  const words = wordsOf(boundName(parameter));
  return since ? /_(from_to|start_end|min_max)_/.test(`_${words.join("_")}_`) : isUntil(keep, words);
}

/** An object whose members are not declared cannot be written; a range in a query takes both of its ends in one value. */
function isWhole({ shape, place }: Parameter, range: boolean): boolean {
  return shape.types.has("object") || (range && place === "query");
}

export function isTimeParameter(keep: Keep, { shape, text, name }: Parameter, range: boolean): boolean {
  if (shape.types.has("boolean") || shape.fields.size > 0 || (shape.types.has("array") && !range)) return false;
  if (/date/.test(shape.format ?? "")) return true;
  if (/\b(ids?|identifier)\b/i.test(text) && !/\b(date|time|timestamp)\b/i.test(text)) return false;
  if (/\b(asc|desc|ascending|descending|sort)\b/i.test(text) && !/date-time|iso.?8601/i.test(text)) return false;
  return saysTime(text) || isNamedAfterMoment(keep, name);
}

function isNamedAfterMoment(keep: Keep, name: string): boolean {
  return momentOf(keep, name) !== undefined && !isAboutChange(name);
}

function saysTime(text: string): boolean {
  return /\b(dates?|times?|timestamp|datetime|unix|epoch|iso.?8601|rfc.?3339|yyyy-mm-dd|since|utc)\b/i.test(text);
}

function saysSince(text: string): boolean {
  return /\b(since|after|later than|newer than|greater than|on or after|from (the|this|a)|starting|at least)\b|>=?/i.test(
    text,
  );
}

function momentOfParameter(keep: Keep, parameter: Parameter): Moment | undefined {
  const subject = subjectOf(keep, parameter).filter((word) => !/^(date|time|datetime|timestamp|ts)$/.test(word));
  // A record changes; its `changes` are something else.
  const named = momentOf(keep, subject.map((word) => (word === "changes" ? "changed" : word)).join("_"));
  return named ?? keep(momentTexts).find(({ text }) => text.test(parameter.text))?.moment;
}

interface MomentText extends Rule {
  readonly moment: Moment;
  readonly text: RegExp;
}

/** What the text of a parameter says of its moment, where its name does not. */
export const momentTexts: readonly MomentText[] = [
  { name: "updated", moment: "updated", text: /\b(updated|modified|changed|last change)\b/i },
  { name: "created", moment: "created", text: /\b(created|creation|added)\b/i },
  { name: "event", moment: "event", text: /\b(occur|event|publish|issue|happen)/i },
];

/** Words that a bound may have beside its moment. */
const PLAIN = /^(date|time|at|timestamp|range|ts|datetime|on)$/;

function pointsOf(keep: Keep, { parameter, moment }: SinceParameter): number {
  const subject = subjectOf(keep, parameter);
  const foreign =
    momentOf(keep, parameter.name) === undefined &&
    subject.some((word) => !PLAIN.test(word) && momentOf(keep, word) === undefined);
  const weight = { updated: 6, created: 4, event: 2 };
  const since = isSince(keep, wordsOf(boundName(parameter))) || parameter.place === "header" ? 3 : 0;
  const retired = /\bdeprecated\b/i.test(parameter.text) ? 3 : 0;
  return since + (moment === undefined ? 1 : weight[moment]) - (foreign ? 4 : 0) - retired;
}
