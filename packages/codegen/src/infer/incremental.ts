import type { Incremental, Json, ParameterRef, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { bodyParameters } from "./paging-parameters.ts";
import type { Model, Operation, Parameter } from "./operation.ts";
import { formatOf, momentOf, timeFieldsOf, type Moment, type TimeField } from "./time-fields.ts";
import { flat, wordsOf } from "./words.ts";

export interface IncrementalInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly record: Json | undefined;
}

/** What can be told about asking for changes. Only a parameter with a field makes the stream incremental. */
export interface Changes {
  readonly param: ParameterRef | undefined;
  readonly cursorField: Pointer | undefined;
  /** The kinds beyond the connector's own are reported, not followed. */
  readonly kind: Incremental["kind"] | "expression" | "delta-token" | undefined;
  readonly incremental: Incremental | undefined;
}

interface Candidate {
  readonly parameter: Parameter;
  readonly ref: ParameterRef;
  readonly moment: Moment | undefined;
  readonly points: number;
}

/** How to ask for what changed since a time, and which field of the record shows it. */
export function inferChanges(input: IncrementalInput): Answer<Changes> {
  const fields = timeFieldsOf(input.model, input.record);
  const token = deltaToken(input.operation);
  if (token !== undefined)
    return answer({ param: token.ref, cursorField: undefined, kind: "delta-token", incremental: undefined }, 0.85, [
      `${token.ref} takes a token of an earlier answer`,
    ]);
  const best = bestCandidate(input);
  if (best !== undefined) return fromCandidate(best, fields);
  const expression = expressionOf(input.operation, fields);
  if (expression !== undefined) return expression;
  const field = bestField(fields);
  const evidence =
    field === undefined
      ? "no parameter and no field that show a change"
      : `no parameter asks for changes; ${field.field.pointer} shows them`;
  return answer(
    { param: undefined, cursorField: field?.field.pointer, kind: undefined, incremental: undefined },
    0.8,
    evidence,
  );
}

function fromCandidate(best: Candidate, fields: readonly TimeField[]): Answer<Changes> {
  const matched = matchField(best, fields);
  const cursorField = matched?.field.pointer;
  const kind = kindOf(best.moment ?? matched?.moment);
  const confidence = Math.min(0.95, 0.55 + best.points / 25) - (matched === undefined ? 0.2 : 0);
  const evidence = [
    `${best.ref} selects by time`,
    ...(cursorField === undefined ? [] : [`${cursorField} holds that time`]),
  ];
  const incremental = matched === undefined ? undefined : incrementalOf(best, matched, kind);
  return answer({ param: best.ref, cursorField, kind, incremental }, confidence, evidence);
}

function incrementalOf(best: Candidate, matched: TimeField, kind: Incremental["kind"]): Incremental {
  const asked = formatOf(best.parameter.shape, best.parameter.name);
  const held = formatOf(matched.field.shape, matched.field.name);
  const format = asked.format === "opaque" ? held.format : asked.format;
  const granularityMs = Math.max(asked.granularityMs, held.granularityMs);
  return {
    param: best.ref,
    cursorField: matched.field.pointer,
    kind,
    format,
    granularityMs,
    order: "unknown",
    lagMs: 0,
  };
}

function kindOf(moment: Moment | undefined): Incremental["kind"] {
  if (moment === "event") return "event-time";
  return moment ?? "updated";
}

const SINCE = /^(since|after|from|begin|beginning|start|min|minimum|gte?|newer|oldest|ge|lower|later)$/;
const UNTIL = /^(until|before|to|end|ending|max|maximum|lte?|older|latest|le|upper)$/;

function bestCandidate({ model, operation }: IncrementalInput): Candidate | undefined {
  const parameters = [
    ...operation.parameters.filter((each) => each.place === "query" || each.place === "header"),
    ...bodyParameters(model, operation),
  ];
  let best: Candidate | undefined;
  for (const parameter of parameters) {
    const candidate = candidateOf(model, parameter);
    if (candidate !== undefined && candidate.points > (best?.points ?? 0)) best = candidate;
  }
  return best;
}

function candidateOf(model: Model, parameter: Parameter): Candidate | undefined {
  const name = flat(parameter.name);
  if (parameter.place === "header") {
    return name === "ifmodifiedsince" ? { parameter, ref: parameter.ref, moment: "updated", points: 9 } : undefined;
  }
  const range = rangeMember(model, parameter);
  const words = wordsOf(range === undefined ? parameter.name : `${parameter.name} ${range}`);
  if (words.some((word) => UNTIL.test(word)) && !words.some((word) => SINCE.test(word))) return undefined;
  const since = words.some((word) => SINCE.test(word));
  if (!isTimeParameter(parameter, range !== undefined)) return undefined;
  if (!since && !/\brange\b/i.test(parameter.name) && momentOf(parameter.name) === undefined) return undefined;
  const moment = momentOfParameter(parameter);
  const points = pointsOf(parameter, { since, moment });
  return { parameter, ref: range === undefined ? parameter.ref : `${parameter.ref}[${range}]`, moment, points };
}

/** `created` as an object with members gte and lte is sent as `created[gte]`. */
function rangeMember(_model: Model, { shape, place }: Parameter): string | undefined {
  if (place !== "query") return undefined;
  return ["gte", "gt", "$gte", "from", "after", "since", "min"].find((name) => shape.fields.has(name));
}

function isTimeParameter(parameter: Parameter, range: boolean): boolean {
  if (range) return true;
  const { shape, text } = parameter;
  if (shape.types.has("boolean") || shape.types.has("array") || shape.fields.size > 0) return false;
  if (/date/.test(shape.format ?? "")) return true;
  if (/\b(ids?|identifier)\b/i.test(text) && !/\b(date|time|timestamp)\b/i.test(text)) return false;
  if (/\b(asc|desc|ascending|descending|sort)\b/i.test(text) && !/date-time|iso.?8601/i.test(text)) return false;
  return (
    /\b(date|dates|time|times|timestamp|datetime|unix|epoch|iso.?8601|rfc.?3339|yyyy-mm-dd|since|utc)\b/i.test(text) ||
    momentOf(parameter.name) !== undefined
  );
}

function momentOfParameter(parameter: Parameter): Moment | undefined {
  const named = momentOf(parameter.name.replaceAll(/start|begin|from|date|time/gi, " "));
  if (named !== undefined) return named;
  const text = parameter.text;
  if (/\b(updated|modified|changed|last change)\b/i.test(text)) return "updated";
  if (/\b(created|creation|added)\b/i.test(text)) return "created";
  return /\b(occur|event|publish|issue|happen)/i.test(text) ? "event" : undefined;
}

function pointsOf(parameter: Parameter, about: { since: boolean; moment: Moment | undefined }): number {
  const byMoment = { updated: 6, created: 4, event: 2 };
  const foreign =
    momentOf(parameter.name) === undefined &&
    wordsOf(parameter.name).some((word) => !SINCE.test(word) && !/^(date|time|at|timestamp|range|ts)$/.test(word));
  return (
    (about.since ? 3 : 0) +
    (about.moment === undefined ? 1 : byMoment[about.moment]) -
    (foreign ? 3 : 0) -
    (/\bdeprecated\b/i.test(parameter.text) ? 3 : 0)
  );
}

/** The field that a parameter is compared with: the same moment, the same words, else what shows changes best. */
function matchField(candidate: Candidate, fields: readonly TimeField[]): TimeField | undefined {
  const words = wordsOf(candidate.parameter.name).filter((word) => !SINCE.test(word));
  const scored = fields.map((each) => ({ each, points: fieldPoints(each, { words, moment: candidate.moment }) }));
  return scored.toSorted((a, b) => b.points - a.points)[0]?.each;
}

function fieldPoints(
  { field, moment }: TimeField,
  wanted: { words: readonly string[]; moment: Moment | undefined },
): number {
  const own = wordsOf(field.name);
  const shared = wanted.words.filter((word) => own.includes(word)).length;
  const same = wanted.moment === moment ? 4 : 0;
  const base = { updated: 1, created: 0.5, event: 0 };
  return shared * 2 + same + base[moment] - field.path.length * 1.5;
}

/** The best sign of a change in a record: its update, else its creation, else its event; its own fields before inner ones. */
function bestField(fields: readonly TimeField[]): TimeField | undefined {
  const rank = { updated: 0, created: 1, event: 2 };
  const own = fields.filter(({ field }) => field.path.length === 1);
  const wrapped = fields.filter(({ field }) => field.path.length === 2);
  const inOrder = (each: readonly TimeField[]): TimeField | undefined =>
    each.toSorted((a, b) => rank[a.moment] - rank[b.moment])[0];
  return inOrder(own) ?? inOrder(wrapped.filter(({ field }) => isWrapper(field.path[0] ?? "")));
}

function isWrapper(name: string): boolean {
  return /^(attributes|properties|fields|data|metadata|payload)$/i.test(name);
}

/** A filter language whose text compares a field of the record that holds a time. */
function expressionOf(operation: Operation, fields: readonly TimeField[]): Answer<Changes> | undefined {
  const filters = operation.parameters.filter(
    (each) => each.place === "query" && /^(filters?|search|where|query|q|\$filter)$/i.test(each.name),
  );
  for (const filter of filters) {
    const text = `${filter.text} ${operation.text}`;
    if (!/greater[-_ ]than|\bgt\b|\bge\b|>=/i.test(text)) continue;
    const named =
      fields.find(({ field, moment }) => moment === "updated" && text.includes(field.name)) ??
      fields.find(({ field }) => text.includes(field.name));
    if (named === undefined) continue;
    const value = {
      param: filter.ref,
      cursorField: named.field.pointer,
      kind: "expression" as const,
      incremental: undefined,
    };
    return answer(value, 0.75, [`${filter.ref} is a filter language that compares ${named.field.name}`]);
  }
  return undefined;
}

function deltaToken(operation: Operation): Parameter | undefined {
  return operation.parameters.find(
    (each) =>
      each.place === "query" &&
      (/^(delta_?token|sync_?token|sync|last_?knowledge\w*|change_?token)$/i.test(each.name) ||
        /\bdelta (request|token|sync)/i.test(each.text)),
  );
}
