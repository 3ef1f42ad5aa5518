import type { Json } from "@waybill/sync/connector";
import { exec, type JsonValue } from "jsonpath-rfc9535";

/** Member names from the root to one selected place. */
export type SelectedPath = readonly (string | number)[];

/** A JSONPath that cannot be read. `column` counts from 1. */
export class JsonPathError extends Error {
  override readonly name = "JsonPathError" as const;
  readonly column: number | undefined;

  constructor(message: string, column: number | undefined, options: ErrorOptions) {
    super(message, options);
    this.column = column;
  }
}

/**
 * The places that a JSONPath (RFC 9535) selects, each once, in document order.
 * @throws JsonPathError
 */
export function selectPaths(document: Json, expression: string): readonly SelectedPath[] {
  const found = new Map<string, SelectedPath>();
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library types its input as mutable and only reads it
    exec(document as JsonValue, expression, (_, path) => found.set(JSON.stringify(path), [...path]));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new JsonPathError(cause.message, columnOf(cause), { cause });
  }
  return [...found.values()];
}

function columnOf(error: Error): number | undefined {
  const location: unknown = Reflect.get(error, "location");
  const start: unknown = typeof location === "object" && location !== null ? Reflect.get(location, "start") : undefined;
  const column: unknown = typeof start === "object" && start !== null ? Reflect.get(start, "column") : undefined;
  return typeof column === "number" ? column : undefined;
}
