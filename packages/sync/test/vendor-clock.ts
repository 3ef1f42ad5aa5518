import { createVirtualClock } from "@waybill/transport/testing";
import type { JsonObject } from "../src/connector/index.ts";

export interface VendorClock {
  now(): number;
  sleep(): Promise<void>;
  /** Does something at the moment that a record's `updated_at` tells. */
  at(record: JsonObject, act: () => unknown): void;
}

/** An emulator's clock that stands where virtual time begins, and elsewhere only while records are written. */
export function vendorClock(): VendorClock {
  const begin = createVirtualClock().now();
  let moment = begin;
  return {
    now: () => moment,
    sleep: async () => undefined,
    at: ({ updated_at }, act) => {
      moment = typeof updated_at === "string" ? Date.parse(updated_at) : begin;
      act();
      moment = begin;
    },
  };
}
