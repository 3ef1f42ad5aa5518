import type { Pointer } from "@waybill/sync/connector";
import type { Field } from "../document/fields.ts";
import { fieldsOfListed } from "./listed-record.ts";
import { isId, namesKey, nounText } from "../words/noun-words.ts";
import { keyOf, type Model, type Operation } from "../document/operation.ts";
import { nameOf, onlyKey, type FoundParent, type ListedStream } from "./parent-rule.ts";
import { lastLiteral, pathParameters, withoutParents } from "../document/path.ts";
import type { Rule } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";
import { flat, wordsOf } from "../words/words.ts";

/** A child and what fills the parameters of its list: its parent, and the parameters that those above fill. */
export interface ReachInput {
  readonly model: Model;
  readonly child: ListedStream;
  readonly parent: FoundParent;
  /** Names of the parameters that the parent and those above it fill. */
  readonly filled: readonly string[];
  /** Whether a list of such records has another parent: both may list one record. */
  readonly isListedElsewhere: boolean;
}

/** What says that a key names one record, whichever parent lists it. */
export interface ReachRule extends Rule {
  readonly find: (input: ReachInput) => string | undefined;
}

/**
 * How far the keys of children reach. That they name one record is not enough: one that many parents list, such as a member of groups, would be stored for
 * one of them alone. So the record has to name its parent as well.
 */
export const reachRules: readonly ReachRule[] = [
  {
    name: "one record by its key alone, which names its parent",
    find: (input) => {
      const { model, child, parent, filled } = input;
      const item = model.byKey.get(keyOf("GET", `${withoutParents(child.operation.path, filled)}/{}`));
      if (item === undefined) return undefined;
      const fields = fieldsOfListed(model, item, child) ?? [];
      if (!takesKey(item, child, fields) || !takesNothingElse(item, input)) return undefined;
      const field = namesParent(fields, parent);
      if (field === undefined || (input.isListedElsewhere && !saysAlways(model, child, field))) return undefined;
      return `${item.path} answers with one by its key alone, and says in ${field.pointer} whose it is`;
    },
  },
];

/** Whether one record is read by what its stream has as its key: by that name, or by the record's own name where the key is an id. */
function takesKey({ path }: Operation, child: ListedStream, fields: readonly Field[]): boolean {
  const key = onlyKey(child);
  if (key === undefined) return false;
  const parameter = pathParameters(path).at(-1) ?? "";
  const name = lastMember(key);
  if (fields.some((field) => flat(field.name) === flat(parameter))) return flat(parameter) === flat(name);
  const noun = nounText(lastLiteral(child.operation.path) ?? "");
  const isNoun = ` ${noun}`.endsWith(` ${nounText(parameter)}`);
  return namesKey(parameter, key) || (isNoun && isId(key));
}

/** Whether nothing else has to be known for it than for the list, as whose it is: a key that counts within one parent only is asked for with that. */
function takesNothingElse({ parameters }: Operation, { child, filled }: ReachInput): boolean {
  const free = new Set(child.operation.parameters.map(({ ref }) => ref).filter((ref) => !filled.includes(nameOf(ref))));
  return parameters.every(({ place, required, ref }) => place === "path" || !required || free.has(ref));
}

/** Whether each record of the list has a field: none is without the parent that this one names. */
function saysAlways({ read }: Model, { record }: ListedStream, { name }: Field): boolean {
  return read(record).required.has(name);
}

/** The field of a record that holds its one parent, or the parent's key. */
function namesParent(fields: readonly Field[], { stream, fills }: FoundParent): Field | undefined {
  const [fill, ...others] = fills;
  if (fill === undefined || others.length > 0) return undefined;
  const { ref, key } = fill;
  const noun = flat(nounText(lastLiteral(stream.operation.path) ?? ""));
  const last = flat(lastMember(key));
  const parameter = nameOf(ref);
  const names = new Set([noun, `${noun}id`, `${noun}${last}`]);
  // A parameter of one word, `id` or `slug`, is as well what the record calls its own.
  if (wordsOf(parameter).length > 1) names.add(flat(parameter));
  // Every record has one of its own.
  names.delete(last);
  return fields.find(({ name, shape }) => names.has(flat(name)) && isOne(shape));
}

function lastMember(pointer: Pointer): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}

const isOne = ({ types }: Shape): boolean => !types.has("array") && !types.has("boolean");
