import type { Json, JsonObject, ParameterRef } from "@waybill/sync/connector";
import { METHODS } from "../../load/grammar/methods.ts";
import { arrayAt, isObject, objectAt, textAt } from "../../load/json/json-value.ts";
import { createReferences, type References } from "../../load/json/references.ts";
import { createPlaceReader, type PlaceReader } from "./envelope.ts";
import { createFieldReader, type FieldReader } from "./fields.ts";
import { withoutFormat } from "./path.ts";
import { remember } from "../words/remember.ts";
import { keepAll, type Keep } from "../rules/rule.ts";
import { createShapeReader, type Shape, type ShapeReader } from "./shape.ts";
import { splitOperationName } from "./operation-name.ts";

/** A parameter of an operation, or a member of its JSON body. */
export interface Parameter {
  /** How the connector names it: bare for the query, `header:`, `path:`, or a pointer into the body. */
  readonly ref: ParameterRef;
  readonly name: string;
  readonly place: "query" | "path" | "header" | "cookie" | "body";
  readonly required: boolean;
  readonly shape: Shape;
  /** Everything written about it. */
  readonly text: string;
  /** How an object is written in a query, where the document says (OpenAPI 3.1, section 4.8.12). */
  readonly style?: string | undefined;
  /** The parameter as it is written; absent for a member of a body. */
  readonly written?: JsonObject | undefined;
}

/** One operation, its references resolved as far as inference looks. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string | undefined;
  /** Summary and description. */
  readonly text: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  /** Schema of the JSON (or form) request body. */
  readonly body: Json | undefined;
  /** Schema of the successful JSON answer. */
  readonly answer: Json | undefined;
  /** Names of the headers of the successful answer, with what is written about each. */
  readonly answerHeaders: ReadonlyMap<string, string>;
  readonly source: JsonObject;
}

/** A whole document, read for inference. */
export interface Model {
  readonly document: JsonObject;
  readonly references: References;
  readonly read: ShapeReader;
  readonly fields: FieldReader;
  readonly places: PlaceReader;
  /** Which rules count. */
  readonly keep: Keep;
  readonly operations: readonly Operation[];
  /** `METHOD /path` with parameters written `{}` -> operation. */
  readonly byKey: ReadonlyMap<string, Operation>;
  /** The operations whose path goes on after this one, with a slash, the colon of a custom method or the bracket of a key, in document order. */
  readonly below: (path: string) => readonly Operation[];
}

export function readModel(document: JsonObject): Model {
  const references = createReferences(document);
  const read = createShapeReader(references);
  const reading = { references, read, parameter: createParameterReader(references, read) };
  const operations: Operation[] = [];
  for (const [path, written] of Object.entries(objectAt(document, "paths"))) {
    const item = references.resolve(written);
    if (item === undefined || !path.startsWith("/")) continue;
    for (const method of METHODS) {
      const source = item[method];
      if (isObject(source)) operations.push(readOperation({ method, path, item, source }, reading));
    }
  }
  return {
    document,
    references,
    read,
    fields: createFieldReader(read),
    places: createPlaceReader(read),
    keep: keepAll,
    operations,
    byKey: new Map(operations.map((each) => [keyOf(each.method, each.path), each])),
    below: indexBelow(operations),
  };
}

function indexBelow(operations: readonly Operation[]): Model["below"] {
  const index = new Map<string, Operation[]>();
  for (const operation of operations) {
    for (const { index: end } of operation.path.matchAll(/[/:(]/g)) {
      const above = operation.path.slice(0, end);
      const known = index.get(above);
      if (known === undefined) index.set(above, [operation]);
      else known.push(operation);
    }
  }
  return (path) => index.get(path) ?? [];
}

/** `GET /tasks/{}`: names of path parameters, and a format at the end, do not tell two paths apart. */
export function keyOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${templateOf(path)}`;
}

const templateOf = remember((path) =>
  withoutFormat(path)
    .replaceAll(/\{[^}]*\}/g, "{}")
    .replace(/(.)\/$/, "$1"),
);

/** The operation of a name, whatever that calls the parameters of its path. */
export function operationAt(model: Pick<Model, "byKey">, name: string | undefined): Operation | undefined {
  if (name === undefined) return undefined;
  const { method, path } = splitOperationName(name);
  return model.byKey.get(keyOf(method, path));
}

interface Reading {
  readonly references: References;
  readonly parameter: ParameterReader;
}

interface Place {
  readonly method: string;
  readonly path: string;
  readonly item: JsonObject;
  readonly source: JsonObject;
}

function readOperation({ method, path, item, source }: Place, reading: Reading): Operation {
  const response = successOf(source, reading.references);
  return {
    method: method.toUpperCase(),
    path,
    // Empty, it names nothing.
    operationId: textAt(source, "operationId") || undefined,
    text: [textAt(source, "summary"), textAt(source, "description")].filter((text) => text !== undefined).join("\n"),
    tags: arrayAt(source, "tags").filter((tag) => typeof tag === "string"),
    deprecated: source["deprecated"] === true,
    parameters: readParameters([...arrayAt(source, "parameters"), ...arrayAt(item, "parameters")], reading),
    body: jsonSchema(reading.references.resolve(source["requestBody"])),
    answer: jsonSchema(response),
    answerHeaders: headersOf(response, reading.references),
    source,
  };
}

/** The operation's own parameters stand before those of its path; of two with the same name and place the first counts. */
function readParameters(written: readonly Json[], { parameter: read }: Reading): readonly Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const each of written) {
    const parameter = read(each);
    if (parameter === undefined) continue;
    const key = `${parameter.place} ${parameter.name}`;
    if (!parameters.has(key)) parameters.set(key, parameter);
  }
  return [...parameters.values()];
}

/** Undefined for what has no name or no place. */
type ParameterReader = (written: Json) => Parameter | undefined;

/** Reads the parameters of one document; one that many operations refer to is read once. */
function createParameterReader(references: References, read: ShapeReader): ParameterReader {
  const known = new WeakMap<JsonObject, Parameter>();
  return (each) => {
    const written = references.resolve(each);
    if (written === undefined) return undefined;
    const parameter = known.get(written) ?? readParameter(written, read);
    if (parameter !== undefined) known.set(written, parameter);
    return parameter;
  };
}

function readParameter(written: JsonObject, read: ShapeReader): Parameter | undefined {
  const name = textAt(written, "name");
  const place = placeOf(written);
  if (name === undefined || place === undefined) return undefined;
  const shape = read(written["schema"] ?? jsonSchema(written));
  return {
    ref: refOf(place, name),
    name,
    place,
    required: written["required"] === true,
    shape,
    text: [textAt(written, "description") ?? "", shape.description].join(" ").trim(),
    style: textAt(written, "style"),
    written,
  };
}

function placeOf(parameter: JsonObject): "query" | "path" | "header" | "cookie" | undefined {
  const place = parameter["in"];
  return place === "query" || place === "path" || place === "header" || place === "cookie" ? place : undefined;
}

function refOf(place: string, name: string): ParameterRef {
  return place === "query" ? name : `${place}:${name}`;
}

const SUCCESS = ["200", "2XX", "2xx", "201", "202", "203", "206", "default"];

function successOf(operation: JsonObject, references: References): JsonObject | undefined {
  const responses = objectAt(operation, "responses");
  let first: JsonObject | undefined;
  for (const status of SUCCESS) {
    const response = references.resolve(responses[status]);
    if (jsonSchema(response) !== undefined) return response;
    first ??= response;
  }
  return first;
}

/** The schema of the first JSON media type; of any other where there is none. */
function jsonSchema(holder: JsonObject | undefined): Json | undefined {
  const content = Object.entries(objectAt(holder, "content"));
  const json =
    content.find(([type]) => /^application\/json\b/i.test(type)) ?? content.find(([type]) => /json/i.test(type));
  const other = content.find(([type]) => type === "*/*" || /x-www-form-urlencoded|form-data/.test(type));
  const media = (json ?? other)?.[1];
  return isObject(media) ? media["schema"] : undefined;
}

function headersOf(response: JsonObject | undefined, references: References): ReadonlyMap<string, string> {
  const headers = Object.entries(objectAt(response, "headers"));
  return new Map(headers.map(([name, header]) => [name, textAt(references.resolve(header), "description") ?? ""]));
}

/** True where the successful answer declares a `Link` header (RFC 8288). */
export function declaresLink({ answerHeaders }: Pick<Operation, "answerHeaders">): boolean {
  return [...answerHeaders.keys()].some((name) => /^link$/i.test(name));
}
