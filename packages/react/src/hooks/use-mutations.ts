import { type Mutation, type MutationCache, type MutationKey, hashKey } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import type { Session } from "../session.ts";

/** Presses under one key, oldest first, as `select` (stable) reads them. Unlike TanStack's own hook it follows a key that changes. */
export function useMutations<Outcome, Variables, T>(
  session: Session,
  mutationKey: MutationKey,
  select: (mutation: Mutation<Outcome, Error, Variables>) => T,
): readonly T[] {
  const hash = hashKey(mutationKey);
  const store = useMemo(() => createPresses(session.client.getMutationCache(), hash, select), [session, hash, select]);
  return useSyncExternalStore(store.subscribe, store.now, store.now);
}

function createPresses<Outcome, Variables, T>(
  cache: MutationCache,
  hash: string,
  select: (mutation: Mutation<Outcome, Error, Variables>) => T,
) {
  const isOurs = (key: MutationKey | undefined) => key !== undefined && hashKey(key) === hash;
  const read = (): readonly T[] =>
    cache
      .getAll()
      .filter(({ options }) => isOurs(options.mutationKey))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- under this key there are only presses of one kind
      .map((mutation) => select(mutation as unknown as Mutation<Outcome, Error, Variables>));
  let current = read();
  return {
    now: () => current,
    subscribe: (listener: () => void) =>
      cache.subscribe(({ mutation }) => {
        if (!isOurs(mutation?.options.mutationKey)) return;
        current = read();
        listener();
      }),
  };
}
