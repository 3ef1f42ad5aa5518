import { readPointer, type Connector, type Json, type JsonObject, type StreamContract } from "@waybill/sync/connector";
import { isJsonObject } from "@waybill/sync/connector";
import type { Emulator } from "@waybill/emulator";
import { operationOf, type Parameter } from "../../src/document/operation.ts";
import { schemaReader, type Schema, type SchemaReader } from "../../src/document/schema.ts";
import { beginRecord } from "../../src/records/making.ts";
import { valueFor } from "../../src/records/value.ts";
import { words } from "../../src/records/words.ts";

/** One request, and the operation of the document that it is for. */
export interface Asked {
  readonly operation: { readonly method: string; readonly path: string };
  readonly request: Request;
}

/** Makes requests that keep to the document: what it requires is sent, and nothing else. */
export interface Requests {
  list(stream: StreamContract, extra?: Readonly<Record<string, string>>): Asked | undefined;
  /** Of the record operation that the connector names; `key` replaces the record's own. */
  one(stream: StreamContract, action: "get" | "create" | "update" | "delete", key?: string): Asked | undefined;
}

const origin = "https://vendor.example";

export function requestsTo(emulator: Emulator, document: JsonObject): Requests {
  const reader = schemaReader(document);
  const made = valueMaker(reader);

  const build = (named: string, path: Values, extra: Readonly<Record<string, string>>): Asked => {
    const [method = "GET", template = ""] = named.split(/ (.*)/);
    const operation = operationOf(document, reader, method, template);
    const needed = operation.parameters.filter((each) => each.required);
    const url = addressOf(template, { needed, path, extra, made });
    const headers = new Headers();
    for (const each of needed) if (each.in === "header") headers.set(each.name, textOf(made.value(each.schema)));
    const isRead = method === "GET" || method === "DELETE";
    const body = isRead ? undefined : bodyOf(operation.request, { document, method, template, reader, made });
    if (body !== undefined) headers.set("content-type", body.type);
    const init = body === undefined ? { method, headers } : { method, headers, body: body.text };
    return { operation: { method, path: template }, request: new Request(url, init) };
  };

  return {
    list(stream, extra = {}) {
      const path = ownerPath(stream, emulator);
      return path === undefined ? undefined : build(`${stream.list.method} ${stream.list.path}`, path, extra);
    },
    one(stream, action, key) {
      const named = stream.operations?.[action];
      const path = ownerPath(stream, emulator);
      if (named === undefined || path === undefined) return undefined;
      const [record] =
        stream.parent === undefined ? emulator.records(stream.name) : emulator.children(stream.name, path);
      const holes = [...named.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? "").filter((name) => !(name in path));
      const keys =
        action === "create"
          ? []
          : stream.primaryKey.map(
              (pointer) => key ?? (record === undefined ? null : (readPointer(record, pointer) ?? null)),
            );
      if (keys.includes(null) || keys.length !== holes.length) return undefined;
      return build(
        named,
        { ...path, ...Object.fromEntries(holes.map((name, index) => [name, keys[index] ?? ""])) },
        {},
      );
    },
  };
}

/** Path parameters of a nested stream's first parent; undefined where there is none. */
function ownerPath({ parent }: StreamContract, emulator: Emulator): Readonly<Record<string, Json>> | undefined {
  if (parent === undefined) return {};
  const owner = emulator.records(parent.stream)[0];
  if (owner === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(parent.parameters).map(([name, pointer]) => [name, readPointer(owner, pointer) ?? "17"]),
  );
}

type Values = Readonly<Record<string, Json>>;

function addressOf(
  template: string,
  options: {
    readonly needed: readonly Parameter[];
    readonly path: Values;
    readonly extra: Readonly<Record<string, string>>;
    readonly made: ValueMaker;
  },
): URL {
  const { needed, path, extra, made } = options;
  const filled = template.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(textOf(path[name] ?? made.parameter(needed, name))),
  );
  const url = new URL(origin + filled);
  for (const each of needed)
    if (each.in === "query")
      for (const text of textsOf(made.value(each.schema))) url.searchParams.append(each.name, text);
  for (const [name, value] of Object.entries(extra)) url.searchParams.set(name, value);
  return url;
}

interface ValueMaker {
  value(schema: Schema | undefined): Json;
  parameter(parameters: readonly Parameter[], name: string): Json;
}

function valueMaker(reader: SchemaReader): ValueMaker {
  const own = words();
  const at = Date.UTC(2026, 1, 1);
  const value = (schema: Schema | undefined): Json => {
    const making = beginRecord({ words: own, seed: 1, instants: { created: at, updated: at, event: at }, stream: "" });
    return schema === undefined ? "17" : valueFor(schema, { reader, making, fullness: "sparse" });
  };
  return {
    value,
    parameter: (parameters, name) => value(parameters.find((each) => each.in === "path" && each.name === name)?.schema),
  };
}

function bodyOf(
  schema: Schema | undefined,
  {
    document,
    method,
    template,
    reader,
    made,
  }: { document: JsonObject; method: string; template: string; reader: SchemaReader; made: ValueMaker },
): { type: string; text: string } | undefined {
  if (schema === undefined) return undefined;
  const item = reader.resolve(readPointer(document, `/paths/${template.replaceAll("~", "~0").replaceAll("/", "~1")}`));
  const content = reader.resolve(reader.resolve(item[method.toLowerCase()])["requestBody"])["content"];
  const types = isJsonObject(content) ? Object.keys(content) : [];
  const type = types.find((name) => /json/i.test(name)) ?? types[0] ?? "application/json";
  const body = made.value(schema);
  return { type, text: type.includes("form-urlencoded") ? formText(body) : JSON.stringify(body) };
}

const formText = (body: Json): string => {
  const fields = new URLSearchParams();
  const add = (name: string, value: Json): void => {
    if (Array.isArray(value))
      for (const [index, each] of (value as readonly Json[]).entries()) add(`${name}[${index}]`, each);
    else if (isJsonObject(value))
      for (const [key, each] of Object.entries(value)) add(name === "" ? key : `${name}[${key}]`, each);
    else fields.append(name, textOf(value));
  };
  add("", body);
  return fields.toString();
};

const textsOf = (value: Json): readonly string[] =>
  Array.isArray(value) ? value.map((each: Json) => textOf(each)) : [textOf(value)];
const textOf = (value: Json): string => (typeof value === "object" ? JSON.stringify(value) : `${value}`);

/** Lists that ask of a document what it has: the first streams of a connector, spread over all of them. */
export function sampled({ streams }: Connector, most: number): readonly StreamContract[] {
  const all = Object.values(streams);
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, index) => all[Math.floor(index * step)]).filter(
    (stream) => stream !== undefined,
  );
}
