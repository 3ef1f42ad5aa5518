import type { QueryClient } from "@tanstack/react-query";
import {
  type Clock,
  type RecordSource,
  type StatusSource,
  type StatusTarget,
  type SyncSnapshot,
  systemRandomBytes,
} from "@waybill/sync/status";
import { type ComponentType, type Context, type ReactElement, createContext, useContext } from "react";
import { type Announcer, createAnnouncer } from "./announce/announcer.ts";
import { newsOf } from "./announce/news.ts";
import type { Glance } from "./describe/glance.ts";
import { isReadable } from "./describe/status.ts";
import { reloadSentences, unreachableOf } from "./describe/unreachable.ts";
import { type DescribeContext, createWording } from "./describe/wording.ts";
import { batchSnapshots } from "./live/batch-snapshots.ts";
import type { LinkedSource } from "./live/linked-source.ts";
import { type LiveStatuses, createLiveStatuses } from "./live/live-statuses.ts";
import { type WaybillQuery, statusQuery } from "./queries.ts";
import type { TargetInfo } from "./settings.ts";

/** A local engine's status, or a server's; with records where they are at hand. */
export type WaybillSource = StatusSource & Partial<RecordSource> & Partial<LinkedSource>;

export interface LiveGlanceProps {
  readonly target: StatusTarget;
  readonly info: TargetInfo;
  readonly children: (glance: Glance) => ReactElement;
}

/** Everything that hangs off one source on one page. */
export interface Session {
  readonly source: WaybillSource;
  /** How a target's status is read, many of them at a time. */
  readonly status: (target: StatusTarget) => WaybillQuery<SyncSnapshot>;
  readonly client: QueryClient;
  readonly scope: string | undefined;
  readonly clock: Clock;
  readonly live: LiveStatuses;
  /** Comes with the source, not with the badge: one that is given its snapshot follows nothing. */
  readonly LiveGlance: ComponentType<LiveGlanceProps>;
  readonly announcer: Announcer;
  /** Which widget says what became of a press, by the key of the press; of none, the live region says a refusal. */
  readonly sayers: Map<string, symbol>;
  /** A key no other press has. */
  readonly createKey: () => string;
}

export interface SessionInput {
  readonly source: WaybillSource;
  readonly client: QueryClient;
  readonly scope: string | undefined;
  readonly clock: Clock;
  readonly LiveGlance: ComponentType<LiveGlanceProps>;
  readonly createKey: () => string;
  /** How to say things of a target now. */
  readonly contextOf: (target: StatusTarget) => DescribeContext;
  readonly summary: (count: number) => string;
  readonly onAnnounce: (text: string) => void;
  readonly onError: (error: unknown) => void;
}

export function createSession(input: SessionInput): Session {
  const { source, client, scope, clock, LiveGlance, createKey, contextOf, onError } = input;
  const announcer = createAnnouncer({ clock, summary: input.summary, onAnnounce: input.onAnnounce });
  const statuses = batchSnapshots(source);
  const onChange = (target: StatusTarget, before: SyncSnapshot | undefined, after: SyncSnapshot) => {
    if (!isReadable(after)) onError(unreadable(after));
    // A page that shows a connection says what became of it once, not again for each of its streams.
    const saidByConnection = target.stream !== undefined && live.isHeld({ connection: target.connection });
    const news = saidByConnection ? undefined : newsOf(before, after, contextOf(target));
    if (news !== undefined) announcer.post(target.connection, news);
  };
  let toldToReload = false;
  // It concerns the page: it is said once, however many syncs the page shows.
  const onDoubt = (target: StatusTarget, reason: unknown) => {
    const text = reloadSentences(createWording({ ...contextOf(target), unreachable: unreachableOf(reason) }));
    if (text !== undefined && !toldToReload) announcer.say(text);
    toldToReload ||= text !== undefined;
  };
  const live = createLiveStatuses({
    source,
    client,
    clock,
    scope,
    onChange,
    onDoubt,
    onError,
  });
  const status = (target: StatusTarget) => statusQuery(statuses, target, { scope });
  return { source, status, client, scope, clock, live, LiveGlance, announcer, sayers: new Map(), createKey };
}

/** Tells a developer that the source says something this version does not know. */
function unreadable({ phase, lastOutcome, blocker }: SyncSnapshot): Error {
  return new Error(
    `Waybill: the status source said ${[phase, lastOutcome, blocker].map(String).join(", ")}, which this version of @waybill/react does not know. It is shown as unknown. Update @waybill/react.`,
  );
}

const keyBytes = 16;

/** 128 random bits. */
export function randomKey(): string {
  const bytes = systemRandomBytes(keyBytes);
  return Array.from(bytes, (byte: number) => byte.toString(16).padStart(2, "0")).join("");
}

export const SessionContext: Context<Session | null> = createContext<Session | null>(null);

/** The session of the provider above. `user` is named in the error when there is none. */
export function useSession(user: string): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error(
      `Waybill: ${user} has no status to show. Put a WaybillProvider with a source around it, of the same copy of the package, or give it a snapshot.`,
    );
  }
  return session;
}
