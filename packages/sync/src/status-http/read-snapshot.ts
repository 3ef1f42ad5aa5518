import type {
  Blocker,
  LastOutcome,
  Phase,
  SnapshotCounts,
  SnapshotProgress,
  SyncSnapshot,
} from "../status/snapshot.ts";
import { type Check, flag, list, number, object, text, word } from "./check.ts";
import { readFailure } from "./read-failure.ts";

const readCounts = object<SnapshotCounts, object>(
  { checked: number, created: number, updated: number, unchanged: number, removed: number, failed: number },
  {},
);

const readProgress = object<Omit<SnapshotProgress, "total">, Pick<SnapshotProgress, "total">>(
  { run: text, done: number, totalIsEstimate: flag, movedAt: number },
  { total: number },
);

/** Without these a snapshot says nothing. */
interface Musts {
  readonly connection: string;
  readonly connected: boolean;
  readonly phase: Phase;
  readonly lastOutcome: LastOutcome;
  readonly willRetry: boolean;
  readonly durable: boolean;
  readonly revision: number;
  readonly observedAt: number;
}

const readMembers = object<Musts, Omit<SyncSnapshot, keyof Musts | "blocker"> & { blocker?: Blocker }>(
  {
    connection: text,
    connected: flag,
    phase: word(),
    lastOutcome: word(),
    willRetry: flag,
    durable: flag,
    revision: number,
    observedAt: number,
  },
  {
    stream: text,
    blocker: word(),
    counts: readCounts,
    progress: readProgress,
    heldBack: number,
    heldRemovals: number,
    startedAt: number,
    finishedAt: number,
    lastCompleteAt: number,
    nextAttemptAt: number,
    resumesAt: number,
    attempt: object<NonNullable<SyncSnapshot["attempt"]>, object>({ n: number, max: number }, {}),
    failure: readFailure,
    receipt: text,
  },
);

export const readSnapshot: Check<SyncSnapshot> = (value) => {
  const members = readMembers(value);
  if (members === undefined) return undefined;
  const { blocker = null } = members;
  // A blocker that cannot be read must not look like none.
  return blocker !== null || isNull(value, "blocker") ? { ...members, blocker } : undefined;
};

function isNull(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && Reflect.get(value, name) === null;
}

export const readSnapshots: Check<readonly SyncSnapshot[]> = (value) =>
  object<{ snapshots: readonly SyncSnapshot[] }, object>({ snapshots: list(readSnapshot) }, {})(value)?.snapshots;
