import type { Json } from "@waybill/sync/connector";
import { isObject } from "../document/pointer.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { authorization } from "./authenticate.ts";
import type { Credentials } from "./credentials.ts";
import type { IssuedTokens, TokenBook } from "./token-book.ts";
import type { PlainRequest } from "../http/plain.ts";

export interface TokenEndpointOptions {
  readonly credentials: Credentials;
  readonly tokens: TokenBook;
}

interface Client {
  readonly id: string;
  /** Did it prove itself with its secret? Public clients prove themselves with PKCE or a refresh token. */
  readonly confidential: boolean;
}

/** The OAuth 2 token endpoint (RFC 6749): authorization code with PKCE (RFC 7636, S256), refresh with rotation, client credentials. */
export async function tokenEndpoint(exchange: Exchange, options: TokenEndpointOptions): Promise<Answer> {
  const form = fieldsOf(exchange.body);
  const client = clientOf(exchange.request, form, options.credentials);
  if (client === undefined) return unknownClient();
  switch (form["grant_type"]) {
    case "authorization_code":
      return answer(await redeem(form, client, { exchange, ...options }), exchange.now);
    case "refresh_token":
      return refreshed(form, exchange.now, options);
    case "client_credentials":
      if (!client.confidential) return refuse(401, "invalid_client", "this grant needs the client's secret");
      return granted(form["scope"] ?? options.credentials.scopes.join(" "), exchange.now, options);
    case undefined:
      return refuse(400, "invalid_request", "grant_type is missing");
    default:
      return refuse(
        400,
        "unsupported_grant_type",
        "authorization_code, refresh_token and client_credentials are supported",
      );
  }
}

/** RFC 6749, section 6: fewer scopes may be asked for, never more. */
function refreshed(form: Readonly<Record<string, string>>, now: number, { tokens }: TokenEndpointOptions): Answer {
  const token = form["refresh_token"] ?? "";
  const held = new Set(tokens.scopesOf(token));
  const asked = form["scope"]?.split(" ").filter((scope) => scope !== "") ?? [];
  if (held.size > 0 && asked.some((scope) => !held.has(scope)))
    return refuse(400, "invalid_scope", "the grant does not cover these scopes");
  return answer(tokens.refresh(token, now, asked.length === 0 ? undefined : asked.join(" ")), now);
}

function granted(scope: string, now: number, { tokens, credentials }: TokenEndpointOptions): Answer {
  const unknown = scope.split(" ").filter((each) => each !== "" && !credentials.knownScopes.includes(each));
  if (unknown.length > 0) return refuse(400, "invalid_scope", `the vendor has no scope ${unknown.join(", ")}`);
  return answer(tokens.grant(scope, now), now);
}

async function redeem(
  form: Readonly<Record<string, string>>,
  client: Client,
  { exchange, tokens }: TokenEndpointOptions & { exchange: Exchange },
): Promise<IssuedTokens | string> {
  const verifier = form["code_verifier"];
  const challenge = verifier === undefined ? undefined : await s256(verifier);
  return tokens.redeem(
    form["code"] ?? "",
    { clientId: client.id, redirectUri: form["redirect_uri"] ?? "", challenge },
    exchange.now,
  );
}

/** RFC 7636, section 4.2. */
export async function s256(verifier: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)));
  return btoa(String.fromCharCode(...digest))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function clientOf(
  request: PlainRequest,
  form: Readonly<Record<string, string>>,
  { clientId, clientSecret }: Credentials,
): Client | undefined {
  const [id, secret] = basicClient(request) ?? [form["client_id"], form["client_secret"]];
  if (id !== clientId || (secret !== undefined && secret !== clientSecret)) return undefined;
  return { id, confidential: secret !== undefined };
}

/** Client id and secret are form-encoded inside Basic (RFC 6749, section 2.3.1). */
function basicClient(request: PlainRequest): readonly [string, string] | undefined {
  const sent = authorization(request, "basic");
  if (sent === undefined) return undefined;
  try {
    const [id = "", secret = ""] = atob(sent)
      .split(":")
      .map((part) => decodeURIComponent(part.replaceAll("+", " ")));
    return [id, secret];
  } catch {
    return ["", ""];
  }
}

function answer(issued: IssuedTokens | string, now: number): Answer {
  if (typeof issued === "string") return refuse(400, "invalid_grant", issued);
  const { accessToken, refreshToken, expiresAt, scope } = issued;
  const body = {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: Math.floor((expiresAt - now) / 1000),
    refresh_token: refreshToken,
    scope,
  };
  return json(200, body, { "cache-control": "no-store" });
}

export const unknownClient = (): Answer =>
  refuse(401, "invalid_client", "the client is not known, or its secret is wrong", {
    "www-authenticate": 'Basic realm="token"',
  });

export const refuse = (
  status: number,
  error: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => json(status, { error, error_description: description }, { "cache-control": "no-store", ...headers });

export function fieldsOf(body: Json | undefined): Readonly<Record<string, string>> {
  const members = isObject(body) ? Object.entries(body) : [];
  return Object.fromEntries(members.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}
