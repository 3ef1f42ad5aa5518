export { createPlainTransport, createTransport } from "./transport.ts";
export type { PlainTransportOptions, Transport } from "./transport.ts";
export type { CoreTransport } from "./assemble.ts";
export type { Slot, SlotContext, TransportOptions } from "./options.ts";
export { classify } from "./outcome/classify.ts";
export type { ClassifyContext } from "./outcome/classify.ts";
export { readFailure } from "./problem.ts";
export type { FailureReport, Problem, ReadFailureOptions } from "./problem.ts";
export { FailureError, failure, failureDefaults, isFailureError } from "./failure.ts";
export type {
  Failure,
  FailureAction,
  FailureCause,
  FailureCode,
  FailureDetails,
  FailureOrigin,
  GaveUp,
} from "./failure.ts";
export { systemClock, systemRandomBytes } from "./clock.ts";
export type { Clock, Fetch, RandomBytes } from "./clock.ts";
export type { CallContext, OperationIdempotency } from "./call/context.ts";
export type { EventSubject, TransportEvent, TransportEvents, WaitReason } from "./events/events.ts";
export type { Latency, OriginHealth, TransportHealth } from "./events/health.ts";
export type { Environment } from "./environment.ts";
export { apiKey } from "./credentials/api-key.ts";
export type { ApiKeyOptions } from "./credentials/api-key.ts";
export { basic } from "./credentials/basic.ts";
export { bearer } from "./credentials/bearer.ts";
export type { BearerOptions } from "./credentials/bearer.ts";
export type { Credential, CredentialContext, Signed } from "./credentials/credential.ts";
export type { Outgoing, PlatformInit, Signature } from "./call/outgoing.ts";
export type { BodySource } from "./body/body-source.ts";
export type { Call, EventDetail } from "./call/call.ts";
export type { Scope } from "./call/scope.ts";
export type { Limit, Watch } from "./call/watch.ts";
export type { Fitting, Layer, Next } from "./layer.ts";
export type { ObserveOptions } from "./layers/observe-attempt.ts";
export type { TraceOptions } from "./layers/correlate.ts";
export type { DeprecationNotice } from "./policy/deprecation.ts";
export type { IdempotencyOptions } from "./policy/idempotency-options.ts";
export { retryDefaults } from "./policy/retry-options.ts";
export type { RetryInput, RetryOptions } from "./policy/retry-options.ts";
export { budgetDefaults } from "./policy/budget.ts";
export type { BudgetOptions } from "./policy/budget.ts";
export { throttleDefaults } from "./policy/limits/throttle-options.ts";
export type { LimitRule, LimitShare, ThrottleOptions } from "./policy/limits/throttle-options.ts";
export type { LimitWindow } from "./policy/limits/limit-window.ts";
export { timeoutDefaults } from "./policy/time-limits.ts";
export type { TimeoutOptions } from "./policy/time-limits.ts";
export type { CachedResponse, CacheStore, LimitState, LimitStore, Lock, StoredTokens } from "./stores.ts";
export type { TokenClaim, TokenStore } from "./stores.ts";
