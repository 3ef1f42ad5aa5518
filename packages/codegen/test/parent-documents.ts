import type { Json, JsonObject } from "@waybill/sync/connector";
import { array, documentOf, get, integer, object, query, text } from "./list-document.ts";

const record = (fields: readonly string[]): JsonObject => ({
  ...object(Object.fromEntries(fields.map((field) => [field, text]))),
  required: [...fields],
});

const required = (name: string, description: string): JsonObject => ({
  ...query(name, text, description),
  required: true,
});

const inPath = (...names: readonly string[]): readonly Json[] =>
  names.map((name) => ({ name, in: "path", required: true, schema: text }));

/** A page by cursor, as the first of both vendors answers. */
const page = (fields: readonly string[], parameters: readonly Json[] = []): JsonObject => {
  const answer = object({ data: array(record(fields)), next_cursor: { type: ["string", "null"] }, total: integer });
  const paging = [query("limit", { ...integer, maximum: 100 }), query("cursor")];
  return get({ ...answer, required: ["data", "total"] }, { parameters: [...parameters, ...paging] });
};

/** A billing API, whose lists ask by required query parameters for the records of one parent. */
export const billing: JsonObject = documentOf({
  "/v1/subscriptions": { get: page(["id", "status"]) },
  "/v1/subscription_items": {
    get: page(["id", "price", "subscription"], [required("subscription", "The ID of the subscription.")]),
  },
  "/v1/subscription_items/{subscription_item}": {
    get: get(record(["id", "price", "subscription"]), { parameters: inPath("subscription_item") }),
  },
  "/v1/subscription_items/{subscription_item}/usage_summaries": {
    get: page(["id", "total_usage"], inPath("subscription_item")),
  },
});

/** A work management API: teams are listed below workspaces, and named by themselves from there on. */
export const work: JsonObject = documentOf({
  "/workspaces": { get: page(["gid", "name"]) },
  "/workspaces/{workspace_gid}/teams": { get: page(["gid", "name"], inPath("workspace_gid")) },
  "/teams/{team_gid}": { get: get(record(["gid", "name", "description"]), { parameters: inPath("team_gid") }) },
  "/teams/{team_gid}/projects": { get: page(["gid", "title"], inPath("team_gid")) },
  "/workspaces/{workspace_gid}/goals": { get: page(["gid", "title"], inPath("workspace_gid")) },
  "/workspaces/{workspace_gid}/goals/{goal_gid}/comments": {
    get: page(["gid", "body"], inPath("workspace_gid", "goal_gid")),
  },
});
