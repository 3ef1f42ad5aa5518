import { answer, type Answer } from "./answer.ts";
import type { Model, Operation, Parameter } from "./operation.ts";

/** The header that makes an unsafe request safe to repeat, where any write declares one. */
export function inferIdempotencyHeader(model: Model): Answer<string | undefined> {
  for (const operation of model.operations) {
    const header = operation.parameters.find((each) => each.place === "header" && isIdempotency(each.name));
    if (header !== undefined)
      return answer(header.name, 0.95, [`${operation.method} ${operation.path} takes the header ${header.name}`]);
  }
  return answer(undefined, 0.6, "no write declares an idempotency header");
}

function isIdempotency(name: string): boolean {
  return /idempoten(cy|t)|^x-request-id$|-request-id$/i.test(name) && !/^x-request-id$/i.test(name);
}

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
