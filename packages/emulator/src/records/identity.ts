import type { Json } from "@waybill/sync/connector";
import { isObject, pointerTo, read, write } from "../document/pointer.ts";
import { arrayOf, typesOf, type Schema, type SchemaReader } from "../document/schema.ts";
import { keyMaker } from "./keys.ts";

/** Makes a record unlike every other one: where a vendor gives no key, the content is the identity. */
export type Identity = (record: Json, n: number) => void;

export interface IdentityOptions {
  readonly item: Schema;
  readonly reader: SchemaReader;
  readonly seed: number;
  readonly name: string;
}

/** Members that an object may hold itself are looked for this deep. */
const deepest = 2;

/**
 * Writes the record's number where the schema leaves it free: into an id, else behind a text, else as a number. Where it leaves nothing free, beside
 * the members.
 */
export function identity(options: IdentityOptions): Identity {
  const free = members(options.item, options.reader);
  const id = free.find(({ name, schema }) => /(^|_)id$|Id$|uuid|token|key|sha|hash/.test(name) && isText(schema));
  if (id !== undefined) {
    const { seed, name } = options;
    const maker = keyMaker({ schema: id.schema, seed, name: name + id.pointer, prefix: name.slice(0, 3), step: 1 });
    if (maker.capacity === Infinity) return (record, n) => write(record, id.pointer, maker.at(n));
  }
  const text = free.find(({ schema }) => isText(schema) && isLoose(schema));
  if (text !== undefined) return (record, n) => behindText(record, text.pointer, n);
  const number = free.find(({ schema }) => isLooseNumber(schema));
  return (record, n) => write(record, number?.pointer ?? "/number", n + leastOf(number?.schema));
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
  const required = own.filter(({ name }) => arrayOf(item["required"]).includes(name));
  const inner = own.flatMap(({ schema, pointer }) =>
    depth < deepest && typesOf(schema)[0] === "object" ? members(schema, reader, pointer, depth + 1) : [],
  );
  return [...required, ...own.filter((each) => !required.includes(each)), ...inner];
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

const leastOf = (schema: Schema | undefined): number =>
  typeof schema?.["minimum"] === "number" ? Math.ceil(schema["minimum"]) : 0;

function behindText(record: Json, pointer: string, n: number): void {
  const text = read(record, pointer);
  write(record, pointer, typeof text === "string" ? `${text} ${n}` : `${n}`);
}
