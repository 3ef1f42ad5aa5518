import type { Refusal } from "./access.ts";
import { isPublicAddress } from "./public-address.ts";

/**
 * Whether the addresses that a host has may be reached. All of them have to be public: which one is taken is not in the reader's hand.
 * A host is named in `hosts`, or is not private.
 */
export function refusesHost(url: URL, addresses: readonly string[], hosts: readonly string[]): Refusal {
  if (hosts.includes(url.host)) return undefined;
  if (addresses.length > 0 && addresses.every(isPublicAddress)) return undefined;
  return `${url.host} is a private address.`;
}
