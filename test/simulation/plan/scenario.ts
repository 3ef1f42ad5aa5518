import type { FaultRule } from "@waybill/emulator";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import type { Moment, Seam } from "../world/process.ts";

/** A change at the vendor's side. `pick` chooses the record among those that are there then. */
export interface Mutation {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly stream: string;
  readonly kind: "create" | "update" | "remove" | "import";
  readonly pick: number;
}

/** A fault that strikes some requests of a stream. */
export interface PlannedFault {
  readonly stream: string;
  readonly rule: FaultRule;
}

/** A process dies at the nth call of a seam, counted while a stream suffers from a fault, or from the beginning. */
export interface Crash {
  readonly seam: Seam;
  readonly moment: Moment;
  readonly nth: number;
  /** Index of the fault. */
  readonly afterFault?: number | undefined;
  /** Milliseconds until another process is opened in place of the dead one. */
  readonly absentMs: number;
}

/** Something happens to the nth process that lives at this moment. */
export interface Disturbance {
  readonly at: number;
  readonly kind: "freeze" | "clock";
  readonly pick: number;
  readonly ms: number;
}

/** How the platform's storage fails: full, so that nothing is written; unreadable; gone altogether; or it says that it failed, and has written all the same. */
export const storageFaults = ["full", "unread", "lost", "unsure"] as const;
export type StorageFault = (typeof storageFaults)[number];

/** Storage fails the nth process that lives at this moment. */
export interface StorageTrouble {
  readonly at: number;
  readonly kind: StorageFault;
  readonly pick: number;
  /** Calls that it concerns and that go well first. */
  readonly spares: number;
  /** Milliseconds from the first that fails; 0: that one alone. */
  readonly ms: number;
}

/** Everything about one simulation that is not the order in which things happen. Plain data: what can be left out can be shrunk. */
export interface Scenario {
  readonly seed: number;
  readonly store: "memory" | "idb" | "encrypted";
  readonly locks: boolean;
  readonly auth: "none" | "oauth";
  /** Life of an access token. */
  readonly tokenTtlMs: number;
  readonly tabs: number;
  /** Do users ask for ranges of time again, beside everything else? */
  readonly backfills: boolean;
  /** What becomes of records that are not as the document promises; absent: nobody looks. */
  readonly drift?: "evolve" | "quarantine" | "stop" | undefined;
  /** Do people end things: erase the connection, disconnect it, reset a stream, cancel everything that is under way? Absent: no. */
  readonly endings?: boolean | undefined;
  /** Do people look at what is kept aside, and have it judged again or give it up? Absent: no. */
  readonly resolutions?: boolean | undefined;
  /** Is what arrives judged less strictly by the second release, so that what was kept aside may be taken? Absent: no. */
  readonly lenient?: boolean | undefined;
  /** Does the vendor say whose credentials these are, and does a customer reconnect as another account? Absent: no. */
  readonly strangers?: boolean | undefined;
  /** Does the product no longer keep old receipts? Absent: it keeps them all. */
  readonly retention?: boolean | undefined;
  /** How often streams are read without being asked, milliseconds after their last run. Absent: never. */
  readonly everyMs?: number | undefined;
  /** Does the product dispose of engines? Absent: they just die. */
  readonly disposals?: boolean | undefined;
  /** Do people leave before what they asked for is read, so that it is aborted? Absent: no. */
  readonly departures?: boolean | undefined;
  /** Do people ask what a pull would do: while things go wrong, too, or only afterwards? Absent: no. */
  readonly dryRuns?: true | "afterwards" | undefined;
  /** Is there a server beside the tabs, that works step by step? Absent: no. */
  readonly jobs?: boolean | undefined;
  /** Which streams go before others, greater first. Absent: none. */
  readonly priorities?: Readonly<Record<string, number>> | undefined;
  /** When the product is released again, milliseconds since the beginning: every tab is loaded anew. */
  readonly releaseAt?: number | undefined;
  /** Pages that one commit may take. Absent: as many as the engine thinks good. */
  readonly pagesPerCommit?: number | undefined;
  /** Another account of the same vendor that the product's customer has connected: streams of the same names, in the same store. Absent: none. */
  readonly neighbour?: Scenario | undefined;
  readonly streams: readonly StreamPlan[];
  readonly mutations: readonly Mutation[];
  readonly faults: readonly PlannedFault[];
  readonly crashes: readonly Crash[];
  readonly disturbances: readonly Disturbance[];
  /** What befalls storage while other things go wrong; where there is a list, it runs short afterwards, too. Absent: storage always works. */
  readonly storageTroubles?: readonly StorageTrouble[] | undefined;
}
