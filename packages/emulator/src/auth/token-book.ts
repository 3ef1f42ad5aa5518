import { hash } from "../random.ts";

/** An OAuth 2 grant as clients keep it; the shape that token stores take. */
export interface IssuedTokens {
  readonly format: 1;
  readonly accessToken: string;
  readonly tokenType: "Bearer";
  readonly refreshToken: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly scope: string;
}

/** What a bearer token is worth. */
export type TokenState = "valid" | "expired" | "revoked" | "unknown";

interface Family {
  readonly id: number;
  readonly scope: string;
  revoked: boolean;
}

interface AccessToken {
  readonly family: Family;
  readonly scope: string;
  expiresAt: number;
  revoked: boolean;
}

interface AuthorizationCode {
  readonly family: Family;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly expiresAt: number;
  used: boolean;
}

const codeTtlMs = 60_000;

/** Every code and token the vendor gave out. A family is what one consent started: reuse of a spent token voids all of it (RFC 9700, section 4.14.2). */
export class TokenBook {
  readonly #seed: number;
  readonly #ttlMs: number;
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, { readonly family: Family; used: boolean }>();
  readonly #codes = new Map<string, AuthorizationCode>();
  readonly #families: Family[] = [];
  #count = 0;

  constructor({ seed, ttlMs }: { seed: number; ttlMs: number }) {
    this.#seed = seed;
    this.#ttlMs = ttlMs;
  }

  /** Tokens of a new grant. */
  grant(scope: string, now: number): IssuedTokens {
    return this.#issue(this.#family(scope), now);
  }

  /** A single-use authorization code, good for a minute. */
  code(
    request: { clientId: string; redirectUri: string; challenge?: string | undefined; scope: string },
    now: number,
  ): string {
    const code = this.#secret("code");
    const { clientId, redirectUri, challenge, scope } = request;
    this.#codes.set(code, {
      family: this.#family(scope),
      clientId,
      redirectUri,
      challenge,
      expiresAt: now + codeTtlMs,
      used: false,
    });
    return code;
  }

  /** Trades a code for tokens; a reason when it cannot be. Trading it twice voids what the first trade gave (RFC 6749, section 4.1.2). */
  redeem(
    code: string,
    check: { clientId: string; redirectUri: string; challenge: string | undefined },
    now: number,
  ): IssuedTokens | string {
    const found = this.#codes.get(code);
    if (found === undefined) return "the authorization code is not known";
    if (found.used) {
      found.family.revoked = true;
      return "the authorization code was used before";
    }
    if (found.expiresAt <= now) return "the authorization code has expired";
    if (found.clientId !== check.clientId || found.redirectUri !== check.redirectUri)
      return "the authorization code belongs to another request";
    if (found.challenge !== undefined && found.challenge !== check.challenge)
      return "the code verifier does not match the challenge";
    found.used = true;
    return this.#issue(found.family, now);
  }

  /** Trades a refresh token for new tokens. The old one is spent; using it again voids the family. */
  refresh(token: string, now: number, scope?: string): IssuedTokens | string {
    const found = this.#refresh.get(token);
    if (found === undefined) return "the refresh token is not known";
    if (found.family.revoked) return "access was withdrawn";
    if (found.used) {
      found.family.revoked = true;
      return "the refresh token was used before; the grant is void";
    }
    found.used = true;
    return this.#issue(found.family, now, scope);
  }

  /** What an access token may be used for; of a refresh token, what was consented to. */
  scopesOf(token: string): readonly string[] {
    const scope = this.#access.get(token)?.scope ?? this.#refresh.get(token)?.family.scope ?? "";
    return scope.split(" ").filter((each) => each !== "");
  }

  /** Ends a grant by its refresh token, or one access token (RFC 7009, section 2.1). */
  revoke(token: string, now: number): void {
    const grant = this.#refresh.get(token);
    if (grant !== undefined) grant.family.revoked = true;
    const access = this.#access.get(token);
    if (access === undefined) return;
    access.revoked = true;
    access.expiresAt = Math.min(access.expiresAt, now);
  }

  stateOf(accessToken: string, now: number): TokenState {
    const found = this.#access.get(accessToken);
    if (found === undefined) return "unknown";
    if (found.family.revoked || found.revoked) return "revoked";
    return found.expiresAt <= now ? "expired" : "valid";
  }

  /** Ends the life of one access token, or of all. */
  expire(now: number, accessToken?: string): void {
    for (const [token, each] of this.#access)
      if (accessToken === undefined || token === accessToken) each.expiresAt = Math.min(each.expiresAt, now);
  }

  /** Voids every grant so far. */
  revokeAll(): void {
    for (const family of this.#families) family.revoked = true;
  }

  #family(scope: string): Family {
    const family = { id: this.#families.length, scope, revoked: false };
    this.#families.push(family);
    return family;
  }

  #issue(family: Family, now: number, scope = family.scope): IssuedTokens {
    const tokens: IssuedTokens = {
      format: 1,
      accessToken: this.#secret("access"),
      tokenType: "Bearer",
      refreshToken: this.#secret("refresh"),
      expiresAt: now + this.#ttlMs,
      scope,
    };
    this.#access.set(tokens.accessToken, { family, scope, expiresAt: tokens.expiresAt, revoked: false });
    this.#refresh.set(tokens.refreshToken, { family, used: false });
    return tokens;
  }

  /** Looks like a secret and repeats with the seed: these open nothing but an emulator. */
  #secret(kind: string): string {
    this.#count++;
    return secret(this.#seed, kind, this.#count);
  }
}

/** A fixed pretend secret. */
export function secret(seed: number, kind: string, n: number): string {
  const words = Array.from({ length: 5 }, (_, index) => hash(seed, kind, n, index).toString(36).padStart(7, "0"));
  return `emu_${kind}_${words.join("")}`;
}
