import type { SyncSnapshot } from "@waybill/sync/status";
import type { MessageKey } from "../messages/message.ts";
import { weTryAgain } from "./retry.ts";
import { type Wording, sentences } from "./wording.ts";

type Failure = NonNullable<SyncSnapshot["failure"]>;

const reasons = {
  offline: "failure.offline",
  network: "failure.network",
  timeout: "failure.timeout",
  aborted: "failure.aborted",
  rate_limited: "failure.rate_limited",
  unavailable: "failure.unavailable",
  circuit_open: "failure.circuit_open",
  unauthorized: "failure.unauthorized",
  forbidden: "failure.forbidden",
  payment_required: "failure.payment_required",
  not_found: "failure.not_found",
  gone: "failure.gone",
  conflict: "failure.conflict",
  invalid: "failure.invalid",
  too_large: "failure.too_large",
  internal: "failure.internal",
  contract: "failure.contract",
  pagination_loop: "failure.pagination_loop",
  storage: "failure.storage",
  superseded: "failure.superseded",
  wrong_account: "failure.wrong_account",
} as const satisfies Readonly<Record<Failure["code"], MessageKey>>;

const steps = {
  none: "next.none",
  wait: "next.wait",
  reconnect: "next.reconnect",
  grant: "next.grant",
  upgrade: "next.upgrade",
  fix: "next.fix",
  report: "next.report",
} as const satisfies Readonly<Record<Failure["action"], MessageKey>>;

/** What happened, in a sentence for a customer. The failure's own message is for developers and never shown. */
export function reasonOf(failure: Failure | undefined, wording: Wording): string {
  return reasonOfCode(failure?.code, wording);
}

/** The same of a code, which may be of a version that we do not know. */
export function reasonOfCode(code: string | undefined, wording: Wording): string {
  const known = code !== undefined && isKnownCode(code);
  return wording.say(known ? reasons[code] : "failure.unnamed", { service: wording.service });
}

function isKnownCode(code: string): code is Failure["code"] {
  return Object.hasOwn(reasons, code);
}

/** What happens next, or what a person can do. */
export function nextStepOf(snapshot: SyncSnapshot, wording: Wording): string {
  if (weTryAgain(snapshot)) return tryAgainAt(snapshot.nextAttemptAt, wording);
  const action = snapshot.failure?.action;
  const known = action !== undefined && Object.hasOwn(steps, action);
  return wording.say(known ? steps[action] : "next.none", { service: wording.service, records: wording.records(2) });
}

/** Clock time, not "in 4 minutes": a deadline must not need watching. */
export function tryAgainAt(time: number | undefined, wording: Wording): string {
  const passed = time !== undefined && wording.now !== null && time <= wording.now;
  const at = passed ? undefined : wording.format.clock(time, wording.now);
  return at === undefined ? wording.say("detail.try_again_soon", {}) : wording.say("detail.try_again_at", { time: at });
}

/** `HubSpot asked us to slow down. Continues at 14:30.` */
export function slowDownOf(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  return sentences(wording.say("detail.slow_down", { service: wording.service }), continuesAt(snapshot, wording));
}

export function continuesAt(snapshot: SyncSnapshot, wording: Wording): string {
  const { resumesAt } = snapshot;
  const passed = resumesAt !== undefined && wording.now !== null && resumesAt <= wording.now;
  const time = passed ? undefined : wording.format.clock(resumesAt, wording.now);
  return time === undefined ? wording.say("detail.continues_soon", {}) : wording.say("detail.continues_at", { time });
}
