import type { Json, JsonObject } from "@waybill/sync/connector";

const fields = 40;

/** A document of many resources, each with a list, a read, a write and a wide schema of its own. */
export function largeDocument(resources: number): JsonObject {
  const numbers = Array.from({ length: resources }, (_, index) => index);
  return {
    openapi: "3.1.0",
    info: { title: "Large", version: "1" },
    servers: [{ url: "https://api.large.example" }],
    paths: Object.fromEntries(numbers.flatMap(pathsOf)),
    components: { schemas: Object.fromEntries(numbers.map((n) => [`Thing${n}`, schemaOf(n)])) },
  };
}

function pathsOf(n: number): readonly (readonly [string, Json])[] {
  const thing: JsonObject = { $ref: `#/components/schemas/Thing${n}` };
  const page: JsonObject = {
    type: "object",
    required: ["data"],
    properties: { data: { type: "array", items: thing }, next_cursor: { type: ["string", "null"] } },
  };
  const list: JsonObject = {
    operationId: `listThings${n}`,
    parameters: [parameter("limit", { type: "integer", maximum: 100 }), parameter("cursor", { type: "string" })],
    responses: { "200": answered(page) },
  };
  const create: JsonObject = { requestBody: { content: json(thing) }, responses: { "201": answered(thing) } };
  return [
    [`/things${n}`, { get: list, post: create }],
    [`/things${n}/{id}`, { parameters: [idParameter], get: { responses: { "200": answered(thing) } } }],
  ];
}

function schemaOf(n: number): JsonObject {
  const members = Array.from({ length: fields }, (_, index) => [`field_${index}`, memberOf(n, index)] as const);
  const fixed: JsonObject = { id: { type: "string" }, updated_at: { type: "string", format: "date-time" } };
  return { type: "object", required: ["id"], properties: { ...fixed, ...Object.fromEntries(members) } };
}

function memberOf(n: number, index: number): JsonObject {
  if (index % 7 === 0) return { type: "array", items: { type: "string", maxLength: 40 } };
  if (index % 5 === 0) return { $ref: `#/components/schemas/Thing${Math.max(0, n - index - 1)}` };
  if (index % 3 === 0) return { type: ["integer", "null"], minimum: 0, maximum: 1000 };
  return { type: "string", description: `What field ${index} of thing ${n} says.` };
}

const json = (schema: JsonObject): JsonObject => ({ "application/json": { schema } });
const answered = (schema: JsonObject): JsonObject => ({ description: "What was asked for.", content: json(schema) });
const parameter = (name: string, schema: JsonObject): JsonObject => ({ name, in: "query", schema });
const idParameter: JsonObject = { name: "id", in: "path", required: true, schema: { type: "string" } };
