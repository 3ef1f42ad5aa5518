import type { SyncSnapshot } from "@waybill/sync/status";
import * as statusTexts from "../messages/english/status.ts";
import type { PlainText } from "../messages/say-plainly.ts";
import { type SyncStatus, statusOf } from "./status.ts";
import { isOverdue } from "./times.ts";
import { type Tone, toneOf } from "./tone.ts";
import type { DescribeContext } from "./wording.ts";

/** The least that a person needs of a sync. */
export interface Glance {
  readonly status: SyncStatus;
  readonly tone: Tone;
  /** At most three words, without a full stop. */
  readonly label: string;
  /** The last complete sync is older than twice the expected interval. */
  readonly overdue: boolean;
  /** The status itself could not be read again: this is the last one known. */
  readonly old: boolean;
}

export type GlanceContext = Pick<DescribeContext, "now" | "expectedEveryMs" | "unreachable">;

/** Status, tone and label of a snapshot; `undefined` means that none has arrived. Pure; never throws. */
export function glanceOf(
  snapshot: SyncSnapshot | undefined,
  context: GlanceContext,
  say: (text: PlainText) => string,
): Glance {
  const { unreachable } = context;
  const status = snapshot === undefined ? (unreachable ? "unknown" : "loading") : statusOf(snapshot);
  const known = status === "unknown" ? undefined : snapshot;
  const overdue = known !== undefined && isOverdue(known, context);
  const glance = {
    status,
    tone: toneOf(status, known, overdue),
    label: say(status === "synced" && overdue ? statusTexts.overdue : statusTexts.statuses[status]),
    overdue,
    old: false,
  };
  return unreachable ? asOld(glance) : glance;
}

/** The same when it could not be read again: that all was well then is no proof of now. */
export function asOld(glance: Glance): Glance {
  if (glance.status === "unknown") return glance;
  return { ...glance, tone: glance.tone === "success" ? "neutral" : glance.tone, old: true };
}
