import type { AuthScheme, StreamContract } from "@waybill/sync/connector";

/** Without it a token is not renewed, whatever else was granted (OpenID Connect Core 1.0, section 11). */
const isRenewal = (scope: string): boolean => scope === "offline_access";

/**
 * The ways to authenticate, each asking for what some streams need and no more: what a customer grants should be what is used. Where the streams name no
 * scope, nobody can tell which of those that are declared are needed, and all of them stay.
 */
export function askedScopes(
  declared: readonly AuthScheme[],
  streams: readonly StreamContract[],
): readonly AuthScheme[] {
  const needed = new Set(streams.flatMap(({ scopes = [], operationScopes = [] }) => [...scopes, ...operationScopes]));
  if (needed.size === 0) return declared;
  const known = new Set(declared.flatMap((scheme) => (scheme.kind === "oauth2" ? scheme.scopes : [])));
  const added = [...needed].filter((scope) => !known.has(scope));
  return declared.map((scheme) => {
    if (scheme.kind !== "oauth2") return scheme;
    const asked = [...scheme.scopes.filter((scope) => needed.has(scope)), ...added];
    return asked.length === 0 ? scheme : { ...scheme, scopes: [...asked, ...scheme.scopes.filter(isRenewal)] };
  });
}
