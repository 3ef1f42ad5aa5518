import type { FailedRecord } from "@waybill/sync/status";
import { useState } from "react";

export interface Selection {
  readonly selected: readonly string[];
  readonly set: (id: string, selected: boolean) => void;
}

/** What is selected, of what is still there. */
export function useSelection(items: readonly FailedRecord[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return {
    selected: items.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
    set: (id, selected) =>
      setChosen((known) => new Set(selected ? [...known, id] : [...known].filter((x) => x !== id))),
  };
}
