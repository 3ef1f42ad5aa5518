import type { JsonObject } from "@waybill/sync/connector";

const json = (schema: JsonObject): JsonObject => ({ "application/json": { schema } });
const form = (schema: JsonObject): JsonObject => ({ "application/x-www-form-urlencoded": { schema } });
const customer: JsonObject = { $ref: "#/components/schemas/Customer" };
const written: JsonObject = {
  type: "object",
  properties: { name: { type: "string" }, metadata: { type: "object", additionalProperties: { type: "string" } } },
};
const page: JsonObject = {
  type: "object",
  required: ["object", "data", "has_more", "url"],
  properties: {
    object: { enum: ["list"] },
    data: { type: "array", items: customer },
    has_more: { type: "boolean" },
    url: { type: "string" },
  },
};

const refusal: JsonObject = {
  description: "What went wrong.",
  content: json({
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["message", "type"],
        properties: { message: { type: "string" }, type: { enum: ["invalid_request_error"] } },
      },
    },
  }),
};

/** A small API with pages after the last id and form bodies, as Stripe has them. */
export const customersDocument: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Customers", version: "1" },
  servers: [{ url: "https://api.customers.example" }],
  paths: {
    "/v1/customers": {
      get: {
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer" } },
          {
            name: "starting_after",
            in: "query",
            schema: { type: "string" },
            description: "An object ID for use in pagination.",
          },
        ],
        responses: { "200": { description: "A page.", content: json(page) }, default: refusal },
      },
      post: {
        requestBody: { content: form(written) },
        responses: { "200": { description: "Made.", content: json(customer) } },
      },
    },
    "/v1/customers/{customer}": {
      parameters: [{ name: "customer", in: "path", required: true, schema: { type: "string" } }],
      get: { responses: { "200": { description: "One.", content: json(customer) }, default: refusal } },
      post: {
        requestBody: { content: form(written) },
        responses: { "200": { description: "Changed.", content: json(customer) } },
      },
      delete: {
        responses: {
          "200": {
            description: "Gone.",
            content: json({
              type: "object",
              required: ["id", "deleted"],
              properties: { id: { type: "string" }, deleted: { enum: [true] } },
            }),
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Customer: {
        type: "object",
        required: ["id", "object", "name", "created"],
        properties: {
          id: { type: "string", example: "cus_9s6XKzkNRiz8i3" },
          object: { enum: ["customer"] },
          name: { type: ["string", "null"] },
          metadata: { type: "object", additionalProperties: { type: "string" } },
          created: { type: "integer", format: "unix-time" },
        },
      },
    },
  },
};
