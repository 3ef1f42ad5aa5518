import { FailureError, failure } from "@waybill/transport";
import type { Fetch } from "@waybill/transport";
import { type Check, list, number, object, text } from "../status-http/check.ts";

// Requests and answers as they cross a port, their bodies whole: one whose worker has ended is no answer, and never half of one.

/** What a `Request` holds beside its address, headers, body and signal. */
const parts = [
  "method",
  "cache",
  "credentials",
  "integrity",
  "keepalive",
  "mode",
  "redirect",
  "referrer",
  "referrerPolicy",
] as const;

/** A `fetch` whose requests are made on the other side, by {@link answerTo}. `ask` follows the `signal` of what it is given. */
export function fetchOver(ask: (request: object) => Promise<unknown>): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // Not every browser tells by `request.body` whether there is one.
    const bytes = await request.arrayBuffer();
    const body = bytes.byteLength === 0 ? undefined : bytes;
    const rest = Object.fromEntries(parts.map((part) => [part, request[part]]));
    const sent = { ...rest, headers: [...request.headers], body };
    const answer = readAnswer(await ask({ url: request.url, signal: request.signal, init: sent }));
    if (answer === undefined) throw unread("An answer");
    return new Response(answer.body ?? null, { ...answer, headers: [...answer.headers] });
  };
}

/** Makes a request that {@link fetchOver} sent. The answer is resolved to once all of it is there. */
export async function answerTo(fetch: Fetch, given: unknown): Promise<SentAnswer> {
  const request = readRequest(given);
  if (request === undefined) throw unread("A request");
  const { url, signal, init } = request;
  const response = await fetch(url, { ...init, ...(signal !== undefined && { signal }) });
  const body = response.body === null ? undefined : await response.arrayBuffer();
  return { status: response.status, statusText: response.statusText, headers: [...response.headers], body };
}

interface SentAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly [string, string][];
  readonly body?: ArrayBuffer | undefined;
}

/** The transport judges what is in `init`, as it judges what any caller gives. */
const anObject: Check<object> = (value) => (typeof value === "object" && value !== null ? value : undefined);
const aSignal: Check<AbortSignal> = (value) => (value instanceof AbortSignal ? value : undefined);
const aBody: Check<ArrayBuffer> = (value) => (value instanceof ArrayBuffer ? value : undefined);
const aHeader: Check<[string, string]> = (value) => {
  const [name, content] = list(text)(value) ?? [];
  return name === undefined || content === undefined ? undefined : [name, content];
};

const readRequest = object<{ readonly url: string; readonly init: object }, { readonly signal?: AbortSignal }>(
  { url: text, init: anObject },
  { signal: aSignal },
);

const readAnswer = object<Omit<SentAnswer, "body">, Pick<SentAnswer, "body">>(
  { status: number, statusText: text, headers: list(aHeader) },
  { body: aBody },
);

function unread(what: string): FailureError {
  const message = `${what} between page and worker could not be read, so nothing is known of it. Build page and worker from the same release.`;
  return new FailureError(failure("internal", { message }));
}
