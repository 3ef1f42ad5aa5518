import type { Clock } from "../../clock.ts";
import { FailureError, failure, isFailureError } from "../../failure.ts";
import type { Failure } from "../../failure.ts";
import type { Lock, StoredTokens, TokenClaim, TokenStore } from "../../stores.ts";
import { freshness } from "./renewal-lead.ts";
import type { RenewalOptions } from "./renewal-lead.ts";
import { renewalLock } from "./renewal-lock.ts";
import type { EndpointContext } from "./endpoint.ts";

/** What a {@link TokenKeeper} is made of. */
export interface KeeperParts {
  readonly key: string;
  readonly tokens: TokenStore;
  readonly lock: Lock;
  readonly renewal: RenewalOptions;
  /** Gets new tokens for old ones, or the first ones; undefined when there is nothing to ask with. */
  readonly request: (old: StoredTokens | undefined, context: EndpointContext) => Promise<StoredTokens> | undefined;
}

/** Of a store without claims, whatever is saved is kept. */
interface Claim extends Pick<TokenClaim, "stored"> {
  readonly replace: (tokens: StoredTokens) => Promise<boolean | void>;
}

/** A grant that is over: everybody who asks gets the same failure, and nobody asks the vendor again until other tokens are stored. */
interface Ended {
  readonly tokens: StoredTokens | undefined;
  readonly failure: Failure;
}

/** Renewed but not stored yet, because the store failed. */
interface Unsaved {
  readonly next: StoredTokens;
  /** The access token that was stored before. */
  readonly previous: string | undefined;
}

/** How long a sibling that renewed without our lock may take to store what it got, before our refused grant is believed. Milliseconds. */
const siblingMs = 1_000;

/** Owns the tokens of one connection in this process: one renewal at a time, stored before it is used. */
export class TokenKeeper {
  readonly #parts: KeeperParts;
  #current: StoredTokens | undefined;
  #unsaved: Unsaved | undefined;
  #reading: Promise<void> | undefined;
  #renewal: Promise<void> | undefined;
  /** From when the vendor is asked until what it gave is stored. */
  #asked: Promise<void> | undefined;
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
    if (this.#current === undefined) await this.#read();
    // A renewal that a refusal or an expiry has started is about a token known to be bad; one in the background is not.
    if (this.#renewal && !this.#background) await this.#renewal.catch(unlessDisposed);
    const state = this.#current && freshness(this.#current, context.clock.now(), this.#parts.renewal);
    if (state === undefined || state === "spent") await this.#renew(this.#current?.accessToken, context);
    else if (state === "ageing") this.#renewInBackground(context);
    if (this.#current === undefined) throw new FailureError(notConnected());
    return this.#current;
  }

  /** The vendor refused this access token. Renews it unless somebody has done so since. */
  async refused(accessToken: string, context: EndpointContext): Promise<void> {
    await this.#revive();
    if (this.#current !== undefined && this.#current.accessToken !== accessToken) return;
    await this.#renew(accessToken, context);
  }

  /** Resolves once no renewal is on its way for which the vendor was asked, and what the store refused was offered to it once more: to why it is not stored. */
  async settled(): Promise<Failure | undefined> {
    await this.#asked?.catch(() => {});
    if (this.#unsaved === undefined) return undefined;
    try {
      await renewalLock(this.#parts, async () => this.#keepLeft(await this.#claim()));
      return undefined;
    } catch (error) {
      return failure("storage", { message: lost, cause: error, retryable: false, action: "reconnect" });
    }
  }

  /** One reading for everybody who comes before it is done, so that none is overtaken by a renewal and puts an older token in its place. */
  #read(): Promise<void> {
    const reading = async (): Promise<void> => {
      const stored = await this.#load();
      this.#current ??= stored;
    };
    this.#reading ??= reading().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  #load(): Promise<StoredTokens | undefined> {
    const { tokens, key } = this.#parts;
    return read(() => tokens.load(key));
  }

  #claim(): Promise<Claim> {
    const { tokens, key } = this.#parts;
    return read(
      async () => tokens.claim?.(key) ?? { stored: await tokens.load(key), replace: (next) => tokens.save(key, next) },
    );
  }

  #renew(stale: string | undefined, context: EndpointContext): Promise<void> {
    this.#background = false;
    const ownInstead = (error: unknown): Promise<void> => {
      unlessDisposed(error);
      return this.#renew(stale, context);
    };
    if (this.#renewal !== undefined) return this.#renewal.catch(ownInstead);
    this.#renewal = this.#locked(stale, context).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  #renewInBackground(context: EndpointContext): void {
    if (this.#renewal || context.clock.monotonic() < this.#backgroundFrom) return;
    const renewal = this.#renew(this.#current?.accessToken, context);
    this.#background = true;
    renewal.catch(() => {
      // The old token still serves; whoever needs a new one will wait for it and see why there is none.
      this.#backgroundFrom = context.clock.monotonic() + this.#parts.renewal.backgroundPauseMs;
    });
  }

  #locked(stale: string | undefined, context: EndpointContext): Promise<void> {
    return renewalLock(this.#parts, () => this.#exchange(stale, context));
  }

  /** Under the lock: a sibling may have renewed while we waited for it. */
  async #exchange(stale: string | undefined, context: EndpointContext): Promise<void> {
    const claim = await this.#claim();
    const old = claim.stored;
    if (await this.#keepLeft(claim)) return;
    if (old !== undefined && old.accessToken !== stale && !this.#isSpent(old, context)) return this.#adopt(old);
    const asked = this.#parts.request(old, context);
    if (asked === undefined) return this.#end(old, notConnected());
    this.#asked = this.#answered(asked, claim, context);
    return this.#asked;
  }

  async #answered(asked: Promise<StoredTokens>, claim: Claim, { clock }: EndpointContext): Promise<void> {
    const old = claim.stored;
    const renewed = await asked.catch((error: unknown) => this.#refusedGrant(error, old, clock));
    if (renewed !== undefined)
      await this.#keep({ next: { ...carriedOver(old), ...renewed }, previous: old?.accessToken }, claim);
  }

  /** The end of the grant, unless a sibling's tokens are adopted instead. Other errors say nothing about it. */
  async #refusedGrant(error: unknown, old: StoredTokens | undefined, clock: Clock): Promise<undefined> {
    if (!isFailureError(error) || error.code !== "unauthorized") throw error;
    const newer = await this.#renewedBySibling(old, clock);
    if (newer === undefined) return this.#end(old, error.failure);
    this.#adopt(newer);
    return undefined;
  }

  /**
   * What a sibling has stored that renewed at the same moment and does not share our lock: its refresh token won, ours was used up. It is asked for at
   * once and a little later, for the sibling may be storing it just now. An account is not called disconnected over that.
   */
  async #renewedBySibling(old: StoredTokens | undefined, clock: Clock): Promise<StoredTokens | undefined> {
    for (const pauseMs of [0, siblingMs]) {
      if (pauseMs > 0) await clock.sleep(pauseMs);
      const stored = await this.#load();
      if (stored !== undefined && stored.accessToken !== old?.accessToken) return stored;
    }
    return undefined;
  }

  #isSpent(tokens: StoredTokens, { clock }: EndpointContext): boolean {
    return freshness(tokens, clock.now(), this.#parts.renewal) === "spent";
  }

  /** What could not be stored goes first, unless the account has been connected anew meanwhile. Whether there was any. */
  async #keepLeft(claim: Claim): Promise<boolean> {
    const left = this.#unsaved;
    this.#unsaved = undefined;
    if (left === undefined || left.previous !== claim.stored?.accessToken) return false;
    await this.#keep(left, claim);
    return true;
  }

  /** Stored before use: a rotated refresh token that is lost logs the customer out. */
  async #keep(renewed: Unsaved, { replace }: Claim): Promise<void> {
    this.#unsaved = renewed;
    let isSaved: boolean | void;
    try {
      isSaved = await replace(renewed.next);
    } catch (error) {
      const message =
        "The renewed tokens could not be stored; they are kept in memory and stored before their first use.";
      throw ofStore(message, error);
    }
    this.#unsaved = undefined;
    if (isSaved !== false) return this.#adopt(renewed.next);
    this.#current = await this.#load();
    if (this.#current === undefined)
      throw ofStore("The tokens were removed while they were renewed; nothing was sent.");
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
    const stored = await this.#load();
    // Another call went on, or came to another end, while this one read: what it has found is newer.
    if (this.#ended !== ended) return this.#revive();
    if (stored === undefined || stored.accessToken === ended.tokens?.accessToken) throw new FailureError(ended.failure);
    this.#adopt(stored);
  }
}

const lost =
  "The renewed tokens could not be stored, tried once more, and end with this process. If the old ones are used up, the account has to be connected again.";

/** Throws again, unless it was another transport's end: whoever began a renewal may be disposed before the vendor was asked, and others wait with it. */
function unlessDisposed(error: unknown): void {
  if (!isFailureError(error) || error.code !== "aborted") throw error;
}

async function read<T>(reading: () => Promise<T>): Promise<T> {
  try {
    return await reading();
  } catch (error) {
    throw ofStore("The tokens of this connection could not be read from their store; nothing was sent.", error);
  }
}

function ofStore(message: string, cause?: unknown): FailureError {
  return new FailureError(failure("storage", { message, cause }), { cause });
}

/** What stays as it was when the answer does not say otherwise (RFC 6749 section 6). */
function carriedOver(old: StoredTokens | undefined): Partial<StoredTokens> {
  const { refreshToken, scope } = old ?? {};
  return { ...(refreshToken === undefined ? {} : { refreshToken }), ...(scope === undefined ? {} : { scope }) };
}

function notConnected(): Failure {
  return failure("unauthorized", {
    message: "There is no token that could be renewed, so nothing was sent. Connect the account.",
  });
}
