import type { OutboxSummary } from "@waybill/sync/status";
import { knownCount } from "../format/known.ts";
import * as actionTexts from "../messages/english/action.ts";
import * as outboxTexts from "../messages/english/outbox.ts";
import { type OfferedAction, reloading, rereading } from "./actions.ts";
import { ago } from "./times.ts";
import type { Tone } from "./tone.ts";
import { reloadSentences } from "./unreachable.ts";
import { type DescribeContext, type Unreachable, type Wording, createWording } from "./wording.ts";

/** Whether a customer's own changes are safe. `sent` means acknowledged by the vendor, and nothing less. */
export type OutboxStatus = "loading" | "unknown" | "sent" | "waiting" | "sending" | "offline" | "stuck" | "lost";

export interface OutboxDescription {
  readonly status: OutboxStatus;
  readonly tone: Tone;
  readonly label: string;
  /** `The oldest is from 5 minutes ago` */
  readonly detail?: string | undefined;
  /** What a person can do about it here. Nothing that was lost is put away by itself. */
  readonly actions: readonly OfferedAction[];
}

export interface OutboxSituation {
  readonly offline: boolean;
  /** False when nothing is kept after the page closes: "saved" would be untrue. */
  readonly durable: boolean;
  /** Not false when the source cannot be reached: that all was sent when it last could is then no proof of now. Default false. */
  readonly unreachable?: Unreachable | undefined;
}

const tones: Readonly<Record<OutboxStatus, Tone>> = {
  loading: "neutral",
  unknown: "neutral",
  sent: "neutral",
  waiting: "neutral",
  sending: "info",
  offline: "warning",
  stuck: "danger",
  lost: "danger",
};

/** Undefined while it has not been read; null when it could not be. What is stuck is said before what is lost, as something can be done about it, and that before what moves. Pure. */
export function describeOutbox(
  outbox: OutboxSummary | null | undefined,
  situation: OutboxSituation,
  context: DescribeContext,
): OutboxDescription {
  const { unreachable = false } = situation;
  const wording = createWording({ ...context, unreachable });
  const { say, format } = wording;
  const detail = reloadSentences(wording);
  const reload = unreachable === "reload" ? [reloading(wording)] : [];
  const still = (status: OutboxStatus, label: string) => ({
    status,
    tone: tones[status],
    label,
    detail,
    actions: reload,
  });
  if (outbox === undefined) return still("loading", say(outboxTexts.loading, {}));
  const unreadable = () => ({ ...still("unknown", say(outboxTexts.unreadable, {})), actions: remedies(wording) });
  if (outbox === null) return unreadable();
  const [status, count] = statusOf(outbox, situation.offline);
  if (status === "sent" && unreachable !== false) return unreadable();
  const words = { count: format.number(count) ?? "" };
  const texts = {
    sent: outboxTexts.sent,
    waiting: outboxTexts.waiting,
    sending: outboxTexts.sending,
    offline: situation.durable ? outboxTexts.offline : outboxTexts.offlineVolatile,
    stuck: outboxTexts.stuck,
    lost: outboxTexts.lost,
  };
  return {
    status,
    tone: tones[status],
    label: say(texts[status], words, count),
    detail: detail ?? detailOf(outbox, status, wording),
    // What was lost can be put away only where the store can be written.
    actions: detail === undefined && status === "lost" ? [acknowledging(count, wording)] : reload,
  };
}

/** Of what could not be read. */
function remedies(wording: Wording): readonly OfferedAction[] {
  return [wording.context.unreachable === "reload" ? reloading(wording) : rereading(wording)];
}

function acknowledging(lost: number, { say, name }: Wording): OfferedAction {
  const label = say(outboxTexts.acknowledge, {});
  return {
    kind: "acknowledge",
    label,
    accessibleName: say(actionTexts.named, { label, name }),
    busyLabel: say(outboxTexts.acknowledgeBusy, {}),
    failedText: say(outboxTexts.failedAcknowledge, {}),
    aside: false,
    told: lost,
  };
}

function detailOf({ oldestAt, lost }: OutboxSummary, status: OutboxStatus, wording: Wording): string | undefined {
  if (status === "sent") return undefined;
  if (status === "lost") return wording.say(outboxTexts.lostDetail, { service: wording.service }, knownCount(lost));
  // Only what is stuck is said before it.
  if (knownCount(lost) > 0)
    return wording.say(outboxTexts.lost, { count: wording.format.number(knownCount(lost)) ?? "" }, knownCount(lost));
  const when = ago(oldestAt, wording);
  return when === undefined ? undefined : wording.say(outboxTexts.since, { when });
}

type Counted = readonly [status: Exclude<OutboxStatus, "loading" | "unknown">, count: number];

function statusOf(outbox: OutboxSummary, offline: boolean): Counted {
  const [pending, sending] = [knownCount(outbox.pending), knownCount(outbox.sending)];
  const [stuck, lost] = [knownCount(outbox.stuck), knownCount(outbox.lost)];
  const open = pending + sending;
  if (stuck > 0) return ["stuck", stuck];
  if (lost > 0) return ["lost", lost];
  if (open === 0) return ["sent", 0];
  if (offline) return ["offline", open];
  return sending > 0 ? ["sending", open] : ["waiting", open];
}
