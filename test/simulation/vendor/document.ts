import type { JsonObject } from "@waybill/sync/connector";
import { holdersOf, parentField, pathOf } from "./stream-plan.ts";
import type { StreamPlan } from "./stream-plan.ts";

/** The simulated vendor's OpenAPI document: small records, so that thousands of simulations are affordable. */
export function documentOf(plans: readonly StreamPlan[]): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Simulated", version: "1" },
    paths: Object.fromEntries(
      plans.map((plan) => [pathOf(plan), { [plan.style === "graphql" ? "post" : "get"]: listOf(plan) }]),
    ),
  };
}

function listOf(plan: StreamPlan): JsonObject {
  const query = ["limit", "cursor", "page", "skip", "after", "updated_since", "archived"];
  // Which parameter a link moves is the document's to say.
  const moved =
    plan.style === "link-header" || plan.style === "next-url"
      ? ["limit", "cursor", "updated_since", "archived"]
      : query;
  const schema = plan.style === "graphql" ? graphqlSchema(plan) : envelope(plan);
  const path = holdersOf(plan.parent).map((stream) => ({
    name: parentField(stream),
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const asked = plan.style === "graphql" ? [] : moved.map((name) => ({ name, in: "query", schema: {} }));
  return {
    parameters: [...path, ...asked],
    responses: { "200": { content: { "application/json": { schema } } } },
  };
}

function envelope(plan: StreamPlan): JsonObject {
  return { type: "object", required: ["data"], properties: { data: { type: "array", items: record(plan) } } };
}

function graphqlSchema(plan: StreamPlan): JsonObject {
  const connection = { type: "object", properties: { nodes: { type: "array", items: record(plan) } } };
  return {
    type: "object",
    properties: { data: { type: "object", properties: { [plan.name]: connection } } },
  };
}

function record({ key, tombstones, mapped, parent }: StreamPlan): JsonObject {
  const owner = parent === undefined ? [] : [parentField(parent.stream)];
  return {
    type: "object",
    required: [
      "id",
      "title",
      "stage",
      "updated_at",
      ...(tombstones ? ["archived"] : []),
      ...(mapped === true ? ["made_at"] : []),
      ...owner,
    ],
    properties: {
      id: key === "text" ? { type: "string", example: "rec_8fK2mQ" } : { type: "integer" },
      title: { type: "integer" },
      stage: { enum: ["lead", "customer"] },
      updated_at: { type: "string", format: "date-time" },
      ...(mapped === true && {
        made_at: { type: "integer", format: "unix-time" },
        note: { type: ["string", "null"] },
      }),
      ...Object.fromEntries(owner.map((name) => [name, { type: ["string", "integer"] }])),
      ...(tombstones && { archived: { type: "boolean" } }),
    },
  };
}
