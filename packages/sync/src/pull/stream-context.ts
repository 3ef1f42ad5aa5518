import type { Clock, Failure, Lock } from "@waybill/transport";
import type { StreamContract } from "../connector/contract.ts";
import type { StreamRuntime } from "../connector/runtime.ts";
import type { BuiltRequest, ParameterValues } from "../connector/request.ts";
import type { Store } from "../store/contract.ts";
import type { WorkQueue } from "../tabs/lease.ts";
import type { Servers } from "./pagination/follow.ts";
import type { MetMemory } from "./proof/met-memory.ts";
import type { PageMemory } from "./page/page-memory.ts";
import type { OpenRun } from "./checkpoint/open-run.ts";
import type { PullSettings } from "./settings.ts";
import type { Watch } from "./watch.ts";

/** What the transport did for one page: the difference of two readings. */
export interface Meter {
  readonly requests: number;
  readonly retries: number;
  readonly waitedMs: number;
}

/** What is told so far. Absent: nothing. */
export interface Told {
  meter?: Meter;
  /** What storage may have written although it said that it failed. Absent: whatever was told is written. */
  unsure?: Unsure | undefined;
  /** The run that was worked on last, and until when, epoch milliseconds: what was asked of a vendor by then may have come to nothing. */
  worked?: { readonly run: Pick<OpenRun, "id" | "since" | "until">; readonly until: number } | undefined;
  /** How the open run stood when this engine committed it last, or found it to go on with it. Absent: it did neither. */
  stands?: string | undefined;
}

/** A commit of which nobody knows whether it was carried out. */
export interface Unsure {
  /** The version that the checkpoint then has, at least. */
  readonly version: number;
  readonly run: string;
  /** Requests of that run by then. */
  readonly requests: number;
  /** What the commit was the first to tell. */
  readonly cost: Meter;
}

/** The account at the vendor that a connection is bound to. Both are hashes of what the vendor calls it. */
export interface Account {
  /** Asks the vendor, once for each credential. */
  current(signal: AbortSignal): Promise<AccountTold>;
  /** Another number with each change of credentials: what was asked under one may be another account's than what is asked under the next. */
  generation(): number;
  /** What stored records of any stream belong to; `undefined` before the first were read. */
  bound(): Promise<string | undefined>;
}

export type AccountTold =
  | { readonly ok: true; readonly account: string }
  | { readonly ok: false; readonly failure: Failure };

export interface SendCall {
  readonly signal: AbortSignal;
  /** Ties the requests of one run together. */
  readonly correlationId: string;
  /** Default: this stream's. */
  readonly lane?: string | undefined;
}

/** What a customer has given the credential in use. Another tab may have been given a newer one. */
export interface Grant {
  /** Why it is not to be shown to the vendor: the connection was left here, or it was refused and nobody has reconnected since. */
  refusal(): Promise<Failure | undefined>;
  /** The vendor took it: it is as good as the newest, which may be kept where every tab finds it. */
  taken(): void;
  /** What is said of it where the vendor, who refuses it, says nothing of the newest. */
  older(): Promise<Failure | undefined>;
}

/** Everything a pull of one stream of one connection stands on. */
export interface StreamContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly connection: string;
  readonly contract: StreamContract;
  /** Code that makes and judges the stream's records. */
  readonly runtime?: StreamRuntime | undefined;
  /** What its pages said before. Absent: nothing is remembered of them. */
  readonly pages?: PageMemory | undefined;
  /** What open runs have met. Absent: each step reads it from the store. */
  readonly met?: MetMemory | undefined;
  /** Looks at the shape of what arrives. */
  readonly watch?: Watch | undefined;
  readonly servers: Servers;
  /** What the connection fills of every request, such as the number of its account. */
  readonly parameters?: ParameterValues | undefined;
  /** The streams above this one: that for whose records it is listed, then that for whose records that one is. */
  readonly ancestors?: readonly StreamContract[] | undefined;
  /** Headers that every request of the connector carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** One request, over the connection's transport. Throws what the transport throws. */
  send(request: BuiltRequest, call: SendCall): Promise<Response>;
  /** Whose credentials are in use, and whose records the connection's are. Absent: the connector cannot tell. */
  readonly account?: Account | undefined;
  /** Absent: there is one engine, and nobody reconnects it. */
  readonly grant?: Grant | undefined;
  /** What an answer or a thrown error means. */
  classify(outcome: unknown): Failure;
  /** Running totals of the requests of a lane: by default of this stream's. */
  meter(lane?: string): Meter;
  /** What commits have told of these totals. */
  readonly told: Told;
  /** A new unique id. */
  newId(): string;
  /** This engine, among all that share the store. */
  readonly owner: string;
  /** What it does on the stream, one after the other. */
  readonly queue: WorkQueue;
  /** Lets a waiter know at once that a holder is gone (Web Locks); without it, only the heartbeat tells. */
  readonly lock?: Lock | undefined;
  readonly settings: PullSettings;
}
