import type { Connector, JsonObject } from "@waybill/sync/connector";
import { systemClock, type EmulatorClock } from "./clock.ts";
import type { FaultOptions } from "./faults/fault.ts";
import type { RateLimit } from "./limits/rate-limiter.ts";

export interface EmulatorOptions {
  /** The vendor's OpenAPI document, version 3.1, references local. References may be circular. */
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
  /** Random faults from the start, as `faults.set("random", …)`. */
  readonly random?: FaultOptions["random"] | undefined;
  /** What the vendor permits. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Life of an access token, milliseconds. Default one hour. */
  readonly tokenTtlMs?: number | undefined;
  /** `enforce`: every request is checked against the connector's auth schemes. Default `off`. */
  readonly auth?: "enforce" | "off" | undefined;
}

/** What is taken where the caller says nothing. */
export const emulatorDefaults: {
  readonly seed: number;
  readonly records: number;
  /** Most children of one parent. */
  readonly children: number;
  readonly newestAt: number;
  readonly tokenTtlMs: number;
  readonly auth: "enforce" | "off";
} = Object.freeze({
  seed: 1,
  records: 120,
  children: 5,
  newestAt: Date.UTC(2026, 2, 1, 9),
  tokenTtlMs: 3_600_000,
  auth: "off",
});

export interface CompleteOptions extends EmulatorOptions {
  readonly seed: number;
  readonly clock: EmulatorClock;
  readonly newestAt: number;
  readonly tokenTtlMs: number;
  readonly auth: "enforce" | "off";
  readonly countOf: (stream: string) => number;
}

/** Options with every default filled in. */
export function complete(options: EmulatorOptions): CompleteOptions {
  return {
    ...options,
    seed: options.seed ?? emulatorDefaults.seed,
    clock: options.clock ?? systemClock,
    newestAt: options.newestAt ?? emulatorDefaults.newestAt,
    tokenTtlMs: options.tokenTtlMs ?? emulatorDefaults.tokenTtlMs,
    auth: options.auth ?? emulatorDefaults.auth,
    countOf: (stream) => countOf(stream, options),
  };
}

function countOf(stream: string, { connector, records }: EmulatorOptions): number {
  const nested = connector.streams[stream]?.parent !== undefined;
  if (typeof records === "object" && records[stream] !== undefined) return records[stream];
  const general = typeof records === "number" ? records : emulatorDefaults.records;
  return nested ? Math.min(general, emulatorDefaults.children) : general;
}
