import { isObject } from "../load/json/json-value.ts";
import type { ConnectorConfig, WaybillConfig } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import type { RuntimeModules, StreamCorrection } from "./correction.ts";
import type { GraphqlStream } from "./graphql-stream.ts";
import { suggest } from "./nearest.ts";

/** Says what a member should be where it is something else. */
type Check = (value: unknown, place: string) => void;

/**
 * Checks the form of a config, which JavaScript may have written: its members, and what names files and modules. What a correction says is
 * checked when it is applied: it has to leave a sound connector.
 * @throws ConfigError with the place
 */
export function checkConfig(value: unknown, place: string): WaybillConfig {
  members({ connectors: required(each(connector)) } satisfies Members<WaybillConfig>)(value, place);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the checks have looked at every member that is read before corrections are applied
  return value as WaybillConfig;
}

function fault(place: string, what: string, next: string): ConfigError {
  return new ConfigError(`${place}: ${what}`, next);
}

/** One check for each member: a member added to a type does not compile until it is checked. */
type Members<T> = { readonly [Name in keyof T]-?: Check };

function members(checks: Readonly<Record<string, Check>>): Check {
  const known = new Map(Object.entries(checks));
  return (value, place) => {
    if (!isObject(value)) throw fault(place, "an object is expected here.", "Correct the config.");
    for (const name of Object.keys(value))
      if (!known.has(name)) throw fault(place, `"${name}" is no member of it.`, suggest(name, known.keys()));
    for (const [name, check] of known) check(Reflect.get(value, name), `${place}, ${name}`);
  };
}

function each(check: Check): Check {
  return (value, place) => {
    if (!isObject(value)) throw fault(place, "an object is expected here.", "Correct the config.");
    for (const [name, member] of Object.entries(value)) check(member, `${place.replace(/s?$/, "")} "${name}"`);
  };
}

function optional(check: Check): Check {
  return (value, place) => (value === undefined ? undefined : check(value, place));
}

function required(check: Check): Check {
  return (value, place) => {
    if (value === undefined) throw fault(place, "it is missing.", "Add it to the config.");
    check(value, place);
  };
}

const text: Check = (value, place) => {
  if (typeof value !== "string" || value === "") throw fault(place, "text is expected here.", "Correct the config.");
};

const texts: Check = (value, place) => {
  if (!Array.isArray(value)) throw fault(place, "a list of texts is expected here.", "Correct the config.");
  for (const [index, item] of value.entries()) text(item, `${place}, ${index}`);
};

const exported: Check = (value, place) => {
  members({ module: required(text), export: required(identifier) } satisfies Members<{
    module: string;
    export: string;
  }>)(value, place);
};

const identifier: Check = (value, place) => {
  if (typeof value !== "string" || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(value))
    throw fault(place, "the name of an export is expected here.", "Correct the config.");
};

/** Left to the contract's own validator, which sees it once it is merged in. */
const anything: Check = () => {};

const runtime = optional(
  members({ map: optional(exported), schema: optional(exported) } satisfies Members<RuntimeModules>),
);

type ListMembers = NonNullable<StreamCorrection["list"]>;

const stream = members({
  name: optional(text),
  list: optional(members({ parameters: anything, required: optional(texts) } satisfies Members<ListMembers>)),
  items: anything,
  pagination: optional(object),
  primaryKey: optional(texts),
  incremental: objectOrFalse,
  deletes: objectOrFalse,
  parent: objectOrFalse,
  operations: optional(object),
  concurrency: objectOrFalse,
  scopes: optional(texts),
  operationScopes: optional(texts),
  display: objectOrFalse,
  indexes: optional(texts),
  classes: optional(object),
  mapping: optional(object),
  runtime,
} satisfies Members<StreamCorrection>);

const graphql = members({
  query: required(text),
  connection: required(text),
  path: optional(text),
  after: optional(text),
  items: optional(text),
  primaryKey: optional(texts),
  variables: optional(object),
  pageSize: optional(members({ variable: required(text), size: anything, max: anything })),
  total: optional(text),
  parent: optional(object),
  incremental: anything,
  deletes: anything,
  display: anything,
  indexes: anything,
  classes: anything,
  mapping: anything,
  runtime,
} satisfies Members<GraphqlStream>);

function object(value: unknown, place: string): void {
  if (!isObject(value)) throw fault(place, "an object is expected here.", "Correct the config.");
}

function objectOrFalse(value: unknown, place: string): void {
  if (value !== undefined && value !== false) object(value, place);
}

const connectorMembers = members({
  document: optional(text),
  overlays: optional(texts),
  allow: optional(members({ folders: optional(texts), hosts: optional(texts) })),
  types: optional(typesWanted),
  out: required(text),
  name: optional(text),
  include: optional(texts),
  exclude: optional(texts),
  baseUrl: optional(text),
  auth: anything,
  limits: anything,
  idempotency: anything,
  apiVersion: optional(text),
  headers: anything,
  streams: optional(each(stream)),
  graphql: optional(each(graphql)),
} satisfies Members<ConnectorConfig>);

function typesWanted(value: unknown, place: string): void {
  if (value !== "streams" && value !== "whole")
    throw fault(place, '"streams" or "whole" is expected here.', "Correct the config.");
}

function connector(value: unknown, place: string): void {
  connectorMembers(value, place);
  const declared = isObject(value) ? value["graphql"] : undefined;
  if (isObject(value) && value["document"] === undefined && declared === undefined)
    throw fault(
      place,
      "it has neither a document nor a stream declared by hand.",
      'Name its OpenAPI document: document: "vendor.yaml".',
    );
}
