import type { Pointer } from "@waybill/sync/connector";
import type { Field } from "../document/fields.ts";
import { isId, nounText, saysKey } from "../words/noun-words.ts";
import type { Shape } from "../document/shape.ts";
import { flat, wordsOf } from "../words/words.ts";

/** A parameter that calls a record, what its collection holds, and what is written of the parameter. */
export interface Call {
  readonly parameter: string;
  readonly noun: string;
  readonly text: string;
  readonly shapes: readonly Shape[];
}

export interface CalledField {
  readonly key: Pointer;
  /** Why another field may be meant. Absent: the document says that it is this one. */
  readonly doubt?: string | undefined;
}

/**
 * The field that a parameter is called after; by itself, without the noun of the collection, or by the object that holds it. A field that is called as the
 * collection is, says whose the record is: a group's `group` is the one above.
 */
export function fieldCalled(call: Call, fields: readonly Field[]): CalledField | undefined {
  const { parameter, noun } = call;
  const own = fields.filter(({ path }) => path.length === 1);
  if (nounText(parameter) === noun) return handleIn(own, call);
  const names = [flat(parameter), flat(withoutNoun(parameter, noun))];
  const named = own.filter((field) => names.includes(field.flat));
  if (named.length > 0) return named.length === 1 ? identifierIn(named, call) : undefined;
  return handleIn(
    fields.filter(({ path }) => path.length === 2 && flat(path[0] ?? "") === flat(parameter)),
    call,
  );
}

/** `pull_number` of `pulls` is its `number`. */
function withoutNoun(parameter: string, noun: string): string {
  const words = wordsOf(parameter);
  const before = noun.split(" ");
  return before.every((word, index) => words[index] === word) ? words.slice(before.length).join("_") : parameter;
}

/** A field that tells records apart: by a `type` or a `lang` a path selects. */
function identifierIn([field]: readonly Field[], { text, shapes }: Call): CalledField | undefined {
  if (field === undefined || !shapes.every((shape) => fits(shape, field))) return undefined;
  if (isId(field.pointer)) return { key: field.pointer };
  const isMeant = !saysKey(text) || mentions(text, field.flat);
  return isMeant && IDENTIFIERS.has(field.flat) ? { key: field.pointer } : undefined;
}

/**
 * What people call something by in addresses; its name only where a text says so, since others can be called alike. None where the text or the format means
 * the key.
 */
function handleIn(fields: readonly Field[], { text, shapes }: Call): CalledField | undefined {
  if (saysKey(text)) return undefined;
  const fitting = fields.filter((field) => shapes.every((shape) => fits(shape, field)));
  const called = (name: string): readonly Field[] => fitting.filter((field) => field.flat === name);
  const said = withoutDenied(text);
  const spoken = HANDLES.filter((name) => mentions(said, name));
  if (spoken.length > 0) return fieldOf(spoken.flatMap(called));
  const handles = HANDLES.flatMap(called);
  if (mentions(said, "name")) return fieldOf([...handles, ...called("name")]);
  const found = fieldOf(handles);
  if (found === undefined || (text.trim() !== "" && isNoKey(fields, shapes))) return found;
  return { ...found, doubt: "no text says that it is what the path means" };
}

function fieldOf([field]: readonly Field[]): CalledField | undefined {
  return field === undefined ? undefined : { key: field.pointer };
}

/** Whether what is asked for is text, while the key is a number. */
function isNoKey(fields: readonly Field[], shapes: readonly Shape[]): boolean {
  const key = fields.find(({ pointer }) => isId(pointer))?.shape.types;
  return key !== undefined && isNumber(key) && shapes.length > 0 && shapes.every(({ types }) => types.has("string"));
}

/** Whether a parameter takes values of a field: of its type, and no UUID is a name. */
function fits({ types, format }: Shape, { shape }: Field): boolean {
  if (format === "uuid" && shape.format !== "uuid") return false;
  return types.size === 0 || shape.types.size === 0 || isNumber(types) === isNumber(shape.types);
}

function isNumber(types: ReadonlySet<string>): boolean {
  return (types.has("integer") || types.has("number")) && !types.has("string");
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`, "i").test(text);
}

/** "The name of the team, not its slug." */
function withoutDenied(text: string): string {
  return text.replaceAll(/\b(not|never|instead of|rather than)\b[^.,;]*/gi, "");
}

const HANDLES = ["slug", "login", "username", "handle"];
const IDENTIFIERS: ReadonlySet<string> = new Set([...HANDLES, "name", "number", "key", "code"]);
