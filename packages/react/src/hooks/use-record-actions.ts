import { type Mutation, hashKey } from "@tanstack/react-query";
import type { ActionOutcome, StatusTarget } from "@waybill/sync/status";
import { useMemo, useState } from "react";
import { readAgain } from "../live/read-again.ts";
import { targetKey } from "../queries.ts";
import { type Session, useSession } from "../session.ts";
import { isPartOf } from "./made-press.ts";
import { mutationsNow, useMutations } from "./use-mutations.ts";

/** What became of the last press on one failed record. */
export type RecordActionState = "starting" | "accepted" | "rejected";

export interface RecordActions {
  /** By record id; absent when nothing was pressed. */
  readonly states: ReadonlyMap<string, RecordActionState>;
  /** The records of each press made here: its outcome is said aloud once, of however many, beside the first of them that is still listed. */
  readonly own: readonly (readonly string[])[];
  readonly replay: (ids: readonly string[]) => void;
  readonly discard: (ids: readonly string[]) => void;
}

interface Press {
  readonly kind: "replay" | "discard";
  readonly ids: readonly string[];
  readonly key: string;
  /** Monotonic milliseconds. */
  readonly pressedAt: number;
}

/** Try failed records again, or give them up. One press is one action, and concerns only the records that it names. */
export function useRecordActions(target: StatusTarget): RecordActions {
  const session = useSession("useRecordActions");
  const { connection, stream } = target;
  const presses = useMutations(session, recordsKey(session, target), pressOf);
  const [mine, setMine] = useState<readonly string[]>([]);
  return useMemo(() => {
    const states = new Map(presses.flatMap(({ ids, state }) => ids.map((id) => [id, state] as const)));
    const own = presses.flatMap(({ key, ids }) => (key !== undefined && mine.includes(key) ? [ids] : []));
    const start = (kind: Press["kind"]) => (ids: readonly string[]) => {
      const key = press(session, { connection, stream }, kind, ids);
      if (key !== undefined) setMine((before) => [...before, key]);
    };
    return { states, own, replay: start("replay"), discard: start("discard") };
  }, [session, connection, stream, presses, mine]);
}

function recordsKey(session: Session, target: StatusTarget): readonly unknown[] {
  return [...targetKey("act", target, session), "records"];
}

/** Gives the key of the press; undefined when all of it is part of those before. */
function press(
  session: Session,
  target: StatusTarget,
  kind: Press["kind"],
  asked: readonly string[],
): string | undefined {
  const mutationKey = recordsKey(session, target);
  const pressedAt = session.clock.monotonic();
  const made = mutationsNow(session, hashKey(mutationKey), pressOf);
  const lastOf = (id: string) => made.findLast((one) => one.ids.includes(id));
  const ids = asked.filter((id) => !isPartOf(lastOf(id), pressedAt));
  if (ids.length === 0) return undefined;
  const key = session.createKey();
  const mutation = session.client.getMutationCache().build<ActionOutcome, Error, Press, unknown>(session.client, {
    mutationKey,
    networkMode: "always",
    mutationFn: (own) => session.source.act({ kind: own.kind, target, records: own.ids }, own.key),
    onSuccess: () => readAgain(session.client, { queryKey: targetKey("failed", target, session) }),
  });
  // The outcome, thrown ones too, is read from the mutation's state.
  mutation.execute({ kind, ids, key, pressedAt }).catch(() => undefined);
  return key;
}

function pressOf({ state }: Mutation<ActionOutcome, Error, Press>) {
  const { ids = [], pressedAt = -Infinity, key } = state.variables ?? {};
  return { key, ids, pressedAt, state: stateOf(state.status, state.data) };
}

function stateOf(status: Mutation["state"]["status"], outcome: ActionOutcome | undefined): RecordActionState {
  if (status === "pending" || status === "idle") return "starting";
  return status === "error" || outcome?.state === "rejected" ? "rejected" : "accepted";
}
