import type { OutboxSummary } from "@waybill/sync/status";
import { isKnownNumber } from "../format/known.ts";
import * as outboxTexts from "../messages/english/outbox.ts";
import { ago } from "./times.ts";
import type { Tone } from "./tone.ts";
import { type DescribeContext, createWording } from "./wording.ts";

/** Whether a customer's own changes are safe. `sent` means acknowledged by the vendor, and nothing less. */
export type OutboxStatus = "loading" | "unknown" | "sent" | "waiting" | "sending" | "offline" | "stuck";

export interface OutboxDescription {
  readonly status: OutboxStatus;
  readonly tone: Tone;
  readonly label: string;
  /** `The oldest is from 5 minutes ago` */
  readonly detail?: string | undefined;
}

export interface OutboxSituation {
  readonly offline: boolean;
  /** False when nothing is kept after the page closes: "saved" would be untrue. */
  readonly durable: boolean;
}

const tones: Readonly<Record<OutboxStatus, Tone>> = {
  loading: "neutral",
  unknown: "neutral",
  sent: "neutral",
  waiting: "neutral",
  sending: "info",
  offline: "warning",
  stuck: "danger",
};

/** Undefined while it has not been read; null when it could not be. What is stuck is said before what moves. Pure. */
export function describeOutbox(
  outbox: OutboxSummary | null | undefined,
  situation: OutboxSituation,
  context: DescribeContext,
): OutboxDescription {
  const wording = createWording(context);
  const { say, format } = wording;
  if (outbox === undefined) return { status: "loading", tone: tones.loading, label: say(outboxTexts.loading, {}) };
  if (outbox === null) return { status: "unknown", tone: tones.unknown, label: say(outboxTexts.unreadable, {}) };
  const [status, count] = statusOf(outbox, situation.offline);
  const words = { count: format.number(count) ?? "" };
  const when = status === "sent" ? undefined : ago(outbox.oldestAt, wording);
  const texts = {
    sent: outboxTexts.sent,
    waiting: outboxTexts.waiting,
    sending: outboxTexts.sending,
    offline: situation.durable ? outboxTexts.offline : outboxTexts.offlineVolatile,
    stuck: outboxTexts.stuck,
  };
  return {
    status,
    tone: tones[status],
    label: say(texts[status], words, count),
    detail: when === undefined ? undefined : say(outboxTexts.since, { when }),
  };
}

type Counted = readonly [status: Exclude<OutboxStatus, "loading" | "unknown">, count: number];

function statusOf(outbox: OutboxSummary, offline: boolean): Counted {
  const [pending, sending, stuck] = [outbox.pending, outbox.sending, outbox.stuck].map((n) =>
    isKnownNumber(n) ? n : 0,
  );
  const open = (pending ?? 0) + (sending ?? 0);
  if (stuck !== undefined && stuck > 0) return ["stuck", stuck];
  if (open === 0) return ["sent", 0];
  if (offline) return ["offline", open];
  return sending !== undefined && sending > 0 ? ["sending", open] : ["waiting", open];
}
