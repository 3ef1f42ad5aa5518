import type { Json } from "@waybill/sync/connector";
import type { Model } from "../infer/document/operation.ts";
import type { Shape } from "../infer/document/shape.ts";
import { memberName, stringLiteral } from "./text.ts";

/** A record deeper than this is compared as a whole. */
const DEPTH = 2;

/**
 * `shape.ts`: what the document promises about the records of each stream, small enough to ship, so that a run can tell drift. A field is
 * its JSON types joined by `|`, with `?` at the end where it may be missing. What several streams have stands once. It compiles under
 * `isolatedDeclarations`.
 */
export function emitShape(
  model: Model,
  streams: readonly { readonly name: string; readonly record: Json | undefined }[],
  head: string,
): string {
  const firsts = new Map<string, string>();
  const shared: (readonly [name: string, first: string])[] = [];
  for (const { name, record } of streams) {
    const fields = fieldLines(model, record);
    const first = firsts.get(fields);
    if (first === undefined) firsts.set(fields, name);
    else shared.push([name, first]);
  }
  const own = [...firsts].map(
    ([fields, name]) => `  ${memberName(name)}: {${fields === "" ? "" : `\n${fields}  `}},\n`,
  );
  const doc = "/** Expected fields of each stream's records, by JSON pointer. `?` at the end: may be missing. */";
  if (shared.length === 0) return `${head}\n${doc}\nexport const shape = {\n${own.join("")}} as const;\n`;
  const typed = shared.map(([name, first]) => `  ${memberName(name)}: (typeof records)[${stringLiteral(first)}];\n`);
  const others = shared.map(([name, first]) => `  ${memberName(name)}: records[${stringLiteral(first)}],\n`);
  // The type is written out: what is spread or looked up has none that `isolatedDeclarations` could tell.
  return `${head}
const records = {
${own.join("")}} as const;

/** Streams whose records are those of another. */
type Shared = Readonly<{
${typed.join("")}}>;

${doc}
export const shape: typeof records & Shared = {
  ...records,
${others.join("")}};
`;
}

function fieldLines(model: Model, record: Json | undefined): string {
  return Object.entries(declaredShape(model, record))
    .map(([pointer, types]) => `    ${stringLiteral(pointer)}: ${stringLiteral(types)},\n`)
    .join("");
}

/** What the document promises of a record: its fields by pointer, as `shape.ts` writes them. */
export function declaredShape(model: Model, record: Json | undefined): Readonly<Record<string, string>> {
  const root = model.read(record);
  const fields = model.fields(record, DEPTH);
  const shapes = new Map(fields.map(({ path, shape }) => [path.join("\0"), shape]));
  const declared = fields.map(({ pointer, path, name, shape }) => {
    const holder = path.length === 1 ? root : shapes.get(path.slice(0, -1).join("\0"));
    return [pointer, typeText(shape) + (holder?.required.has(name) === true ? "" : "?")] as const;
  });
  return Object.fromEntries(declared);
}

function typeText({ types }: Shape): string {
  return types.size === 0 ? "any" : [...types].toSorted().join("|");
}
