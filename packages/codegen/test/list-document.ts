import type { Json, JsonObject } from "@waybill/sync/connector";

/** A document with one list operation, of which each test says only what it is about. */
export interface ListSketch {
  readonly path?: string | undefined;
  readonly method?: "get" | "post" | undefined;
  readonly parameters?: readonly Json[] | undefined;
  readonly body?: Json | undefined;
  /** Schema of a record. Default: an object with an `id`. */
  readonly record?: Json | undefined;
  /** Schema of the answer, given that of a record. Default: `{ data: [record] }`. */
  readonly answer?: ((record: Json) => Json) | undefined;
  readonly headers?: JsonObject | undefined;
  readonly description?: string | undefined;
  readonly operationId?: string | undefined;
  /** More paths of the document. */
  readonly paths?: JsonObject | undefined;
}

export const text = { type: "string" };
export const integer = { type: "integer" };
export const flag = { type: "boolean" };
export const instant = { type: "string", format: "date-time" };
export const plainRecord: JsonObject = { type: "object", properties: { id: text } };

export function object(properties: JsonObject): JsonObject {
  return { type: "object", properties };
}

export function array(items: Json): JsonObject {
  return { type: "array", items };
}

export function query(name: string, schema: Json = text, description = ""): JsonObject {
  return { name, in: "query", schema, description };
}

/** A GET that answers with a schema. */
export function get(schema: Json, more: JsonObject = {}): JsonObject {
  return { ...more, responses: { "200": { description: "ok", content: { "application/json": { schema } } } } };
}

export function documentOf(paths: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Harbor", version: "1" },
    servers: [{ url: "https://api.harbor.test" }],
    paths,
    ...more,
  };
}

export function listDocument(sketch: ListSketch = {}): JsonObject {
  const {
    path = "/contacts",
    method = "get",
    record = plainRecord,
    answer = (each: Json) => object({ data: array(each) }),
  } = sketch;
  const response = {
    description: "ok",
    headers: sketch.headers ?? {},
    content: { "application/json": { schema: answer(record) } },
  };
  const operation: Record<string, Json> = { parameters: sketch.parameters ?? [], responses: { "200": response } };
  if (sketch.description !== undefined) operation["description"] = sketch.description;
  if (sketch.operationId !== undefined) operation["operationId"] = sketch.operationId;
  if (sketch.body !== undefined)
    operation["requestBody"] = { content: { "application/json": { schema: sketch.body } } };
  return documentOf({ [path]: { [method]: operation }, ...sketch.paths });
}
