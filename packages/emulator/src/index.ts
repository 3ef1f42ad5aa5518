export type { Credentials } from "./auth/credentials.ts";
export type { IssuedTokens } from "./auth/token-book.ts";
export type { EmulatorClock } from "./clock.ts";
export type { Violation } from "./contract/violation.ts";
export { createEmulator } from "./emulator.ts";
export type { Emulator } from "./emulator.ts";
export type { FaultBoard } from "./faults/fault-board.ts";
export { isPlan, planProblems } from "./faults/fault-plan.ts";
export type { FaultPlan, FaultRule } from "./faults/fault-plan.ts";
export type { FaultScope } from "./faults/fault-scope.ts";
export { faultKinds, isFaultKind } from "./faults/fault.ts";
export type { ActiveFault, FaultKind, FaultOptions, RandomKind } from "./faults/fault.ts";
export type { Delivery } from "./http/delivery.ts";
export type { PlainRequest, PlainResponse } from "./http/plain.ts";
export type { Validators } from "./layers/conditional.ts";
export type { Strictness } from "./layers/contracted.ts";
export type { Deprecation } from "./layers/deprecated.ts";
export type { ErrorStyle } from "./layers/errors-as.ts";
export type {
  BucketLimit,
  ConcurrencyLimit,
  LimitHeaders,
  LimitManners,
  RateLimit,
  WindowLimit,
} from "./limits/rate-limit.ts";
export type { PagingManners } from "./listing/manners.ts";
export { emulatorDefaults } from "./options.ts";
export type { EmulatorOptions } from "./options.ts";
export type { RecordEdits } from "./state/edits.ts";
export type { CallEntry, Effect, EmulatorStats, PageRequest } from "./stats.ts";
export type { WebhookDelivery } from "./webhooks/webhook-event.ts";
export type { WebhookStyle } from "./webhooks/webhook-style.ts";
export { usualRetryDelaysMs } from "./webhooks/webhook-receiver.ts";
export type { WebhookReceiver } from "./webhooks/webhook-receiver.ts";
export type { Subscription, Webhooks } from "./webhooks/webhooks.ts";
