import type { Holder } from "../vendor/listed.ts";
import type { Source, Version } from "../vendor/source.ts";
import { statesSince } from "./states.ts";

/** Whether a record above went, at that moment or since, with which what is listed below it does not go. */
export function isKeptOrphan(source: Source, versions: readonly Version[], since: number): boolean {
  return keepersOf(versions).some((holder) => statesSince(historyOf(source, holder), since).includes(undefined));
}

/** Whether it went from the vendor's lists for no other reason than that. */
export function wasOrphaned(source: Source, versions: readonly Version[]): boolean {
  const last = versions.at(-1);
  if (last === undefined || last.text !== undefined) return false;
  return keepersOf(versions).some((holder) => {
    const gone = historyOf(source, holder).at(-1);
    return gone !== undefined && gone.text === undefined && gone.from === last.from;
  });
}

const keepersOf = (versions: readonly Version[]): readonly Holder[] =>
  (versions.at(-1)?.below ?? []).filter(({ keeps }) => keeps);

const historyOf = (source: Source, { stream, id }: Holder): readonly Version[] =>
  source.histories(stream).get(String(id)) ?? [];
