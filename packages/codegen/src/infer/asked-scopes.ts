import type { AuthScheme, StreamContract } from "@waybill/sync/connector";

/** Without it a token is not renewed, whatever else was granted (OpenID Connect Core 1.0, section 11). */
const isRenewal = (scope: string): boolean => scope === "offline_access";

/**
 * The ways to authenticate, each asking for what some streams need and no more: what a customer grants should be what is used. Where most streams
 * name none, nobody can tell which of those that are declared are needed, and all of them stay.
 */
export function askedScopes(
  declared: readonly AuthScheme[],
  streams: readonly StreamContract[],
): readonly AuthScheme[] {
  if (silent(streams).length * 2 >= streams.length) return declared;
  const needed = new Set(streams.flatMap(({ scopes = [], operationScopes = [] }) => [...scopes, ...operationScopes]));
  const known = new Set(declared.flatMap((scheme) => (scheme.kind === "oauth2" ? scheme.scopes : [])));
  const added = [...needed].filter((scope) => !known.has(scope));
  return declared.map((scheme) => {
    if (scheme.kind !== "oauth2") return scheme;
    const asked = [...scheme.scopes.filter((scope) => needed.has(scope)), ...added];
    return asked.length === 0 ? scheme : { ...scheme, scopes: [...asked, ...scheme.scopes.filter(isRenewal)] };
  });
}

/** Streams that may need more than is asked for: the document names no scope for their lists. */
export function silent(streams: readonly StreamContract[]): readonly StreamContract[] {
  return streams.filter(({ scopes }) => scopes === undefined);
}
