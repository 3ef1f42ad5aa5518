import { FailureError, failure, isFailureError } from "../../failure.ts";
import type { Failure } from "../../failure.ts";
import type { Lock, StoredTokens, TokenStore } from "../../stores.ts";
import type { EndpointContext } from "./token-endpoint.ts";

/** When tokens are renewed. */
export interface RenewalOptions {
  /** Milliseconds before expiry from which a renewal runs in the background while the old token still serves. Default 120,000. */
  readonly softMs: number;
  /** Milliseconds before expiry from which a request waits for the renewal. Default 30,000. */
  readonly hardMs: number;
  /** Milliseconds after a failed background renewal before the next one. Default 5,000. */
  readonly backgroundPauseMs: number;
}

/** Frozen defaults of {@link RenewalOptions}. */
export const renewalDefaults: Readonly<RenewalOptions> = Object.freeze({
  softMs: 120_000,
  hardMs: 30_000,
  backgroundPauseMs: 5_000,
});

/** What a {@link TokenKeeper} is made of. */
export interface KeeperParts {
  readonly key: string;
  readonly tokens: TokenStore;
  readonly lock: Lock;
  readonly renewal: RenewalOptions;
  /** Gets new tokens for old ones, or the first ones; undefined when there is nothing to ask with. */
  readonly request: (old: StoredTokens | undefined, context: EndpointContext) => Promise<StoredTokens> | undefined;
}

/** A grant that is over: everybody who asks gets the same failure, and nobody asks the vendor again until other tokens are stored. */
interface Ended {
  readonly tokens: StoredTokens | undefined;
  readonly failure: Failure;
}

/** Owns the tokens of one connection in this process: one renewal at a time, stored before it is used. */
export class TokenKeeper {
  readonly #parts: KeeperParts;
  #current: StoredTokens | undefined;
  /** Renewed but not stored yet, because the store failed. */
  #unsaved: StoredTokens | undefined;
  #renewal: Promise<void> | undefined;
  #background = false;
  #backgroundFrom = 0;
  #ended: Ended | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Epoch milliseconds at which the current access token expires, when the vendor said. */
  get expiresAt(): number | undefined {
    return this.#current?.expiresAt;
  }

  /** Tokens that are good for a request now. */
  async usable(context: EndpointContext): Promise<StoredTokens> {
    await this.#revive();
    // A renewal that a refusal or an expiry has started is about a token known to be bad; one in the background is not.
    if (this.#renewal && !this.#background) await this.#renewal;
    this.#current ??= await this.#parts.tokens.load(this.#parts.key);
    const { softMs, hardMs } = this.#parts.renewal;
    const left = (this.#current?.expiresAt ?? Infinity) - context.clock.now();
    if (this.#current === undefined || left <= hardMs) await this.#renew(this.#current?.accessToken, context);
    else if (left <= softMs) this.#renewInBackground(this.#current.accessToken, context);
    if (this.#current === undefined) throw new FailureError(notConnected());
    return this.#current;
  }

  /** The vendor refused this access token. Renews it unless somebody has done so since. */
  async refused(accessToken: string, context: EndpointContext): Promise<void> {
    await this.#revive();
    if (this.#current !== undefined && this.#current.accessToken !== accessToken) return;
    await this.#renew(accessToken, context);
  }

  #renew(stale: string | undefined, context: EndpointContext): Promise<void> {
    this.#background = false;
    this.#renewal ??= this.#locked(stale, context).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  #renewInBackground(stale: string, context: EndpointContext): void {
    if (this.#renewal || context.clock.monotonic() < this.#backgroundFrom) return;
    const renewal = this.#renew(stale, context);
    this.#background = true;
    renewal.catch(() => {
      // The old token still serves; whoever needs a new one will wait for it and see why there is none.
      this.#backgroundFrom = context.clock.monotonic() + this.#parts.renewal.backgroundPauseMs;
    });
  }

  #locked(stale: string | undefined, context: EndpointContext): Promise<void> {
    return this.#parts.lock.hold(`waybill:oauth2:${this.#parts.key}`, () => this.#exchange(stale, context));
  }

  /** Under the lock: a sibling may have renewed while we waited for it. */
  async #exchange(stale: string | undefined, context: EndpointContext): Promise<void> {
    const { tokens, key, request } = this.#parts;
    if (this.#unsaved) return this.#keep(this.#unsaved);
    const old = await tokens.load(key);
    if (old !== undefined && old.accessToken !== stale && !this.#isExpired(old, context)) return this.#adopt(old);
    const asked = request(old, context);
    if (asked === undefined) return this.#end(old, notConnected());
    try {
      await this.#keep({ ...carriedOver(old), ...(await asked) });
    } catch (error) {
      if (!isFailureError(error) || error.code !== "unauthorized") throw error;
      const newer = await tokens.load(key);
      if (newer !== undefined && newer.accessToken !== old?.accessToken) return this.#adopt(newer);
      this.#end(old, error.failure);
    }
  }

  #isExpired({ expiresAt = Infinity }: StoredTokens, { clock }: EndpointContext): boolean {
    return expiresAt - clock.now() <= this.#parts.renewal.hardMs;
  }

  /** Stored before use: a rotated refresh token that is lost logs the customer out. */
  async #keep(next: StoredTokens): Promise<void> {
    this.#unsaved = next;
    try {
      await this.#parts.tokens.save(this.#parts.key, next);
    } catch (error) {
      const message =
        "The renewed tokens could not be stored; they are kept in memory and stored before their first use.";
      throw new FailureError(failure("storage", { message, cause: error }), { cause: error });
    }
    this.#unsaved = undefined;
    this.#adopt(next);
  }

  #adopt(tokens: StoredTokens): void {
    this.#current = tokens;
    this.#ended = undefined;
  }

  #end(tokens: StoredTokens | undefined, reason: Failure): never {
    this.#ended = { tokens, failure: reason };
    this.#current = undefined;
    throw new FailureError(reason);
  }

  /** After the end of a grant the store is asked, not the vendor: only a new connection helps. */
  async #revive(): Promise<void> {
    const ended = this.#ended;
    if (ended === undefined) return;
    const stored = await this.#parts.tokens.load(this.#parts.key);
    // Another call went on, or came to another end, while this one read: what it has found is newer.
    if (this.#ended !== ended) return this.#revive();
    if (stored === undefined || stored.accessToken === ended.tokens?.accessToken) throw new FailureError(ended.failure);
    this.#adopt(stored);
  }
}

/** What stays as it was when the answer does not say otherwise (RFC 6749 section 6). */
function carriedOver(old: StoredTokens | undefined): Partial<StoredTokens> {
  const { refreshToken, scope } = old ?? {};
  return { ...(refreshToken === undefined ? {} : { refreshToken }), ...(scope === undefined ? {} : { scope }) };
}

function notConnected(): Failure {
  return failure("unauthorized", {
    message: "There is no token that could be renewed; the account has to be connected.",
  });
}
