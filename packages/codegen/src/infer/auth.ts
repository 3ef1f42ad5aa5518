import type { AuthScheme, JsonObject } from "@waybill/sync/connector";
import { arrayAt, isObject, objectAt, textAt } from "../load/json-value.ts";
import { answer, type Answer } from "./answer.ts";
import type { Model } from "./operation.ts";

/** A declared scheme, with the OAuth grant it uses (RFC 6749), which the connector leaves to the credential. */
export interface DeclaredScheme {
  readonly scheme: AuthScheme;
  readonly flow: string | undefined;
}

/** The ways to authenticate that the document declares, those its root requires first. */
export function inferAuth(model: Model): Answer<readonly DeclaredScheme[]> {
  const declared = Object.entries(objectAt(objectAt(model.document, "components"), "securitySchemes"));
  const preferred = arrayAt(model.document, "security").flatMap((each) => (isObject(each) ? Object.keys(each) : []));
  const rank = (name: string): number => (preferred.includes(name) ? preferred.indexOf(name) : preferred.length);
  const schemes = declared
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .flatMap(([, written]) => schemesOf(model.references.resolve(written)));
  if (schemes.length === 0) return answer([], 0.5, "the document declares no security scheme");
  return answer(distinct(schemes), 0.95, [`components/securitySchemes: ${declared.map(([name]) => name).join(", ")}`]);
}

function schemesOf(written: JsonObject | undefined): readonly DeclaredScheme[] {
  const type = textAt(written, "type");
  if (type === "apiKey") return apiKeyOf(written);
  if (type === "http") return httpOf(textAt(written, "scheme") ?? "");
  if (type === "openIdConnect") return [{ scheme: { kind: "bearer" }, flow: undefined }];
  if (type !== "oauth2") return [];
  const flows = Object.entries(objectAt(written, "flows"));
  return flows.map(([flow, about]) => ({ scheme: oauthOf(isObject(about) ? about : {}), flow }));
}

function apiKeyOf(written: JsonObject | undefined): readonly DeclaredScheme[] {
  const place = textAt(written, "in");
  const name = textAt(written, "name");
  if (name === undefined || name === "" || (place !== "header" && place !== "query" && place !== "cookie")) return [];
  return [{ scheme: { kind: "apiKey", in: place, name }, flow: undefined }];
}

function httpOf(scheme: string): readonly DeclaredScheme[] {
  const kind = scheme.toLowerCase();
  return kind === "basic" || kind === "bearer" ? [{ scheme: { kind }, flow: undefined }] : [];
}

function oauthOf(flow: JsonObject): AuthScheme {
  return {
    kind: "oauth2",
    // Documents leave an address empty that they do not have.
    tokenUrl: textAt(flow, "tokenUrl") || undefined,
    authorizationUrl: textAt(flow, "authorizationUrl") || undefined,
    refreshUrl: textAt(flow, "refreshUrl") || undefined,
    scopes: Object.keys(objectAt(flow, "scopes")).filter((scope) => scope !== ""),
  };
}

function distinct(schemes: readonly DeclaredScheme[]): readonly DeclaredScheme[] {
  const seen = new Set<string>();
  return schemes.filter((each) => {
    const key = JSON.stringify([each.scheme, each.flow]);
    return !seen.has(key) && seen.add(key);
  });
}
