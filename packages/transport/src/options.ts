import type { Clock, Fetch, RandomBytes } from "./clock.ts";
import type { Credential } from "./credentials/credential.ts";
import type { Environment } from "./environment.ts";
import type { Fitting } from "./layer.ts";
import type { IdempotencyOptions } from "./policy/idempotency-options.ts";
import type { ObserveOptions } from "./layers/observe-attempt.ts";
import type { TraceOptions } from "./layers/correlate.ts";
import type { RetryInput } from "./policy/retry-options.ts";
import type { ThrottleOptions } from "./policy/limits/throttle-options.ts";
import type { TimeoutOptions } from "./policy/time-limits.ts";

/** What a factory that fills a slot gets from the transport. */
export interface SlotContext {
  readonly clock: Clock;
  /** Names whose answers these are, never by a token. `"anonymous"` without a credential. */
  readonly credentialId: string;
}

/** Fills a slot of the chain. What a caller does not import is not shipped. */
export type Slot = (context: SlotContext) => Fitting;

/** Everything is optional; the defaults suit a JSON API in a browser or in Node. */
export interface TransportOptions {
  /** The network. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Time and jitter. Default {@link systemClock}. */
  readonly clock?: Clock | undefined;
  /** Cryptographic chance for keys and ids. Default: the platform's. */
  readonly randomBytes?: RandomBytes | undefined;
  /** Default: what the platform says of itself. */
  readonly environment?: Environment | undefined;
  /** Proves who is calling. Default: none. */
  readonly credential?: Credential | undefined;
  /**
   * Origins that may receive the credential, keys and ids; requests to others go out without them. Default: the origin of the first request alone.
   * Name them whenever addresses come from outside (a `next` link, a webhook).
   */
  readonly origins?: readonly string[] | undefined;
  /** Allows credentials that hold a lasting secret in a browser, where every visitor can read them. Default false. */
  readonly allowSecretsInBrowser?: boolean | undefined;
  /** Default {@link retryDefaults}; `false` never repeats. */
  readonly retry?: RetryInput | false | undefined;
  /** Default {@link timeoutDefaults}. */
  readonly timeout?: Partial<TimeoutOptions> | undefined;
  /** Default {@link throttleDefaults}; `false` sends at once whatever the vendor said. */
  readonly throttle?: Partial<ThrottleOptions> | false | undefined;
  /** `cache()` of `@waybill/transport/cache`: answers from what is stored. Default: none. */
  readonly cache?: Slot | undefined;
  /** `hedge()` of `@waybill/transport/hedge`: a copy of a slow request. Default: none. */
  readonly hedge?: Slot | undefined;
  /** `breaker()` of `@waybill/transport/breaker`: spares an origin that keeps failing. Default: none. */
  readonly breaker?: Slot | undefined;
  /** `deprecations()` of `@waybill/transport/deprecation`: tells when the vendor announces the end of an operation. Default: none. */
  readonly deprecations?: Slot | undefined;
  /** What events may show of requests and answers. Default: nothing beyond what is listed at {@link TransportEvent}. */
  readonly observe?: ObserveOptions | undefined;
  /** Ids for following a call across systems. Default: none is sent, only events carry them. */
  readonly trace?: TraceOptions | undefined;
  /** How the vendor takes idempotency keys. Default: it does not, and only a caller's own key is sent. */
  readonly idempotency?: IdempotencyOptions | undefined;
}
