import { bodyFactory, bodySource, emptyBody, requestBody } from "../body/body-source.ts";
import type { BodySource } from "../body/body-source.ts";
import type { Outgoing } from "./outgoing.ts";
import { stated } from "../stated.ts";

/** What a caller asked for, checked before anything is sent. */
export interface Input extends Omit<Outgoing, "body" | "scope"> {
  readonly callerSignal: AbortSignal | undefined;
  /** Reads the body of a `Request` ahead, where that is how it can be sent again. */
  readonly body: () => BodySource | Promise<BodySource>;
}

/** Reads the arguments of `fetch`. Throws the TypeErrors that the platform would, and refuses addresses that hold a user name or password. */
export function readInput(input: RequestInfo | URL, init?: RequestInit, factory?: () => BodyInit): Input {
  // Most calls are an address and nothing else.
  if (init === undefined && factory === undefined && !(input instanceof Request))
    return { url: address(input), method: "GET", headers: none, callerSignal: undefined, init: none, body: noBody };
  return readAll(input, init, factory);
}

function readAll(input: RequestInfo | URL, init: RequestInit = {}, factory?: () => BodyInit): Input {
  const request = input instanceof Request ? input : undefined;
  const {
    method = "GET",
    headers,
    body,
    signal,
    ...rest
  } = request ? { ...requestInit(request), ...stated(init) } : init;
  const verb = normalised(method);
  const source = factory ? () => bodyFactory(factory) : opener(body, request);
  if (source !== noBody && bodyless.has(verb))
    throw new TypeError(
      `A ${verb} request cannot have a body, so nothing was sent. Leave it out, or use another method.`,
    );
  return {
    url: address(input instanceof Request ? input.url : input),
    method: verb,
    headers: headers === undefined ? {} : Object.fromEntries(new Headers(headers)),
    callerSignal: signal ?? undefined,
    init: rest,
    body: source,
  };
}

const none = Object.freeze({});
const noBody = (): BodySource => emptyBody;
const bodyless = new Set(["GET", "HEAD"]);

function opener(body: BodyInit | null | undefined, request: Request | undefined): Input["body"] {
  if (body === null || (body === undefined && !request)) return noBody;
  if (body !== undefined) return () => bodySource(body);
  if (request?.bodyUsed)
    throw new TypeError("The body of this Request has been read already; make a new Request for a new call.");
  const stream = request?.body;
  return stream ? () => requestBody(stream) : noBody;
}

function address(input: string | URL): URL {
  const url = new URL(input, "location" in globalThis ? globalThis.location.href : undefined);
  if (url.username !== "" || url.password !== "") {
    throw new TypeError(`The address for ${url.host} holds a user name or password; use a credential instead.`);
  }
  if (url.protocol === "https:" || url.protocol === "http:") return url;
  throw new TypeError(
    `The address has the scheme ${url.protocol} and only http and https can be fetched, so nothing was sent. Use one of them.`,
  );
}

const normal = /^(get|post|put|delete|head|options)$/i;
const token = /^[!#$%&'*+.^_`|~\w-]+$/;

function normalised(method: string): string {
  if (method === "GET" || method === "POST") return method;
  if (!token.test(method))
    throw new TypeError(`${JSON.stringify(method)} is no HTTP method, so nothing was sent. Name one such as GET.`);
  return normal.test(method) ? method.toUpperCase() : method;
}

/** What a `Request` holds beside its address and body. */
const requestParts = [
  "method",
  "headers",
  "signal",
  "cache",
  "credentials",
  "integrity",
  "keepalive",
  "mode",
  "redirect",
  "referrer",
  "referrerPolicy",
] as const;

function requestInit(request: Request): RequestInit {
  return Object.fromEntries(requestParts.map((name) => [name, request[name]]));
}
