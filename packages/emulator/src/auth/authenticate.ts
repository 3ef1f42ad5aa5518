import type { AuthScheme, Connector } from "@waybill/sync/connector";
import { problem, type Answer } from "../http/answer.ts";
import type { Credentials } from "./credentials.ts";
import type { TokenBook } from "./token-book.ts";

/** What stands in the way of a request; undefined when it may pass. */
export type Refusal = { readonly reason: "missing" | "unknown" | "expired" | "revoked"; readonly scheme: AuthScheme };

export interface AuthenticateOptions {
  readonly connector: Connector;
  readonly credentials: Credentials;
  readonly tokens: TokenBook;
  readonly now: number;
}

/** Any one of the connector's schemes lets a request in; so does a connector that names none. */
export function authenticate(request: Request, options: AuthenticateOptions): Refusal | undefined {
  const { auth } = options.connector;
  if (auth.length === 0 || auth.some(({ kind }) => kind === "none")) return undefined;
  const refusals = auth.map((scheme) => check(scheme, request, options));
  if (refusals.includes(undefined)) return undefined;
  return refusals.find((refusal) => refusal !== undefined && refusal.reason !== "missing") ?? refusals[0];
}

/** 401 with the challenge that RFC 9110, section 11.6.1 requires; for bearer tokens with the error of RFC 6750, section 3. */
export function unauthorized({ reason, scheme }: Refusal, realm: string): Answer {
  const details = {
    missing: "The request carries no credentials.",
    unknown: "The credentials are not known here.",
    expired: "The access token has expired.",
    revoked: "Access was withdrawn.",
  } as const;
  return problem(401, details[reason], { "www-authenticate": challenge(scheme, reason, realm) });
}

function challenge(scheme: AuthScheme, reason: Refusal["reason"], realm: string): string {
  const where = `realm="${realm.replaceAll(/["\\]/g, "")}"`;
  switch (scheme.kind) {
    case "bearer":
    case "oauth2":
      if (reason === "missing") return `Bearer ${where}`;
      return `Bearer ${where}, error="invalid_token", error_description="The access token is ${reason}"`;
    case "basic":
      return `Basic ${where}, charset="UTF-8"`;
    case "apiKey":
    case "none":
      return `ApiKey ${where}`;
  }
}

function check(scheme: AuthScheme, request: Request, options: AuthenticateOptions): Refusal | undefined {
  const { credentials } = options;
  switch (scheme.kind) {
    case "none":
      return undefined;
    case "apiKey":
      return compare(scheme, apiKeyOf(request, scheme), credentials.apiKey);
    case "basic":
      return compare(
        scheme,
        authorization(request, "basic"),
        base64(`${credentials.username}:${credentials.password}`),
      );
    case "bearer": {
      const token = authorization(request, "bearer");
      return token === credentials.bearer ? undefined : checkToken(scheme, token, options);
    }
    case "oauth2":
      return checkToken(scheme, authorization(request, "bearer"), options);
  }
}

function checkToken(
  scheme: AuthScheme,
  token: string | undefined,
  { tokens, now }: AuthenticateOptions,
): Refusal | undefined {
  if (token === undefined) return { reason: "missing", scheme };
  const state = tokens.stateOf(token, now);
  return state === "valid" ? undefined : { reason: state, scheme };
}

function compare(scheme: AuthScheme, sent: string | undefined, right: string): Refusal | undefined {
  if (sent === right) return undefined;
  return { reason: sent === undefined ? "missing" : "unknown", scheme };
}

function apiKeyOf(request: Request, scheme: Extract<AuthScheme, { kind: "apiKey" }>): string | undefined {
  switch (scheme.in) {
    case "header":
      return request.headers.get(scheme.name)?.replace(/^(Bearer|Token|ApiKey) /i, "") ?? undefined;
    case "query":
      return new URL(request.url).searchParams.get(scheme.name) ?? undefined;
    case "cookie":
      return cookies(request.headers.get("cookie") ?? "").get(scheme.name);
  }
}

/** The credentials of an Authorization header of this scheme (RFC 9110, section 11.4). */
export function authorization(request: Request, scheme: "basic" | "bearer"): string | undefined {
  const [name, ...rest] = (request.headers.get("authorization") ?? "").split(" ");
  return name?.toLowerCase() === scheme && rest.length > 0 ? rest.join(" ").trim() : undefined;
}

const cookies = (header: string): ReadonlyMap<string, string> =>
  new Map(header.split(/; */).map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));

/** Base64 over UTF-8 bytes, as RFC 7617 asks. */
export const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
