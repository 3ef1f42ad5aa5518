import type { AuthScheme } from "@waybill/sync/connector";
import { problem, type Answer } from "../http/answer.ts";
import type { Credentials } from "./credentials.ts";
import { requirementsOf, type Demand, type Requirement, type RequirementOptions } from "./requirements.ts";
import type { TokenBook } from "./token-book.ts";
import type { PlainRequest } from "../http/plain.ts";

/** What stands in the way of a request. `scope`: its credentials are good, and not for this. */
export interface Refusal {
  readonly reason: "missing" | "unknown" | "expired" | "revoked" | "scope";
  readonly scheme: AuthScheme;
  /** Scopes that are needed and missing. */
  readonly scopes?: readonly string[] | undefined;
}

export interface AuthenticateOptions extends RequirementOptions {
  readonly credentials: Credentials;
  readonly tokens: TokenBook;
  readonly now: number;
  /** `METHOD /path` as the document writes it; undefined for what it does not have. */
  readonly operation: string | undefined;
}

/** Any one of the operation's requirements lets a request in, when it meets all that this one demands. Undefined when it may pass. */
export function authenticate(request: PlainRequest, options: AuthenticateOptions): Refusal | undefined {
  const requirements = requirementsOf(options.operation, options);
  if (requirements.length === 0) return undefined;
  const refusals = requirements.map((demands) => refusalOf(demands, request, options));
  if (refusals.includes(undefined)) return undefined;
  const told = refusals.filter((refusal) => refusal !== undefined);
  return told.find(({ reason }) => reason === "scope") ?? told.find(({ reason }) => reason !== "missing") ?? told[0];
}

function refusalOf(demands: Requirement, request: PlainRequest, options: AuthenticateOptions): Refusal | undefined {
  const refused = demands.map((demand) => check(demand.scheme, request, options)).find((each) => each !== undefined);
  if (refused !== undefined) return refused;
  const lacking = demands.map((demand) => lackOf(demand, request, options)).find((each) => each !== undefined);
  return lacking;
}

/** Scopes belong to tokens that were issued; fixed credentials may do everything. */
function lackOf(
  { scheme, scopes }: Demand,
  request: PlainRequest,
  { tokens }: AuthenticateOptions,
): Refusal | undefined {
  const token = scheme.kind === "oauth2" ? authorization(request, "bearer") : undefined;
  if (token === undefined) return undefined;
  const held = tokens.scopesOf(token);
  const missing = scopes.filter((scope) => !held.includes(scope));
  return missing.length === 0 ? undefined : { reason: "scope", scheme, scopes: missing };
}

/** 401 with the challenge that RFC 9110, section 11.6.1 requires, 403 for a missing scope; for bearer tokens with the errors of RFC 6750, section 3. */
export function unauthorized({ reason, scheme, scopes = [] }: Refusal, realm: string): Answer {
  const details = {
    missing: "The request carries no credentials.",
    unknown: "The credentials are not known here.",
    expired: "The access token has expired.",
    revoked: "Access was withdrawn.",
    scope: `The access token lacks the scope ${scopes.join(" ")}.`,
  } as const;
  const challenged = { "www-authenticate": challenge({ scheme, reason, scopes }, realm) };
  return problem(reason === "scope" ? 403 : 401, details[reason], challenged);
}

function challenge({ scheme, reason, scopes = [] }: Refusal, realm: string): string {
  const where = `realm="${realm.replaceAll(/["\\]/g, "")}"`;
  switch (scheme.kind) {
    case "bearer":
    case "oauth2":
      if (reason === "missing") return `Bearer ${where}`;
      if (reason === "scope") return `Bearer ${where}, error="insufficient_scope", scope="${scopes.join(" ")}"`;
      return `Bearer ${where}, error="invalid_token", error_description="The access token is ${reason}"`;
    case "basic":
      return `Basic ${where}, charset="UTF-8"`;
    case "apiKey":
    case "none":
      return `ApiKey ${where}`;
  }
}

function check(scheme: AuthScheme, request: PlainRequest, options: AuthenticateOptions): Refusal | undefined {
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

function apiKeyOf(request: PlainRequest, scheme: Extract<AuthScheme, { kind: "apiKey" }>): string | undefined {
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
export function authorization(request: PlainRequest, scheme: "basic" | "bearer"): string | undefined {
  const [name, ...rest] = (request.headers.get("authorization") ?? "").split(" ");
  return name?.toLowerCase() === scheme && rest.length > 0 ? rest.join(" ").trim() : undefined;
}

const cookies = (header: string): ReadonlyMap<string, string> =>
  new Map(header.split(/; */).map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));

/** Base64 over UTF-8 bytes, as RFC 7617 asks. */
export const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
