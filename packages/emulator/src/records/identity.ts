import type { Json } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { copied, isObject, pointerTo, read, write } from "../document/pointer.ts";
import { alternatives, arrayOf, typesOf, type Schema, type SchemaReader } from "../document/schema.ts";
import { keyMaker } from "./keys.ts";
import type { Making } from "./making.ts";
import { openPath } from "./open-path.ts";

/** Makes a record unlike every other one: where a vendor gives no key, the content is the identity. */
export type Identity = (record: Json, n: number, making: Making) => void;

export interface IdentityOptions {
  readonly item: Schema;
  readonly reader: SchemaReader;
  readonly seed: number;
  readonly name: string;
}

/** Members that an object may hold itself are looked for this deep. */
const deepest = 2;

/**
 * Writes the record's number where the schema leaves it free: into an id, else behind a text, else as a number; where no member is free beside them,
 * and where that is forbidden nowhere.
 */
export function identity(options: IdentityOptions): Identity {
  const { item, reader } = options;
  const choices = alternatives(item).map((option) => reader.chosen(item, option));
  if (choices.length === 0) return ofObject(options);
  const known = choices.map((choice) => [choice, identity({ ...options, item: choice })] as const);
  return (record, n, making) => {
    for (const [choice, mark] of known) {
      if (!fits(record, choice, reader)) continue;
      const marked = copied(record);
      mark(marked, n, making);
      if (fits(marked, item, reader)) return mark(record, n, making);
    }
  };
}

function ofObject({ item, reader, seed, name }: IdentityOptions): Identity {
  const free = members(item, reader);
  const at = ({ pointer }: { pointer: string }, value: (n: number, record: Json) => Json): Identity => {
    return (record, n, making) => {
      openPath(record, pointer, { schema: item, reader, making });
      write(record, pointer, value(n, record));
    };
  };
  const id = free.find((each) => /(^|_)id$|Id$|uuid|token|key|sha|hash/.test(each.name) && isText(each.schema));
  if (id !== undefined) {
    const maker = keyMaker({ schema: id.schema, seed, name: name + id.pointer, prefix: name.slice(0, 3), step: 1 });
    if (maker.capacity === Infinity) return at(id, (n) => maker.at(n));
  }
  const text = free.find(({ schema }) => isText(schema) && isLoose(schema));
  if (text !== undefined) return at(text, (n, record) => behindText(read(record, text.pointer), n));
  const number = free.find(({ schema }) => isLooseNumber(schema));
  if (number !== undefined) return at(number, (n) => n + leastOf(number.schema));
  return item["additionalProperties"] === false ? () => {} : at({ pointer: "/number" }, (n) => n);
}

interface Member {
  readonly name: string;
  readonly pointer: string;
  readonly schema: Schema;
}

/** The members that a schema declares, those of the objects in it after its own. */
function members(item: Schema, reader: SchemaReader, at = "", depth = 1): readonly Member[] {
  const properties = isObject(item["properties"]) ? item["properties"] : {};
  const own = Object.entries(properties).map(([name, declared]) => ({
    name,
    pointer: at + pointerTo([name]),
    schema: reader.flat(declared),
  }));
  const isRequired = ({ name }: Member) => arrayOf(item["required"]).includes(name);
  const inner = own.flatMap(({ schema, pointer }) =>
    depth < deepest && typesOf(schema)[0] === "object" ? members(schema, reader, pointer, depth + 1) : [],
  );
  return [...own.filter(isRequired), ...own.filter((each) => !isRequired(each)), ...inner];
}

const isOpen = (schema: Schema): boolean =>
  ["enum", "const", "oneOf", "anyOf"].every((keyword) => schema[keyword] === undefined);

const isText = (schema: Schema): boolean => typesOf(schema)[0] === "string" && isOpen(schema);

const isLoose = ({ format, pattern, maxLength }: Schema): boolean =>
  format === undefined && pattern === undefined && (typeof maxLength !== "number" || maxLength >= 40);

const isLooseNumber = (schema: Schema): boolean =>
  /^(integer|number)$/.test(typesOf(schema)[0] ?? "") &&
  isOpen(schema) &&
  ["maximum", "exclusiveMaximum", "multipleOf"].every((keyword) => schema[keyword] === undefined);

const leastOf = (schema: Schema): number => (typeof schema["minimum"] === "number" ? Math.ceil(schema["minimum"]) : 0);

const behindText = (text: Json | undefined, n: number): Json => (typeof text === "string" ? `${text} ${n}` : `${n}`);
