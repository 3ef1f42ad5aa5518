export { FailureError, failure, failureDefaults, isFailureError } from "./failure.ts";
export type { Failure, FailureAction, FailureCause, FailureCode, FailureDetails, FailureOrigin } from "./failure.ts";
export type { Clock, Fetch, RandomBytes } from "./clock.ts";
export type { CallContext } from "./context.ts";
export type { EventSubject, TransportEvent, TransportEvents, WaitReason } from "./events.ts";
export type { CachedResponse, CacheStore, LimitState, LimitStore, Lock, StoredTokens, TokenStore } from "./stores.ts";
