import type { Json } from "./json.ts";
import { parameterPlace } from "./parameter.ts";
import type { ParameterPlace } from "./parameter.ts";
import { writePointer } from "./pointer.ts";
import type { ParameterRef } from "./refs.ts";

/** Values by the reference that says where each goes. Later sources win: constants, then filters, then paging. */
export type ParameterValues = Readonly<Record<ParameterRef, Json>>;

export interface RequestParts {
  readonly method: "GET" | "POST";
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Path template: `/projects/{project_id}/tasks`. */
  readonly path: string;
  /** Headers that every request of the connector carries. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly parameters: ParameterValues;
  /** A complete address from a `next` link. It stands as it is: path and query parameters are already in it. */
  readonly url?: string | undefined;
}

/** A request as plain data: what `fetch` needs, and a test can read. */
export interface BuiltRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; POST only. */
  readonly body?: string | undefined;
}

/**
 * Places parameters into a request. Scalars and arrays go to the query (an array repeats its name, the default of OpenAPI 3.1: form, explode);
 * `null` leaves a parameter out of query, path and headers, and is sent in a body.
 * @throws RangeError when a path value is `.` or `..`.
 */
export function buildRequest(parts: RequestParts): BuiltRequest {
  const placed = Object.entries(parts.parameters).map(([ref, value]) => ({ place: parameterPlace(ref), value }));
  const base = { url: parts.url ?? address(parts, placed), method: parts.method, headers: headersOf(parts, placed) };
  const body = bodyOf(placed);
  if (body === undefined && parts.method === "GET") return base;
  return {
    ...base,
    headers: { "content-type": "application/json", ...base.headers },
    body: JSON.stringify(body ?? {}),
  };
}

interface Placed {
  readonly place: ParameterPlace;
  readonly value: Json;
}

function address(parts: RequestParts, placed: readonly Placed[]): string {
  const url = new URL(parts.baseUrl + fillPath(parts.path, placed));
  for (const { place, value } of placed) {
    if (place.in !== "query") continue;
    for (const text of texts(value)) url.searchParams.append(place.name, text);
  }
  return url.href;
}

/** Each value is one segment: a slash or a dot segment in it cannot lead to another path. */
function fillPath(template: string, placed: readonly Placed[]): string {
  return template.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const found = placed.find(({ place }) => place.in === "path" && place.name === name);
    const [text] = found === undefined ? [] : texts(found.value);
    if (text === undefined) return whole;
    if (text === "." || text === "..") throw new RangeError(dotSegment(name, text));
    return encodeURIComponent(text);
  });
}

/** The URL standard reads `%2E` as a dot too: such a value has no way to be one segment. */
function dotSegment(name: string, text: string): string {
  return `The path parameter "${name}" is "${text}", which would lead the request to another path. Give it another value.`;
}

function headersOf(parts: RequestParts, placed: readonly Placed[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { accept: "application/json" };
  for (const [name, value] of Object.entries(parts.headers ?? {})) headers[name.toLowerCase()] = value;
  for (const { place, value } of placed) {
    if (place.in !== "header") continue;
    const values = texts(value);
    if (values.length > 0) headers[place.name.toLowerCase()] = values.join(", ");
  }
  return headers;
}

function bodyOf(placed: readonly Placed[]): Json | undefined {
  let body: Json | undefined;
  for (const { place, value } of placed) if (place.in === "body") body = writePointer(body, place.pointer, value);
  return body;
}

function texts(value: Json): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => texts(item));
  return [typeof value === "object" ? JSON.stringify(value) : String(value)];
}
