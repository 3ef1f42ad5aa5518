import type { SyncSnapshot } from "@waybill/sync/status";
import * as detailTexts from "../messages/english/detail.ts";
import * as failureTexts from "../messages/english/failure.ts";
import * as nextTexts from "../messages/english/next.ts";
import { weTryAgain } from "./retry.ts";
import { ofNow } from "./unreachable.ts";
import { type Wording, sentences } from "./wording.ts";

type Failure = NonNullable<SyncSnapshot["failure"]>;

const reasons = failureTexts.failures satisfies Readonly<Record<Failure["code"], string>>;
const steps = nextTexts.steps satisfies Readonly<Record<Failure["action"], string>>;

/** What happened, in a sentence for a customer. The failure's own message is for developers and never shown. */
export function reasonOf(failure: Failure | undefined, wording: Wording): string {
  // The service refused nothing: a customer has reconnected in another tab, and this one's access is older.
  const isOlder = failure?.code === "unauthorized" && failure.action === "reload";
  return reasonOfCode(isOlder ? "superseded" : failure?.code, wording);
}

/** The same of a code, which may be of a version that we do not know. */
export function reasonOfCode(code: string | undefined, wording: Wording): string {
  const known = code !== undefined && isKnownCode(code);
  return wording.say(known ? [`failure.${code}`, reasons[code]] : failureTexts.unnamed, { service: wording.service });
}

function isKnownCode(code: string): code is Failure["code"] {
  return Object.hasOwn(reasons, code);
}

/** What happens next, or what a person can do. */
export function nextStepOf(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  if (weTryAgain(snapshot)) return tryAgainAt(snapshot.nextAttemptAt, wording);
  const { code, action } = snapshot.failure ?? {};
  if (code === "storage" && action === "fix") return wording.say(nextTexts.space, {});
  const known = action !== undefined && Object.hasOwn(steps, action);
  const step = known ? action : "none";
  return wording.say([`next.${step}`, steps[step]], {
    service: wording.service,
    records: wording.records(),
  });
}

/** Clock time, not "in 4 minutes": a deadline must not need watching. */
export function tryAgainAt(time: number | undefined, wording: Wording): string | undefined {
  const passed = time !== undefined && wording.now !== null && time <= wording.now;
  const at = passed ? undefined : wording.format.clock(time, wording.now);
  return at === undefined
    ? ofNow(detailTexts.tryAgainSoon, wording)
    : wording.say(detailTexts.tryAgainAt, { time: at });
}

/** `HubSpot asked us to slow down. Continues at 14:30.` */
export function slowDownOf(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  return sentences(wording.say(detailTexts.slowDown, { service: wording.service }), continuesAt(snapshot, wording));
}

export function continuesAt(snapshot: SyncSnapshot, wording: Wording): string | undefined {
  const { resumesAt } = snapshot;
  const passed = resumesAt !== undefined && wording.now !== null && resumesAt <= wording.now;
  const time = passed ? undefined : wording.format.clock(resumesAt, wording.now);
  return time === undefined
    ? ofNow(detailTexts.continuesSoon, wording)
    : wording.say(detailTexts.continuesAt, { time });
}
