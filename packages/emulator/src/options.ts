import type { Connector, JsonObject } from "@waybill/sync/connector";
import { systemClock, type EmulatorClock } from "./clock.ts";
import type { FaultOptions } from "./faults/fault.ts";
import type { FaultPlan } from "./faults/fault-plan.ts";
import type { Validators } from "./layers/conditional.ts";
import type { Strictness } from "./layers/contracted.ts";
import type { Deprecation } from "./layers/deprecated.ts";
import type { ErrorStyle } from "./layers/errors-as.ts";
import type { IdempotencyOptions } from "./layers/idempotent.ts";
import type { RateLimit } from "./limits/rate-limit.ts";
import type { PagingManners } from "./listing/manners.ts";
import type { WebhookReceiver } from "./webhooks/webhook-receiver.ts";

export interface EmulatorOptions {
  /** The vendor's OpenAPI document, version 3.1, references local. References may be circular. `{}` where the connector is declared without one. */
  readonly document: JsonObject;
  /** What is inferred from it or declared by hand. The emulator serves its streams. */
  readonly connector: Connector;
  /** Everything that is left open is decided by it: same seed, same bytes. Default 1. */
  readonly seed?: number | undefined;
  /**
   * How many live records a stream begins with. Of a nested stream: the most that a parent has; as a plain number it is cut to 5 there. Default 120.
   * A vendor that shows deletions has one deleted record more for every 25. An enumerated key allows no more records than it has values.
   */
  readonly records?: number | Readonly<Record<string, number>> | undefined;
  /** Default: the platform's. */
  readonly clock?: EmulatorClock | undefined;
  /** Epoch milliseconds of the newest generated record; the vendor's clock never shows less. Default 2026-03-01T09:00:00Z. */
  readonly newestAt?: number | undefined;
  /** Faults from the start, as `faults.plan(…)`. */
  readonly faults?: FaultPlan | undefined;
  /** Random faults from the start, as `faults.set("random", …)`. */
  readonly random?: FaultOptions["random"] | undefined;
  /** What the vendor permits. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Life of an access token, milliseconds. Default one hour. */
  readonly tokenTtlMs?: number | undefined;
  /** `enforce`: every request is checked against the connector's auth schemes. Default `off`. */
  readonly auth?: "enforce" | "off" | undefined;
  /** Name of the product that asks for access, as the consent page shows it. Default `Your product`. */
  readonly clientName?: string | undefined;
  /** How lists are paged beside what the contract says. Default: exactly so. */
  readonly paging?: PagingManners | undefined;
  /** What becomes of requests that break the document's contract; `violations()` reports all of them. Default `enforce`. */
  readonly contract?: Strictness | undefined;
  /** How errors are written. Default `document`: as the operation declares them, else as problem details. */
  readonly errors?: ErrorStyle | undefined;
  /** Which answers have an ETag. Default `records`. */
  readonly validators?: Validators | undefined;
  /** What becomes of idempotency keys, where the connector names their header. Default `honoured`. */
  readonly idempotency?: IdempotencyOptions["manner"] | undefined;
  /** For how long an idempotency key is known, milliseconds. Default 24 hours. */
  readonly idempotencyTtlMs?: number | undefined;
  /** Operations on their way out, beside those that the document marks as deprecated. Default none. */
  readonly deprecations?: readonly Deprecation[] | undefined;
  /** Who is told of every change, as `webhooks.subscribe(…)`. Default nobody. */
  readonly webhooks?: readonly WebhookReceiver[] | undefined;
}

type Defaulted =
  | "seed"
  | "newestAt"
  | "tokenTtlMs"
  | "auth"
  | "clientName"
  | "paging"
  | "contract"
  | "errors"
  | "validators"
  | "idempotency"
  | "idempotencyTtlMs"
  | "deprecations"
  | "webhooks";

type Complete = { readonly [Name in Defaulted]: NonNullable<EmulatorOptions[Name]> };

/** What is taken where the caller says nothing. */
export const emulatorDefaults: Complete & {
  readonly records: number;
  /** Most children of one parent. */
  readonly children: number;
} = Object.freeze({
  seed: 1,
  records: 120,
  children: 5,
  newestAt: Date.UTC(2026, 2, 1, 9),
  tokenTtlMs: 3_600_000,
  auth: "off",
  clientName: "Your product",
  paging: {},
  contract: "enforce",
  errors: "document",
  validators: "records",
  idempotency: "honoured",
  idempotencyTtlMs: 86_400_000,
  deprecations: [],
  webhooks: [],
});

export interface CompleteOptions
  extends Complete, Pick<EmulatorOptions, "document" | "connector" | "faults" | "random" | "rateLimit"> {
  readonly clock: EmulatorClock;
  readonly countOf: (stream: string) => number;
}

/** Options with every default filled in. */
export function complete(options: EmulatorOptions): CompleteOptions {
  return {
    ...mannersOf(options),
    document: options.document,
    connector: options.connector,
    faults: options.faults,
    random: options.random,
    rateLimit: options.rateLimit,
    seed: options.seed ?? emulatorDefaults.seed,
    clock: options.clock ?? systemClock,
    newestAt: options.newestAt ?? emulatorDefaults.newestAt,
    webhooks: options.webhooks ?? emulatorDefaults.webhooks,
    countOf: (stream) => countOf(stream, options),
  };
}

type Manners = Omit<Complete, "seed" | "newestAt" | "webhooks">;

/** How the vendor behaves towards its clients. */
const mannersOf = (options: EmulatorOptions): Manners => ({
  tokenTtlMs: options.tokenTtlMs ?? emulatorDefaults.tokenTtlMs,
  auth: options.auth ?? emulatorDefaults.auth,
  clientName: options.clientName ?? emulatorDefaults.clientName,
  paging: options.paging ?? emulatorDefaults.paging,
  contract: options.contract ?? emulatorDefaults.contract,
  errors: options.errors ?? emulatorDefaults.errors,
  validators: options.validators ?? emulatorDefaults.validators,
  idempotency: options.idempotency ?? emulatorDefaults.idempotency,
  idempotencyTtlMs: options.idempotencyTtlMs ?? emulatorDefaults.idempotencyTtlMs,
  deprecations: options.deprecations ?? emulatorDefaults.deprecations,
});

function countOf(stream: string, { connector, records }: EmulatorOptions): number {
  const nested = connector.streams[stream]?.parent !== undefined;
  if (typeof records === "object" && records[stream] !== undefined) return records[stream];
  const general = typeof records === "number" ? records : emulatorDefaults.records;
  return nested ? Math.min(general, emulatorDefaults.children) : general;
}
