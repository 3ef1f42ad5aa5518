import type { JsonObject } from "@waybill/sync/connector";

const json = (schema: JsonObject): JsonObject => ({ "application/json": { schema } });
const note: JsonObject = { $ref: "#/components/schemas/Note" };

/** A small API with pages by Link header, as GitHub has them. */
export const notesDocument: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Notes", version: "1" },
  servers: [{ url: "https://api.notes.example" }],
  paths: {
    "/gists": {
      get: {
        parameters: [
          { name: "per_page", in: "query", schema: { type: "integer", default: 30, maximum: 100 } },
          { name: "page", in: "query", schema: { type: "integer", default: 1 } },
        ],
        responses: {
          "200": {
            description: "A page.",
            headers: {
              Link: { schema: { type: "string", example: '<https://api.notes.example/gists?page=2>; rel="next"' } },
            },
            content: json({ type: "array", items: note }),
          },
        },
      },
      post: {
        requestBody: { required: true, content: json(note) },
        responses: { "201": { description: "Made.", content: json(note) } },
      },
    },
    "/gists/{gist_id}": {
      parameters: [{ name: "gist_id", in: "path", required: true, schema: { type: "string" } }],
      get: { responses: { "200": { description: "One.", content: json(note) } } },
      patch: {
        requestBody: { content: json(note) },
        responses: { "200": { description: "Changed.", content: json(note) } },
      },
      delete: { responses: { "204": { description: "Gone." } } },
    },
  },
  components: {
    schemas: {
      Note: {
        type: "object",
        required: ["id", "description"],
        properties: {
          id: { type: "string", readOnly: true },
          description: { type: "string" },
          public: { type: "boolean" },
          files: { type: "object", additionalProperties: { type: "object" } },
          updated_at: { type: "string", format: "date-time", readOnly: true },
        },
      },
    },
  },
};
