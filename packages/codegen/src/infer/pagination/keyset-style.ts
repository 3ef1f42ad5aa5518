import type { Pagination, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "../rules/answer.ts";
import { pointerOf } from "../document/pointer-of.ts";
import type { Parameter } from "../document/operation.ts";
import { commonOf, type PaginationInput } from "./paging-style.ts";
import type { Rule } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";
import { flat, wordsOf } from "../words/words.ts";

/** A field of the last record of a page, sent with the next request. */
export function keysetStyle(input: PaginationInput): Answer<Pagination> | undefined {
  const { parameters, signals, model } = input;
  const key = parameters.cursors[0] ?? parameters.offset;
  if (key === undefined) return undefined;
  const keyField = model
    .keep(keyFieldRules)
    .map(({ find }) => find(key, input))
    .find((field) => field !== undefined);
  if (keyField === undefined) return undefined;
  const end = signals.hasMore === undefined ? "empty-page" : "has-more";
  return answer(
    { style: "keyset", key: key.ref, keyField, hasMore: signals.hasMore, end, ...commonOf(input) },
    sureness(key, input),
    `${key.ref} takes ${keyField} of the last record; the answer has no token`,
  );
}

interface KeyFieldRule extends Rule {
  readonly find: (key: Parameter, input: PaginationInput) => Pointer | undefined;
}

/** Which field of the last record is sent. */
export const keyFieldRules: readonly KeyFieldRule[] = [
  {
    name: "sort values",
    rests: "Elasticsearch and OpenSearch, search_after takes the sort values of the last hit",
    find: ({ name }, { record }) => (flat(name) === "searchafter" && record.fields.has("sort") ? "/sort" : undefined),
  },
  {
    name: "key of the record",
    find: ({ text }, { record, primaryKey }) => namedIn(text, record) ?? primaryKey[0],
  },
];

/** The field that the text of the parameter names: what is sent need not be what the record is known by. */
function namedIn(text: string, { fields }: Shape): Pointer | undefined {
  const spoken = text.split(/[^\w]+/).filter((word) => wordsOf(word).length > 1);
  const name = [...fields.keys()].find((field) => spoken.includes(field));
  return name === undefined ? undefined : pointerOf([name]);
}

/**
 * How sure it is that a parameter takes a key. A name of tokens is none; a list that can be read in both directions and has no flag may
 * arrive newest first, where going on after the last record ends at once.
 */
function sureness(key: Parameter, { operation, signals }: PaginationInput): number {
  if (OPAQUE.test(flat(key.name)) && !isKeyText(key.text)) return 0.4;
  const both = operation.parameters.some(({ name }) => /^(before|endingbefore|beforeid|maxid)$/.test(flat(name)));
  if (both && signals.hasMore === undefined) return 0.6;
  return isKeyText(key.text) ? 0.9 : 0.7;
}

function isKeyText(text: string): boolean {
  return /\b(id|identifier|number|key|object)\b/i.test(text);
}

/** Names of tokens. Where the answer holds none, taking a key is only a guess. */
const OPAQUE = /(cursor|token|continuation|marker|scroll|bookmark)/;
