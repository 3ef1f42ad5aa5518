import type { AuthScheme, JsonObject } from "@waybill/sync/connector";
import { arrayAt, isObject, objectAt, textAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import type { Model } from "../document/operation.ts";

/** A declared scheme, with the OAuth grant it uses (RFC 6749), which the connector leaves to the credential. */
export interface DeclaredScheme {
  /** What the document calls it: several names where it declares the same more than once. */
  readonly names: readonly string[];
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
    .flatMap(([name, written]) =>
      schemesOf(model.references.resolve(written)).map((each) => ({ ...each, names: [name] })),
    );
  if (schemes.length === 0) return answer([], 0.5, "no security scheme is declared");
  return answer(distinct(schemes), 0.95, [`components/securitySchemes: ${declared.map(([name]) => name).join(", ")}`]);
}

type Scheme = Omit<DeclaredScheme, "names">;

function schemesOf(written: JsonObject | undefined): readonly Scheme[] {
  const type = textAt(written, "type");
  if (type === "apiKey") return apiKeyOf(written);
  if (type === "http") return httpOf(textAt(written, "scheme") ?? "");
  if (type === "openIdConnect") return [{ scheme: { kind: "bearer" }, flow: undefined }];
  if (type !== "oauth2") return [];
  const flows = Object.entries(objectAt(written, "flows"));
  return flows.map(([flow, about]) => ({ scheme: oauthOf(isObject(about) ? about : {}), flow }));
}

function apiKeyOf(written: JsonObject | undefined): readonly Scheme[] {
  const place = textAt(written, "in");
  const name = textAt(written, "name");
  if (name === undefined || name === "" || (place !== "header" && place !== "query" && place !== "cookie")) return [];
  return [{ scheme: { kind: "apiKey", in: place, name }, flow: undefined }];
}

function httpOf(scheme: string): readonly Scheme[] {
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
  const seen = new Map<string, DeclaredScheme>();
  for (const { scheme, flow, names } of schemes) {
    const key = JSON.stringify([scheme, flow]);
    seen.set(key, { scheme, flow, names: [...(seen.get(key)?.names ?? []), ...names] });
  }
  return [...seen.values()];
}
