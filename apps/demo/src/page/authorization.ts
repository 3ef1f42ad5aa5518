import { type Failure, type StoredTokens, isFailureError } from "@waybill/transport";
import { beginAuthorization, completeAuthorization } from "@waybill/transport/oauth2";
import type { Access } from "../access.ts";

type OAuth = Extract<Access, { kind: "oauth2" }>;

/** Where the vendor sends the customer back to. */
const callbackPath = "/oauth/callback";
/** Kept for this tab alone, between leaving for the vendor's consent page and coming back. */
const pendingKey = "lantern.authorization";

/** What came of a customer's way to the vendor and back. */
export type Arrival =
  | { readonly state: "none" }
  | { readonly state: "agreed"; readonly tokens: StoredTokens }
  | { readonly state: "refused"; readonly failure: Failure };

/** Sends the customer to the vendor's consent page, in this tab. */
export async function leaveForConsent(access: OAuth): Promise<void> {
  const { url, state, verifier } = await beginAuthorization({ ...access, redirectUri: redirectUri() });
  sessionStorage.setItem(pendingKey, JSON.stringify({ state, verifier }));
  location.assign(url);
}

/** Trades what the vendor sent back with the customer for tokens. The address is cleaned first: a code works once, also on reload. */
export async function arrive(access: OAuth): Promise<Arrival> {
  if (location.pathname !== callbackPath) return { state: "none" };
  const callbackUrl = location.href;
  const pending = takePending();
  history.replaceState(null, "", "/");
  if (pending === undefined) return { state: "none" };
  try {
    const tokens = await completeAuthorization({ ...access, ...pending, redirectUri: redirectUri(), callbackUrl });
    return { state: "agreed", tokens };
  } catch (error) {
    if (!isFailureError(error)) throw error;
    return { state: "refused", failure: error.failure };
  }
}

function redirectUri(): string {
  return new URL(callbackPath, location.origin).href;
}

function takePending(): { readonly state: string; readonly verifier: string } | undefined {
  const text = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  const kept: unknown = text === null ? undefined : JSON.parse(text);
  if (typeof kept !== "object" || kept === null) return undefined;
  const [state, verifier]: readonly unknown[] = [Reflect.get(kept, "state"), Reflect.get(kept, "verifier")];
  return typeof state === "string" && typeof verifier === "string" ? { state, verifier } : undefined;
}
