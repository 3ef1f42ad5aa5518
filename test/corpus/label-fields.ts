import type { AuthScheme, Deletes, Incremental, JsonObject } from "@waybill/sync/connector";
import type { Label } from "./corpus.ts";
import { textOf, listOf, objectOf, schemaAt, typesOf, follow, type Declared } from "./declared.ts";
import { parameterSchema, pointer } from "./label-pagination.ts";

export interface FieldOptions {
  readonly label: Label;
  readonly document: JsonObject;
  readonly operation: Declared;
  readonly item: JsonObject | undefined;
}

const kinds = ["updated", "created", "event-time"] as const;

/** Only plain comparisons with a field: expressions, delta tokens and ranges are outside the contract. */
export function incrementalOf(options: FieldOptions): Incremental | undefined {
  const { param, cursorField, kind } = options.label.incremental;
  const known = kinds.find((each) => each === kind);
  if (param === null || cursorField === null || known === undefined || param.endsWith("_range")) return undefined;
  const field = schemaAt(options.document, options.item, pointer(cursorField));
  const format = formatOf(parameterSchema(param, options), field);
  return {
    param,
    cursorField: pointer(cursorField),
    kind: known,
    format,
    granularityMs: format === "date" ? 86_400_000 : format === "epoch-ms" ? 1 : 1000,
    order: "unknown",
    lagMs: 0,
  };
}

function formatOf(parameter: JsonObject | undefined, field: JsonObject | undefined): Incremental["format"] {
  for (const schema of [field, parameter]) {
    if (schema === undefined) continue;
    if (schema["format"] === "date") return "date";
    if (schema["format"] === "date-time") return "date-time";
    const types = typesOf(schema);
    if (types.includes("integer") || types.includes("number")) return inMilliseconds(schema) ? "epoch-ms" : "epoch-s";
  }
  return "date-time";
}

const inMilliseconds = (schema: JsonObject): boolean =>
  /millisecond|\bms\b/i.test(textOf(schema["description"])) ||
  (typeof schema["example"] === "number" && schema["example"] > 1e11);

/**
 * Labels name the field that hints at records "deleted, archived or inactive". Only the first are gone: what is archived or inactive is still there, and
 * a sync that dropped it would lose it. An enumeration says which value means deleted; without one, the field's name does.
 */
export function deletesOf({ label, document, item }: FieldOptions): Deletes | undefined {
  const { field, includeParam } = label.deletes ?? {};
  if (field === undefined) return undefined;
  const schema = schemaAt(document, item, pointer(field));
  const states = listOf(schema?.["enum"]);
  const values = states.filter((value) => gone.test(textOf(value)));
  const include = includeParam === undefined ? undefined : { param: includeParam, value: true };
  if (values.length > 0) return { field: pointer(field), values, include };
  return states.length === 0 && gone.test(field) ? { field: pointer(field), values: undefined, include } : undefined;
}

const gone = /delet|remov|trash|purg|destroy/i;

/** `oauth2:authorizationCode`, `apiKey:header:X-Key`, `basic`, `bearer`, as the labels name them. */
export function authOf(schemes: readonly string[], document: JsonObject): readonly AuthScheme[] {
  const found = schemes.map((scheme) => schemeOf(scheme, document)).filter((scheme) => scheme !== undefined);
  const oauth = found.findIndex(({ kind }) => kind === "oauth2");
  return found.filter(({ kind }, index) => kind !== "oauth2" || index === oauth);
}

function schemeOf(scheme: string, document: JsonObject): AuthScheme | undefined {
  const [kind, place, ...name] = scheme.split(":");
  switch (kind) {
    case "basic":
    case "bearer":
      return { kind };
    case "apiKey":
      return place === "header" || place === "query" || place === "cookie"
        ? { kind, in: place, name: name.join(":") }
        : undefined;
    case "oauth2":
      return oauthOf(document);
    case undefined:
    default:
      return undefined;
  }
}

function oauthOf(document: JsonObject): AuthScheme {
  const schemes = Object.values(objectOf(objectOf(document["components"])["securitySchemes"])).map((each) =>
    follow(document, each),
  );
  const flows = objectOf(schemes.find((scheme) => scheme["type"] === "oauth2")?.["flows"]);
  const flow = objectOf(flows["authorizationCode"] ?? Object.values(flows)[0]);
  const url = (member: string) => (typeof flow[member] === "string" ? flow[member] : undefined);
  return {
    kind: "oauth2",
    tokenUrl: url("tokenUrl"),
    authorizationUrl: url("authorizationUrl"),
    refreshUrl: url("refreshUrl"),
    scopes: Object.keys(objectOf(flow["scopes"])).slice(0, 3),
  };
}
