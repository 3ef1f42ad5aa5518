import type { ParameterRef } from "@waybill/sync/connector";
import type { Model, Operation, Parameter } from "./operation.ts";
import { bodyParameters } from "./paging-parameters.ts";
import { momentOf, type Moment } from "./time-fields.ts";
import { flat, wordsOf } from "./words.ts";

/** A parameter that selects records by a time from which on they count. */
export interface SinceParameter {
  readonly parameter: Parameter;
  /** How it is sent; a range's lower bound is `created[gte]`. */
  readonly ref: ParameterRef;
  /** The moment it speaks of; undefined where it does not say. */
  readonly moment: Moment | undefined;
  /** True where it takes both ends of a range in one value, which a run cannot write by itself. */
  readonly range: boolean;
}

const SINCE = /^(since|after|from|begin|beginning|start|starting|min|minimum|gte?|newer|oldest|ge|lower|later)$/;
const UNTIL = /^(until|before|to|end|ending|max|maximum|lte?|older|latest|le|upper)$/;
const RANGE_MEMBERS = ["gte", "gt", "$gte", "from", "after", "since", "min"];
/** Filters sit deep in the bodies of search operations: `/query/filter/date_time_filter/updated_at/start_at`. */
const BODY_DEPTH = 5;

/** The best parameter to ask for changes with: those of an update before those of a creation, before those of other moments. */
export function sinceParameter(
  model: Model,
  operation: Operation,
  paging: ReadonlySet<ParameterRef>,
): SinceParameter | undefined {
  const sent = operation.parameters.filter((each) => each.place === "query" || each.place === "header");
  let best: { found: SinceParameter; points: number } | undefined;
  for (const parameter of [...sent, ...bodyParameters(model, operation, BODY_DEPTH)]) {
    const found = paging.has(parameter.ref) ? undefined : candidateOf(parameter);
    const points = found === undefined ? 0 : pointsOf(found);
    if (found !== undefined && points > (best?.points ?? 0)) best = { found, points };
  }
  return best?.found;
}

/** The words of a parameter without those that say which end of a range it is. */
export function subjectOf(parameter: Parameter): readonly string[] {
  return wordsOf(nameOf(parameter)).filter((word) => !SINCE.test(word));
}

/** Of a member deep in a body, the object it stands in says what it compares. */
function nameOf({ name, place, ref }: Parameter): string {
  return place === "body" ? ref.split("/").slice(-2).join("_") : name;
}

function candidateOf(parameter: Parameter): SinceParameter | undefined {
  if (parameter.place === "header") return conditional(parameter);
  return bracketed(parameter) ?? bounded(parameter);
}

/** `If-Modified-Since` (RFC 9110, section 13.1.3). */
function conditional(parameter: Parameter): SinceParameter | undefined {
  if (flat(parameter.name) !== "ifmodifiedsince") return undefined;
  return { parameter, ref: parameter.ref, moment: "updated", range: false };
}

/** A query parameter that is an object with a lower bound. */
function bracketed(parameter: Parameter): SinceParameter | undefined {
  const lower =
    parameter.place === "query" ? RANGE_MEMBERS.find((name) => parameter.shape.fields.has(name)) : undefined;
  if (lower === undefined || momentOfParameter(parameter) === undefined) return undefined;
  return { parameter, ref: `${parameter.ref}[${lower}]`, moment: momentOfParameter(parameter), range: false };
}

function bounded(parameter: Parameter): SinceParameter | undefined {
  const words = wordsOf(nameOf(parameter));
  const range = wordsOf(parameter.name).includes("range");
  const both = isSince(words) && /_(from_to|start_end|min_max)_/.test(`_${words.join("_")}_`);
  if (both || (words.some((word) => UNTIL.test(word)) && !isSince(words))) return undefined;
  if (!isTimeParameter(parameter, range)) return undefined;
  // An object whose members are not declared cannot be written.
  const open = parameter.shape.types.has("object");
  if (!isSince(words) && !range && momentOf(parameter.name) === undefined) return undefined;
  return {
    parameter,
    ref: parameter.ref,
    moment: momentOfParameter(parameter),
    range: open || (range && parameter.place === "query"),
  };
}

function isSince(words: readonly string[]): boolean {
  return words.some((word) => SINCE.test(word));
}

function isTimeParameter({ shape, text, name }: Parameter, range: boolean): boolean {
  if (shape.types.has("boolean") || shape.fields.size > 0 || (shape.types.has("array") && !range)) return false;
  if (/date/.test(shape.format ?? "")) return true;
  if (/\b(ids?|identifier)\b/i.test(text) && !/\b(date|time|timestamp)\b/i.test(text)) return false;
  if (/\b(asc|desc|ascending|descending|sort)\b/i.test(text) && !/date-time|iso.?8601/i.test(text)) return false;
  return saysTime(text) || momentOf(name) !== undefined;
}

function saysTime(text: string): boolean {
  return /\b(dates?|times?|timestamp|datetime|unix|epoch|iso.?8601|rfc.?3339|yyyy-mm-dd|since|utc)\b/i.test(text);
}

function momentOfParameter(parameter: Parameter): Moment | undefined {
  const named = momentOf(
    subjectOf(parameter)
      .filter((word) => !/^(date|time|datetime|timestamp|ts)$/.test(word))
      .join("_"),
  );
  if (named !== undefined) return named;
  const { text } = parameter;
  if (/\b(updated|modified|changed|last change)\b/i.test(text)) return "updated";
  if (/\b(created|creation|added)\b/i.test(text)) return "created";
  return /\b(occur|event|publish|issue|happen)/i.test(text) ? "event" : undefined;
}

/** Words that a bound may have beside its moment. */
const PLAIN = /^(date|time|at|timestamp|range|ts|datetime|on)$/;

function pointsOf({ parameter, moment }: SinceParameter): number {
  const subject = subjectOf(parameter);
  const foreign =
    momentOf(parameter.name) === undefined && subject.some((word) => !PLAIN.test(word) && momentOf(word) === undefined);
  const weight = { updated: 6, created: 4, event: 2 };
  const since = isSince(wordsOf(nameOf(parameter))) || parameter.place === "header" ? 3 : 0;
  const retired = /\bdeprecated\b/i.test(parameter.text) ? 3 : 0;
  return since + (moment === undefined ? 1 : weight[moment]) - (foreign ? 3 : 0) - retired;
}
