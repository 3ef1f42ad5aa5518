import { type Failure, type StoredTokens, isFailureError } from "@waybill/transport";
import { beginAuthorization, completeAuthorization } from "@waybill/transport/oauth2";
import type { Access } from "../../access.ts";
import type { Vendor } from "./vendor.ts";

type OAuth = Extract<Access, { kind: "oauth2" }>;

/** Where vendors send the customer back to. */
const callbackPath = "/oauth/callback";
/** Kept for this tab alone, between leaving for a vendor's consent page and coming back. */
const pendingKey = "lantern.authorization";

/** What came of a customer's way to a vendor and back. */
export type Arrival =
  | { readonly state: "none" }
  | { readonly state: "agreed"; readonly id: string; readonly tokens: StoredTokens }
  | { readonly state: "refused"; readonly id: string; readonly failure: Failure };

interface Pending {
  /** Whose consent page. */
  readonly id: string;
  /** The page that the customer left. */
  readonly from: string;
  readonly state: string;
  readonly verifier: string;
}

/** Whether a customer who leaves for a vendor's consent page can be taken in again: a page that is left keeps nothing in memory. */
export function canLeaveForConsent(): boolean {
  try {
    // Where site data is blocked even the name of it throws.
    return sessionStorage !== null;
  } catch {
    return false;
  }
}

/** Sends the customer to the vendor's consent page, in this tab. */
export async function leaveForConsent(id: string, access: OAuth): Promise<void> {
  const { url, state, verifier } = await beginAuthorization({ ...access, redirectUri: redirectUri() });
  const from = location.pathname + location.search;
  sessionStorage.setItem(pendingKey, JSON.stringify({ id, from, state, verifier } satisfies Pending));
  location.assign(url);
}

/** Trades what a vendor sent back with the customer for tokens. The address is cleaned first: a code works once, also on reload. */
export async function arrive(vendors: readonly Vendor[]): Promise<Arrival> {
  if (location.pathname !== callbackPath) return { state: "none" };
  const callbackUrl = location.href;
  const pending = takePending();
  history.replaceState(null, "", pending?.from ?? "/");
  const access = vendors.find(({ connector }) => connector.vendor === pending?.id)?.setup.access;
  if (pending === undefined || access?.kind !== "oauth2") return { state: "none" };
  const { id, state, verifier } = pending;
  try {
    const asked = { ...access, state, verifier, redirectUri: redirectUri(), callbackUrl };
    return { state: "agreed", id, tokens: await completeAuthorization(asked) };
  } catch (error) {
    if (!isFailureError(error)) throw error;
    return { state: "refused", id, failure: error.failure };
  }
}

function redirectUri(): string {
  return new URL(callbackPath, location.origin).href;
}

function takePending(): Pending | undefined {
  const text = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  const kept: unknown = text === null ? undefined : JSON.parse(text);
  return isPending(kept) ? kept : undefined;
}

function isPending(kept: unknown): kept is Pending {
  if (typeof kept !== "object" || kept === null) return false;
  const { id, from, state, verifier }: Partial<Record<keyof Pending, unknown>> = kept;
  // The page to go back to is one of ours, whatever was written there.
  const isOurs = typeof from === "string" && /^\/(?!\/)/.test(from);
  return isOurs && [id, state, verifier].every((text) => typeof text === "string");
}
