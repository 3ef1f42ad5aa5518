import type { Batch } from "@waybill/sync/store";
import { hold } from "./violation.ts";

/** Tokens that are gone come back by another consent alone, not by a renewal that was on its way. */
export interface KeptTokens {
  /** The customer gave consent. */
  consented(accessToken: string): void;
  /** Everything of the connection was erased. */
  erased(): void;
  /** Judges what a process committed. */
  accepted(batch: Batch): void;
  /** Whether a request carries one of them, also one that is spent. */
  areIn(request: Request): boolean;
}

export function createKeptTokens(): KeptTokens {
  let areThere = false;
  const given = new Set<string>();
  return {
    consented: (accessToken) => {
      areThere = true;
      given.add(accessToken);
    },
    erased: () => {
      areThere = false;
    },
    accepted: ({ connection, tokens }) => {
      if (tokens === undefined) return;
      const { key, value } = tokens;
      hold(key === connection, "connections", () => `tokens of ${key} are stored as those of ${connection}`);
      hold(value === null || areThere, "erased", () => "tokens are stored again, and nobody gave consent");
      areThere = value !== null;
      if (value !== null) given.add(value.accessToken);
    },
    areIn: ({ headers }) => given.has((headers.get("authorization") ?? "").replace(/^bearer /i, "")),
  };
}
