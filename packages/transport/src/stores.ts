/** Seams that later stores and servers fill. Each says what an implementation must guarantee. */

/** An OAuth 2 grant as it is kept. */
export interface StoredTokens {
  readonly format: 1;
  readonly accessToken: string;
  readonly tokenType: string;
  readonly refreshToken?: string | undefined;
  /** Epoch milliseconds; absent when the vendor did not say. */
  readonly expiresAt?: number | undefined;
  /** How long the vendor said that this access token lives, in milliseconds: how early it is renewed depends on it. Absent when it did not say. */
  readonly lifetimeMs?: number | undefined;
  readonly scope?: string | undefined;
}

/**
 * Keeps tokens. Guarantees: `save` resolves only once the tokens are durable (a rotated refresh token that is used before it is stored can log a
 * customer out); `load` sees the last completed `save` from every tab or process that shares the store.
 */
export interface TokenStore {
  load(key: string): Promise<StoredTokens | undefined>;
  save(key: string, tokens: StoredTokens): Promise<void>;
  remove(key: string): Promise<void>;
  /** What a renewal begins with. Default: `load`, and whatever was removed while the vendor was asked is saved anew. */
  readonly claim?: (key: string) => Promise<TokenClaim>;
}

/** Tokens that are to be replaced by those for which the vendor is asked meanwhile. */
export interface TokenClaim {
  readonly stored: StoredTokens | undefined;
  /** Saves as `save` does; `false`, and nothing saved, where the tokens of the key were removed since. */
  readonly replace: (tokens: StoredTokens) => Promise<boolean>;
}

/** Shared knowledge of one bucket of a vendor's rate limit. */
export interface LimitState {
  /** Calls still permitted in the window. */
  readonly remaining: number;
  /** Epoch milliseconds at which the window renews. */
  readonly resetAt: number;
  /** Calls permitted in a whole window, when known. */
  readonly limit?: number | undefined;
  /** The window has begun by the clock, and no answer has told of it yet. Without a limit, `remaining` counts below zero what has been taken. */
  readonly untold?: true | undefined;
  /** Epoch milliseconds at which the request left whose answer tells this. Default unknown: the answer may be older than what is known. */
  readonly askedAt?: number | undefined;
  /** Epoch milliseconds at which the answer came that tells this. */
  readonly toldAt?: number | undefined;
  /** Epoch milliseconds from which the window is known: it began, or a pause within it ends. Nothing may be taken before. Default 0. */
  readonly since?: number | undefined;
  /** Epoch milliseconds from which the window may have renewed: answers travel, and name whole seconds. Default: not before `resetAt`. */
  readonly mayRenewAt?: number | undefined;
  /** What has been taken since then, and may count in the window after this one; of an untold one, what is gone from it for that reason. Default 0. */
  readonly ahead?: number | undefined;
}

/**
 * Shares rate-limit state between processes. Guarantee: `take` is atomic; it subtracts `cost` only if that much remains, and nothing once its signal has
 * aborted.
 */
export interface LimitStore {
  /** What was kept last, for reports; undefined before anything was. */
  read(bucket: string): Promise<LimitState | undefined>;
  learn(bucket: string, state: LimitState): Promise<void>;
  take(
    bucket: string,
    cost: number,
    signal?: AbortSignal,
  ): Promise<{ readonly granted: boolean; readonly retryAt?: number | undefined }>;
}

/** One stored answer. */
export interface CachedResponse {
  readonly format: 1;
  readonly url: string;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer>;
  /** Request headers that the answer depends on (`Vary`), with their values. */
  readonly varying?: readonly (readonly [string, string])[] | undefined;
  /** Epoch milliseconds at which the vendor gave it, or last confirmed it. */
  readonly storedAt: number;
}

/**
 * Keeps answers. A key names an address and whose answers these are, never a token; under it stand the variants of the answer, one for each set of
 * varying headers. May forget at any time. A store that fails, hangs or gives back something else costs a request, never a call.
 */
export interface CacheStore {
  get(key: string): Promise<readonly CachedResponse[] | undefined>;
  set(key: string, variants: readonly CachedResponse[]): Promise<void>;
  delete(key: string): Promise<void>;
}

/**
 * Mutual exclusion by name. Guarantees: at most one holder of a name at a time among all who share the lock; released when `run` settles, also by
 * a throw; a wait ends with the signal's reason when it aborts.
 */
export interface Lock {
  hold<T>(name: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}
