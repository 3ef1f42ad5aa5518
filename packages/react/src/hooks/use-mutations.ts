import { type Mutation, type MutationKey, hashKey } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import type { Session } from "../session.ts";

/** Presses under one key, oldest first, as `select` (stable) reads them. Unlike TanStack's own hook it follows a key that changes. */
export function useMutations<Outcome, Variables, T>(
  session: Session,
  mutationKey: MutationKey,
  select: (mutation: Mutation<Outcome, Error, Variables>) => T,
): readonly T[] {
  const hash = hashKey(mutationKey);
  const store = useMemo(() => createPresses(session, hash, select), [session, hash, select]);
  return useSyncExternalStore(store.subscribe, store.now, store.now);
}

/** The same as they are now, for the moment of a press: what was rendered may be a press behind. `hash`: of the key. */
export function mutationsNow<Outcome, Variables, T>(
  session: Session,
  hash: string,
  select: (mutation: Mutation<Outcome, Error, Variables>) => T,
): readonly T[] {
  return (
    session.client
      .getMutationCache()
      .getAll()
      .filter(({ options }) => isUnder(options.mutationKey, hash))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- under this key there are only presses of one kind
      .map((mutation) => select(mutation as unknown as Mutation<Outcome, Error, Variables>))
  );
}

function isUnder(key: MutationKey | undefined, hash: string): boolean {
  return key !== undefined && hashKey(key) === hash;
}

function createPresses<Outcome, Variables, T>(
  session: Session,
  hash: string,
  select: (mutation: Mutation<Outcome, Error, Variables>) => T,
) {
  const read = () => mutationsNow(session, hash, select);
  let current = read();
  return {
    now: () => current,
    subscribe: (listener: () => void) => {
      // A press may have settled since the render.
      current = read();
      return session.client.getMutationCache().subscribe(({ mutation }) => {
        if (!isUnder(mutation?.options.mutationKey, hash)) return;
        current = read();
        listener();
      });
    },
  };
}
