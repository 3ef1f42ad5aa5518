import type { Batch, Store } from "@waybill/sync/store";
import { keyText } from "../vendor/record-key.ts";
import { textOf } from "../vendor/source.ts";
import type { Source, Version } from "../vendor/source.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { isKeptOrphan, wasOrphaned } from "./orphans.ts";
import { statesSince } from "./states.ts";
import { broken, hold } from "./violation.ts";

/** A stream on both sides. */
export interface Sides {
  readonly plan: StreamPlan;
  readonly connection: string;
  readonly store: Store;
  readonly source: Source;
}

/** What the store holds at one moment, read once and only where somebody asks. */
export interface Moment extends Sides {
  readonly stored: () => Promise<ReadonlyMap<string, string>>;
}

export function momentOf(sides: Sides): Moment {
  let texts: ReturnType<Moment["stored"]> | undefined;
  return { ...sides, stored: () => (texts ??= storedTexts(sides)) };
}

/** Keys of the parents whose children a run could know; of a stream that has no parents, everything is known. */
type Owners = ReadonlySet<string> | undefined;

/**
 * What may be stored that the vendor no longer has: nothing, records as they once were, or, after the vendor told something wrong, records as they never
 * were and such as it never had, which nobody could meet again.
 */
export type Extras = "none" | "as once" | "as told";

/** How much may differ. */
export interface Comparison {
  /** What did not change since this moment must be stored as it is. */
  readonly since: number;
  readonly extras: Extras;
  /** Only what stands between these times was asked for, epoch milliseconds. Default: everything. */
  readonly asked?: { readonly from: number; readonly to: number } | undefined;
  /** Of children: a run knows the parents that were stored when it began. The number of the store's commit then; default: all that are stored. */
  readonly head?: number | undefined;
  /** For the message. */
  readonly when: string;
}

/** P1, P2: every record is stored once, as it is, or as it was at some moment since. */
export async function compareWithSource(sides: Moment, comparison: Comparison): Promise<void> {
  const { since, extras, asked, when } = comparison;
  const { plan, source } = sides;
  const stored = await sides.stored();
  const histories = source.histories(plan.name);
  const owners = await knownOwners(sides, comparison);
  for (const [key, versions] of histories) {
    if (!isOfOwner(versions, owners)) continue;
    const states = statesSince(versions, since);
    const found = stored.get(key);
    if (states.includes(found) || !wasAskedFor(states, asked)) continue;
    // What moves while a list is read may be passed by; a stream of changes meets it in its next run.
    if (found === undefined && states.length > 1 && goesOn(plan)) continue;
    if (mayLinger(leftOf(sides, versions, comparison), found, states, versions)) continue;
    broken("P1", `${when}: ${plan.name} ${key} is ${found ?? "not stored"}, and the vendor has ${states.join(" | ")}`);
  }
  const stranger = extras !== "none" ? undefined : [...stored.keys()].find((key) => !histories.has(key));
  hold(stranger === undefined, "P2", () => `${when}: ${plan.name} ${stranger} is stored, and the vendor never had it`);
}

/** What stays when its parent goes may be left although everything was read. */
function leftOf({ source }: Moment, versions: readonly Version[], { extras, since }: Comparison): Extras {
  return extras === "none" && isKeptOrphan(source, versions, since) ? "as once" : extras;
}

/** Whatever came, went, or left the time that was asked for while it was read may be stored or not. */
function wasAskedFor(states: readonly (string | undefined)[], asked: Comparison["asked"]): boolean {
  if (asked === undefined) return true;
  return states.every((text) => text !== undefined && instantOf(text) > asked.from && instantOf(text) < asked.to);
}

/** How far a stream was read, epoch milliseconds. */
interface Reach {
  readonly at: number;
  /** What is left below it. */
  readonly gaps: readonly { readonly from: number; readonly to?: number | undefined }[];
  /** When the run began, milliseconds since the beginning. */
  readonly began: number;
  /** What the next run over parents goes on from. */
  readonly parents?: { readonly head: number; readonly unread: readonly string[] } | undefined;
}

/** P3: every record below the watermark is stored as it is, but for those of the times that were told to be left. */
export async function judgeWatermark(sides: Moment, { at, gaps, began, parents }: Reach): Promise<void> {
  const { plan, source } = sides;
  const stored = await sides.stored();
  const histories = source.histories(plan.name);
  const owners = await knownOwners(sides, parents);
  for (const [key, version] of source.current(plan.name)) {
    const { text = "", from: changed } = version;
    if (!isOfOwner(histories.get(key) ?? [], owners)) continue;
    const instant = instantOf(text);
    const isLeft = gaps.some(({ from, to = Infinity }) => instant >= from && instant <= to);
    if (instant >= at || isLeft || changed >= began || stored.get(key) === text) continue;
    broken("P3", `${plan.name} ${key} is below the watermark ${new Date(at).toISOString()}, and not stored as it is`);
  }
}

/** P4: nothing is removed that the vendor had all the while, nor what is to stay when its parent goes. */
export function judgeRemovals({ remove = [], put = [] }: Batch, { plan, source }: Sides, since: number): void {
  const again = new Set(put.map(({ key }) => key));
  for (const key of remove.filter((each) => !again.has(each))) {
    const versions = source.histories(plan.name).get(ownKey(plan, key));
    if (versions === undefined) continue;
    hold(
      !wasOrphaned(source, versions),
      "orphans",
      () => `${plan.name} ${key} was removed with its parent, and was to be kept`,
    );
    if (statesSince(versions, since).includes(undefined)) continue;
    broken("P4", `${plan.name} ${key} was removed, and the vendor had it all the while`);
  }
}

/** A key that is unique among siblings only is stored below its parent's: the JSON array of both. */
function ownKey({ parent }: StreamPlan, key: string): string {
  if (parent?.keys !== "below-parent") return key;
  const halves: unknown = JSON.parse(key);
  return Array.isArray(halves) ? String(halves[1]) : key;
}

/** Parents that no run has to ask for once more: those that changed behind its back are read by the next one. */
async function knownOwners(
  { plan: { parent }, store, connection }: Sides,
  { head = Infinity, unread = [] }: { readonly head?: number | undefined; readonly unread?: readonly string[] } = {},
): Promise<Owners> {
  if (parent === undefined) return undefined;
  const views = await store.records(connection, parent.stream, { limit: 10_000 });
  const known = views.filter(({ key, commit }) => commit <= head && !unread.includes(key));
  return new Set(known.map(({ key }) => key));
}

/** Whether the record belongs to one of these parents. */
function isOfOwner(versions: readonly Version[], owners: Owners): boolean {
  const [owner] = versions.at(-1)?.below ?? [];
  return owners === undefined || (owner !== undefined && owners.has(owner.key));
}

/** What the vendor no longer has may stay: who reads the list after it went cannot meet it. */
function mayLinger(
  extras: Extras,
  found: string | undefined,
  states: readonly (string | undefined)[],
  versions: readonly Version[],
): boolean {
  if (extras === "none") return false;
  if (states.every((state) => state === undefined)) return true;
  if (states.at(-1) !== undefined) return false;
  return extras === "as told" || versions.some(({ text }) => text === found);
}

/** Are changes met by the next run, without reading everything again? */
const goesOn = ({ incremental, syncToken }: StreamPlan): boolean =>
  incremental !== undefined || syncToken !== undefined;

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
