import type { Json } from "@waybill/sync/connector";
import { exactIntegers } from "../faults/huge-ids.ts";

/** An answer before it is written: a plain value, so that faults can change it and idempotency can repeat it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or text for HTML; undefined for no body. */
  readonly body: Json | undefined;
  /** The text of a body that was written before; of another body it says nothing. */
  readonly written?: { readonly body: Json | undefined; readonly text: string | undefined } | undefined;
  /** Does the body hold whole numbers marked by `huge_ids`? They are written as digits, which no double could hold. */
  readonly exact?: boolean | undefined;
}

export const json = (status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body,
});

export const noContent = (headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 204,
  headers,
  body: undefined,
});

export const html = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", ...headers },
  body,
});

/** Problem details (RFC 9457). */
export const problem = (status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { "content-type": "application/problem+json", ...headers },
  body: { type: "about:blank", title: titles[status] ?? "Refused", status, detail },
});

/** Statuses whose answers have no body, whatever a document declares (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
const bodiless = new Set([204, 205, 304]);

/** The text of an answer; undefined where it has no body. */
export function textOf(answer: Answer): string | undefined {
  if (answer.body === undefined || bodiless.has(answer.status)) return undefined;
  if (answer.written !== undefined && answer.written.body === answer.body) return answer.written.text;
  const isText = answer.headers["content-type"]?.startsWith("text/") ?? false;
  if (isText && typeof answer.body === "string") return answer.body;
  const text = JSON.stringify(answer.body);
  return answer.exact === true ? exactIntegers(text) : text;
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  412: "Precondition Failed",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};
