import type { Failure } from "@waybill/transport";
import type { JsonObject } from "../connector/json.ts";
import type { RecordKey } from "../record/record.ts";

/** States of mutations that the vendor has not decided, as far as anybody here knows. */
export const openStates: readonly Mutation["state"][] = Object.freeze(["queued", "held", "sending", "unknown"]);

/** One local write on its way to the vendor. `sending` is committed before the request leaves; a crash turns it into `unknown`. */
export interface Mutation {
  readonly format: 1;
  readonly id: string;
  readonly stream: string;
  readonly key: RecordKey;
  readonly operation: "create" | "update" | "delete";
  readonly body: JsonObject | null;
  /** SHA-256 of the canonical body: the same key with another body is refused. */
  readonly bodyHash: string;
  readonly idempotencyKey: string;
  /** Hash of the base that the change was made on. */
  readonly baseHash?: string | undefined;
  readonly state: "queued" | "held" | "sending" | "unknown" | "applied" | "rejected" | "discarded";
  /** Dense per connection: the order in which the writes of one record go out. */
  readonly sequence: number;
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly enqueuedAt: number;
  readonly nextAttemptAt?: number | undefined;
  readonly failure?: Failure | undefined;
}
