import { answer } from "../rules/answer.ts";
import type { Field } from "../document/fields.ts";
import type { KeyRule } from "./key-rule.ts";
import type { Model, Operation } from "../document/operation.ts";
import { isParameterSegment, nounsOf, pathParameters, segmentsOf, withoutFormat } from "../document/path.ts";
import { flat, singular, wordsOf } from "../words/words.ts";

/** What the path of one record is made from: `GET /tags/{tag_name}` and a field `name`. */
export const itemPathRule: KeyRule = {
  name: "path of one record",
  find: ({ model, operation }, fields) => {
    const names = itemsOf(model, operation).map((each) => pathParameters(each.path).at(-1) ?? "");
    for (const name of new Set(names)) {
      const field = fieldOf(model, operation, fields, name);
      if (field !== undefined)
        return answer([field], 0.93, `one record is read by {${name}}, and the record has ${field.pointer}`);
    }
    return undefined;
  },
};

/** The only field that is mentioned where the parameter of one record is described. */
export const itemTextRule: KeyRule = {
  name: "text of the path of one record",
  find: ({ model, operation }, fields) => {
    const [item] = itemsOf(model, operation);
    const words = new Set(wordsOf(item?.parameters.findLast((each) => each.place === "path")?.text ?? ""));
    const [field, ...more] = fields.filter((each) => words.has(each.name.toLowerCase()));
    if (field === undefined || more.length > 0) return undefined;
    return answer([field], 0.6, `one record is read by a parameter whose text mentions ${field.name}`);
  },
};

/** `/tags` and `/tags/{tag_id}`: operations whose path is the list's and a parameter. */
function itemsOf(model: Model, list: Operation): readonly Operation[] {
  const base = withoutFormat(list.path).replace(/\/$/, "");
  return model.below(base).filter(({ path }) => {
    const rest = path[base.length] === "/" ? segmentsOf(path.slice(base.length)) : [];
    return rest.length === 1 && rest.every(isParameterSegment);
  });
}

function fieldOf(model: Model, operation: Operation, fields: readonly Field[], name: string): Field | undefined {
  const noun = nounsOf(model.keep, operation.path)[0] ?? "";
  return fields.find((each) => flat(each.name) === flat(name)) ?? bySuffix(fields, name, noun);
}

/** `{task_gid}` and `gid`; `{customFieldId}` and `fieldId`. */
function bySuffix(fields: readonly Field[], parameter: string, noun: string): Field | undefined {
  const words = wordsOf(parameter);
  const nouns = new Set(wordsOf(noun).map(singular));
  const shorter = fields.filter((field) => {
    const own = wordsOf(field.name);
    return own.length < words.length && own.every((word, index) => word === words.at(index - own.length));
  });
  return (
    shorter.find((field) =>
      words.slice(0, words.length - wordsOf(field.name).length).every((word) => nouns.has(singular(word))),
    ) ?? shorter[0]
  );
}
