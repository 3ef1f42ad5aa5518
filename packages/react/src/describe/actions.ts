import type { SyncAction, SyncSnapshot } from "@waybill/sync/status";
import { needsChange } from "./retry.ts";
import type { SyncStatus } from "./status.ts";
import type { Wording } from "./wording.ts";

/** What a button does: one of the source's actions, or reading the status again. */
export type ActionKind = Exclude<SyncAction["kind"], "replay" | "discard"> | "refresh";

/** A button that makes sense now. */
export interface OfferedAction {
  readonly kind: ActionKind;
  /** On the button: verb and noun. */
  readonly label: string;
  /** For assistive technology: begins with the label and says of what. */
  readonly accessibleName: string;
  /** On the button while it is under way. */
  readonly busyLabel: string;
  /** Next to the button when it could not be done. */
  readonly failedText: string;
  /** Possible, but no answer to the notice: it helps once somebody has changed what stands in the way, which we cannot see. */
  readonly aside: boolean;
}

type Topic = "sync" | "retry" | "pause" | "resume" | "cancel" | "refresh";
const kindOf: Readonly<Record<Topic, ActionKind>> = {
  sync: "sync",
  retry: "sync",
  pause: "pause",
  resume: "resume",
  cancel: "cancel",
  refresh: "refresh",
};

type Offer = (snapshot: SyncSnapshot | undefined, wording: Wording) => readonly OfferedAction[];

const offers: Readonly<Record<SyncStatus, Offer>> = {
  loading: () => [],
  not_connected: (_, wording) => [reconnecting("action.connect", wording)],
  reconnect: (_, wording) => [reconnecting("action.reconnect", wording)],
  // A first sync that nobody has started may be started by a person.
  pending: (snapshot, wording) => [offered(snapshot?.phase === "idle" ? "sync" : "cancel", wording)],
  syncing: (_, wording) => [offered("pause", wording), offered("cancel", wording)],
  synced: (_, wording) => [offered("sync", wording), offered("pause", wording)],
  partial: (_, wording) => [offered("retry", wording), offered("pause", wording)],
  failed: failedActions,
  paused: (snapshot, wording) => (snapshot?.blocker === "plan" ? [syncAside(wording)] : [offered("resume", wording)]),
  unknown: (_, wording) => [offered("refresh", wording)],
};

/** The most useful first. */
export function actionsOf(
  status: SyncStatus,
  snapshot: SyncSnapshot | undefined,
  wording: Wording,
): readonly OfferedAction[] {
  return offers[status](snapshot, wording);
}

/** A failure that the same request will meet again gets no retry button, but an ordinary sync for when its cause is gone. */
function failedActions(snapshot: SyncSnapshot | undefined, wording: Wording): readonly OfferedAction[] {
  // The engine begins nothing until the new form of the data was looked at.
  if (snapshot === undefined || snapshot.blocker === "schema") return [];
  if (snapshot.failure?.action === "reconnect") return [reconnecting("action.reconnect", wording), syncAside(wording)];
  return needsChange(snapshot) ? [syncAside(wording)] : [offered("retry", wording)];
}

function syncAside(wording: Wording): OfferedAction {
  return { ...offered("sync", wording), aside: true };
}

function offered(topic: Topic, { say, name }: Wording): OfferedAction {
  const label = say(`action.${topic}`, {});
  return {
    kind: kindOf[topic],
    label,
    accessibleName: say("action.named", { label, name }),
    busyLabel: say(`action.${topic}_busy`, {}),
    failedText: say(`action.failed.${topic}`, {}),
    aside: false,
  };
}

function reconnecting(key: "action.connect" | "action.reconnect", { say, name, service }: Wording): OfferedAction {
  const label = say(key, { service });
  return {
    kind: "reconnect",
    label,
    accessibleName: name === service ? label : say("action.named", { label, name }),
    busyLabel: say("action.reconnect_busy", { service }),
    failedText: say("action.failed.reconnect", {}),
    aside: false,
  };
}
