import type { AuthScheme, Connector, Json, JsonObject } from "@waybill/sync/connector";
import { isObject } from "../document/pointer.ts";
import { arrayOf, type SchemaReader } from "../document/schema.ts";

/** One scheme that a request has to satisfy, with the scopes that the operation needs of it. */
export interface Demand {
  readonly scheme: AuthScheme;
  readonly scopes: readonly string[];
}

/** Demands that all have to be met. */
export type Requirement = readonly Demand[];

export interface RequirementOptions {
  readonly document: JsonObject;
  readonly reader: SchemaReader;
  readonly connector: Connector;
}

/**
 * What an operation asks of a request: any one of the requirements; none asks for nothing. As the document says, for the operation or for all
 * (OpenAPI 3.1, security requirement object); by a scheme that only the connector knows, too; where the document says nothing, by the connector's.
 */
export function requirementsOf(operation: string | undefined, options: RequirementOptions): readonly Requirement[] {
  const { auth } = options.connector;
  if (auth.length === 0 || auth.some(({ kind }) => kind === "none")) return [];
  const declared = securityOf(operation, options);
  if (declared === undefined) return auth.map((scheme) => [{ scheme, scopes: [] }]);
  const requirements = declared.map((names) => requirementOf(names, options)).filter((each) => each !== undefined);
  if (requirements.some((each) => each.length === 0)) return [];
  const known = new Set(requirements.flat().map(({ scheme }) => nameOf(scheme)));
  const own = auth.filter((scheme) => !known.has(nameOf(scheme)) && !isDeclared(scheme, options));
  return [...requirements, ...own.map((scheme) => [{ scheme, scopes: [] }])];
}

/** The security requirement objects in force; undefined where the document has none. */
function securityOf(
  operation: string | undefined,
  { document, reader }: RequirementOptions,
): readonly JsonObject[] | undefined {
  const [method = "", path = ""] = operation?.split(/ (.*)/) ?? [];
  const paths = document["paths"];
  const item = isObject(paths) && Object.hasOwn(paths, path) ? reader.resolve(paths[path]) : {};
  const security = reader.resolve(item[method.toLowerCase()])["security"] ?? document["security"];
  return security === undefined ? undefined : arrayOf(security).filter(isObject);
}

/** Undefined where a scheme is none that can be checked here. */
function requirementOf(names: JsonObject, options: RequirementOptions): Requirement | undefined {
  const schemes = schemesOf(options);
  const demands = Object.entries(names).map(([name, scopes]) => ({
    scheme: schemes.get(name),
    scopes: textsIn(scopes),
  }));
  const known = demands.filter((demand): demand is Demand => demand.scheme !== undefined);
  return known.length === demands.length ? known : undefined;
}

const isDeclared = (scheme: AuthScheme, options: RequirementOptions): boolean =>
  [...schemesOf(options).values()].some((each) => nameOf(each) === nameOf(scheme));

function schemesOf({ document, reader }: RequirementOptions): ReadonlyMap<string, AuthScheme> {
  const components = document["components"];
  const declared = isObject(components) ? reader.resolve(components["securitySchemes"]) : {};
  const schemes = Object.entries(declared).map(([name, value]) => [name, schemeOf(reader.resolve(value))] as const);
  return new Map(schemes.filter((pair): pair is [string, AuthScheme] => pair[1] !== undefined));
}

function schemeOf({ type, in: place, name, scheme }: JsonObject): AuthScheme | undefined {
  if (type === "oauth2" || type === "openIdConnect") return { kind: "oauth2", scopes: [] };
  if (type === "apiKey" && typeof name === "string" && (place === "header" || place === "query" || place === "cookie"))
    return { kind: "apiKey", in: place, name };
  if (type !== "http" || typeof scheme !== "string") return undefined;
  return scheme.toLowerCase() === "basic" ? { kind: "basic" } : { kind: "bearer" };
}

/** Two schemes of one name let the same credentials in. */
const nameOf = (scheme: AuthScheme): string =>
  scheme.kind === "apiKey" ? `${scheme.in} ${scheme.name.toLowerCase()}` : scheme.kind;

/** Every scope that the document's flows describe, with its description. */
export function scopeTexts({
  document,
  reader,
}: Pick<RequirementOptions, "document" | "reader">): ReadonlyMap<string, string> {
  const components = document["components"];
  const schemes = isObject(components) ? Object.values(reader.resolve(components["securitySchemes"])) : [];
  const flows = schemes.flatMap((scheme) => Object.values(reader.resolve(reader.resolve(scheme)["flows"])));
  const scopes = flows.flatMap((flow) => Object.entries(reader.resolve(reader.resolve(flow)["scopes"])));
  return new Map(scopes.map(([name, text]) => [name, typeof text === "string" ? text : ""]));
}

const textsIn = (value: Json): readonly string[] => arrayOf(value).filter((each) => typeof each === "string");
