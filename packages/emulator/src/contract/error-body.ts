import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject, pointerTo, read, write } from "../document/pointer.ts";
import { typesOf, type Schema, type SchemaReader } from "../document/schema.ts";
import { hash } from "../random.ts";
import { beginRecord } from "../records/making.ts";
import { valueFor } from "../records/value.ts";
import type { Words } from "../records/words.ts";
import { membersOf, rawOperation, type DocumentReading } from "./raw-operation.ts";

export interface ErrorBodyOptions extends DocumentReading {
  readonly words: Words;
  readonly seed: number;
  /** Epoch milliseconds that times in an error show. */
  readonly newestAt: number;
}

/** The shape in which an operation's errors come. */
export interface ErrorBody {
  readonly contentType: string;
  readonly body: Json;
}

/** An error as the document declares it for this operation and status (or its class, or `default`); undefined where it declares none. */
export function errorBody(
  operation: string,
  { status, detail }: { status: number; detail: string },
  options: ErrorBodyOptions,
): ErrorBody | undefined {
  const responses = membersOf(rawOperation(operation, options)["responses"]);
  const declared = [`${status}`, `${Math.floor(status / 100)}XX`, `${Math.floor(status / 100)}xx`, "default"].find(
    (code) => Object.hasOwn(responses, code),
  );
  if (declared === undefined) return undefined;
  const content = membersOf(options.reader.resolve(responses[declared])["content"]);
  const contentType = Object.keys(content).find((type) => /json/i.test(type));
  if (contentType === undefined || membersOf(content[contentType])["schema"] === undefined) return undefined;
  const schema = options.reader.flat(membersOf(content[contentType])["schema"]);
  return { contentType, body: filled(schema, { status, detail }, options) };
}

interface Told {
  readonly status: number;
  readonly detail: string;
}

function filled(schema: Schema, told: Told, { reader, words, seed, newestAt }: ErrorBodyOptions): Json {
  const instants = { created: newestAt, updated: newestAt, event: newestAt };
  const making = beginRecord({ words, seed: hash(seed, "error", told.status), instants, stream: "error" });
  const make = (part: Json | undefined): Json => valueFor(part, { reader, making, fullness: "sparse" });
  const body = make(schema);
  tell(body, schema, { told, reader, make, depth: 0 });
  return body;
}

const speaking =
  /^(message|msg|detail|details|description|error_?description|error_?message|errors?|title|reason|code|error_?code|type|name|status|status_?code|ok|success)$/i;
const textual = /(message|msg|detail|description|title|reason|error)s?$/i;
const deepest = 3;

interface Telling {
  readonly told: Told;
  readonly reader: SchemaReader;
  readonly make: (part: Json | undefined) => Json;
  readonly depth: number;
}

/** Writes what went wrong wherever the shape has a place for it; members whose values are enumerated keep theirs. */
function tell(body: Json, schema: Schema, telling: Telling): void {
  if (!isObject(body) || telling.depth > deepest) return;
  const properties: JsonObject = membersOf(schema["properties"]);
  for (const [name, declared] of Object.entries(properties)) {
    const at = pointerTo([name]);
    const member = telling.reader.flat(declared);
    if (read(body, at) === undefined && !speaking.test(name)) continue;
    const made = read(body, at) ?? telling.make(member);
    write(body, at, spoken(made, { name, member, telling }));
  }
}

interface Part {
  readonly name: string;
  readonly member: Schema;
  readonly telling: Telling;
}

function spoken(made: Json, part: Part): Json {
  if (isObject(made)) tell(made, part.member, deeper(part.telling));
  if (Array.isArray(made)) return spokenList(made, part);
  const { enum: values, const: value, pattern } = part.member;
  const isFixed = [values, value, pattern].some((each) => each !== undefined);
  return isFixed ? made : spokenScalar(made, part);
}

function spokenScalar(made: Json, { name, telling: { told } }: Part): Json {
  if (typeof made === "number") return /status|code/i.test(name) ? told.status : made;
  if (typeof made === "boolean") return /^(ok|success)$/i.test(name) ? false : made;
  if (typeof made !== "string") return made;
  if (textual.test(name)) return told.detail;
  return speaking.test(name) ? slug(told.status) : made;
}

/** A list of errors holds one. */
function spokenList(made: readonly Json[], { name, member, telling }: Part): Json {
  if (!speaking.test(name) || telling.depth >= deepest) return made;
  const item = telling.reader.flat(member["items"]);
  if (typesOf(item).includes("string")) return [telling.told.detail];
  const first = made[0] ?? telling.make(item);
  tell(first, item, deeper(telling));
  return [first];
}

const deeper = (telling: Telling): Telling => ({ ...telling, depth: telling.depth + 1 });

const slugs: Readonly<Record<number, string>> = {
  400: "bad_request",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  409: "conflict",
  410: "gone",
  412: "precondition_failed",
  415: "unsupported_media_type",
  422: "unprocessable",
  429: "rate_limited",
  503: "unavailable",
};

/** A word for a status, as vendors write error codes. */
export const slug = (status: number): string => slugs[status] ?? (status >= 500 ? "internal_error" : "refused");
