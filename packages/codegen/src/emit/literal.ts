import { memberName, stringLiteral } from "./text.ts";

const WIDTH = 120;

/** A value as TypeScript: on one line where it fits, else a member a line. Undefined members are left out. */
export function literal(value: unknown, indent = 0): string {
  if (typeof value === "string") return stringLiteral(value);
  if (typeof value !== "object" || value === null) return String(value);
  const { open, close, members } = partsOf(value, indent);
  if (members.length === 0) return open + close;
  const pad = open === "{" ? " " : "";
  const line = `${open}${pad}${members.join(", ")}${pad}${close}`;
  if (!line.includes("\n") && line.length + indent < WIDTH - 20) return line;
  const space = " ".repeat(indent + 2);
  return `${open}\n${members.map((member) => `${space}${member},\n`).join("")}${" ".repeat(indent)}${close}`;
}

function partsOf(value: object, indent: number): { open: string; close: string; members: readonly string[] } {
  if (Array.isArray(value)) {
    const members = value.map((member: unknown) => literal(member, indent + 2));
    return { open: "[", close: "]", members };
  }
  const present = Object.entries(value).filter(([, member]) => member !== undefined);
  const members = present.map(([name, member]) => memberLine(memberName(name), member, indent + 2));
  return { open: "{", close: "}", members };
}

/** A member of an object. Text that reaches beyond the line's end stands on the next one. */
export function memberLine(name: string, value: unknown, indent: number): string {
  const text = literal(value, indent);
  const isLong = typeof value === "string" && indent + name.length + text.length + 3 > WIDTH;
  return isLong ? `${name}:\n${" ".repeat(indent + 2)}${text}` : `${name}: ${text}`;
}
