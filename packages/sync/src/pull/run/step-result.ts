import type { Failure } from "@waybill/transport";
import type { RunReceipt } from "../../receipt/receipt.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";

/** How a step ended. Everything it did is committed. */
export type StepResult =
  | { readonly state: "done"; readonly receipt: RunReceipt }
  /** The run is open, or stored records are being made anew by a changed mapping, and it can go on at once. */
  | { readonly state: "more" }
  /** The run is open, and its next attempt is due at `until` (epoch milliseconds). */
  | { readonly state: "waiting"; readonly run: string; readonly until: number; readonly failure: Failure }
  /** Nothing happens until a person acts. */
  | { readonly state: "blocked"; readonly blocker: NonNullable<Checkpoint["blocker"]>; readonly failure: Failure }
  /** Another engine went on with the stream; what was not committed is read again. */
  | { readonly state: "superseded"; readonly run?: string | undefined }
  /** The stored state cannot be used, or the connection was erased, or others have a newer credential. Nothing was touched. */
  | { readonly state: "refused"; readonly failure: Failure };
