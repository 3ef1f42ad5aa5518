import type { Connector } from "../connector/contract.ts";
import type { DeclaredIndexes, Store } from "../store/contract.ts";

/** What a connection's connector says of indexes, told to the store. */
export interface OwnIndexes {
  /** Resolves once the store knows; asks it again where it did not hear. */
  declared(): Promise<void>;
  /** Everything stored of the connection is gone, what was declared too. */
  erased(): void;
}

/**
 * Tells at once, so that what is stored is brought into order before anybody asks, and what an earlier connector declared is taken away where this one
 * declares nothing; what goes wrong then is heard of by who asks.
 */
export function ownIndexes({
  id,
  connector,
  store,
}: {
  readonly id: string;
  readonly connector: Connector;
  readonly store: Pick<Store, "declareIndexes">;
}): OwnIndexes {
  const indexes = indexesOf(connector);
  let told: Promise<void> | undefined;
  const declared = () => {
    const telling = (told ??= store.declareIndexes(id, indexes));
    telling.catch(() => {
      if (told === telling) told = undefined;
    });
    return telling;
  };
  void declared();
  return {
    declared,
    erased: () => {
      told = undefined;
    },
  };
}

function indexesOf({ streams }: Connector): DeclaredIndexes {
  return Object.fromEntries(
    Object.entries(streams).flatMap(([name, { indexes = [] }]) => (indexes.length === 0 ? [] : [[name, indexes]])),
  );
}
