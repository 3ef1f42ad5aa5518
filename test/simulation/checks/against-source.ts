import type { Batch, Store } from "@waybill/sync/store";
import { keyText, textOf } from "../vendor/source.ts";
import type { Source, Version } from "../vendor/source.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { broken, hold } from "./violation.ts";

/** A stream on both sides. */
export interface Sides {
  readonly plan: StreamPlan;
  readonly connection: string;
  readonly store: Store;
  readonly source: Source;
}

/** How much may differ. */
export interface Comparison {
  /** What did not change since this moment must be stored as it is. */
  readonly since: number;
  /** Records may be stored that the vendor no longer has, or never had. */
  readonly extras: boolean;
  /** Only what stands between these times was asked for, epoch milliseconds. Default: everything. */
  readonly asked?: { readonly from: number; readonly to: number } | undefined;
  /** For the message. */
  readonly when: string;
}

/** P1, P2: every record is stored once, as it is, or as it was at some moment since. */
export async function compareWithSource(sides: Sides, { since, extras, asked, when }: Comparison): Promise<void> {
  const { plan, source } = sides;
  const stored = await storedTexts(sides);
  const histories = source.histories(plan.name);
  for (const [key, versions] of histories) {
    const states = statesSince(versions, since);
    const found = stored.get(key);
    if (states.includes(found) || !wasAskedFor(states, asked)) continue;
    // What moves while a list is read may be passed by; a stream of changes meets it in its next run.
    if (found === undefined && states.length > 1 && goesOn(plan)) continue;
    if (extras && mayLinger(found, states, versions)) continue;
    broken("P1", `${when}: ${plan.name} ${key} is ${found ?? "not stored"}, and the vendor has ${states.join(" | ")}`);
  }
  const stranger = extras ? undefined : [...stored.keys()].find((key) => !histories.has(key));
  hold(stranger === undefined, "P2", () => `${when}: ${plan.name} ${stranger} is stored, and the vendor never had it`);
}

/** What changes meanwhile leaves the time that was asked for. */
function wasAskedFor(states: readonly (string | undefined)[], asked: Comparison["asked"]): boolean {
  const [text, ...later] = states;
  if (asked === undefined) return true;
  if (text === undefined || later.length > 0) return false;
  return instantOf(text) > asked.from && instantOf(text) < asked.to;
}

/** How far a stream was read, epoch milliseconds. */
interface Reach {
  readonly at: number;
  /** What is left below it. */
  readonly gaps: readonly { readonly from: number; readonly to?: number | undefined }[];
  /** When the run began, milliseconds since the beginning. */
  readonly began: number;
}

/** P3: every record below the watermark is stored as it is, but for those of the times that were told to be left. */
export async function judgeWatermark(sides: Sides, { at, gaps, began }: Reach): Promise<void> {
  const { plan, source } = sides;
  const stored = await storedTexts(sides);
  const histories = source.histories(plan.name);
  for (const [key, text] of source.current(plan.name)) {
    const changed = histories.get(key)?.at(-1)?.from ?? 0;
    const instant = instantOf(text);
    const isLeft = gaps.some(({ from, to = Infinity }) => instant >= from && instant <= to);
    if (instant >= at || isLeft || changed >= began || stored.get(key) === text) continue;
    broken("P3", `${plan.name} ${key} is below the watermark ${new Date(at).toISOString()}, and not stored as it is`);
  }
}

/** P4: nothing is removed that the vendor had all the while. */
export function judgeRemovals({ remove = [], put = [] }: Batch, { plan, source }: Sides, since: number): void {
  const again = new Set(put.map(({ key }) => key));
  for (const key of remove.filter((each) => !again.has(each))) {
    const versions = source.histories(plan.name).get(key);
    if (versions === undefined || statesSince(versions, since).includes(undefined)) continue;
    broken("P4", `${plan.name} ${key} was removed, and the vendor had it all the while`);
  }
}

/** What the vendor no longer has may stay as it once was: who reads the list after it went cannot meet it. */
function mayLinger(
  found: string | undefined,
  states: readonly (string | undefined)[],
  versions: readonly Version[],
): boolean {
  if (states.every((state) => state === undefined)) return true;
  return states.at(-1) === undefined && versions.some(({ text }) => text === found);
}

/** Are changes met by the next run, without reading everything again? */
const goesOn = ({ incremental, syncToken }: StreamPlan): boolean =>
  incremental !== undefined || syncToken !== undefined;

/** The state at a moment, and those that followed. */
function statesSince(versions: readonly Version[], since: number): readonly (string | undefined)[] {
  const before = versions.findLastIndex(({ from }) => from < since);
  const states = versions.slice(Math.max(0, before)).map(({ text }) => text);
  return before < 0 ? [undefined, ...states] : states;
}

async function storedTexts({ store, connection, plan }: Sides): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { data } of await store.records(connection, plan.name, { limit: 10_000 })) {
    const key = keyText(data);
    hold(!texts.has(key), "P2", () => `${plan.name} ${key} is stored twice`);
    texts.set(key, textOf(data));
  }
  return texts;
}

function instantOf(text: string): number {
  const found = /"updated_at":"([^"]+)"/.exec(text)?.[1];
  return found === undefined ? Infinity : Date.parse(found);
}
