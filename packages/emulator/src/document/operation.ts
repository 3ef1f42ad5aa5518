import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject } from "./pointer.ts";
import { arrayOf, type Schema, type SchemaReader } from "./schema.ts";

/** What the document says about one operation, as far as a faithful answer needs it. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** The lowest declared success status, else a declared 303; 200 when there is none. */
  readonly status: number;
  /** Does the document say what success looks like? */
  readonly isDeclared: boolean;
  /** Schema of that answer's JSON body; undefined when it has none or the operation is not in the document. */
  readonly response: Schema | undefined;
  /** Media type of that body, as declared: `application/vnd.api+json`. */
  readonly mediaType: string;
  /** Schema of the JSON (or form) request body. */
  readonly request: Schema | undefined;
  /** Declared parameters of the path item and the operation, the operation's winning. */
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** The operation as the document declares it; an undeclared one has no schemas and answers 200. */
export function operationOf(document: JsonObject, reader: SchemaReader, method: string, path: string): Operation {
  const item = reader.resolve(memberOf(document["paths"], path));
  const operation = reader.resolve(item[method.toLowerCase()]);
  const success = successOf(operation, reader);
  const parameters = new Map<string, Parameter>();
  for (const declared of [...arrayOf(item["parameters"]), ...arrayOf(operation["parameters"])]) {
    const parameter = parameterOf(reader.resolve(declared), reader);
    if (parameter !== undefined) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  const body = reader.resolve(operation["requestBody"]);
  const { schema: request } = contentOf(body, reader);
  return { method, path, ...success, request, parameters: [...parameters.values()] };
}

/** `METHOD /path` of every operation in the document. */
export function operationNames(document: JsonObject, reader: SchemaReader): readonly string[] {
  const paths = isObject(document["paths"]) ? document["paths"] : {};
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(reader.resolve(item))
      .filter((key) => methods.includes(key))
      .map((key) => `${key.toUpperCase()} ${path}`),
  );
}

function successOf(
  operation: JsonObject,
  reader: SchemaReader,
): Pick<Operation, "status" | "isDeclared" | "response" | "mediaType"> {
  const responses = isObject(operation["responses"]) ? operation["responses"] : {};
  const codes = Object.keys(responses).filter((code) => /^2(\d\d|XX)$/i.test(code));
  // a write whose outcome is shown elsewhere succeeds by a 303 (RFC 9110, section 15.4.4)
  const code = codes.toSorted()[0] ?? ["303", "default"].find((each) => Object.hasOwn(responses, each));
  if (code === undefined) return { status: 200, isDeclared: false, response: undefined, mediaType: usualType };
  const status = /^\d+$/.test(code) ? Number(code) : 200;
  const { schema, type } = contentOf(reader.resolve(responses[code]), reader);
  return { status, isDeclared: true, response: schema, mediaType: type };
}

const usualType = "application/json; charset=utf-8";

/** The JSON body (a form where there is none) that a response or a request body declares. */
function contentOf(holder: JsonObject, reader: SchemaReader): { schema: Schema | undefined; type: string } {
  const content = isObject(holder["content"]) ? holder["content"] : {};
  const types = Object.keys(content);
  const name = types.find((each) => /json/i.test(each)) ?? types.find((each) => /form|\*/.test(each));
  const media = name === undefined ? undefined : content[name];
  const schema = isObject(media) && media["schema"] !== undefined ? reader.flat(media["schema"]) : undefined;
  const isPlain = name === undefined || name.includes("*") || /^application\/json$/i.test(name) || !/json/i.test(name);
  return { schema, type: isPlain ? usualType : name };
}

function parameterOf(value: JsonObject, reader: SchemaReader): Parameter | undefined {
  const { name, in: place } = value;
  if (typeof name !== "string" || typeof place !== "string") return undefined;
  return { name, in: place, required: value["required"] === true, schema: reader.flat(value["schema"]) };
}

const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
