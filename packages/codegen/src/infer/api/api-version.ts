import { answer, type Answer } from "../rules/answer.ts";
import type { Operation, Parameter } from "../document/operation.ts";

/** Headers that pin the API's version and that every request is to carry, with the value the document gives. */
export function inferVersionHeaders(lists: readonly Operation[]): Answer<Readonly<Record<string, string>>> {
  const headers = lists.flatMap((list) =>
    list.parameters.filter(({ name, place }) => place === "header" && /version|revision/i.test(name)),
  );
  const found: Record<string, string> = {};
  for (const { name } of headers) {
    const same = headers.filter((header) => header.name === name);
    const value = same.map(versionOf).find((each) => each !== undefined);
    if (same.length > lists.length / 2 && value !== undefined) found[name] = value;
  }
  const names = Object.keys(found);
  if (names.length === 0) return answer(found, 0.8, "no version header with a known value is taken by most lists");
  return answer(
    found,
    0.9,
    names.map((name) => `most lists take the header ${name}`),
  );
}

/** The value the document gives a header: its default, its only value, its example, the last of its values. */
function versionOf({ shape }: Parameter): string | undefined {
  const only = shape.values.length === 1 ? shape.values[0] : undefined;
  const value = shape.fallback ?? only ?? shape.example ?? shape.values.at(-1);
  return typeof value === "string" && /^[\x20-\x7E]+$/.test(value) ? value : undefined;
}
