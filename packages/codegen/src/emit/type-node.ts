import { commentLines, escapeHidden } from "./text.ts";

/** A part of a declaration: what openapi-typescript asks of a node, and the text that it is. */
export interface TypeNode {
  readonly kind: string;
  /** Its text. Lines after the first are indented as far as `indent`. */
  readonly write: (indent: string) => string;
  /** Of names and of literals. */
  readonly text?: string;
  readonly escapedText?: string;
  /** Of members and of declarations. */
  readonly name?: TypeNode;
  /** Of the type of one value. */
  readonly literal?: TypeNode;
  readonly questionToken?: TypeNode | undefined;
  /** Openapi-typescript adds to those of an interface. */
  members?: readonly TypeNode[];
  /** What stands above it, between the signs of a comment. */
  comment?: string;
}

const INDENT = "    ";

/** A name, or what openapi-typescript writes as one: a text with its quotes. */
export function nameNode(name: string): TypeNode {
  return { kind: "Identifier", text: name, escapedText: name, write: () => escapeHidden(name) };
}

/** Nodes one after another. */
export function inLine(nodes: readonly TypeNode[] | undefined = [], between: string, indent: string): string {
  return nodes.map((each) => each.write(indent)).join(between);
}

/** Members in braces, a line each. */
export function inBraces(members: readonly TypeNode[], indent: string): string {
  if (members.length === 0) return "{}";
  const inner = indent + INDENT;
  let text = "{\n";
  for (const member of members) text += `${comment(member, inner)}${inner}${member.write(inner)};\n`;
  return `${text}${indent}}`;
}

/** Elements in brackets, a line each. */
export function inBrackets(elements: readonly TypeNode[], indent: string): string {
  const inner = indent + INDENT;
  return `[\n${elements.map((each) => `${inner}${each.write(inner)}`).join(",\n")}\n${indent}]`;
}

/** A type with something behind it or beside it, which would else belong to its last part alone. */
export function asOperand(type: TypeNode, indent: string): string {
  const isComposed = type.kind === "UnionType" || type.kind === "IntersectionType";
  return isComposed ? `(${type.write(indent)})` : type.write(indent);
}

/** The comment above a member. Lines after its first are indented as far as the member, whatever stands before them. */
function comment({ comment: written }: TypeNode, indent: string): string {
  if (written === undefined) return "";
  const [first = "", ...rest] = `/*${commentLines(written)}*/`.split("\n");
  return `${indent}${first.trim()}\n${rest.map((line) => `${indent} ${line.trim()}\n`).join("")}`;
}
