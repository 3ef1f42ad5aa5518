import type { Json } from "@waybill/sync/connector";
import { isObject } from "../document/pointer.ts";
import { html, type Answer } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { consentPage, errorPage } from "./consent-page.ts";
import type { Credentials } from "./credentials.ts";
import type { TokenBook } from "./token-book.ts";

export interface AuthorizeOptions {
  readonly credentials: Credentials;
  readonly tokens: TokenBook;
  /** Name of the vendor. */
  readonly title: string;
  /** Name of the product that asks. */
  readonly clientName: string;
  /** What each scope permits, in the document's words. */
  readonly scopeTexts: ReadonlyMap<string, string>;
  /** Told when a customer gives consent. */
  readonly onConsent: () => void;
}

const carried = [
  "response_type",
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
] as const;
type Fields = Readonly<Partial<Record<(typeof carried)[number] | "decision", string>>>;

/** The authorization endpoint: GET shows the consent page, its form POSTs the decision, the answer goes back to the client's redirect URI. */
export function authorizeEndpoint(exchange: Exchange, options: AuthorizeOptions): Answer {
  const { credentials, tokens, onConsent } = options;
  const fields = exchange.method === "POST" ? fieldsOf(exchange.body) : Object.fromEntries(exchange.url.searchParams);
  const target = redirectTarget(fields, credentials);
  if (typeof target === "string") return html(400, errorPage(target), pageHeaders);
  const wrong = mistake(fields);
  if (wrong !== undefined) return back(target, { error: wrong.error, error_description: wrong.description }, fields);
  const scope = fields.scope ?? credentials.scopes.join(" ");
  if (exchange.method !== "POST")
    return html(200, page(fields, { ...options, scope, target, action: exchange.url.pathname }), pageHeaders);
  if (fields.decision !== "allow")
    return back(target, { error: "access_denied", error_description: "The customer did not allow access." }, fields);
  onConsent();
  const request = {
    clientId: credentials.clientId,
    redirectUri: fields.redirect_uri ?? "",
    challenge: fields.code_challenge,
    scope,
  };
  return back(target, { code: tokens.code(request, exchange.now) }, fields);
}

/** Where to send the customer back to. A request that names no known client or no usable address goes nowhere (RFC 6749, section 4.1.2.1). */
function redirectTarget(fields: Fields, { clientId }: Credentials): URL | string {
  if (fields.client_id !== clientId) return "The client is not known here.";
  try {
    const target = new URL(fields.redirect_uri ?? "");
    return /^https?:$/.test(target.protocol) ? target : "The redirect address is not a web address.";
  } catch {
    return "The redirect address is missing or is not a URL.";
  }
}

/** Public clients prove themselves by PKCE; `plain` is no proof. */
function mistake(fields: Fields): { error: string; description: string } | undefined {
  if (fields.response_type !== "code")
    return { error: "unsupported_response_type", description: "response_type is code" };
  if (fields.code_challenge === undefined)
    return { error: "invalid_request", description: "code_challenge is missing" };
  if (fields.code_challenge_method !== "S256")
    return { error: "invalid_request", description: "code_challenge_method is S256" };
  return undefined;
}

function back(target: URL, result: Readonly<Record<string, string>>, { state }: Fields): Answer {
  const location = new URL(target);
  for (const [name, value] of Object.entries({ ...result, ...(state === undefined ? {} : { state }) }))
    location.searchParams.set(name, value);
  return { status: 303, headers: { location: location.href, "cache-control": "no-store" }, body: undefined };
}

function page(fields: Fields, options: AuthorizeOptions & { scope: string; target: URL; action: string }): string {
  const { title, clientName, scope, scopeTexts, target, action } = options;
  const hidden = carried.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]] as const]));
  return consentPage({
    vendor: title,
    product: clientName,
    returnsTo: target.host,
    scopes: scope
      .split(" ")
      .filter((each) => each !== "")
      .map((name) => ({ name, text: scopeTexts.get(name) ?? "" })),
    action,
    fields: Object.fromEntries(hidden),
  });
}

const pageHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
};

function fieldsOf(body: Json | undefined): Fields {
  const members = isObject(body) ? Object.entries(body) : [];
  return Object.fromEntries(members.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}
