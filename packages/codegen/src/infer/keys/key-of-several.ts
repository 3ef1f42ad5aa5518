import { answer } from "../rules/answer.ts";
import type { Field } from "../document/fields.ts";
import type { KeyRule } from "./key-rule.ts";
import type { Model, Operation } from "../document/operation.ts";
import { isParameterSegment, pathParameters, segmentsOf, withoutFormat } from "../document/path.ts";
import { flat } from "../words/words.ts";

/** Columns that the database says are the key, one or several. */
export const markedRule: KeyRule = {
  name: "marked as the key",
  rests: "PostgREST, OpenAPI support, <pk/> in the description of a column",
  find: (_input, fields) => {
    const marked = fields.filter(({ shape }) => shape.description.includes("<pk/>"));
    return marked.length === 0 ? undefined : answer(marked, 0.97, `${pointersOf(marked)}: marked as the primary key`);
  },
};

/** `/OrderItems(OrderID={OrderID},LineNo={LineNo})`: the key as the path of one record writes it. */
export const compoundRule: KeyRule = {
  name: "compound key in a path",
  rests: "OData 4.01, URL conventions, section 4.3.1, compound keys",
  find: ({ model, operation }, fields) => {
    for (const { rest } of operationsBelow(model, operation, "(")) {
      const found = COMPOUND.test(rest) ? namedIn(rest, fields) : undefined;
      if (found !== undefined) return answer(found, 0.9, told(rest, found));
    }
    return undefined;
  },
};

/**
 * What several parameters together read one record by, where nothing alone identifies it: `/rates/{from}/{to}`. Never sure, as a path of
 * parameters may select several records too.
 */
export const severalRule: KeyRule = {
  name: "path of one record with several parameters",
  rests: "RFC 3986, section 3.3, a path identifies a resource",
  find: ({ model, operation }, fields) => {
    for (const { item, rest } of operationsBelow(model, operation, "/")) {
      const found = isOfParameters(rest) && answersRecord(model, item, fields) && namedIn(rest, fields);
      if (found) return answer(found, 0.7, told(rest, found));
    }
    return undefined;
  },
};

/** Operations whose path begins with the list's own and a sign, each with what follows it there. */
function operationsBelow(
  model: Model,
  { path }: Operation,
  sign: "/" | "(",
): readonly { readonly item: Operation; readonly rest: string }[] {
  const base = withoutFormat(path).replace(/\/$/, "");
  return model
    .below(base)
    .filter((item) => item.path[base.length] === sign)
    .map((item) => ({ item, rest: item.path.slice(base.length) }));
}

const COMPOUND = /^\(\w+='?\{[^{}]+\}'?(,\w+='?\{[^{}]+\}'?)+\)$/;

function isOfParameters(rest: string): boolean {
  return segmentsOf(rest).every(isParameterSegment);
}

/** True where one record is read or written: the answer has all that a record of the list has. */
function answersRecord(model: Model, { method, answer: given }: Operation, fields: readonly Field[]): boolean {
  if (!/^(GET|PUT|PATCH|DELETE)$/.test(method)) return false;
  const names = new Set(model.fields(given, 1).map(({ name }) => name));
  return fields.every(({ name }) => names.has(name));
}

/** The fields that the parameters of a path are named after: several, one for each. */
function namedIn(path: string, fields: readonly Field[]): readonly Field[] | undefined {
  const named = pathParameters(path).map((name) => fields.find((field) => field.flat === flat(name)));
  const found = named.filter((field) => field !== undefined);
  return found.length === named.length && new Set(found).size > 1 ? found : undefined;
}

function told(path: string, found: readonly Field[]): string {
  return `one record is read by ${path}, and the record has ${pointersOf(found)}`;
}

function pointersOf(fields: readonly Field[]): string {
  return fields.map(({ pointer }) => pointer).join(" and ");
}
