import type { Clock, Fetch, RandomBytes } from "../clock.ts";
import type { Failure } from "../failure.ts";
import type { Outgoing } from "../call/outgoing.ts";

/** What a credential gets from the transport that it serves. */
export interface CredentialContext {
  /** The bare network: no layer of the transport is around it, so that a token request is never signed, retried or limited like an API call. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** A request with the credential attached, and what tells this secret from its successor. */
export interface Signed {
  readonly request: Outgoing;
  /** Compared for equality only; never printed or stored. */
  readonly stamp: string;
}

/** Proves to a vendor who is calling. */
export interface Credential {
  /** Names the account behind the secret, stable over renewals: the key of caches and limits. Never a token. */
  readonly id: string;
  /** Holds a secret that works until somebody revokes it; such credentials are refused in a browser unless allowed. */
  readonly secret: boolean;
  /** True when everything it attaches is the `Authorization` header, which browsers drop on a redirect to another origin. */
  readonly authorizationOnly: boolean;
  /** Attaches what is valid now; waits for a renewal under way. Rejects with a FailureError when there is nothing to attach. */
  sign(request: Outgoing, context: CredentialContext): Signed | Promise<Signed>;
  /**
   * Told that the vendor refused this stamp. Resolves to true once a newer secret is there, false when there will be none. One renewal serves any
   * number of callers; a stamp that is no longer current renews nothing.
   */
  renew?(stamp: string, context: CredentialContext): Promise<boolean>;
  /**
   * Resolves once nothing is on its way that the vendor was asked for: a renewed secret is stored by then, one that its store refused before, too. To why
   * where it is not, and is lost with this process. Never rejects. Whoever closes the store waits for it, for a vendor may take the old secret for used up
   * as soon as it gives a new one.
   */
  settled?(): Promise<Failure | undefined | void>;
  /** Epoch milliseconds at which what is attached now expires, when known; for reports. */
  expiresAt?(): number | undefined;
  /** Whether an answer says that the secret has expired. Default: status 401. */
  expired?(response: Response): boolean | Promise<boolean>;
}
