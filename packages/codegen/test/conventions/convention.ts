import type { Json, JsonObject } from "@waybill/sync/connector";

/** A small document of our own, written after a published convention, and what has to be read out of it. */
export interface Convention {
  readonly name: string;
  readonly document: JsonObject;
  /** By `METHOD /path`: what the stream's contract has to hold at least; `null` where there is none. */
  readonly want: Readonly<Record<string, JsonObject | null>>;
  /** True where the convention fixes no spelling, so that it has to be understood in any. */
  readonly anySpelling?: boolean | undefined;
}

/** An operation with an answer, for a document written by hand. */
export function operation(schema: Json, more: JsonObject = {}): JsonObject {
  const { headers = {}, ...rest } = more;
  return { ...rest, responses: { "200": { description: "ok", headers, content: { "application/json": { schema } } } } };
}

/** A request body in JSON. */
export function body(schema: Json): JsonObject {
  return { content: { "application/json": { schema } } };
}

export function pathParameter(name: string): JsonObject {
  return { name, in: "path", required: true, schema: { type: "string" } };
}
