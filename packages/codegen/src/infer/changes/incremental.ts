import type { Incremental, Json, ParameterRef, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import type { Field } from "../document/fields.ts";
import type { Model, Operation, Parameter } from "../document/operation.ts";
import { inferOrder } from "./order.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import { sinceParameter, subjectOf, type SinceParameter } from "./since-parameter.ts";
import { formatOf, isInstant, type Moment, type TimeField } from "./time-fields.ts";
import { untilParameter } from "./until-parameter.ts";
import { wordsOf } from "../words/words.ts";

export interface IncrementalInput {
  readonly model: Model;
  readonly operation: Operation;
  /** Schema of the records. */
  readonly record: Json | undefined;
  /** Instants of the records. */
  readonly times: readonly TimeField[];
  readonly primaryKey: readonly Pointer[];
  /** Parameters that paging uses. */
  readonly paging: ReadonlySet<ParameterRef>;
}

/** What can be told about asking for changes. Only a parameter with a field makes the stream incremental. */
export interface Changes {
  readonly param: ParameterRef | undefined;
  readonly cursorField: Pointer | undefined;
  /** The kinds beyond the connector's own are reported, not followed. */
  readonly kind: Incremental["kind"] | "expression" | "delta-token" | undefined;
  readonly incremental: Incremental | undefined;
}

/** How to ask for what changed since a time, and which field of the record shows it. */
export function inferChanges(input: IncrementalInput): Answer<Changes> {
  const fields = input.times;
  for (const { tell } of input.model.keep(changeRules)) {
    const found = tell(input, fields);
    if (found !== undefined) return found;
  }
  return fromFields(fields, wrapperOf(input.primaryKey));
}

interface ChangeRule extends Rule {
  readonly tell: (input: IncrementalInput, fields: readonly TimeField[]) => Answer<Changes> | undefined;
}

/** Ways to ask for changes, the surest first. */
export const changeRules: readonly ChangeRule[] = [
  {
    name: "delta token",
    rests: "OData 4.01, $deltatoken; Google Calendar and Contentful, sync tokens",
    tell: ({ operation }) => {
      const token = operation.parameters.find((each) => each.place === "query" && isDeltaToken(each));
      if (token === undefined) return undefined;
      const value = { param: token.ref, cursorField: undefined, kind: "delta-token" as const, incremental: undefined };
      return answer(value, 0.85, `${token.ref} takes a token of an earlier answer`);
    },
  },
  {
    name: "since",
    tell: (input, fields) => {
      const since = sinceParameter(input.model, input.operation, input.paging);
      return since && fromParameter(since, fields, input);
    },
  },
  { name: "filter language", tell: ({ operation }, fields) => fromExpression(operation, fields) },
];

/** The object that every element wraps its record in, when the key lies in one. */
function wrapperOf(primaryKey: readonly Pointer[]): string | undefined {
  const [, wrapper, ...inner] = primaryKey[0]?.split("/") ?? [];
  return inner.length === 0 ? undefined : wrapper;
}

function fromFields(fields: readonly TimeField[], wrapper: string | undefined): Answer<Changes> {
  const field = bestField(fields, wrapper);
  const cursorField = field?.field.pointer;
  const why =
    cursorField === undefined
      ? "no parameter and no field that show a change"
      : `no parameter asks for changes; ${cursorField} shows them`;
  return answer({ param: undefined, cursorField, kind: undefined, incremental: undefined }, 0.8, why);
}

function fromParameter(since: SinceParameter, fields: readonly TimeField[], input: IncrementalInput): Answer<Changes> {
  const { operation, model } = input;
  const { keep } = model;
  const matched = matchField(keep, since, fields);
  const kind = kindOf(since.moment ?? matched?.moment);
  const cursorField = matched?.field.pointer;
  const agreed = matched !== undefined && since.moment === matched.moment;
  const incremental =
    agreed && since.open && isDependable(matched.field)
      ? incrementalOf({
          since,
          until: untilParameter({ ...input, since, cursor: matched, others: () => othersThan(matched, input) }),
          matched,
          kind,
          operation,
          keep,
        })
      : undefined;
  const evidence = [
    `${since.ref} selects by time`,
    cursorField === undefined ? "no field of the record holds that time" : `${cursorField} holds that time`,
  ];
  return answer({ param: since.ref, cursorField, kind, incremental }, agreed ? 0.9 : 0.65, evidence);
}

interface Matched {
  readonly since: SinceParameter;
  readonly until: ParameterRef | undefined;
  readonly matched: TimeField;
  readonly kind: Incremental["kind"];
  readonly operation: Operation;
  readonly keep: Keep;
}

function incrementalOf({ since, until, matched, kind, operation, keep }: Matched): Incremental {
  const asked = formatOf(since.parameter.shape, since.parameter.name);
  const held = formatOf(matched.field.shape, matched.field.name);
  return {
    param: since.ref,
    until,
    cursorField: matched.field.pointer,
    kind,
    format: asked.format === "opaque" ? held.format : asked.format,
    granularityMs: Math.max(asked.granularityMs, held.granularityMs),
    order: inferOrder(keep, { operation, field: matched.field.name, text: since.parameter.text }).value,
    lagMs: 0,
  };
}

/** What else the record says of its own moments, also of an end and of others that show no change. */
function othersThan(matched: TimeField, { model, record }: IncrementalInput): readonly Field[] {
  return model
    .fields(record, 2)
    .filter((each) => isOwn(each) && each.pointer !== matched.field.pointer && isInstant(each.shape, each.name));
}

function isOwn({ path }: Field): boolean {
  return path.length === 1 || isWrapper(path[0] ?? "");
}

/** A field that every record can be expected to have: one without it would be set aside. */
function isDependable({ path, shape }: Field): boolean {
  return !shape.types.has("null") && (path.length === 1 || isWrapper(path[0] ?? ""));
}

function kindOf(moment: Moment | undefined): Incremental["kind"] {
  if (moment === "event") return "event-time";
  return moment ?? "updated";
}

/** The field that a parameter is compared with: the same moment, the same words, else what shows changes best. */
function matchField(keep: Keep, since: SinceParameter, fields: readonly TimeField[]): TimeField | undefined {
  const words = subjectOf(keep, since.parameter);
  const scored = fields.map((each) => ({ each, points: fieldPoints(each, { words, moment: since.moment }) }));
  const best = scored.toSorted((a, b) => b.points - a.points)[0]?.each;
  // Where the record has times of its own, one of another object that it holds says nothing of it.
  const foreign = best !== undefined && !isOwn(best.field) && fields.some(({ field }) => isOwn(field));
  return foreign ? undefined : best;
}

function fieldPoints(
  { field, moment }: TimeField,
  wanted: { words: readonly string[]; moment: Moment | undefined },
): number {
  const own = wordsOf(field.name);
  const shared = wanted.words.filter((word) => own.includes(word)).length;
  const base = { updated: 1, created: 0.5, event: 0 };
  return shared * 2 + (wanted.moment === moment ? 4 : 0) + base[moment] - (isOwn(field) ? 0 : 6) - own.length / 10;
}

/** The best sign of a change in a record: its update, else its creation, else its event; its own fields before those of a wrapper. */
function bestField(fields: readonly TimeField[], wrapper: string | undefined): TimeField | undefined {
  const rank = { updated: 0, created: 1, event: 2 };
  const inOrder = (each: readonly TimeField[]): TimeField | undefined =>
    each.toSorted((a, b) => rank[a.moment] - rank[b.moment])[0];
  const wrapped = fields.filter(
    ({ field }) => field.path.length === 2 && (field.path[0] === wrapper || isWrapper(field.path[0] ?? "")),
  );
  return inOrder(fields.filter(({ field }) => field.path.length === 1)) ?? inOrder(wrapped);
}

function isWrapper(name: string): boolean {
  return /^(attributes|properties|fields|data|metadata|meta|sys|system|payload|resource|node|record)$/i.test(name);
}

/** A filter language whose text compares a field of the record that holds a time. */
function fromExpression(operation: Operation, fields: readonly TimeField[]): Answer<Changes> | undefined {
  const filters = operation.parameters.filter(
    (each) => each.place === "query" && /^(filters?|search|where|query|q|\$filter)$/i.test(each.name),
  );
  const rank = { updated: 0, created: 1, event: 2 };
  for (const filter of filters) {
    const text = `${filter.text} ${operation.text}`;
    if (!/greater[-_ ](than|or)|\bgt\b|\bge\b|>=/i.test(text)) continue;
    const named = fields
      .filter(({ field }) => comparesField(text, field.name))
      .toSorted((a, b) => rank[a.moment] - rank[b.moment])[0];
    if (named === undefined) continue;
    const value = {
      param: filter.ref,
      cursorField: named.field.pointer,
      kind: "expression" as const,
      incremental: undefined,
    };
    return answer(value, 0.75, `${filter.ref} is a filter language that compares ${named.field.name}`);
  }
  return undefined;
}

/** The field's name and, in the same breath, a comparison. */
function comparesField(text: string, name: string): boolean {
  const field = `\\b${name.replaceAll(/[^\w]/g, "\\$&")}\\b`;
  return (
    new RegExp(
      `${field}[^.\\n]{0,60}?(greater|\\bgt\\b|\\bge\\b|>)|(greater|\\bgt\\b|>)[^.\\n]{0,40}?${field}`,
      "i",
    ).test(text) || text.includes(name)
  );
}

function isDeltaToken({ name, text }: Parameter): boolean {
  return (
    /^\$?(delta_?token|sync_?token|sync|last_?knowledge\w*|change_?token)$/i.test(name) ||
    /\bdelta (request|token|sync)/i.test(text)
  );
}
