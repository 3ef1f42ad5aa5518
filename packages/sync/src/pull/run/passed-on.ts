import type { RunReceipt } from "../../receipt/receipt.ts";
import type { Session } from "./session.ts";

/** Where a run stands after a list ended: at the next one, or at its own end. */
export type PassedOn =
  | { readonly done: false; readonly session: Session }
  | { readonly done: true; readonly receipt: RunReceipt };
