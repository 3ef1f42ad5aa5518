import type { Json, JsonObject, ParameterRef } from "@waybill/sync/connector";
import { isObject, read, write } from "../document/pointer.ts";
import type { PlainRequest } from "./plain.ts";

/** One request, read once. */
export interface Exchange {
  readonly request: PlainRequest;
  readonly url: URL;
  readonly method: string;
  /** The body as JSON: parsed JSON, form fields, or undefined. */
  readonly body: Json | undefined;
  /** Does the body claim to be JSON and is not? */
  readonly malformed: boolean;
  /** Values of the path template's parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** Epoch milliseconds at which the vendor took the request. */
  readonly now: number;
}

/** The body of a request; undefined when there is none. `"malformed"` when it claims to be JSON and is not. */
export async function readBody(request: PlainRequest): Promise<{ json: Json | undefined } | "malformed"> {
  const text = await request.text();
  if (text === "") return { json: undefined };
  const type = request.headers.get("content-type") ?? "";
  if (type.includes("x-www-form-urlencoded")) return { json: formFields(text) };
  try {
    const json: Json = JSON.parse(text);
    return { json };
  } catch {
    return type.includes("json") ? "malformed" : { json: undefined };
  }
}

/** Where the request carries a parameter; undefined when it does not. */
export function parameter(exchange: Exchange, ref: ParameterRef): Json | undefined {
  if (ref.startsWith("header:")) return exchange.request.headers.get(ref.slice(7)) ?? undefined;
  if (ref.startsWith("path:")) return exchange.path[ref.slice(5)];
  if (ref.startsWith("/")) return exchange.body === undefined ? undefined : read(exchange.body, ref);
  return exchange.url.searchParams.get(ref) ?? undefined;
}

/** `parameter` as text; the empty text counts as absent, as most vendors take `?cursor=`. */
export function textParameter(exchange: Exchange, ref: ParameterRef): string | undefined {
  const value = parameter(exchange, ref);
  if (typeof value === "number") return `${value}`;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** `address[city]=Bonn` is `{ address: { city: "Bonn" } }`, as form APIs nest. */
function formFields(text: string): JsonObject {
  const fields: Json = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const tokens = name.split(/\[|\]\[|\]/).filter((token) => token !== "");
    write(fields, tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""), value);
  }
  return isObject(fields) ? fields : {};
}
