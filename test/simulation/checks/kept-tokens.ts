import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

/** Tokens that are gone come back by another consent alone, not by a renewal that was on its way. */
export interface KeptTokens {
  /** The customer gave consent. */
  consented(): void;
  /** Everything of the connection was erased. */
  erased(): void;
  /** Judges what a process committed. */
  accepted(batch: Batch): void;
}

export function createKeptTokens(): KeptTokens {
  let areThere = false;
  return {
    consented: () => {
      areThere = true;
    },
    erased: () => {
      areThere = false;
    },
    accepted: ({ tokens }) => {
      if (tokens === undefined) return;
      hold(tokens.value === null || areThere, "erased", () => "tokens are stored again, and nobody gave consent");
      areThere = tokens.value !== null;
    },
  };
}
