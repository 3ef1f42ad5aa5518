import type { SyncAction, SyncSnapshot } from "@waybill/sync/status";
import * as actionTexts from "../messages/english/action.ts";
import { needsChange } from "./retry.ts";
import { type SyncStatus, asksToRemove, removalsHeld } from "./status.ts";
import type { Wording } from "./wording.ts";

/** What a button does: one of the source's actions, reading the status again, or loading the page anew. */
export type ActionKind = Exclude<SyncAction["kind"], "replay" | "discard"> | "refresh" | "reload";

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
  /** Of `confirm` and `acknowledge`: how many the person is told of, so that nothing is done about others. */
  readonly told?: number | undefined;
}

type Topic = keyof typeof actionTexts.labels;
const kindOf: Readonly<Record<Topic, ActionKind>> = {
  sync: "sync",
  retry: "sync",
  pause: "pause",
  resume: "resume",
  cancel: "cancel",
  refresh: "refresh",
  reload: "reload",
};

type Offer = (snapshot: SyncSnapshot | undefined, wording: Wording) => readonly OfferedAction[];

const offers: Readonly<Record<SyncStatus, Offer>> = {
  loading: () => [],
  not_connected: (_, wording) => [reconnecting(actionTexts.connect, wording)],
  reconnect: (_, wording) => [reconnecting(actionTexts.reconnect, wording)],
  // A first sync that nobody has started may be started by a person.
  pending: (snapshot, wording) => [offered(snapshot?.phase === "idle" ? "sync" : "cancel", wording)],
  syncing: (_, wording) => [offered("pause", wording), offered("cancel", wording)],
  synced: (_, wording) => [offered("sync", wording), offered("pause", wording)],
  partial: (snapshot, wording) => [
    ...confirming(snapshot, wording),
    offered("retry", wording),
    offered("pause", wording),
  ],
  failed: failedActions,
  paused: (snapshot, wording) => (snapshot?.blocker === "plan" ? [syncAside(wording)] : [offered("resume", wording)]),
  unknown: (_, wording) => [rereading(wording)],
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
  if (snapshot.failure?.action === "reconnect")
    return [reconnecting(actionTexts.reconnect, wording), syncAside(wording)];
  if (snapshot.failure?.action === "reload") return [reloading(wording), syncAside(wording)];
  return needsChange(snapshot) ? [syncAside(wording)] : [offered("retry", wording)];
}

/** Reads again what could not be read, and changes nothing. */
export function rereading(wording: Wording): OfferedAction {
  return offered("refresh", wording);
}

/** Concerns the page: wherever it stands it does the same, and it is not named after a sync. */
export function reloading(wording: Wording): OfferedAction {
  const offer = offered("reload", wording);
  return { ...offer, accessibleName: offer.label };
}

function syncAside(wording: Wording): OfferedAction {
  return { ...offered("sync", wording), aside: true };
}

function offered(topic: Topic, { say, name }: Wording): OfferedAction {
  const label = say(actionTexts.labels[topic], {});
  return {
    kind: kindOf[topic],
    label,
    accessibleName: say(actionTexts.named, { label, name }),
    busyLabel: say(actionTexts.busyLabels[topic], {}),
    failedText: say(actionTexts.refusals[topic], {}),
    aside: false,
  };
}

function confirming(
  snapshot: SyncSnapshot | undefined,
  { say, name, records, format }: Wording,
): readonly OfferedAction[] {
  if (snapshot === undefined || !asksToRemove(snapshot)) return [];
  const removals = removalsHeld(snapshot);
  const words = { count: format.number(removals) ?? "", records: records(removals) };
  const label = say(actionTexts.confirm, words, removals);
  return [
    {
      kind: "confirm",
      label,
      accessibleName: say(actionTexts.named, { label, name }),
      busyLabel: say(actionTexts.confirmBusy, {}),
      failedText: say(actionTexts.failedConfirm, {}),
      aside: false,
      told: removals,
    },
  ];
}

function reconnecting(
  text: typeof actionTexts.connect | typeof actionTexts.reconnect,
  { say, name, service }: Wording,
): OfferedAction {
  const label = say(text, { service });
  return {
    kind: "reconnect",
    label,
    accessibleName: name === service ? label : say(actionTexts.named, { label, name }),
    busyLabel: say(actionTexts.reconnectBusy, { service }),
    failedText: say(actionTexts.failedReconnect, {}),
    aside: false,
  };
}
