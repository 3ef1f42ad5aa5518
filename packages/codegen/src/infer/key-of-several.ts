import { answer } from "./answer.ts";
import type { Field } from "./fields.ts";
import type { KeyRule } from "./key-rule.ts";
import type { Model, Operation } from "./operation.ts";
import { isParameterSegment, pathParameters, segmentsOf, withoutFormat } from "./path.ts";
import { flat } from "./words.ts";

/** Columns that the database says are the key, one or several. */
export const markedRule: KeyRule = {
  name: "marked as the key",
  rests: "PostgREST, OpenAPI support, <pk/> in the description of a column",
  find: (_input, fields) => {
    const marked = fields.filter(({ shape }) => shape.description.includes("<pk/>"));
    return marked.length === 0 ? undefined : answer(marked, 0.97, `${pointersOf(marked)}: marked as the primary key`);
  },
};

/** What several parameters together read one record by, several fields together identify: `/rates/{from}/{to}`. */
export const severalRule: KeyRule = {
  name: "path of one record with several parameters",
  rests: "OData 4.01, URL conventions, section 4.3.1, compound keys",
  find: ({ model, operation }, fields) => {
    for (const path of itemPaths(model, operation)) {
      const named = pathParameters(path).map((name) => fields.find((field) => flat(field.name) === flat(name)));
      const found = named.filter((field) => field !== undefined);
      if (found.length === named.length && new Set(found).size > 1)
        return answer(found, 0.9, `one record is read by ${path}, and the record has ${pointersOf(found)}`);
    }
    return undefined;
  },
};

/** What follows the list's own path, where it is nothing but parameters: `/{from}/{to}`, `(Order={order},Line={line})`. */
function itemPaths(model: Model, { path }: Operation): readonly string[] {
  const base = withoutFormat(path).replace(/\/$/, "");
  return model.operations
    .filter((each) => each.path.startsWith(base))
    .map((each) => each.path.slice(base.length))
    .filter((rest) => COMPOUND.test(rest) || (rest.startsWith("/") && segmentsOf(rest).every(isParameterSegment)));
}

const COMPOUND = /^\(\w+='?\{[^{}]+\}'?(,\w+='?\{[^{}]+\}'?)+\)$/;

function pointersOf(fields: readonly Field[]): string {
  return fields.map(({ pointer }) => pointer).join(" and ");
}
